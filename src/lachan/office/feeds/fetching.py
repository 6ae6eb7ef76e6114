"""Getting what a source offers now, through the house's one way out; a TAXII collection page by page."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from lachan.office.feeds.models import FeedSource, SourceForm
from lachan.office.fetching import Fetched, Limits, NotFetched, Trouble, fetch
from lachan.readers.canonical import refusal
from lachan.readers.feeds import MOST_OBJECT_BYTES
from lachan.readers.feeds.model import feed_refused

TAXII = "application/taxii+json;version=2.1"
LIMITS = Limits(seconds=120, step=20, most_raw=MOST_OBJECT_BYTES, most=MOST_OBJECT_BYTES)
MOST_PAGES = 200
PAGE = 500

Fetch = Callable[..., Fetched]


def content_of(source: FeedSource, *, get: Fetch = fetch) -> bytes:
    """The bytes that the source gives now. NotFetched or InputError when there are none."""
    if source.form == SourceForm.TAXII:
        return _collection(source, get)
    return _whole(get(source.address, limits=LIMITS), source.name)


def _whole(found: Fetched, name: str) -> bytes:
    status = found.last.status
    if status != 200:
        raise refusal(
            "feed_status", f"máy chủ của nguồn trả lời mã {status}", f"the feed's server answers status {status}", name
        )
    if found.cut:
        raise (
            feed_refused("too_large", name) if found.cut == "too_large" else NotFetched(Trouble.TOO_SLOW)
            if found.cut == "too_slow"
            else NotFetched(Trouble.NO_ANSWER)
        )  # fmt: skip
    return found.content


def _collection(source: FeedSource, get: Fetch) -> bytes:
    """All objects of a collection as a bundle. A server that gives the same `next` twice is not followed in circles."""
    base = source.address.rstrip("/").removesuffix("/objects")
    objects: list[Any] = []
    size, after, seen = 0, "", set()
    for _number in range(MOST_PAGES):
        link = f"{base}/objects/?limit={PAGE}&match[type]=indicator" + (
            f"&next={quote(after, safe='')}" if after else ""
        )
        content = _whole(get(link, limits=LIMITS, headers={"Accept": TAXII}), source.name)
        size += len(content)
        if size > MOST_OBJECT_BYTES:
            raise feed_refused("too_large", source.name)
        page = _page(content, source.name)
        objects += page.get("objects") or []
        after = str(page.get("next") or "")
        if page.get("more") is not True or not after or after in seen:
            break
        seen.add(after)
    return json.dumps({"type": "bundle", "objects": objects}).encode()


def _page(content: bytes, name: str) -> dict[str, Any]:
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        raise feed_refused("not_json", name) from None
    if not isinstance(found, dict) or not isinstance(found.get("objects") or [], list):
        raise feed_refused("wrong_form", name)
    return found
