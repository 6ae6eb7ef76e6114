"""Where the sealed texts of inspections lie in the vault, and how they are opened."""

from django.utils.translation import gettext_lazy as _

from lachan.office.inspections.models import CheckedNumber, Inspection
from lachan.office.refusals import NotNow
from lachan.office.vault import SealBroken, blind, open_sealed, place_of, seal


def blind_of(usual_number: str) -> str:
    """The search value of a number in its usual writing."""
    return blind(usual_number, column="inspections.CheckedNumber")


def sealed_for(row: Inspection | CheckedNumber, field: str, text: str) -> str:
    """`text` sealed for this field of this row; "" stays ""."""
    return seal(text, place=_place(row, field)) if text else ""


def opened(row: Inspection | CheckedNumber, field: str) -> str:
    """What was sealed there; NotNow when it was changed in the data base, or its key is gone."""
    sealed: str = getattr(row, field)
    try:
        return open_sealed(sealed, place=_place(row, field)) if sealed else ""
    except SealBroken:
        raise NotNow(
            "seal_broken",
            _("Dữ liệu mã hóa không mở được: đã bị thay đổi hoặc thiếu khóa. Xin báo quản trị viên."),
        ) from None


def _place(row: Inspection | CheckedNumber, field: str) -> str:
    # An inspection gets its number before its row; a checked number has its id from the start.
    key = row.number if isinstance(row, Inspection) else row.pk
    return place_of(f"inspections.{type(row).__name__}", field, key)
