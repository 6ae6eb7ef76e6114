"""Live calls: what a call shows, judged by rules into a verdict. Kamailio's workers load this, so it stays light."""

from lachan.screening.call import Call
from lachan.screening.counters import Counters, prometheus_text, read_counters
from lachan.screening.decide import decide, ended
from lachan.screening.listed import Listed, compile_tables
from lachan.screening.log import DecisionLog
from lachan.screening.rates import LocalRates, NoRates, Rates
from lachan.screening.roaming import Roaming, compile_roaming
from lachan.screening.rules import RULES, Rule
from lachan.screening.screen import Screen
from lachan.screening.settings import Settings, compiled_settings, load_settings, read_settings
from lachan.screening.tables import Tables
from lachan.screening.trunks import Trunk, Trunks
from lachan.screening.verdict import Action, Answer, Fired, Verdict

__all__ = [
    "RULES",
    "Action",
    "Answer",
    "Call",
    "Counters",
    "DecisionLog",
    "Fired",
    "Listed",
    "LocalRates",
    "NoRates",
    "Rates",
    "Roaming",
    "Rule",
    "Screen",
    "Settings",
    "Tables",
    "Trunk",
    "Trunks",
    "Verdict",
    "compile_roaming",
    "compile_tables",
    "compiled_settings",
    "decide",
    "ended",
    "load_settings",
    "prometheus_text",
    "read_counters",
    "read_settings",
]
