"""Bundles of calls: shown first, taken in once, counted by body, and never mixed with those of subscribers."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from lachan.exchange.bundle import make_bundle
from lachan.office.bundles import actions, queries
from lachan.office.bundles.calls import calls_found_in, found_in
from lachan.office.bundles.models import Bundle
from lachan.office.requests.models import OperatorKey
from tests.exchange.bundle.runs import NOW, run_folder
from tests.exchange.bundle.test_calls import folder
from tests.office.bundles.conftest import KEY
from tests.people import Cast

SINCE, UNTIL = date(2026, 9, 28), date(2026, 10, 1)


@pytest.fixture
def taken(cast: Cast, known_key: OperatorKey, tmp_path: Path) -> Bundle:
    vy = cast.actor("vy", now=NOW)
    content = make_bundle(folder(tmp_path), operator=cast.operator.key, key=KEY, now=NOW).content
    brought = actions.bring_bundle(content=content, name="goi.lchb", actor=vy, now=NOW)
    assert brought.family == "calls"
    assert calls_found_in(SINCE, UNTIL, cast.operator) is None  # a preview counts for nothing
    return actions.take_bundle(bundle_id=brought.pk, actor=vy, now=NOW)


def bundle(since: date, until: date, calls: int) -> Bundle:
    bodies = [{"body": "Công an tỉnh", "direction": "international", "calls": calls, "subjects": 1}]
    return Bundle(since=since, until=until, body={"calls": {"bodies": bodies}})


def test_calls_that_showed_a_bodys_number_count_inside_the_period(cast: Cast, taken: Bundle) -> None:
    found = calls_found_in(SINCE, UNTIL, cast.operator)
    assert found is not None
    assert found.calls == 150 + 30 + 5
    assert calls_found_in(date(2026, 9, 29), UNTIL, cast.operator) is None  # parts of periods cannot be taken apart
    assert calls_found_in(SINCE, UNTIL, cast.police) is None


def test_bundles_that_share_days_count_once_the_newest(cast: Cast) -> None:
    newest, older, before = (
        bundle(date(2026, 9, 10), date(2026, 9, 20), 7), bundle(date(2026, 9, 20), date(2026, 9, 25), 100),
        bundle(date(2026, 9, 1), date(2026, 9, 9), 3),
    )  # fmt: skip
    found = found_in([newest, older, before])
    assert found is not None
    assert found.calls == 10
    assert found_in([]) is None


def test_they_are_no_figures_of_subscribers(cast: Cast, taken: Bundle) -> None:
    assert queries.counts_in(SINCE, UNTIL, cast.operator) == {}
    assert queries.snapshots_of(cast.operator) == []


def test_the_department_reads_trunks_rules_and_bodies_and_opens_an_incident_from_a_body(
    cast: Cast, taken: Bundle, sign_in: Callable[..., Client]
) -> None:
    page = sign_in(cast.lan).get(reverse("bundle", args=[taken.pk])).content.decode()
    for words in ("Rà soát cuộc gọi", "QT-01", "CAL-001", "Công an tỉnh", "Hướng quốc tế", "5.000"):
        assert words in page
    assert f"{reverse('incident_report')}?goi={taken.pk}&amp;muc=" in page
    assert "Tiếp nhận gói" not in page
    assert "Lập sự việc" not in sign_in(cast.dung).get(reverse("bundle", args=[taken.pk])).content.decode()
    listed = sign_in(cast.lan).get(reverse("bundles")).content.decode()
    assert "Rà soát cuộc gọi" in listed


def test_a_preview_of_calls_is_shown_to_who_brought_it_alone(
    cast: Cast, known_key: OperatorKey, tmp_path: Path, sign_in: Callable[..., Client]
) -> None:
    content = make_bundle(folder(tmp_path), operator=cast.operator.key, key=KEY, now=NOW).content
    brought = actions.bring_bundle(content=content, name="goi.lchb", actor=cast.actor("vy", now=NOW), now=NOW)
    page = sign_in(cast.vy).get(reverse("bundle", args=[brought.pk]))
    assert "Tiếp nhận gói" in page.content.decode()
    assert sign_in(cast.lan).get(reverse("bundle", args=[brought.pk])).status_code == 404


def test_a_bundle_from_before_keeps_its_family(cast: Cast, known_key: OperatorKey, tmp_path: Path) -> None:
    given: dict[str, Any] = {"operator": cast.operator.key, "key": KEY, "now": NOW}
    content = make_bundle(run_folder(tmp_path), **given).content
    assert (
        actions.bring_bundle(content=content, name="goi.lchb", actor=cast.actor("vy", now=NOW), now=NOW).family
        == "subscribers"
    )
