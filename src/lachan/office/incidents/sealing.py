"""Where the sealed texts of incidents lie in the vault, and how they are opened."""

from lachan.office.incidents.models import Incident, SpoofReport
from lachan.office.vault import blind, open_for_reading, place_of, seal


def blind_of_shown(usual_number: str) -> str:
    """The search value of a number that was shown, in its one writing."""
    return blind(usual_number, column="incidents.Incident")


def blind_of_called(usual_number: str) -> str:
    """The search value of a called number; no column of shown numbers can be compared with it."""
    return blind(usual_number, column="incidents.SpoofReport")


def sealed_for(row: Incident | SpoofReport, field: str, text: str) -> str:
    """`text` sealed for this field of this row, which has its id; "" stays ""."""
    return seal(text, place=_place(row, field)) if text else ""


def opened(row: Incident | SpoofReport, field: str) -> str:
    """What was sealed there; NotNow when it was changed in the data base, or its key is gone."""
    sealed: str = getattr(row, field)
    return open_for_reading(sealed, place=_place(row, field))


def _place(row: Incident | SpoofReport, field: str) -> str:
    return place_of(f"incidents.{type(row).__name__}", field, row.pk)
