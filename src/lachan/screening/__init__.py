"""Live calls: what a call shows, judged by rules into a verdict. Kamailio's workers load this, so it stays light."""

from lachan.screening.call import HEADERS, Call, read_call
from lachan.screening.decide import decide, ended
from lachan.screening.listed import Listed, compile_tables
from lachan.screening.rates import NoRates, Rates
from lachan.screening.rules import RULES, Rule
from lachan.screening.screen import Screen
from lachan.screening.settings import Settings, read_settings
from lachan.screening.tables import Tables
from lachan.screening.trunks import Trunk, Trunks
from lachan.screening.verdict import Action, Answer, Fired, Verdict

__all__ = [
    "HEADERS",
    "RULES",
    "Action",
    "Answer",
    "Call",
    "Fired",
    "Listed",
    "NoRates",
    "Rates",
    "Rule",
    "Screen",
    "Settings",
    "Tables",
    "Trunk",
    "Trunks",
    "Verdict",
    "compile_tables",
    "decide",
    "ended",
    "read_call",
    "read_settings",
]
