"""The bundle: what an operator's check found, as counts that the operator signs and the office takes in.

No record of a subscriber or a call leaves the operator (Telecom Law 24/2023/QH15, article 6.4).
docs/formats/bundle.md
"""

from lachan.exchange.bundle.frame import MOST_BYTES, bundle_facts, read_bundle, write_bundle
from lachan.exchange.bundle.making import HIDDEN_BELOW, Made, make_bundle
from lachan.exchange.bundle.model import (
    BandCount,
    BodyCount,
    Bundle,
    BundleFacts,
    CallCounts,
    Cleanup,
    CommuneCount,
    Holder,
    Holders,
    Input,
    MonthCount,
    PointCount,
    RuleCalls,
    RuleCount,
    TrunkCount,
)

__all__ = [
    "HIDDEN_BELOW",
    "MOST_BYTES",
    "BandCount",
    "BodyCount",
    "Bundle",
    "BundleFacts",
    "CallCounts",
    "Cleanup",
    "CommuneCount",
    "Holder",
    "Holders",
    "Input",
    "Made",
    "MonthCount",
    "PointCount",
    "RuleCalls",
    "RuleCount",
    "TrunkCount",
    "bundle_facts",
    "make_bundle",
    "read_bundle",
    "write_bundle",
]
