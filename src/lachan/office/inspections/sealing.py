"""Where the sealed texts of inspections lie in the vault, and how they are opened."""

from lachan.office.inspections.models import CheckedNumber, Inspection
from lachan.office.vault import blind, open_for_reading, place_of, seal


def blind_of(usual_number: str) -> str:
    """The search value of a number in its usual writing."""
    return blind(usual_number, column="inspections.CheckedNumber")


def sealed_for(row: Inspection | CheckedNumber, field: str, text: str) -> str:
    """`text` sealed for this field of this row; "" stays ""."""
    return seal(text, place=_place(row, field)) if text else ""


def opened(row: Inspection | CheckedNumber, field: str) -> str:
    """What was sealed there; NotNow when it was changed in the data base, or its key is gone."""
    sealed: str = getattr(row, field)
    return open_for_reading(sealed, place=_place(row, field))


def _place(row: Inspection | CheckedNumber, field: str) -> str:
    key = getattr(row, getattr(row, "SEALED_UNDER", "pk"))
    return place_of(f"inspections.{type(row).__name__}", field, key)
