"""The Identity header of SIP (RFC 8224 section 4): a token and its parameters, taken apart and not yet believed.

    token;info=<https://cert.example.org/a.pem>;alg=ES256;ppt=shaken

In the compact form the token is two full stops and the signature.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from lachan.screening.passport.codes import Code, Refused

MOST_BYTES = 8_192
"""Length of one header; ordinary ones have some 600."""
MOST_PARAMETERS = 16
_TOKEN = re.compile(r"([A-Za-z0-9_-]*)\.([A-Za-z0-9_-]*)\.([A-Za-z0-9_-]+)")
_PARAMETER = re.compile(
    r"""
    [ \t\r\n]* ; [ \t\r\n]*
    ([A-Za-z0-9.!%*_+`'~-]{1,64})                                   # name
    (?: [ \t\r\n]* = [ \t\r\n]*
        (?: <([^<>"\s]{1,1024})>                                    # <uri>
          | "([^"\\\x00-\x1f\x7f]{0,1024})"                         # "quoted"
          | ([A-Za-z0-9.!%*_+`'~-]{1,1024}) )                       # token
    )?
    """,
    re.VERBOSE,
)


class Identity(NamedTuple):
    """One header: parts of the token as written, and what its parameters say ("" where they say nothing)."""

    head: str
    body: str
    signature: str
    info: str
    alg: str
    ppt: str

    @property
    def is_compact(self) -> bool:
        """Whether the receiver must rebuild the token from the call."""
        return not self.head


def read_identity(text: str) -> Identity:
    """The header's value taken apart; `Refused` with HEADER_TOO_LONG or HEADER_MALFORMED."""
    if len(text) > MOST_BYTES:
        raise Refused(Code.HEADER_TOO_LONG)
    text = text.strip(" \t\r\n")
    token = _TOKEN.match(text)
    if not token or not text.isascii():
        raise Refused(Code.HEADER_MALFORMED)
    head, body, signature = token.groups()
    if bool(head) != bool(body):
        raise Refused(Code.HEADER_MALFORMED)
    return Identity(head, body, signature, *_parameters(text[token.end() :]))


@lru_cache(maxsize=256)  # an operator's headers end alike
def _parameters(text: str) -> tuple[str, str, str]:
    """info, alg and ppt of what stands behind the token; each parameter may stand once, and info must."""
    found: dict[str, str] = {}
    at = 0
    while at < len(text):
        one = _PARAMETER.match(text, at)
        if not one or len(found) >= MOST_PARAMETERS:
            raise Refused(Code.HEADER_MALFORMED)
        name = one[1].lower()
        in_brackets = one[2] is not None
        if name in found or (name == "info") != in_brackets:
            raise Refused(Code.HEADER_MALFORMED)
        found[name] = one[2] or one[3] or one[4] or ""
        at = one.end()
    if "info" not in found:
        raise Refused(Code.HEADER_MALFORMED)
    return found["info"], found.get("alg", ""), found.get("ppt", "")
