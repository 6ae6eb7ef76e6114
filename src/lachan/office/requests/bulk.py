"""Many answers at once: the table to fill in, what an uploaded table says, and the plan of what it would do."""

from dataclasses import dataclass
from typing import BinaryIO

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lachan.documents.tables import Column, Sheet, write_xlsx
from lachan.office.people.actor import Actor
from lachan.office.previews import opened_preview, sealed_preview
from lachan.office.requests.actions.answers import Reply
from lachan.office.requests.models import AgencyRequest, AnswerKind, RequestKind, RequestState
from lachan.office.requests.permissions import WORKS
from lachan.readers.tables import read_table
from lachan.readers.uploads import FileKind, inspect_upload

MOST_ROWS = 500
_SALT = "lachan.office.requests.bulk"
COLUMNS = {
    "number": ("Số yêu cầu",),
    "kind": ("Kết quả trả lời",),
    "ported_to": ("Doanh nghiệp đang phục vụ",),
    "text": ("Nội dung trả lời",),
}


@dataclass(frozen=True)
class Line:
    """One row of the table: which request, what is said, and why it cannot be carried out ("" when it can)."""

    row: int
    number: str
    request_id: int
    reply: Reply
    problem: str

    @property
    def said(self) -> str:
        """The answer's kind as screens name it."""
        return str(AnswerKind(self.reply.kind).label) if self.reply.kind else ""


def waiting(actor: Actor) -> list[AgencyRequest]:
    """The requests that the person's units have taken in and not answered, by due time.

    Those to trace calls are answered one by one: each has its trunk and its source.
    """
    rows = AgencyRequest.objects.filter(
        asked_unit_id__in=actor.units(*WORKS), state__in=(RequestState.RECEIVED, RequestState.PARTIAL)
    ).exclude(kind=RequestKind.TRACE_CALLS)
    return list(rows.select_related("asking_unit", "asked_unit")[:MOST_ROWS])


def template(actor: Actor) -> bytes:
    """The table of what waits, to be filled in: no identifiers are in it."""
    columns = [*(Column(names[0], width=24) for names in COLUMNS.values()), Column("Loại"), Column("Hạn", width=18)]
    rows = tuple(
        (one.reference, "", "", "", str(one.get_kind_display()), timezone.localtime(one.due_at) if one.due_at else None)
        for one in waiting(actor)
    )
    return write_xlsx([Sheet("Trả lời yêu cầu", tuple(columns), rows)])


def plan_of(upload: BinaryIO, *, name: str, actor: Actor) -> list[Line]:
    """What the uploaded table would do; InputError when it is no such table. Rows without an answer are left out."""
    found = inspect_upload(upload, name=name, allow=frozenset({FileKind.XLSX, FileKind.CSV}))
    table = read_table(
        found.content, found.kind, name=found.name, columns=COLUMNS, required=("number", "kind"), max_rows=MOST_ROWS
    )
    known = {one.reference: one.pk for one in waiting(actor)}
    kinds = {str(label).casefold(): value for value, label in AnswerKind.choices}
    lines: list[Line] = []
    for row in table.rows:
        number, typed = row.values["number"].strip(), row.values["kind"].strip()
        if not typed:
            continue
        kind, problem = kinds.get(typed.casefold(), typed if typed in AnswerKind.values else ""), ""
        if number not in known or any(one.number == number for one in lines):
            problem = str(_("Không có yêu cầu đang chờ mang số này, hoặc số lặp lại."))
        elif not kind:
            problem = str(_("Kết quả trả lời không có trong danh sách."))
        reply = Reply(kind, row.values.get("text", ""), row.values.get("ported_to", ""))
        lines.append(Line(row.number, number, known.get(number, 0), reply, problem))
    return lines


def sealed(lines: list[Line], actor: Actor) -> str:
    """The plan as text that nobody can change unnoticed, for this person and one hour."""
    said = [[one.row, one.number, one.request_id, one.reply.kind, one.reply.text, one.reply.ported_to] for one in lines]
    return sealed_preview(said, person_id=actor.id, salt=_SALT)


def unsealed(text: str, actor: Actor) -> list[Line]:
    """The plan that `sealed` made for this person; NotNow when it is too old, another's or changed."""
    said = opened_preview(text, person_id=actor.id, salt=_SALT)
    return [Line(row, number, pk, Reply(kind, words, to), "") for row, number, pk, kind, words, to in said]
