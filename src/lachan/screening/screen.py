"""The entry of a worker: judge a call and never raise, whatever happens inside."""

from lachan.screening.call import Call
from lachan.screening.decide import decide
from lachan.screening.rates import Rates
from lachan.screening.tables import Tables
from lachan.screening.verdict import FAILED, REASONS, Verdict


class Screen:
    """What one worker keeps: its tables and rates. `failures` counts the calls that could not be judged."""

    __slots__ = ("failures", "rates", "tables")

    def __init__(self, tables: Tables, rates: Rates) -> None:
        self.tables = tables
        self.rates = rates
        self.failures = 0

    def judge(self, call: Call, now: float) -> Verdict:
        """The verdict; when the screen itself fails, the one configured for that (the call passes by default)."""
        try:
            return decide(call, self.tables, self.rates, now=now)
        except Exception:
            self.failures += 1
            return Verdict(self.tables.settings.failed, FAILED, REASONS[FAILED])
