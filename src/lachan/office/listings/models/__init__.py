"""The models of listings, by noun."""

from lachan.office.listings.models.appeals import Appeal, AppealState, AppellantKind
from lachan.office.listings.models.blocking import (
    ACTED,
    BlockingOutcome,
    BlockingProposal,
    BlockingRoute,
    Recheck,
    RecheckResult,
)
from lachan.office.listings.models.listings import (
    ENDED,
    IN_FORCE,
    ChangeMessage,
    ChangeRegister,
    Listing,
    ListingChange,
    ListingRegister,
    ListingState,
    ListingStep,
    Sureness,
)

__all__ = [
    "ACTED",
    "ENDED",
    "IN_FORCE",
    "Appeal",
    "AppealState",
    "AppellantKind",
    "BlockingOutcome",
    "BlockingProposal",
    "BlockingRoute",
    "ChangeMessage",
    "ChangeRegister",
    "Listing",
    "ListingChange",
    "ListingRegister",
    "ListingState",
    "ListingStep",
    "Recheck",
    "RecheckResult",
    "Sureness",
]
