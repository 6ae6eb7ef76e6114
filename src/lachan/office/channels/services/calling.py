"""One call of a service by the office's own way out: checked addresses, bounded time and size, JSON back."""

import http.client
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode, urlsplit

from lachan.office.channels.services.telling import Trouble
from lachan.office.fetching.asking import asked
from lachan.office.fetching.links import Link
from lachan.office.fetching.networks import LOOPBACK
from lachan.office.fetching.troubles import NotFetched
from lachan.office.fetching.way import Deadline, checked_addresses

SECONDS_A_STEP, SECONDS_IN_ALL = 5.0, 20.0
MOST_HEAD, MOST_CONTENT = 64 * 1024, 1024 * 1024
_HERE = ("127.0.0.1", "localhost")


class Answered:
    """Status, headers by small name, and the object that the JSON held ({} for none)."""

    def __init__(self, status: int, headers: Mapping[str, str], content: dict[str, Any]) -> None:
        self.status = status
        self.headers = headers
        self.content = content


def call(
    base: str, path: str, *, method: str = "POST", form: Mapping[str, str] | None = None, sent: Any = None,
    headers: Mapping[str, str] = {},
) -> Answered:  # fmt: skip
    """Call `base` + `path` with a form or a JSON body. Trouble when no readable answer came: what was asked for may
    have happened all the same. `base` is the administrator's setting; loopback is called only where it names it.
    """
    parts = urlsplit(base)
    secure = parts.scheme == "https"
    host = parts.hostname or ""
    link = Link(secure, host, parts.port or (443 if secure else 80), f"{parts.path.rstrip('/')}{path}")
    body, kind = (urlencode(form or {}).encode(), "application/x-www-form-urlencoded")
    if sent is not None:
        body, kind = json.dumps(sent, ensure_ascii=False).encode(), "application/json"
    deadline = Deadline(SECONDS_IN_ALL, SECONDS_A_STEP)
    try:
        addresses = checked_addresses(host, link.port, deadline=deadline, allowed=LOOPBACK if host in _HERE else ())
        with asked(
            link, addresses, deadline=deadline, method=method, body=b"" if method == "GET" else body,
            headers={"Accept": "application/json", "Content-Type": kind, **headers}, most_head=MOST_HEAD + MOST_CONTENT,
            insist=True,
        ) as answer:  # fmt: skip
            content = answer.reader.read(MOST_CONTENT)
            head = {name.lower(): value for name, value in answer.headers}
            status = answer.status
    except (OSError, NotFetched, http.client.HTTPException, ValueError) as error:
        raise Trouble(type(error).__name__) from None
    try:
        read = json.loads(content) if content else {}
    except ValueError:
        raise Trouble(f"HTTP {status}") from None
    return Answered(status, head, read if isinstance(read, dict) else {"data": read})
