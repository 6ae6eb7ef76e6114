"""How a check of messages is told. Long numbers in a message are masked; its words are what the officer must read."""

from typing import Any

from lachan.documents.checks.facts import short, whole_fact
from lachan.documents.checks.manner import Manner
from lachan.documents.message_checks.advice import advice
from lachan.vietnam.masks import masked_digits
from lachan.vietnam.tricks import TRICKS
from lachan.vietnam.wording import Wording

COLUMNS: dict[str, Wording] = {
    "text": Wording("Tin nhắn", "Message"),
    "trick": Wording("Thủ đoạn", "Trick"),
    "why": Wording("Vì sao", "Why"),
    "row": Wording("Dòng đầu tiên", "First row"),
}


def column_name(name: str) -> Wording:
    """A fact's name as people read it; an unknown one as it is."""
    return COLUMNS.get(name) or Wording(name.replace("_", " "), name.replace("_", " "))


def value_name(value: str) -> Wording:
    """A trick by its name; any other value as it is."""
    return TRICKS.get(value) or Wording(value, value) if value else Wording("", "")


def masked_subject(kind: str, subject: str) -> str:
    """The mark of a message, which tells nothing of it."""
    return subject


def masked_fact(name: str, value: Any) -> str:
    """One fact as a report shows it: no run of six digits is whole."""
    shown = whole_fact(name, value)
    return shown if name == "row" else masked_digits(shown) if name in ("text", "why") else short(masked_digits(shown))


MANNER = Manner(
    title=Wording("Kết quả rà soát tin nhắn", "Check of messages"),
    counted=Wording("nội dung khác nhau", "different messages"),
    note=Wording(
        "Dãy số dài trong tin đã che. Mỗi dấu hiệu là lời một mô hình học từ văn bản mẫu, có thể sai; hãy đọc tin và "
        "xác minh trước khi kết luận.",
        "Long numbers in messages are masked. Each indicator is the word of a model taught with sample texts and can "
        "be wrong; read the message and verify before concluding.",
    ),
    subjects={"message": Wording("Dấu của tin", "Mark of the message")},
    advice=advice,
    column_name=column_name,
    value_name=value_name,
    masked_subject=masked_subject,
    masked_fact=masked_fact,
    unmasking="lachan messages report --unmask",
    first_facts=("text", "trick", "why", "row"),
)
