"""Legal basis of the rules on names of sites, dated; articles of the law of 2025 were not read, so none is named."""

from datetime import date

from lachan.checks.finding import Basis
from lachan.vietnam.wording import Wording

FIRST_DAY = date(2019, 1, 1)
"""Cybersecurity Law 24/2018 in force; of names before it this check says nothing."""
LAW = date(2026, 7, 1)
"""Cybersecurity Law 116/2025 in force."""

_INDICATOR = ("Dấu hiệu để rà soát, tự nó không phải vi phạm", "An indicator for reviews, by itself no violation")
FRAUD = (
    Basis(
        FIRST_DAY,
        Wording(
            f"{_INDICATOR[0]}; Luật An ninh mạng 24/2018/QH14, Điều 18 khoản 1 (dùng không gian mạng để phạm pháp)",
            f"{_INDICATOR[1]}; Cybersecurity Law 24/2018, article 18.1 (unlawful acts by way of the network)",
        ),
    ),
    Basis(
        LAW,
        Wording(f"{_INDICATOR[0]}; Luật An ninh mạng 116/2025/QH15", f"{_INDICATOR[1]}; Cybersecurity Law 116/2025"),
    ),
)
"""A site whose name misleads or lures."""
