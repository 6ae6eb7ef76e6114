"""Caller authentication of a call: Identity headers (RFC 8224), PASSporT (RFC 8225), SHAKEN (RFC 8588), div (RFC 8946).

Kamailio's workers load it: standard library and `cryptography` alone. Nothing is fetched in the path of a call.
"""

from lachan.screening.passport.codes import Code, Status
from lachan.screening.passport.replay import RecentTokens, Replay
from lachan.screening.passport.signing import compact, sign
from lachan.screening.passport.trust import Trust, files_stamp, keep_chain
from lachan.screening.passport.verifying import DEFAULT_LIMITS, Authentication, Limits, verify

__all__ = [
    "DEFAULT_LIMITS",
    "Authentication",
    "Code",
    "Limits",
    "RecentTokens",
    "Replay",
    "Status",
    "Trust",
    "compact",
    "files_stamp",
    "keep_chain",
    "sign",
    "verify",
]
