"""How a check of names is told."""

from typing import Any

from lachan.checks.sites.judge import POINTS
from lachan.documents.checks.facts import short, whole_fact
from lachan.documents.checks.manner import Manner
from lachan.documents.site_checks.advice import advice
from lachan.documents.site_checks.words import FIRST_FACTS, SUBJECTS, column_name, value_name
from lachan.readers.names import shown
from lachan.vietnam.wording import Wording


def _name(kind: str, subject: str) -> str:
    """A name as it may be shown; a very long one cut."""
    return short(shown(subject))


def _fact(name: str, value: Any) -> str:
    text = shown(whole_fact(name, value))
    if name == "points":
        return " + ".join(_point(one) for one in text.split(" + "))
    return text if name in ("why", "why_en") else short(text)


def _point(text: str) -> str:
    """One contribution, "supporting_word 25", as people read it."""
    name, _, worth = text.rpartition(" ")
    return f"{POINTS[name].vi} {worth}" if name in POINTS else text


MANNER = Manner(
    title=Wording("Kết quả rà soát tên miền, trang web", "Check of names of sites"),
    counted=Wording("tên", "names"),
    note=Wording(
        "Dấu hiệu chỉ dựa trên tên, chưa ai mở trang. Ký tự đánh lừa mắt được viết bằng mã. Một tên có thể có lý do "
        "chính đáng; hãy xem trang và xác minh trước khi kết luận.",
        "Indicators rest on the name alone; nobody has opened the page. Characters that mislead the eye stand as codes."
        " A name can have a good reason; look at the page and verify before concluding.",
    ),
    subjects=SUBJECTS,
    advice=advice,
    column_name=column_name,
    value_name=value_name,
    masked_subject=_name,
    masked_fact=_fact,
    unmasking="",
    first_facts=FIRST_FACTS,
)
