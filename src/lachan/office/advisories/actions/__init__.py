"""What changes the catalogue of tricks and the advisories."""

from lachan.office.advisories.actions.catalogue import (
    change_trick,
    propose_trick,
    retire_trick,
    review_trick,
    seed_tricks,
    tie_case,
)
from lachan.office.advisories.actions.drafting import (
    change_draft,
    check_facts,
    discard,
    start_advisory,
    start_correction,
)
from lachan.office.advisories.actions.going_out import approve, expire, publish, send_back, withdraw

__all__ = [
    "approve",
    "change_draft",
    "change_trick",
    "check_facts",
    "discard",
    "expire",
    "propose_trick",
    "publish",
    "retire_trick",
    "review_trick",
    "seed_tricks",
    "send_back",
    "start_advisory",
    "start_correction",
    "tie_case",
    "withdraw",
]
