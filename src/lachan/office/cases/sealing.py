"""Where the sealed texts of cases lie in the vault, and how they are opened."""

from lachan.office.cases.models import CaseNote, Evidence, Subject
from lachan.office.refusals import NotNow
from lachan.office.vault import blind, open_for_reading, place_of, seal


def blind_of(kind: str, usual_value: str) -> str:
    """The search value of a subject's value in its usual writing; each kind is a column of its own."""
    return blind(usual_value, column=f"cases.Subject.{kind}")


def blind_of_code(code: str) -> str:
    """The hash of a reporter's code."""
    return blind(code, column="cases.ReporterCode")


def seal_into(row: Subject | CaseNote | Evidence, text: str) -> str:
    """`text` sealed for this row; "" stays ""."""
    return seal(text, place=_place(row)) if text else ""


def opened(row: Subject | CaseNote | Evidence) -> str:
    """What was sealed in this row; NotNow when it was changed in the data base, or its key is gone."""
    sealed = row.from_whom if isinstance(row, Evidence) else row.sealed
    return open_for_reading(sealed, place=_place(row))


def shown(row: Subject | CaseNote | Evidence) -> str:
    """The same for a page with many rows: one that does not open says so, and the others are still read."""
    try:
        return opened(row)
    except NotNow as no:
        return str(no.sentence)


def _place(row: Subject | CaseNote | Evidence) -> str:
    field = "from_whom" if isinstance(row, Evidence) else "sealed"
    return place_of(f"cases.{type(row).__name__}", field, row.pk)
