"""What changes listings: their life, appeals against them, and what is asked of other bodies because of them."""

from lachan.office.listings.actions.appeals import (
    AppealTold,
    Receipt,
    answer_appeals,
    erase_answered,
    make_appeal,
    read_appeal,
)
from lachan.office.listings.actions.blocking import (
    BlockingAsked,
    propose_blocking,
    recheck,
    record_blocking_outcome,
)
from lachan.office.listings.actions.ending import drop, expire, withdraw
from lachan.office.listings.actions.opening import Said, corroborate, open_listing, propose, send_back
from lachan.office.listings.actions.publishing import publish_listings, renew

__all__ = [
    "AppealTold",
    "BlockingAsked",
    "Receipt",
    "Said",
    "answer_appeals",
    "corroborate",
    "drop",
    "erase_answered",
    "expire",
    "make_appeal",
    "open_listing",
    "propose",
    "propose_blocking",
    "publish_listings",
    "read_appeal",
    "recheck",
    "record_blocking_outcome",
    "renew",
    "send_back",
    "withdraw",
]
