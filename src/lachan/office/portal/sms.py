"""The ready-made texts by which the same report goes to 156 or 5656, free of charge (vietnam.report_forms)."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from lachan.readers.subjects import AskedKind, read_subjects
from lachan.vietnam.report_forms import Kind, ReportForm, addressees, kinds, write

MOST_WORDS = 300  # letters: a text of some parts, not of twenty


@dataclass(frozen=True, slots=True)
class ReportText:
    """One text to send: to which number, what, and the address that opens it on a telephone."""

    to: str
    text: str
    address: str


def report_texts(text: str, message: str, on: date) -> tuple[ReportText, ...]:
    """At most one for the message that came and one for a call, from the first number that was named."""
    numbers = [one.key for one in read_subjects(f"{text}\n{message}") if one.kind is AskedKind.NUMBER]
    if not numbers:
        return ()
    wanted = [(Kind.MESSAGE, message)] if message.strip() else []
    wanted += [(Kind.FRAUD_CALL if Kind.FRAUD_CALL in kinds(on) else Kind.CALL, text)] if text.strip() else []
    to = addressees(on)[0]
    return tuple(
        _text(to, write(ReportForm(kind, _domestic(numbers[0]), words[:MOST_WORDS]))) for kind, words in wanted
    )


def _domestic(number: str) -> str:
    return f"0{number[3:]}" if number.startswith("+84") else number.removeprefix("+")


def _text(to: str, text: str) -> ReportText:
    return ReportText(to, text, f"sms:{to}?body={quote(text)}")
