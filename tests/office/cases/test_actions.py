"""What is done with cases: numbers without gaps, sealed contents, links, merge, split, letters, end, and the trail."""

from typing import Any

import pytest
from django.db import connection, transaction
from django.http import Http404

from lachan.office.cases import actions, queries
from lachan.office.cases.actions import CaseFacts
from lachan.office.cases.models import Case, CaseLetter, CaseState, Subject
from lachan.office.cases.permissions import access_case, visible_evidence, visible_subjects
from lachan.office.files import shelf
from lachan.office.notices.models import Notice
from lachan.office.refusals import NotAllowed, NotNow, NotRight
from lachan.office.trail.events import Event
from lachan.office.trail.models import Entry
from lachan.readers.papers import read_paper_text
from lachan.readers.uploads import FileKind
from tests.office.cases.conftest import NAME, NOTED, NUMBER, a_case, put, show
from tests.people import NOW, Cast

FACTS = CaseFacts("Vụ việc tách ra", "Giả danh công an")


def test_numbers_of_a_year_have_no_gaps_even_after_a_refusal(cast: Cast) -> None:
    assert a_case(cast).number == "VV-2026-0001"
    with pytest.raises(NotRight) as no:
        a_case(cast, title="Gọi từ số 050 123 45 67")
    assert no.value.code == "number_in_the_open"
    with transaction.atomic():
        a_case(cast)
        transaction.set_rollback(True)
    assert a_case(cast).number == "VV-2026-0002"


@pytest.mark.parametrize("name", ["dung", "quan", "hoa", "vy", "khoa"])
def test_who_does_not_write_cases_opens_none(cast: Cast, name: str) -> None:
    with pytest.raises(NotAllowed):
        actions.open_case(unit=cast.department, facts=FACTS, actor=cast.actor(name), now=NOW)


def test_a_planted_identity_stands_nowhere_in_the_data_base(cast: Cast, letter: CaseLetter) -> None:
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found += [(table, row) for row in cursor.fetchall() if _told(str(row))]
    assert not found


def _told(text: str) -> bool:
    return any(word in text for word in ("0501234567", "501234567", NUMBER, NAME, "Bịa Đặt", NOTED))


def test_values_are_masked_by_default_and_revealed_for_a_purpose_only(cast: Cast, case: Case) -> None:
    values = {one.row.kind: one.value for one in queries.subjects_of(cast.actor("lan"), case)}
    assert values == {"number": "050****567", "person": "C*** T*** B*** Đ***"}
    subject = case.subjects.get(kind="number")
    asked: dict[str, Any] = {"case_id": case.pk, "subject_id": subject.pk, "now": NOW}
    with pytest.raises(NotRight):
        actions.reveal_subject(**asked, purpose=" ", actor=cast.actor("lan"))
    with pytest.raises(NotAllowed):
        actions.reveal_subject(**asked, purpose="Xác minh chủ thuê bao", actor=cast.actor("dung"))
    assert not Entry.objects.filter(event=Event.CASE_SUBJECT_REVEALED).exists()
    value = actions.reveal_subject(**asked, purpose="Xác minh chủ thuê bao", actor=cast.actor("lan"))
    assert value == "+84501234567"
    told = Entry.objects.get(event=Event.CASE_SUBJECT_REVEALED)
    assert (told.purpose, told.actor_id) == ("Xác minh chủ thuê bao", cast.lan.pk)


def test_a_sealed_value_moved_to_another_row_does_not_open(cast: Cast, case: Case) -> None:
    one, other = case.subjects.get(kind="number"), case.subjects.get(kind="person")
    Subject.objects.filter(pk=one.pk).update(sealed=other.sealed)
    with pytest.raises(NotNow) as no:
        actions.reveal_subject(
            case_id=case.pk, subject_id=one.pk, purpose="Xác minh chủ thuê bao", actor=cast.actor("lan"), now=NOW
        )
    assert no.value.code == "seal_broken"


def test_a_case_is_found_by_an_exact_value_in_any_writing_and_by_words_without_accents(cast: Cast, case: Case) -> None:
    a_case(cast, "Việc nhẹ lương cao")
    lan = cast.actor("lan")
    for exact in ("+84 50 1234567", "0501234567", NAME.upper()):
        assert list(queries.cases_of(lan, queries.CaseFilter(exact=exact))) == [case]
    assert not queries.cases_of(lan, queries.CaseFilter(exact="050 123 45 68")).exists()
    other = Case.objects.get(number="VV-2026-0002")
    assert list(queries.cases_of(lan, queries.CaseFilter(search="viec nhe"))) == [other]
    subject = case.subjects.get(kind="number")
    actions.withdraw_subject(case_id=case.pk, subject_id=subject.pk, reason="Ghi nhầm", actor=lan, now=NOW)
    assert not queries.cases_of(lan, queries.CaseFilter(exact="0501234567")).exists()


def test_the_same_number_links_two_cases(cast: Cast, case: Case) -> None:
    other = a_case(cast, "Vụ việc thứ hai")
    assert queries.links_of(cast.actor("lan"), other) == []
    put(cast, other, "number", "+84501234567")
    (link,) = queries.links_of(cast.actor("lan"), other)
    assert (link.case, link.why) == (case, ("Số điện thoại 050****567",))


def test_merging_moves_everything_and_keeps_where_it_came_from(cast: Cast, case: Case) -> None:
    target = a_case(cast, "Vụ việc nhận nhập", loss=500_000)
    lan = cast.actor("lan")
    code = actions.give_reporter_code(case_id=case.pk, actor=lan, now=NOW)
    into = actions.merge_cases(case_id=case.pk, into_id=target.pk, reason="Cùng kịch bản", actor=lan, now=NOW)
    case.refresh_from_db()
    assert (case.state, case.merged_into, into.loss) == (CaseState.MERGED, target, 2_000_000)
    assert {one.first_case for one in into.subjects.all()} == {case}
    assert [into.subjects.count(), into.evidence.count(), into.notes.count()] == [2, 1, 1]
    assert any(line.number == case.number and line.text == NOTED for line in queries.timeline_of(lan, into))
    sentence = "Vụ việc đã được ngăn chặn, cảm ơn bạn đã phản ánh."
    actions.close_case(case_id=into.pk, outcome="blocked", sentence=sentence, actor=cast.actor("minh"), now=NOW)
    told = queries.outcome_for_code(code.lower().replace("-", " "))
    assert told is not None
    assert (told.state, told.sentence) == (CaseState.CLOSED, sentence)
    assert queries.outcome_for_code("AAA-AAA-AAA-AAA-AAA") is None
    with pytest.raises(NotNow):
        actions.merge_cases(case_id=case.pk, into_id=target.pk, reason="Lần nữa", actor=lan, now=NOW)


def test_splitting_moves_what_was_chosen_and_links_both(cast: Cast, case: Case) -> None:
    lan, number = cast.actor("lan"), case.subjects.get(kind="number")
    new = actions.split_case(case_id=case.pk, things=[number.pk], facts=FACTS, reason="Hai vụ", actor=lan, now=NOW)
    assert list(new.subjects.all()) == [number]
    assert case.subjects.get().kind == "person"
    assert [one.case for one in queries.links_of(lan, new)] == [case]
    other = put(cast, a_case(cast, "Vụ việc khác"), "site", "lua-dao.example")
    with pytest.raises(NotRight):
        actions.split_case(case_id=case.pk, things=[other.pk], facts=FACTS, reason="Lạ", actor=lan, now=NOW)


def test_the_letter_lists_masked_subjects_and_evidence_with_digests(cast: Cast, letter: CaseLetter) -> None:
    for stored, kind in ((letter.letter_docx, FileKind.DOCX), (letter.letter_pdf, FileKind.PDF)):
        with shelf.opened(stored.stored_as) as content:
            text = read_paper_text(content.read(), kind, name=stored.name).text
        squeezed = "".join(text.split())
        assert "VV-2026-0001" in squeezed
        assert "Điều144BộluậtTốtụnghìnhsự" in squeezed
        assert "1.500.000đồng" in squeezed
        assert "050****567" in squeezed
        assert letter.case.evidence.get().sha256 in squeezed
        assert "LươngVănMinh" in squeezed
        assert not _told(text)


def test_the_police_see_a_case_after_the_hand_over_and_only_what_was_in_it(cast: Cast, case: Case) -> None:
    khoa, lan = cast.actor("khoa"), cast.actor("lan")
    with pytest.raises(Http404):
        access_case(khoa, case.pk, purpose="Xem vụ việc", now=NOW)
    actions.hand_over_case(case_id=case.pk, to_unit_id=cast.police.pk, actor=cast.actor("minh"), now=NOW)
    assert Notice.objects.filter(person=cast.khoa).exists()
    found = access_case(khoa, case.pk, purpose="Xem vụ việc", now=NOW)
    later = NOW.replace(hour=9)
    actions.add_subject(case_id=case.pk, kind="site", value="lua-dao.example", role="suspect", actor=lan, now=later)
    assert {one.kind for one in visible_subjects(khoa, found)} == {"number", "person"}
    assert visible_evidence(khoa, found).count() == 1
    assert not queries.notes_of(khoa, found)
    assert not queries.timeline_of(khoa, found)
    assert not queries.links_of(khoa, found)
    assert not queries.cases_of(khoa, queries.CaseFilter(exact="lua-dao.example")).exists()
    assert queries.cases_of(khoa, queries.CaseFilter(exact=NUMBER)).exists()
    assert Entry.objects.filter(event=Event.CASE_VIEWED, actor_id=cast.khoa.pk).count() == 1
    with pytest.raises(NotAllowed):
        actions.add_note(case_id=case.pk, text="Ghi", actor=khoa, now=later)


def test_only_the_leader_with_two_factors_hands_over_and_only_what_was_read(cast: Cast, case: Case) -> None:
    asked: dict[str, Any] = {"case_id": case.pk, "to_unit_id": cast.police.pk, "now": NOW}
    for actor in (cast.actor("lan"), cast.actor("minh", second_factor=False)):
        with pytest.raises(NotAllowed):
            actions.hand_over_case(**asked, actor=actor)
    with pytest.raises(NotNow):
        actions.hand_over_case(**asked, seen="0" * 64, actor=cast.actor("minh"))
    with pytest.raises(NotRight):
        actions.hand_over_case(**asked | {"to_unit_id": cast.operator.pk}, actor=cast.actor("minh"))
    empty = a_case(cast)
    with pytest.raises(NotRight):
        actions.hand_over_case(**asked | {"case_id": empty.pk}, actor=cast.actor("minh"))
    assert not CaseLetter.objects.exists()


def test_a_case_ends_with_an_outcome_and_can_be_taken_up_again(cast: Cast, case: Case) -> None:
    minh = cast.actor("minh")
    said: dict[str, Any] = {
        "case_id": case.pk,
        "outcome": "no_sign",
        "sentence": "Không thấy dấu hiệu vi phạm.",
        "now": NOW,
    }
    with pytest.raises(NotAllowed):
        actions.close_case(**said, actor=cast.actor("lan"))
    actions.close_case(**said, actor=minh)
    with pytest.raises(NotNow):
        show(cast, case, 2)
    again = actions.reopen_case(case_id=case.pk, reason="Có chứng cứ mới", actor=minh, now=NOW)
    assert (again.state, again.outcome, again.closed_at) == (CaseState.OPEN, "", None)


def test_figures_count_states_kinds_and_loss(cast: Cast, case: Case) -> None:
    a_case(cast, "Vụ việc thứ hai", loss=None)
    figures = queries.figures_of(cast.actor("dung"))
    assert (figures.total, figures.loss) == (2, 1_500_000)
    assert figures.by_kind == (("Giả danh công an", 2, 1_500_000),)
    assert queries.figures_of(cast.actor("hoa")).total == 0
    assert [one.number for one in queries.cases_to_choose(cast.actor("lan"))] == ["VV-2026-0002", "VV-2026-0001"]
