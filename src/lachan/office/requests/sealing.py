"""What of a request is sealed, where, and how much of it a list may show."""

from lachan.office.requests.models import AgencyRequest, Answer, CallTrace, Outcome, RequestItem
from lachan.office.vault import blind, open_sealed, place_of, seal
from lachan.vietnam.request_checks import Identifier

COLUMN = "requests.RequestItem.sealed"
SHOWN = 3  # characters of an identifier that a list shows at either end


def blind_value(kind: str, value: str) -> str:
    """The search value of an identifier in its one usual writing."""
    return blind(f"{kind}:{value}", column=COLUMN)


def masked(kind: str, value: str) -> str:
    """The identifier as lists show it: "+84****567"; a site stays readable, since it is public."""
    if kind == "site":
        return value[:80]
    if len(value) <= 2 * SHOWN + 1:
        return "****"
    return f"{value[:SHOWN]}****{value[-SHOWN:]}"


def seal_item(item: RequestItem, value: str) -> None:
    """Seal the identifier of a stored item at its place."""
    item.sealed = seal(value, place=place_of("requests.RequestItem", "sealed", item.pk))
    item.save(update_fields=["sealed"])


def identifier_of(item: RequestItem) -> Identifier:
    """The identifier in clear; whoever calls has asked the door and writes the trail."""
    value = open_sealed(item.sealed, place=place_of("requests.RequestItem", "sealed", item.pk))
    return Identifier(item.kind, value, item.port, item.since, item.until)


def seal_field(row: AgencyRequest | Answer | CallTrace | Outcome, name: str, text: str) -> None:
    """Seal a text in the field `sealed_<name>` of a stored row."""
    field = f"sealed_{name}"
    setattr(row, field, seal(text, place=_place(row, field)) if text else "")
    row.save(update_fields=[field])


def open_field(row: AgencyRequest | Answer | CallTrace | Outcome, name: str) -> str:
    """The text of the field `sealed_<name>`; "" when nothing is there."""
    field = f"sealed_{name}"
    sealed = getattr(row, field)
    return open_sealed(sealed, place=_place(row, field)) if sealed else ""


def _place(row: AgencyRequest | Answer | CallTrace | Outcome, field: str) -> str:
    return place_of(f"requests.{type(row).__name__}", field, row.pk)
