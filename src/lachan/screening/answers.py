"""How a call is refused, so that a wrongly blocked caller learns it and can complain.

Sources: ATIS-1000099 ("603+": phrase "Network Blocked" and a Reason with contact), RFC 3326 (Reason), RFC 8197 (607),
RFC 8688 (608 with a signed card behind Call-Info).
"""

import re
from typing import NamedTuple

from lachan.screening.toml_tables import Table
from lachan.screening.verdict import Answer

REJECTIONS = ("603+", "403", "603", "607", "608")
LOCATIONS = ("RLN", "TN", "RPN", "LN", "LPN")
"""Where the call is blocked: network of the callee, transit network, private network of the callee, …"""
_URL = re.compile(r"https://[A-Za-z0-9.\-]+(?::\d{1,5})?(?:/[A-Za-z0-9._~/?=&%\-]*)?")
_TEL = re.compile(r"\+?[0-9][0-9\-]{2,19}")
_EMAIL = re.compile(r"[A-Za-z0-9._+\-]+@[A-Za-z0-9.\-]+")


class Contact(NamedTuple):
    """Where to complain of a wrong block. `card` is the address of a signed card (jwscard) for 608."""

    url: str = ""
    tel: str = ""
    email: str = ""
    card: str = ""
    location: str = "RLN"

    @property
    def reachable(self) -> bool:
        """Whether there is any way at all."""
        return bool(self.url or self.tel or self.email)


def contact_in(table: Table) -> Contact:
    """The table [contact]; InputError names the key."""
    found = Contact(
        url=_of_form(table, "url", _URL, "https://…"),
        tel=_of_form(table, "tel", _TEL, "+84…"),
        email=_of_form(table, "email", _EMAIL, "ten@don-vi.vn"),
        card=_of_form(table, "card", _URL, "https://…"),
        location=table.text("location", "RLN", among=LOCATIONS),
    )
    table.end(Contact._fields)
    return found


def _of_form(table: Table, key: str, form: re.Pattern[str], example: str) -> str:
    text = table.text(key, "")
    if text and not form.fullmatch(text):
        raise table.refusal(key, f"phải có dạng {example}", f"must look like {example}")
    return text


def rejection(status: str, contact: Contact) -> Answer:
    """The answer to a blocked call."""
    ways = "".join(f";{key}={value}" for key, value in zip(("url", "tel", "email"), contact[:3], strict=True) if value)
    card = (f"Call-Info: <{contact.card}>;purpose=jwscard",) if contact.card else ()
    return {
        "603+": Answer(
            "reject",
            603,
            "Network Blocked",
            (f'Reason: SIP;cause=603;text="v=analytics1{ways}";location={contact.location}',),
        ),
        "603": Answer("reject", 603, "Decline"),
        "403": Answer("reject", 403, "Forbidden"),
        "607": Answer("reject", 607, "Unwanted"),
        "608": Answer("reject", 608, "Rejected", card),
    }[status]
