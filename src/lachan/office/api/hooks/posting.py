"""One POST to a checked address: TLS for the name, no redirect followed, no more than a quarter of a minute."""

from lachan.office.api.hooks.addresses import allowed_networks
from lachan.office.fetching.asking import asked
from lachan.office.fetching.links import Link
from lachan.office.fetching.way import Deadline, checked_addresses

SECONDS_A_STEP = 5.0
SECONDS_IN_ALL = 15.0
MOST_HEAD = 64 * 1024


def post(target: Link, content: bytes, headers: dict[str, str]) -> int:
    """The status of the answer, whose content nobody reads. OSError or HTTPException when there is none."""
    deadline = Deadline(SECONDS_IN_ALL, SECONDS_A_STEP)
    addresses = checked_addresses(target.host, target.port, deadline=deadline, allowed=allowed_networks())
    with asked(
        target, addresses, deadline=deadline, method="POST", body=content, headers=headers, most_head=MOST_HEAD,
        insist=True,
    ) as answer:  # fmt: skip
        return answer.status
