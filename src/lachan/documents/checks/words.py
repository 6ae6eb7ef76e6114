"""Words that the reports of all checks share."""

from lachan.vietnam.wording import Wording

SEVERITIES: dict[str, Wording] = {
    "high": Wording("Cao", "High"),
    "medium": Wording("Vừa", "Medium"),
    "low": Wording("Thấp", "Low"),
}
WEIGHTS: dict[str, int] = {"high": 9, "medium": 3, "low": 1}
"""What one number counts when rules are ranked: a third of the next severity."""
