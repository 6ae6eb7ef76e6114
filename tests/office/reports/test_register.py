"""Annex 6 in a report: the register's figures are proposed with their source, and overruled only with a reason."""

from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from lachan.office.bundles.models import Bundle
from lachan.office.directives.actions.results import Done, add_result
from lachan.office.directives.models import Task
from lachan.office.files.models import StoredFile
from lachan.office.refusals import NotRight
from lachan.office.reports.actions.drafts import Draft, send_to_sign
from lachan.office.reports.content import digest_of
from lachan.office.reports.indicators import asked_of, known_of, registered_of
from lachan.office.reports.models import Round, UnitReport
from tests.office.reports.conftest import filled, save
from tests.office.requests.world import requests_of_the_world
from tests.people import NOW, Cast

XM = {"XM-01": 1, "XM-02": 0, "XM-03": 0, "XM-04": 1}


@pytest.fixture
def asked(cast: Cast) -> None:
    """The police sent one request to the operator on the day of the cast."""
    file = StoredFile.objects.create(
        name="a", kind="sealed", media_type="application/octet-stream", size=1, sha256="0" * 64,
        stored_as=uuid4().hex, stored_at=NOW,
    )  # fmt: skip
    requests_of_the_world(cast, file)


@pytest.fixture
def operators(cast: Cast, opened: Round) -> UnitReport:
    """The operator's report."""
    return opened.reports.get(unit=cast.operator)


def draft_of(report: UnitReport, *, reason: str = "", **changed: int) -> Draft:
    """Everything filled in as known, but for the given XM figures (`XM_01=2`)."""
    known = known_of(report)
    keys = [one.key for one in asked_of(report)]
    figures = {key: changed.get(key[1].replace("-", "_"), known.get(key, 7)) for key in keys}
    return Draft(figures=figures, reasons=dict.fromkeys(keys, reason), achieved="Đã trả lời các yêu cầu.")


def test_the_register_fills_in_the_four_figures_of_annex_6(cast: Cast, asked: None, operators: UnitReport) -> None:
    registered = registered_of(operators)
    duties = {duty for duty, _code in registered}
    assert duties
    assert registered == {(duty, code): count for duty in duties for code, count in XM.items()}
    assert known_of(operators).items() >= registered.items()


def test_a_unit_that_the_register_does_not_know_counts_by_its_results_as_before(
    cast: Cast, asked: None, report: UnitReport, operators: UnitReport
) -> None:
    assert registered_of(report) == {}
    other = operators.round.reports.exclude(unit__in=(cast.operator, cast.commune_a)).first()
    assert other is not None
    assert registered_of(other) == {}


def test_the_register_goes_before_results_that_somebody_typed(cast: Cast, asked: None, operators: UnitReport) -> None:
    (duty, _code), *_more = registered_of(operators)
    task = Task.objects.get(duty_id=duty, unit=cast.operator)
    done = Done(date(2026, 3, 2), "Trả lời văn bản", figures={"XM-01": 9})
    add_result(task_id=task.pk, done=done, actor=cast.actor("vy"), now=NOW)
    assert known_of(operators)[(duty, "XM-01")] == 1


def test_the_page_shows_figure_and_source_and_takes_another_with_a_reason(
    cast: Cast, asked: None, operators: UnitReport, sign_in: Callable[..., Client]
) -> None:
    browser = sign_in(cast.vy)
    page = browser.get(reverse("report_edit", args=[operators.pk])).content.decode()
    assert page.count("Tính từ sổ yêu cầu: 1") == 2 * len({duty for duty, _code in registered_of(operators)})
    assert "Lý do nếu báo cáo số khác" in page
    form = {"version": 0, "achieved": "Đã trả lời"}
    for one in asked_of(operators):
        form |= {one.field_name: XM.get(one.indicator.code, 7), one.reason_name: ""}
    wrong = next(one for one in asked_of(operators) if one.indicator.code == "XM-01")
    answer = browser.post(
        reverse("report_edit", args=[operators.pk]), form | {wrong.field_name: 3, "send": "1"}, follow=True
    ).content.decode()
    assert "sổ yêu cầu có 1, báo cáo ghi 3" in answer
    operators.refresh_from_db()
    assert (operators.state, operators.version) == ("draft", 1)
    with_reason = form | {
        "version": 1, wrong.field_name: 3, wrong.reason_name: "Thêm 2 văn bản giấy", "send": "1",
    }  # fmt: skip
    answer = browser.post(reverse("report_edit", args=[operators.pk]), with_reason, follow=True).content.decode()
    operators.refresh_from_db()
    assert operators.state == "to_sign"
    assert "tính từ sổ của hệ thống" in answer
    assert "Thêm 2 văn bản giấy" in answer
    figure = operators.figures.get(duty=wrong.duty, indicator="XM-01")
    assert (figure.value, figure.known, figure.from_register) == (3, 1, True)


def test_nothing_to_report_against_the_register_needs_a_reason_too(
    cast: Cast, asked: None, operators: UnitReport
) -> None:
    figures = {one.key: 0 for one in asked_of(operators)}
    save(operators, "vy", cast, draft=Draft(nothing_to_report=True, figures=figures))
    with pytest.raises(NotRight) as no:
        send_to_sign(report_id=operators.pk, actor=cast.actor("vy"), now=NOW)
    assert no.value.code == "reason_missing"


def test_the_reason_is_signed_with_the_figure_and_reports_without_one_keep_their_digest(
    cast: Cast, asked: None, report: UnitReport, operators: UnitReport
) -> None:
    save(operators, "vy", cast, draft=draft_of(operators, reason="Thêm 2 văn bản giấy", XM_01=3))
    before = digest_of(operators)
    operators.figures.filter(indicator="XM-01").update(reason="Lý do khác")
    assert digest_of(UnitReport.objects.get(pk=operators.pk)) != before
    save(report, "hoa", cast, draft=filled(report))
    assert all(len(one) == 3 for one in content_figures(report))


def content_figures(report: UnitReport) -> list[list[object]]:
    from lachan.office.reports.content import content_of

    return list(content_of(UnitReport.objects.get(pk=report.pk))["figures"])


def test_a_bundle_of_the_period_fills_in_annex_2_and_says_from_where(
    cast: Cast, operators: UnitReport, sign_in: Callable[..., Client]
) -> None:
    counts = {"rows": 950, "rejected_rows": 0, "active_rows": 900, "complete_rows": 849}
    bands = [{"owner_kind": "person", "band": "20+", "owners": 2, "numbers": 45}]
    period = operators.round
    Bundle.objects.create(
        unit=cast.operator, state="taken", sha256="0" * 64, run_id="0" * 16, as_of=period.period_to,
        since=period.period_from, until=period.period_to, made_at=NOW,
        body={**counts, "bands": bands, "cleanup": {"notified": 5, "one_way": 4, "two_way": 3, "recovered": 2,
                                                    "put_right": 1}},
        file=StoredFile.objects.create(name="g", kind="bundle", media_type="x", size=1, sha256="0" * 64, stored_as="g",
                                       stored_at=NOW),
        sent_by=cast.vy, sent_at=NOW, taken_by=cast.vy, taken_at=NOW,
    )  # fmt: skip
    registered = {code: value for (_duty, code), value in registered_of(operators).items()}
    wanted = {"TB-01": 900, "TB-02": 849, "TB-03": 51, "TB-07": 2, "TB-08": 0, "TB-09": 5, "TB-13": 1}
    asked = {one.indicator.code for one in asked_of(operators)}
    assert asked & wanted.keys()
    assert {code: registered[code] for code in asked & wanted.keys()} == {
        code: wanted[code] for code in asked & wanted.keys()
    }
    page = sign_in(cast.vy).get(reverse("report_edit", args=[operators.pk])).content.decode()
    assert "Tính từ gói kết quả rà soát: 900" in page
