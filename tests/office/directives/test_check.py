"""The check form: everything can be corrected, groups and duties come and go without script, a person confirms."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from lachan.office.directives.actions import import_directive
from lachan.office.directives.content import content_of, digest_of
from lachan.office.directives.forms.checking import CheckForm
from lachan.office.directives.models import Directive, DirectiveState, Duty
from lachan.office.notices.models import Notice
from lachan.office.trail.events import Event
from lachan.office.trail.models import Entry
from tests.office.directives.conftest import REAL
from tests.people import NOW, Cast

SignIn = Callable[..., Client]


def filled_in(directive: Directive, do: str = "save", **changes: Any) -> dict[str, Any]:
    """What a browser would send from the check page, with some boxes changed."""
    content = content_of(directive)
    form = CheckForm(content)
    data: dict[str, Any] = {"do": do, "seen": digest_of(content), "groups": len(form.groups)}
    for part in form.forms:
        for field in part:
            value = field.value()
            if value is True:
                data[field.html_name] = "on"
            elif value not in (None, False, ""):
                data[field.html_name] = list(value) if isinstance(value, tuple) else value
    data["legal_grounds"], data["addressees"] = "\n".join(content.legal_grounds), "\n".join(content.addressees)
    data["recipients"] = "\n".join(content.recipients)
    return data | changes


def post(browser: Client, directive: Directive, data: dict[str, Any]):  # type: ignore[no-untyped-def]
    return browser.post(reverse("directive_check", args=[directive.pk]), data)


def test_saving_the_page_unchanged_changes_nothing(cast: Cast, sign_in: SignIn, draft: Directive) -> None:
    before = content_of(draft)
    answer = post(sign_in(cast.lan), draft, filled_in(draft))
    assert answer.status_code == 302
    assert content_of(Directive.objects.get()) == before
    assert not Entry.objects.filter(event=Event.DIRECTIVE_CORRECTED).exists()


def test_corrections_are_kept_and_told_to_the_trail(cast: Cast, sign_in: SignIn, draft: Directive) -> None:
    changes = {
        "number": "15", "dated": "20/04/2020", "g1d1-due_rule": "working_days", "g1d1-due_working_days": "5",
        "g1d2-repeat": "monthly", "g2d1-due_rule": "date", "g2d1-due_on": "31/12/2020", "g2d3-indicators": ["XM-01"],
    }  # fmt: skip
    post(sign_in(cast.lan), draft, filled_in(draft, **changes))
    directive = Directive.objects.get()
    assert (directive.number, f"{directive.dated:%d/%m/%Y}") == ("15", "20/04/2020")
    assert Duty.objects.get(code="1.1").due_working_days == 5
    assert Duty.objects.get(code="1.2").repeat == "monthly"
    assert f"{Duty.objects.get(code='2.1').due_on:%d/%m/%Y}" == "31/12/2020"
    assert Duty.objects.get(code="2.3").indicators == ["XM-01"]
    entry = Entry.objects.get(event=Event.DIRECTIVE_CORRECTED)
    assert entry.before != entry.after


def test_buttons_add_move_and_remove_groups_and_duties(cast: Cast, sign_in: SignIn, draft: Directive) -> None:
    browser = sign_in(cast.lan)
    first = Duty.objects.get(code="1.1").text
    answer = post(browser, draft, filled_in(draft, do="duty_down:1.1"))
    assert answer["Location"].endswith("#g1d2")
    assert Duty.objects.get(code="1.2").text == first
    post(browser, draft, filled_in(draft, do="remove_duty:1.2"))
    assert not Duty.objects.filter(text=first).exists()
    answer = post(browser, draft, filled_in(draft, do="add_group"))
    assert answer["Location"].endswith("#g3")
    post(browser, draft, filled_in(draft, do="add_duty:3"))
    assert Duty.objects.filter(group__order=3).count() == 2
    post(browser, draft, filled_in(draft, do="remove_group:3"))
    assert draft.groups.count() == 2


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"dated": "31/02/2020"}, "Hãy ghi ngày dạng dd/mm/yyyy"),
        ({"dated": "10/3 âm lịch"}, "ngày âm lịch"),
        ({"dated": "mùng 10 tháng 3 Canh Tý"}, "ngày âm lịch"),
        ({"g1d1-due_rule": "date"}, "Hãy ghi ngày hạn"),
        ({"g1d1-due_rule": "working_days"}, "Hãy ghi số ngày làm việc"),
        ({"g1-addressee_groups": ["nobody"]}, "nobody"),
        ({"g1d1-indicators": ["ZZ-99"]}, "ZZ-99"),
    ],
)
def test_a_wrong_box_is_named_and_nothing_is_saved(
    cast: Cast, sign_in: SignIn, draft: Directive, changes: dict[str, Any], words: str
) -> None:
    before = content_of(draft)
    answer = post(sign_in(cast.lan), draft, filled_in(draft, number="99", **changes))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert content_of(Directive.objects.get()) == before


def test_a_page_opened_before_another_saved_is_not_written_over(cast: Cast, sign_in: SignIn, draft: Directive) -> None:
    stale = filled_in(draft, number="1")
    browser = sign_in(cast.lan)
    post(browser, draft, filled_in(draft, number="2"))
    answer = post(browser, draft, stale)
    assert answer.status_code == 422
    assert "Người khác đã sửa" in answer.content.decode()
    assert Directive.objects.get().number == "2"


def test_confirming_saves_and_tells_the_leaders(cast: Cast, sign_in: SignIn, draft: Directive) -> None:
    answer = post(sign_in(cast.lan), draft, filled_in(draft, do="confirm", blanks_as_given="on"))
    assert answer["Location"] == reverse("directive_issue", args=[draft.pk])
    directive = Directive.objects.get()
    assert (directive.state, directive.confirmed_by) == (DirectiveState.CONFIRMED, cast.lan)
    assert set(Notice.objects.values_list("person__full_name", flat=True)) == {cast.minh.full_name}


def test_what_is_incomplete_is_saved_but_not_confirmed(cast: Cast, sign_in: SignIn, draft: Directive) -> None:
    browser = sign_in(cast.lan)
    answer = browser.post(
        reverse("directive_check", args=[draft.pk]), filled_in(draft, "confirm", subject=""), follow=True
    )
    assert "Chưa có trích yếu" in answer.content.decode()
    assert Directive.objects.get().state == DirectiveState.DRAFT


def test_a_duty_without_indicator_is_a_warning_only(cast: Cast, sign_in: SignIn, draft: Directive) -> None:
    browser = sign_in(cast.lan)
    post(browser, draft, filled_in(draft, **{"g1d1-indicators": []}))
    page = browser.get(reverse("directive_check", args=[draft.pk])).content.decode()
    assert "Nội dung 1.1 chưa có chỉ tiêu" in page
    assert post(browser, draft, filled_in(draft, "confirm")).status_code == 302
    assert Directive.objects.get().state == DirectiveState.CONFIRMED


def test_a_confirmed_text_is_only_read_until_it_is_sent_back(cast: Cast, sign_in: SignIn, confirmed: Directive) -> None:
    browser = sign_in(cast.minh)
    assert post(browser, confirmed, filled_in(confirmed, number="7")).status_code == 422
    assert Directive.objects.get().number == ""
    assert browser.post(reverse("directive_send_back", args=[confirmed.pk]), {"reason": ""}).status_code == 422
    browser.post(reverse("directive_send_back", args=[confirmed.pk]), {"reason": "Thiếu số văn bản"})
    directive = Directive.objects.get()
    assert (directive.state, directive.confirmed_by) == (DirectiveState.DRAFT, None)
    assert Notice.objects.filter(person=cast.lan, body="Thiếu số văn bản").exists()


def test_a_discarded_draft_leaves_the_register_but_stays(cast: Cast, sign_in: SignIn, draft: Directive) -> None:
    browser = sign_in(cast.lan)
    browser.post(reverse("directive_discard", args=[draft.pk]))
    assert Directive.objects.get().state == DirectiveState.DISCARDED
    assert "Chưa có văn bản nào khớp" in browser.get(reverse("directives")).content.decode()
    assert "STTTT-TTr" in browser.get(reverse("directives"), {"state": "discarded"}).content.decode()


def test_a_reader_of_the_department_sees_but_does_not_correct(cast: Cast, sign_in: SignIn, draft: Directive) -> None:
    browser = sign_in(cast.dung)
    assert browser.get(reverse("directive_check", args=[draft.pk])).status_code == 200
    assert post(browser, draft, filled_in(draft, number="7")).status_code == 403


@pytest.mark.parametrize("name", ["hoa", "tam", "son", "vy", "khoa"])
def test_a_draft_is_not_there_for_other_units(cast: Cast, sign_in: SignIn, draft: Directive, name: str) -> None:
    browser = sign_in(getattr(cast, name))
    for page in ("directive_check", "directive_issue", "directive"):
        assert browser.get(reverse(page, args=[draft.pk])).status_code == 404


def test_a_paper_that_is_there_already_is_said(cast: Cast, sign_in: SignIn, issued: Directive) -> None:
    Directive.objects.update(number="15")
    upload = BytesIO(REAL.read_bytes())
    again = import_directive(unit=cast.department, upload=upload, name="a.txt", actor=cast.actor("lan"), now=NOW)
    browser = sign_in(cast.lan)
    post(browser, again, filled_in(again, number="15"))
    page = browser.get(reverse("directive_check", args=[again.pk])).content.decode()
    assert "Đã có văn bản cùng số, ký hiệu và cơ quan ban hành" in page
