"""Names of sites: whether they copy a protected name, or are made like those of fraud; pure, without network."""

from lachan.checks.sites.judge import Judged, judge_name
from lachan.checks.sites.register import Register, register_of

__all__ = ["Judged", "Register", "judge_name", "register_of"]
