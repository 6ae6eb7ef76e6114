"""How a rule on messages is written down: one function under `message_rule`, over the table of scored messages."""

import inspect
from collections.abc import Callable
from datetime import date

import ibis
from ibis.expr.types import Table

from lachan.checks.finding import Basis, Found, Rule, Severity
from lachan.checks.given import Given
from lachan.vietnam.law import PARAMETERS
from lachan.vietnam.wording import Wording

RULES: dict[str, Rule] = {}
"""Every declared rule by its id."""
FIRST_DAY = date(2018, 11, 15)
"""Of messages before it this check says nothing, as that of calls."""
_D91 = Wording(
    "Nghị định 91/2020/NĐ-CP (chống tin nhắn rác, thư điện tử rác, cuộc gọi rác)",
    "Decree 91/2020 (against spam messages, mails and calls)",
)
_LAW = Wording(
    "Luật Viễn thông 24/2023/QH15, Điều 13 khoản 2 điểm l, m (doanh nghiệp phòng, chống, ngăn chặn tin nhắn, cuộc gọi "
    "vi phạm pháp luật)",
    "Telecom Law 24/2023, article 13.2 l, m (operators prevent and stop unlawful messages and calls)",
)
_OLD = Wording("Luật Viễn thông 41/2009/QH12, Điều 12", "Telecom Law 41/2009, article 12")


def _indicator(duty: Wording) -> Wording:
    return Wording(
        f"Dấu hiệu để rà soát, tự nó không phải vi phạm; nghĩa vụ: {duty.vi}",
        f"An indicator for reviews, by itself no violation; duty: {duty.en}",
    )


BASES = (
    Basis(FIRST_DAY, _indicator(_OLD)),
    Basis(date(2020, 10, 1), _indicator(_D91)),
    Basis(date(2024, 7, 1), _indicator(_LAW)),
)


def message_rule(id_: str, vi: str, en: str, *, severity: Severity) -> Callable[[Found], Found]:
    """A rule over the messages that `told` lets through."""

    def declared(body: Found) -> Found:
        if id_ in RULES:
            raise ValueError(f"{id_} is taken; ids are never used again")
        RULES[id_] = Rule(
            id=id_, title=Wording(vi, en), bases=BASES, severity=severity, subject_kind="message",
            since=FIRST_DAY, until=None, dated="as_of", family=body.__module__.rpartition(".")[2],
            explanation=inspect.getdoc(body) or "", needs=("content",), found=body,
            parameters={"messages.least_points": PARAMETERS["messages.least_points"]},
        )  # fmt: skip
        return body

    return declared


def told(t: Table, given: Given, *tricks: str) -> Table:
    """The messages that look like one of the tricks, each text once, with how often it stands in the data."""
    least = given.value("messages.least_points", given.as_of)
    found = t.filter(t.trick.isin(tricks) & (t.score * 100 >= least))
    return found.group_by(subject=found.mark).aggregate(
        count=found.count(), score=found.score.max(), row=found.row.min(), trick=found.trick.min(), why=found.why.min(),
        text=found.text.min(),
    ).mutate(first_seen=ibis.null("timestamp"), last_seen=ibis.null("timestamp"))  # fmt: skip
