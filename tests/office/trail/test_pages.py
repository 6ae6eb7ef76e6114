"""Who reads the trail, how much of a row, and how it is searched and taken away."""

import csv
from collections.abc import Callable, Iterator
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.db import models, transaction
from django.test import Client
from django.urls import reverse

from lachan.office.people.models import Membership, Role
from lachan.office.trail import actions
from lachan.office.trail.events import Event
from lachan.office.trail.models import Entry
from lachan.office.trail.nightly import verify_daily
from lachan.office.trail.permissions import may_read_trail, may_see_names
from lachan.office.trail.record import record
from lachan.office.trail.verify import verify_trail
from lachan.office.units.models import Unit
from tests.people import NOW, SINCE, Cast, person

SignIn = Callable[..., Client]


@pytest.fixture(autouse=True)
def on_the_day_of_the_cast() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


class _Directive:
    """Something of a case: to the trail it is a kind, a number and a name."""

    pk = 12

    class _meta:  # noqa: N801 - as Django calls it
        label_lower = "directives.directive"

    def __str__(self) -> str:
        return "Công văn về vụ việc kín"


def put(event: Event, on: Any, by: Any, *, days: int = 0, unit: Unit | None = None, purpose: str = "") -> Entry:
    with transaction.atomic():
        return record(event, on=on, by=by, at=NOW + timedelta(days=days), unit=unit, purpose=purpose, after="")


@pytest.fixture
def rows(cast: Cast) -> None:
    put(Event.MEMBERSHIP_GIVEN, cast.hoa, cast.quan, unit=cast.commune_a, days=-10)
    put(Event.DIRECTIVE_IMPORTED, _Directive(), cast.lan, unit=cast.department, purpose="Mục đích kín", days=-1)
    put(Event.SIGNED_IN, cast.son, cast.son)


def page(browser: Client, **query: str) -> str:
    answer = browser.get(reverse("trail"), query)
    assert answer.status_code == 200
    return str(answer.content.decode())


def numbers(answer: Any) -> list[int]:
    return [row.entry.number for row in answer.context["rows"]]


@pytest.mark.parametrize("name", ["lan", "dung", "hoa", "tam", "vy", "son", "khoa"])
def test_who_neither_leads_nor_administers_the_department_reads_nothing(
    cast: Cast, sign_in: SignIn, rows: None, name: str
) -> None:
    browser = sign_in(getattr(cast, name))
    assert browser.get(reverse("trail")).status_code == 403
    assert browser.post(reverse("trail_csv")).status_code == 403
    assert reverse("trail") not in browser.get(reverse("notices")).content.decode()


def test_an_administrator_of_another_unit_reads_nothing(cast: Cast) -> None:
    somebody = person("xa", "Lục Văn Xá", cast.commune_a, Role.ADMINISTRATOR)
    object.__setattr__(cast, "son", somebody)
    assert not may_read_trail(cast.actor("son"))


def test_a_role_that_ended_opens_nothing(cast: Cast) -> None:
    Membership.objects.filter(person=cast.quan).update(valid_to=SINCE)
    assert not may_read_trail(cast.actor("quan"))


def test_an_administrator_sees_who_did_what_but_no_name_of_a_case(cast: Cast, sign_in: SignIn, rows: None) -> None:
    words = page(sign_in(cast.quan))
    assert "Nhập văn bản chỉ đạo" in words
    assert cast.lan.full_name in words
    assert "văn bản chỉ đạo 12" in words
    assert "kín" not in words
    assert cast.hoa.full_name in words  # of people everything


def test_a_leader_sees_the_names_too(cast: Cast, sign_in: SignIn, rows: None) -> None:
    words = page(sign_in(cast.minh))
    assert "Công văn về vụ việc kín" in words
    assert "Mục đích kín" in words


def test_every_kind_that_is_not_named_starts_hidden(cast: Cast) -> None:
    for kind in ("files.storedfile", "reports.unitreport", "cases.case", "directives.task", "peoples.x", ""):
        assert not may_see_names(cast.actor("quan"), Entry(object_kind=kind))
        assert may_see_names(cast.actor("minh"), Entry(object_kind=kind))
    assert may_see_names(cast.actor("quan"), Entry(object_kind="people.person"))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, [3, 2, 1]),
        ({"event": "signed_in"}, [3]),
        ({"person": "hoang lan"}, [2]),
        ({"person": "TRIỆU"}, [3]),
        ({"unit": "dong kinh"}, [1]),
        ({"since": "01/03/2026"}, [3, 2]),
        ({"until": "01/03/2026"}, [2, 1]),
        ({"since": "20/02/2026", "until": "20/02/2026"}, [1]),
        ({"person": "vu viec kin"}, []),
        ({"person": "100%_"}, []),
    ],
)
def test_the_filter_finds_by_event_person_unit_and_period(
    cast: Cast, sign_in: SignIn, rows: None, query: dict[str, str], expected: list[int]
) -> None:
    assert numbers(sign_in(cast.quan).get(reverse("trail"), query)) == expected


@pytest.mark.parametrize(
    "query", [{"since": "32/01/2026"}, {"event": "x"}, {"since": "02/03/2026", "until": "01/03/2026"}]
)
def test_a_wrong_filter_is_answered_at_its_field(
    cast: Cast, sign_in: SignIn, rows: None, query: dict[str, str]
) -> None:
    browser = sign_in(cast.quan)
    for answer in (browser.get(reverse("trail"), query), browser.post(reverse("trail_csv"), query_params=query)):
        assert answer.status_code == 422
        assert "invalid-feedback" in answer.content.decode()


def test_long_trails_come_in_pages(cast: Cast, sign_in: SignIn, add: Callable[..., list[Entry]]) -> None:
    add(120)
    browser = sign_in(cast.quan)
    assert numbers(browser.get(reverse("trail"), {"page": "3"})) == list(range(20, 0, -1))
    assert "Trang 1 / 3" in page(browser)


def test_a_page_costs_the_same_however_many_rows(
    cast: Cast, sign_in: SignIn, add: Callable[..., list[Entry]], django_assert_max_num_queries: Any
) -> None:
    add(60)
    browser = sign_in(cast.quan)
    with django_assert_max_num_queries(12):
        page(browser)


def test_the_csv_hides_what_the_page_hides_and_is_told_in_the_trail(cast: Cast, sign_in: SignIn, rows: None) -> None:
    answer = sign_in(cast.quan).post(reverse("trail_csv"), query_params={"person": "lan"})
    assert answer.status_code == 200
    assert answer["Content-Disposition"] == 'attachment; filename="nhat-ky-20260302-0900.csv"'
    table = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))
    assert table[0][:3] == ["Số thứ tự", "Lúc", "Người thực hiện"]
    who = [cast.lan.full_name, cast.department.name]
    assert table[1] == ["2", "09:00:00 01/03/2026", *who, "Nhập văn bản chỉ đạo", "văn bản chỉ đạo 12", "", ""]
    last = Entry.objects.latest("number")
    assert (last.event, last.actor_name, last.facts["rows"]) == (Event.EXPORT_MADE, cast.quan.full_name, 1)
    assert "Công văn về vụ việc kín" in sign_in(cast.minh).post(reverse("trail_csv")).content.decode()
    assert verify_trail().intact


def test_a_table_that_is_too_long_is_refused_with_a_way_out(
    cast: Cast, sign_in: SignIn, rows: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "MOST_ROWS", 2)
    answer = sign_in(cast.quan).post(reverse("trail_csv"))
    assert answer.status_code == 422
    assert "khoảng thời gian ngắn hơn" in answer.content.decode()
    assert Entry.objects.count() == 3


def test_the_page_says_when_the_trail_was_verified_and_what_came_out(
    cast: Cast, sign_in: SignIn, rows: None, unguarded: Callable[..., None]
) -> None:
    browser = sign_in(cast.quan)
    assert "chưa được kiểm tra lần nào" in page(browser)
    verify_daily(NOW)
    assert "Nhật ký nguyên vẹn: 3 dòng" in page(browser)
    unguarded("UPDATE trail_entry SET actor_name = 'Không ai' WHERE number = 2")
    verify_daily(NOW + timedelta(days=1))
    words = page(browser)
    assert "Nội dung dòng số 2 đã bị sửa" in words
    assert "báo lãnh đạo" in words


def test_what_strangers_typed_is_shown_as_text(cast: Cast, sign_in: SignIn) -> None:
    cast.hoa.full_name = "<b>=1+1</b>"
    put(Event.PERSON_DISABLED, cast.hoa, cast.quan)
    assert "&lt;b&gt;=1+1" in page(sign_in(cast.quan))


def test_nothing_in_the_room_changes_or_removes_a_row() -> None:
    public = [name for name, value in vars(actions).items() if getattr(value, "__module__", "") == actions.__name__]
    assert [name for name in public if not name.startswith("_")] == ["export_rows"]
    assert isinstance(Entry._meta.pk, models.BigIntegerField)
