"""The pages as people use them: who gets in, what they see, and what becomes of what they type."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from lachan.office.directives.models import Directive
from lachan.office.reports.actions.drafts import add_proof
from lachan.office.reports.actions.extensions import ask_extension
from lachan.office.reports.actions.official import make_official_report, words_for
from lachan.office.reports.content import digest_of
from lachan.office.reports.indicators import asked_of
from lachan.office.reports.models import Round, RoundCalendar, UnitReport
from lachan.office.reports.queries.rollup import rollup_of
from lachan.office.units.models import UnitKind
from tests.office.reports.conftest import TODAY, Bring, filled, save
from tests.office.reports.province import add_communes
from tests.office.reports.test_drafts import PNG
from tests.people import NOW, Cast, unit

SignIn = Callable[..., Client]
CAST = ("lan", "minh", "dung", "hoa", "tam", "vy", "son", "khoa", "quan")
FRAME = 5  # session, person, memberships, delegations, notices: what every page asks


def text(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined]


def typed(report: UnitReport, **more: object) -> dict[str, object]:
    """What a browser sends for a full report."""
    figures = {one.field_name: "7" for one in asked_of(report)}
    return figures | {"version": report.version, "steering": "Đã họp", "achieved": "Đã làm"} | more


@pytest.mark.parametrize(
    ("page", "allowed"),
    [
        ("home", {"lan", "minh", "dung", "hoa", "tam", "vy", "son", "khoa", "quan"}),
        ("rounds", {"lan", "minh", "dung", "hoa", "tam", "vy", "son", "khoa"}),
        ("round", {"lan", "minh", "dung"}),
        ("rollup", {"lan", "minh", "dung"}),
        ("official_report_make", {"lan", "minh"}),
        ("round_open", {"lan", "minh"}),
        ("round_calendar", {"lan", "minh"}),
        ("report", {"lan", "minh", "dung", "hoa", "tam"}),
        ("report_edit", {"hoa", "tam"}),
        ("proof", {"lan", "minh", "dung", "hoa", "tam"}),
        ("official_report_file", {"lan", "minh", "dung"}),
    ],
)
def test_who_opens_which_page(
    cast: Cast, sign_in: SignIn, opened: Round, report: UnitReport, page: str, allowed: set[str]
) -> None:
    file = add_proof(report_id=report.pk, upload=BytesIO(PNG), name="a.png", actor=cast.actor("hoa"), now=NOW)
    args: dict[str, list[object]] = {
        "round": [opened.pk], "rollup": [opened.pk], "official_report_make": [opened.pk],
        "round_open": [opened.directive_id], "round_calendar": [opened.directive_id],
        "report": [report.pk], "report_edit": [report.pk], "proof": [report.pk, file.pk],
    }  # fmt: skip
    if page == "official_report_file":
        words = words_for(rollup_of(opened), TODAY)
        made = make_official_report(round_id=opened.pk, words=words, actor=cast.actor("lan"), now=NOW)
        args[page] = [made.pk, "pdf"]
    address = reverse(page, args=args.get(page, []))
    answers = {name: sign_in(getattr(cast, name)).get(address).status_code for name in CAST}
    assert {name for name, status in answers.items() if status in (200, 302)} == allowed
    assert {status for name, status in answers.items() if name not in allowed} <= {403, 404}


@pytest.mark.parametrize(
    ("act", "state", "allowed"),
    [
        ("report_send", "draft", {"hoa", "tam"}),
        ("report_sign", "to_sign", {"tam"}),
        ("report_accept", "signed", {"lan", "minh"}),
        ("report_return", "signed", {"lan", "minh"}),
        ("report_return", "to_sign", {"tam"}),
        ("extension_ask", "draft", {"hoa", "tam"}),
        ("extension_decide", "draft", {"lan", "minh"}),
        ("round_close", "draft", {"lan", "minh"}),
    ],
)
def test_who_does_what(
    cast: Cast, sign_in: SignIn, report: UnitReport, bring: Bring, act: str, state: str, allowed: set[str]
) -> None:
    bring(report, state)
    if act == "extension_decide":
        ask_extension(report_id=report.pk, working_days=1, reason="Bận", actor=cast.actor("hoa"), now=NOW)
    address = reverse(act, args=[report.round_id if act == "round_close" else report.pk])
    data = {"reason": "Sửa", "working_days": 1, "decision": "grant", "digest": digest_of(report)}
    done = set()
    for name in CAST:
        if name not in allowed:
            assert sign_in(getattr(cast, name)).post(address, data).status_code in (403, 404)
    for name in sorted(allowed):
        before = UnitReport.objects.get(pk=report.pk)
        answer = sign_in(getattr(cast, name)).post(address, data)
        assert answer.status_code in (302, 409)  # the second one comes too late
        done.add(name) if answer.status_code == 302 else None
        assert sign_in(getattr(cast, name)).get(address).status_code == 405
        assert UnitReport.objects.get(pk=report.pk).version == before.version
    assert done


def test_the_whole_way_through_the_pages(cast: Cast, sign_in: SignIn, report: UnitReport) -> None:
    hoa, tam, lan = sign_in(cast.hoa), sign_in(cast.tam), sign_in(cast.lan)
    page = reverse("report", args=[report.pk])
    assert page in text(hoa.get("/"))
    sent = hoa.post(reverse("report_edit", args=[report.pk]), typed(report, send=""), follow=True)
    assert "Đã trình ký." in text(sent)
    assert page in text(tam.get("/"))
    shown = tam.get(page)
    assert "Ký và gửi Sở" in text(shown)
    tam.post(reverse("report_sign", args=[report.pk]), {"digest": shown.context["page"].digest})
    assert "Tiếp nhận" in text(lan.get(page))
    lan.post(reverse("report_accept", args=[report.pk]))
    report.refresh_from_db()
    assert report.state == "accepted"
    assert page not in text(hoa.get("/")) + text(tam.get("/")) + text(lan.get("/"))


def test_a_draft_with_gaps_is_saved_and_says_what_is_missing(cast: Cast, sign_in: SignIn, report: UnitReport) -> None:
    browser, address = sign_in(cast.hoa), reverse("report_edit", args=[report.pk])
    answer = browser.post(address, {"version": 0, "steering": "Đã họp", "send": ""}, follow=True)
    assert "Đã lưu bản nháp nhưng chưa trình ký." in text(answer)
    assert "chỉ tiêu chưa nhập" in text(answer)
    assert "Đã họp" in text(answer)
    again = browser.post(address, typed(UnitReport.objects.get(pk=report.pk), send=""), follow=True)
    assert "Đã trình ký." in text(again)


def test_of_two_browsers_neither_loses_a_word(cast: Cast, sign_in: SignIn, report: UnitReport) -> None:
    address = reverse("report_edit", args=[report.pk])
    hoa, tam = sign_in(cast.hoa), sign_in(cast.tam)
    hoa.post(address, typed(report, steering="Lời của Hoa"))
    answer = tam.post(address, typed(report, steering="Lời của Tâm", proposals="Thêm"))
    assert answer.status_code == 422
    page = text(answer)
    assert "Nông Thị Hoa đã lưu báo cáo này lúc 09:00 02/03/2026" in page
    assert "Lời của Tâm</textarea>" in page
    assert '<span class="stored">Lời của Hoa</span>' in page
    report.refresh_from_db()
    assert report.steering == "Lời của Hoa"
    assert [field.name for field, _stored in answer.context["differences"]] == ["steering", "proposals"]
    form = answer.context["form"]
    tam.post(address, typed(report, steering="Lời của cả hai") | {"version": form["version"].value()})
    report.refresh_from_db()
    assert (report.steering, report.version) == ("Lời của cả hai", 2)


def test_numbers_are_typed_with_or_without_points(cast: Cast, sign_in: SignIn, report: UnitReport) -> None:
    browser, address = sign_in(cast.hoa), reverse("report_edit", args=[report.pk])
    first, second, *_rest = asked_of(report)
    browser.post(address, typed(report, **{first.field_name: "1.234.567", second.field_name: "1234"}))
    values = {f.indicator: f.value for f in report.figures.filter(duty=first.duty)}
    assert (values[first.indicator.code], values[second.indicator.code]) == (1234567, 1234)
    report.refresh_from_db()
    wrong = browser.post(address, typed(report, **{first.field_name: "1.5", second.field_name: "-2"}))
    assert wrong.status_code == 422
    assert set(wrong.context["form"].errors) == {first.field_name, second.field_name}
    assert "Đã họp" in text(wrong)


def test_nothing_to_report_beside_figures_is_shown_at_the_figure(
    cast: Cast, sign_in: SignIn, report: UnitReport
) -> None:
    answer = sign_in(cast.hoa).post(reverse("report_edit", args=[report.pk]), typed(report, nothing_to_report="on"))
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [asked_of(report)[0].field_name]


def test_files_are_added_and_taken_off_with_the_draft(cast: Cast, sign_in: SignIn, report: UnitReport) -> None:
    browser, address = sign_in(cast.hoa), reverse("report_edit", args=[report.pk])
    browser.post(address, typed(report, file=SimpleUploadedFile("anh.png", PNG)))
    file = report.files.get()
    report.refresh_from_db()
    refused = browser.post(
        address, typed(report, steering="Giữ lại", file=SimpleUploadedFile("virus.png", b"MZ\x90\x00")), follow=True
    )
    assert "Đã lưu bản nháp." in text(refused)
    assert "Giữ lại" in text(refused)
    assert report.files.count() == 1
    report.refresh_from_db()
    browser.post(address, typed(report, remove=str(file.pk)))
    assert not report.files.exists()


def test_a_report_in_the_hands_of_the_department_is_not_edited(
    cast: Cast, sign_in: SignIn, report: UnitReport, bring: Bring
) -> None:
    bring(report, "accepted")
    assert sign_in(cast.hoa).get(reverse("report_edit", args=[report.pk])).status_code == 409


def test_a_round_is_opened_and_refused_at_the_right_field(cast: Cast, sign_in: SignIn, issued: Directive) -> None:
    browser, address = sign_in(cast.lan), reverse("round_open", args=[issued.pk])
    form = {"title": "Tháng 3", "period_from": "01/03/2026", "period_to": "31/03/2026", "working_days": "5"}
    assert browser.post(address, form).status_code == 302
    again = browser.post(address, form)
    assert again.status_code == 422
    assert list(again.context["form"].errors) == ["period_from"]
    assert list(browser.post(address, form | {"due_on": "20/03/2026"}).context["form"].errors) == ["due_on"]


def test_the_calendar_is_set_and_shown_again(cast: Cast, sign_in: SignIn, issued: Directive) -> None:
    browser, address = sign_in(cast.lan), reverse("round_calendar", args=[issued.pk])
    form = {"repeat": "quarterly", "working_days": "7", "since": "01/03/2026", "until": ""}
    assert browser.post(address, form | {"until": "01/02/2026"}).status_code == 422
    assert browser.post(address, form).status_code == 302
    assert RoundCalendar.objects.get().working_days == 7
    assert 'value="01/03/2026"' in text(browser.get(address))


@pytest.mark.parametrize(("name", "shown"), [("lan", True), ("dung", False), ("hoa", False)])
def test_the_board_of_a_directive_leads_to_its_rounds(
    cast: Cast, sign_in: SignIn, opened: Round, name: str, shown: bool
) -> None:
    page = text(sign_in(getattr(cast, name)).get(reverse("directive", args=[opened.directive_id])))
    assert (reverse("round_open", args=[opened.directive_id]) in page) == shown
    assert (f"?van-ban={opened.directive_id}" in page) == (name != "hoa")


def test_the_list_of_rounds_is_that_of_one_directive_or_of_all(cast: Cast, sign_in: SignIn, opened: Round) -> None:
    browser, address = sign_in(cast.lan), reverse("round", args=[opened.pk])
    assert address in text(browser.get(reverse("rounds")))
    assert address in text(browser.get(reverse("rounds"), {"van-ban": opened.directive_id}))
    for other in ("999", "x", "9" * 30):
        answer = browser.get(reverse("rounds"), {"van-ban": other})
        assert (address in text(answer)) == (other != "999")
    assert address not in text(sign_in(cast.hoa).get(reverse("rounds")))


def test_units_of_a_round_are_found_by_name_state_and_lateness(
    cast: Cast, sign_in: SignIn, opened: Round, report: UnitReport, bring: Bring
) -> None:
    bring(report, "signed", now=NOW + timedelta(days=9))

    def found(**wanted: str) -> set[int]:
        rows = sign_in(cast.lan).get(reverse("round", args=[opened.pk]), wanted).context["rows"]
        return {one.unit_id for one, _late, _days in rows}

    assert found(search="ky lua") == {cast.commune_b.pk}
    assert found(state="signed") == found(state="late") == {report.unit_id}
    page = text(sign_in(cast.lan).get(reverse("round", args=[opened.pk])))
    assert "Nộp muộn 2 ngày làm việc" in page


def test_the_roll_up_links_only_to_what_its_reader_may_open(cast: Cast, sign_in: SignIn, opened: Round) -> None:
    browser = sign_in(cast.dung)
    page = text(browser.get(reverse("rollup", args=[opened.pk])))
    for one in opened.reports.all():
        assert reverse("report", args=[one.pk]) in page
        assert browser.get(reverse("report", args=[one.pk])).status_code == 200
    assert reverse("official_report_make", args=[opened.pk]) not in page
    assert "<svg" in page
    assert "dưới 5 đơn vị" in page


def test_a_figure_is_chosen_for_map_and_units(
    cast: Cast, sign_in: SignIn, opened: Round, report: UnitReport, bring: Bring
) -> None:
    bring(report, "accepted", draft=filled(report, 1234))
    line = rollup_of(opened).lines[0]
    page = text(sign_in(cast.lan).get(reverse("rollup", args=[opened.pk]), {"chi-tieu": line.address}))
    assert "Phường Đông Kinh: 1.234 tin, bài" in page
    assert '<td class="text-end">1.234</td>' in page
    assert sign_in(cast.lan).get(reverse("rollup", args=[opened.pk]), {"chi-tieu": "x-y"}).status_code == 200


def test_making_the_official_report_asks_for_its_words(cast: Cast, sign_in: SignIn, opened: Round) -> None:
    browser, address = sign_in(cast.lan), reverse("official_report_make", args=[opened.pk])
    words = browser.get(address).context["form"].initial
    assert browser.post(address, words | {"steering": ""}).status_code == 422
    page = text(browser.post(address, words, follow=True))
    made = opened.official_reports.get()
    for kind in ("docx", "pdf", "xlsx"):
        assert reverse("official_report_file", args=[made.pk, kind]) in page
    assert browser.get(reverse("official_report_file", args=[made.pk, "exe"])).status_code == 422


def test_lists_take_the_same_queries_however_many_units(
    cast: Cast, sign_in: SignIn, issued: Directive, opened: Round, django_assert_num_queries: pytest.fixture
) -> None:
    add_communes(issued)
    units = [unit(f"o-{n}", f"Đơn vị {n}", UnitKind.OTHER) for n in range(60)]
    due = {"opened_on": TODAY, "due_on": TODAY}
    UnitReport.objects.bulk_create(UnitReport(round=opened, unit=one, **due) for one in units)
    browser = sign_in(cast.lan)
    browser.get(reverse("rounds"))
    for address, own in (
        (reverse("home"), 7),  # open rounds, one progress; reports to write, to judge; extensions, directives, tasks
        (reverse("rounds"), 2),
        (reverse("round", args=[opened.pk]), 5),
        (reverse("rollup", args=[opened.pk]), 7),
    ):
        with django_assert_num_queries(FRAME + own):
            assert browser.get(address).status_code == 200


def test_a_person_of_a_unit_sees_the_own_reports_only(cast: Cast, sign_in: SignIn, opened: Round) -> None:
    page = text(sign_in(cast.hoa).get(reverse("rounds")))
    assert page.count("Báo cáo tháng 3") == 1
    save(opened.reports.get(unit=cast.commune_a), "hoa", cast)
    foreign = reverse("report", args=[opened.reports.get(unit=cast.commune_a).pk])
    assert sign_in(cast.son).get(foreign).status_code == 404
