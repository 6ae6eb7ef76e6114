"""Signing and judging: another person than the writer, exactly one content, exactly one signature."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404

from lachan.office.notices.models import Notice
from lachan.office.people.actor import actor_for
from lachan.office.people.models import Delegation, Membership, Person, Role
from lachan.office.refusals import NotAllowed, NotNow, NotRight
from lachan.office.reports.actions.drafts import add_proof, remove_proof, send_to_sign
from lachan.office.reports.actions.signing import accept_report, return_report, sign_report
from lachan.office.reports.content import digest_of, standing_signature
from lachan.office.reports.models import Signature, UnitReport
from lachan.office.trail.events import Event
from lachan.office.trail.models import Entry
from tests.office.reports.conftest import Bring, at_once, filled, save, sign
from tests.office.reports.test_drafts import PNG
from tests.people import NOW, SINCE, Cast, person

LATER = NOW + timedelta(hours=1)


def test_a_leader_signs_what_an_officer_wrote(cast: Cast, report: UnitReport, bring: Bring) -> None:
    bring(report, "signed")
    signature = standing_signature(report)
    assert signature is not None
    assert (signature.author, signature.signer, signature.delegation) == (cast.hoa, cast.tam, None)
    assert (signature.version, signature.digest) == (report.version, digest_of(report))
    assert report.first_signed_at == NOW
    assert Entry.objects.get(event=Event.REPORT_SIGNED).after == signature.digest
    assert Notice.objects.filter(person=cast.lan, key__contains="-signed-").count() == 1


def test_the_author_does_not_sign(cast: Cast, report: UnitReport) -> None:
    save(report, "tam", cast)
    send_to_sign(report_id=report.pk, actor=cast.actor("tam"), now=NOW)
    with pytest.raises(NotAllowed) as no:
        sign(report, cast.tam)
    assert no.value.code == "author_does_not_sign"


def test_a_leader_who_added_or_took_off_a_file_does_not_sign(cast: Cast, report: UnitReport) -> None:
    save(report, "hoa", cast)
    stored = add_proof(report_id=report.pk, upload=BytesIO(PNG), name="a.png", actor=cast.actor("tam"), now=NOW)
    send_to_sign(report_id=report.pk, actor=cast.actor("hoa"), now=NOW)
    with pytest.raises(NotAllowed):
        sign(report, cast.tam)
    remove_proof(report_id=report.pk, file_id=stored.pk, actor=cast.actor("tam"), now=NOW)
    send_to_sign(report_id=report.pk, actor=cast.actor("hoa"), now=NOW)
    with pytest.raises(NotAllowed):
        sign(report, cast.tam)


def test_words_of_the_leader_are_not_signed_because_an_officer_added_a_file(cast: Cast, report: UnitReport) -> None:
    save(report, "tam", cast)
    add_proof(report_id=report.pk, upload=BytesIO(PNG), name="a.png", actor=cast.actor("hoa"), now=NOW)
    send_to_sign(report_id=report.pk, actor=cast.actor("hoa"), now=NOW)
    with pytest.raises(NotAllowed):
        sign(report, cast.tam)
    save(report, "hoa", cast)  # now all of it is Hoa's
    send_to_sign(report_id=report.pk, actor=cast.actor("hoa"), now=NOW)
    sign(report, cast.tam)


def test_the_data_base_itself_refuses_an_author_as_signer(cast: Cast, report: UnitReport) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Signature.objects.create(
            report=report, version=1, digest="0" * 64, author=cast.hoa, signer=cast.hoa, signed_at=NOW
        )


def test_one_factor_is_not_enough_to_sign(cast: Cast, report: UnitReport, bring: Bring) -> None:
    bring(report, "to_sign")
    actor = cast.actor("tam", second_factor=False)
    with pytest.raises(NotAllowed) as no:
        sign_report(report_id=report.pk, seen_digest=digest_of(report), actor=actor, now=NOW)
    assert no.value.code == "second_factor_needed"


@pytest.mark.parametrize(
    ("who", "refusal"), [("hoa", NotAllowed), ("minh", NotAllowed), ("lan", NotAllowed), ("son", Http404)]
)
def test_who_may_not_sign(cast: Cast, report: UnitReport, bring: Bring, who: str, refusal: type[Exception]) -> None:
    bring(report, "to_sign")
    with pytest.raises(refusal):
        sign(report, getattr(cast, who))


def deputy_of(cast: Cast) -> Person:
    """An officer of commune A who signs for Tâm in March."""
    deputy = person("nga", "Hà Thúy Nga", cast.commune_a, Role.OFFICER, "Phó Trưởng phòng")
    Delegation.objects.create(
        unit=cast.commune_a, leader=cast.tam, deputy=deputy, valid_from=SINCE, valid_to=date(2026, 3, 31),
        basis="Giấy ủy quyền số 01",
    )  # fmt: skip
    return deputy


def test_a_deputy_signs_under_a_delegation_that_the_signature_names(
    cast: Cast, report: UnitReport, bring: Bring
) -> None:
    deputy = deputy_of(cast)
    bring(report, "to_sign")
    assert Notice.objects.filter(person=deputy, key__contains="to-sign").exists()
    sign(report, deputy)
    signature = standing_signature(report)
    assert signature is not None
    assert signature.delegation is not None
    assert (signature.signer, signature.delegation.leader) == (deputy, cast.tam)


def test_a_delegation_that_ended_signs_nothing(cast: Cast, report: UnitReport, bring: Bring) -> None:
    deputy = deputy_of(cast)
    bring(report, "to_sign")
    with pytest.raises(NotAllowed):
        sign(report, deputy, now=NOW + timedelta(days=31))


def test_what_changed_after_it_was_opened_is_not_signed(cast: Cast, report: UnitReport, bring: Bring) -> None:
    bring(report, "to_sign")
    seen = digest_of(report)
    save(report, "hoa", cast, draft=filled(report, 8))
    send_to_sign(report_id=report.pk, actor=cast.actor("hoa"), now=NOW)
    with pytest.raises(NotNow) as no:
        sign_report(report_id=report.pk, seen_digest=seen, actor=cast.actor("tam"), now=NOW)
    assert no.value.code == "changed_meanwhile"


@pytest.mark.parametrize("change", ["word", "figure", "same", "file", "removed"])
def test_every_change_ends_the_signature(cast: Cast, report: UnitReport, bring: Bring, change: str) -> None:
    actor = cast.actor("hoa")
    file = add_proof(report_id=report.pk, upload=BytesIO(PNG), name="a.png", actor=actor, now=NOW)
    bring(report, "signed")
    before = digest_of(report)
    if change == "file":
        add_proof(report_id=report.pk, upload=BytesIO(PNG), name="b.png", actor=actor, now=LATER)
    elif change == "removed":
        remove_proof(report_id=report.pk, file_id=file.pk, actor=actor, now=LATER)
    else:
        draft = {"word": filled(report, steering="Thêm"), "figure": filled(report, 8), "same": filled(report)}[change]
        save(report, "hoa", cast, draft=draft, now=LATER)
    report.refresh_from_db()
    assert report.state == "draft"
    assert standing_signature(report) is None
    signature = report.signatures.get()
    assert (signature.voided_at, signature.voided_reason) == (LATER, "Nội dung báo cáo thay đổi sau khi ký")
    assert digest_of(report) != before
    assert Entry.objects.filter(event=Event.REPORT_SIGNATURE_VOIDED).count() == 1
    assert report.first_signed_at == NOW


@pytest.mark.parametrize("part", ["steering", "achieved", "difficulties", "proposals", "nothing_to_report"])
def test_the_digest_covers_every_part(cast: Cast, report: UnitReport, bring: Bring, part: str) -> None:
    bring(report, "signed")
    before = digest_of(report)
    UnitReport.objects.filter(pk=report.pk).update(**{part: True if part == "nothing_to_report" else "khác"})
    report.refresh_from_db()
    assert digest_of(report) != before
    with pytest.raises(NotNow) as no:
        accept_report(report_id=report.pk, actor=cast.actor("lan"), now=NOW)
    assert no.value.code == "signature_broken"


def test_a_figure_changed_behind_the_actions_is_not_accepted(cast: Cast, report: UnitReport, bring: Bring) -> None:
    bring(report, "signed")
    report.figures.filter(indicator="TT-01").update(value=9999)
    with pytest.raises(NotNow):
        accept_report(report_id=report.pk, actor=cast.actor("lan"), now=NOW)


def test_the_department_accepts(cast: Cast, report: UnitReport, bring: Bring) -> None:
    bring(report, "accepted")
    assert (report.accepted_by, report.accepted_at) == (cast.lan, NOW)
    assert {n.person for n in Notice.objects.filter(key__contains="-accepted-")} == {cast.hoa, cast.tam}
    with pytest.raises(NotNow):
        save(report, "hoa", cast)


def test_who_wrote_or_signed_does_not_judge(cast: Cast, report: UnitReport, bring: Bring) -> None:
    for one, role in ((cast.hoa, Role.OFFICER), (cast.tam, Role.LEADER)):
        Membership.objects.create(person=one, unit=cast.department, role=role, valid_from=SINCE)
    bring(report, "signed")
    for name in ("hoa", "tam"):
        with pytest.raises(NotAllowed):
            accept_report(report_id=report.pk, actor=cast.actor(name), now=NOW)
        with pytest.raises(NotAllowed):
            return_report(report_id=report.pk, reason="Sai", actor=cast.actor(name), now=NOW)
    accept_report(report_id=report.pk, actor=cast.actor("minh"), now=NOW)


def test_a_reader_of_the_department_does_not_judge(cast: Cast, report: UnitReport, bring: Bring) -> None:
    bring(report, "signed")
    with pytest.raises(NotAllowed):
        accept_report(report_id=report.pk, actor=cast.actor("dung"), now=NOW)


@pytest.mark.parametrize("state", ["signed", "accepted"])
def test_the_department_returns_with_a_reason(cast: Cast, report: UnitReport, bring: Bring, state: str) -> None:
    bring(report, state)
    with pytest.raises(NotRight):
        return_report(report_id=report.pk, reason=" ", actor=cast.actor("lan"), now=LATER)
    returned = return_report(report_id=report.pk, reason="Thiếu minh chứng", actor=cast.actor("lan"), now=LATER)
    assert (returned.state, returned.returned_reason, returned.accepted_by) == ("returned", "Thiếu minh chứng", None)
    assert standing_signature(returned) is None
    assert Notice.objects.get(person=cast.hoa, key__contains="returned").body == "Thiếu minh chứng"


def test_the_leader_gives_a_report_back_to_its_author(cast: Cast, report: UnitReport, bring: Bring) -> None:
    bring(report, "to_sign")
    with pytest.raises(NotAllowed):
        return_report(report_id=report.pk, reason="Sửa", actor=cast.actor("lan"), now=NOW)
    assert return_report(report_id=report.pk, reason="Sửa", actor=cast.actor("tam"), now=NOW).state == "draft"


@pytest.mark.django_db(transaction=True)
def test_two_signatures_at_once_give_one(cast: Cast, report: UnitReport, bring: Bring) -> None:
    deputy = deputy_of(cast)
    bring(report, "to_sign")
    seen = digest_of(report)

    def press(who: Person) -> None:
        actor = actor_for(who, now=NOW, second_factor=True)
        sign_report(report_id=report.pk, seen_digest=seen, actor=actor, now=NOW)

    assert at_once(lambda: press(cast.tam), lambda: press(deputy)) == ["done", "not_in_this_state"]
    assert report.signatures.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_signature_and_a_change_at_once_leave_no_signature_on_another_content(
    cast: Cast, report: UnitReport, bring: Bring
) -> None:
    bring(report, "to_sign")
    seen = digest_of(report)
    at_once(
        lambda: sign_report(report_id=report.pk, seen_digest=seen, actor=cast.actor("tam"), now=NOW),
        lambda: save(UnitReport.objects.get(pk=report.pk), cast.hoa, draft=filled(report, 9)),
    )
    report.refresh_from_db()
    assert report.state == "draft"
    assert standing_signature(report) is None
