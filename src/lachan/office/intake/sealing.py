"""Where the sealed texts of subjects and reports lie in the vault, and how they are opened."""

from lachan.office.intake.models import Report, Subject
from lachan.office.vault import blind, open_for_reading, place_of, seal


def blind_of_code(code: str) -> str:
    """The hash of a receipt code in its usual writing."""
    return blind(code, column="intake.Report.code")


def blind_of_contact(contact: str) -> str:
    """The search value of a reporter's contact; no other column can be compared with it."""
    return blind(contact, column="intake.Report.contact")


def sealed_of_subject(key: str, text: str) -> str:
    """`text` sealed for the subject of this key; "" stays ""."""
    return seal(text, place=place_of("intake.Subject", "sealed", key)) if text else ""


def opened_subject(subject: Subject) -> str:
    """The number or message of a subject; "" where nothing is sealed, NotNow when it does not open."""
    return open_for_reading(subject.sealed, place=place_of("intake.Subject", "sealed", subject.key))


def sealed_of_report(report: Report, field: str, text: str) -> str:
    """`text` sealed for this field of this report, which has its id; "" stays ""."""
    return seal(text, place=place_of("intake.Report", field, report.pk)) if text else ""


def opened_report(report: Report, field: str) -> str:
    """What was sealed there; "" once it was erased, NotNow when it does not open."""
    sealed: str = getattr(report, field)
    return open_for_reading(sealed, place=place_of("intake.Report", field, report.pk))
