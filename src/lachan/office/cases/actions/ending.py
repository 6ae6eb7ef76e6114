"""How a case leaves the Department's hands: the letter to the police, the end with its outcome, and opening again."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lachan.documents.papers import write_docx, write_pdf
from lachan.office.cases.actions.cases import without_numbers
from lachan.office.cases.letter import CaseAsGiven, case_as_given, letter_of
from lachan.office.cases.models import Case, CaseLetter, CaseOutcome
from lachan.office.cases.permissions import POLICE_ROLES, find_case, may_sign
from lachan.office.cases.policies import CaseMove, state_after
from lachan.office.directives.actions.announce import tell_units
from lachan.office.files.actions import store_made
from lachan.office.people.actor import Actor
from lachan.office.people.letterhead import letterhead
from lachan.office.refusals import NotNow, NotRight, require
from lachan.office.trail.events import Event
from lachan.office.trail.record import digest, record
from lachan.office.units.models import Unit, UnitKind
from lachan.readers.uploads import FileKind


def hand_over_case(
    *, case_id: int, to_unit_id: int, seen: str | None = None, actor: Actor, now: datetime
) -> CaseLetter:
    """Give the case as it stands to a police unit: a letter with the list of evidence, signed with two factors.

    `seen` is the digest of what the leader read; when the case says something else by now, nothing is done. What is
    added later reaches the police with the next letter.
    """
    case = find_case(actor, case_id)
    to_unit = _police(to_unit_id, now)
    with translation.override("vi"):
        given = _checked(case, to_unit, seen, actor)
        letter = letter_of(given, case.unit, letterhead(case.unit, actor, now))
        docx, pdf = write_docx(letter), write_pdf(letter)  # drawn before the transaction: it takes its time
    with transaction.atomic():
        case = find_case(actor, case_id, lock=True)
        with translation.override("vi"):
            _checked(case, to_unit, given.digest, actor)
        before = digest(case)
        case.state = state_after(case, CaseMove.HAND_OVER)
        case.save()
        name = f"chuyen-vu-viec-{case.number}-{case.letters.count() + 1}"
        files = {
            kind: store_made(
                content=content, name=f"{name}.{kind.value}", kind=kind, owner_unit=case.unit, actor=actor, now=now
            )
            for kind, content in ((FileKind.DOCX, docx), (FileKind.PDF, pdf))
        }
        made = CaseLetter.objects.create(
            case=case, to_unit=to_unit, digest=given.digest, signed_by=actor.person, signed_at=now,
            signed_under=actor.delegation_for(case.unit_id), letter_docx=files[FileKind.DOCX],
            letter_pdf=files[FileKind.PDF],
        )  # fmt: skip
        record(
            Event.CASE_HANDED_OVER, on=case, by=actor, at=now, unit=case.unit, before=before,
            facts={
                "to": to_unit.name, "to_id": to_unit.pk, "letter": made.pk, "digest": given.digest,
                "subjects": len(given.subjects), "evidence": [one.sha256 for one in given.evidence],
                "delegation": made.signed_under_id,
            },
        )  # fmt: skip
        tell_units(
            [to_unit.pk], roles=POLICE_ROLES, key=f"case-letter-{made.pk}", now=now,
            subject=gettext("Tiếp nhận vụ việc %(number)s") % {"number": case.number},
            body=gettext("%(who)s chuyển vụ việc kèm chứng cứ. Mở để xem văn bản và danh mục chứng cứ.")
            % {"who": case.unit},
            link=reverse("case", args=[case.pk]),
        )  # fmt: skip
    return made


def _police(unit_id: int, now: datetime) -> Unit:
    day = timezone.localtime(now).date()
    unit = Unit.objects.valid_on(day).filter(pk=unit_id, kind=UnitKind.POLICE).first()
    if unit is None:
        raise NotRight("no_police_unit", _("Hãy chọn cơ quan công an đang hoạt động."), field="to_unit")
    return unit


def _checked(case: Case, to_unit: Unit, seen: str | None, actor: Actor) -> CaseAsGiven:
    """What would be given, when this person may give it and there is something to give."""
    require(may_sign(actor, case))
    state_after(case, CaseMove.HAND_OVER)
    given = case_as_given(case, to_unit)
    if not given.subjects or not given.evidence:
        raise NotRight("nothing_to_hand_over", _("Cần ít nhất một đối tượng và một chứng cứ trước khi chuyển công an."))
    if seen is not None and seen != given.digest:
        raise NotNow("case_changed", _("Vụ việc đã thay đổi sau khi bạn xem. Hãy xem lại rồi ký chuyển."))
    return given


@transaction.atomic
def close_case(*, case_id: int, outcome: str, sentence: str, actor: Actor, now: datetime) -> Case:
    """End the case with its outcome; `sentence` is all that a reporter's code tells beside the state."""
    case = find_case(actor, case_id, lock=True)
    require(may_sign(actor, case))
    after, before = state_after(case, CaseMove.CLOSE), digest(case)
    if outcome not in CaseOutcome.values:
        raise NotRight("outcome_unknown", _("Hãy chọn kết quả xử lý."), field="outcome")
    words = without_numbers(sentence, field="sentence")
    if not 10 <= len(words) <= 500:
        raise NotRight("sentence_length", _("Lời trả lời người phản ánh dài từ 10 đến 500 ký tự."), field="sentence")
    case.state, case.outcome, case.outcome_sentence, case.closed_at = after, outcome, words, now
    case.save()
    record(Event.CASE_CLOSED, on=case, by=actor, at=now, unit=case.unit, before=before, facts={"outcome": outcome})
    return case


@transaction.atomic
def reopen_case(*, case_id: int, reason: str, actor: Actor, now: datetime) -> Case:
    """Take a closed case up again; its outcome is told no more."""
    case = find_case(actor, case_id, lock=True)
    require(may_sign(actor, case))
    after, before = state_after(case, CaseMove.REOPEN), digest(case)
    words = without_numbers(reason, field="reason")[:300]
    if not words:
        raise NotRight("reason_missing", _("Hãy ghi lý do mở lại."), field="reason")
    facts = {"reason": words, "outcome": case.outcome}
    case.state, case.outcome, case.outcome_sentence, case.closed_at = after, "", "", None
    case.save()
    record(Event.CASE_REOPENED, on=case, by=actor, at=now, unit=case.unit, before=before, facts=facts)
    return case
