"""Telephone numbers: brought to one form (`normal_number`), and what a shown number is and why to doubt it (`explain`).

Knows nothing of calls, lists of the office or files; Kamailio loads it, so it imports nothing heavy.
"""

from lachan.vietnam.numbers.explain import Explained, area_words, explain
from lachan.vietnam.numbers.normal import PREFIXES_OF_2018, normal_number
from lachan.vietnam.numbers.plan import Area, Country, Kind, What
from lachan.vietnam.numbers.protected import Protected
from lachan.vietnam.numbers.signs import Sign, SignCode, TrunkKind

__all__ = [
    "PREFIXES_OF_2018",
    "Area",
    "Country",
    "Explained",
    "Kind",
    "Protected",
    "Sign",
    "SignCode",
    "TrunkKind",
    "What",
    "area_words",
    "explain",
    "normal_number",
]
