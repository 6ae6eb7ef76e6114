"""Lists: what was approved, signed, under serials that only go up; and who is reminded when."""

from datetime import timedelta

import pytest

from lachan.office.notices.models import Notice
from lachan.office.office_key import office_key
from lachan.office.protected.actions import change_number, publish_list, withdraw
from lachan.office.protected.actions.reminders import remind
from lachan.office.protected.models import ListRegister, ProtectedNumber, PublishedList
from lachan.office.protected.queries.lists import content_of_list, plan_list, read_list
from lachan.office.refusals import NotAllowed, NotNow, NotRight
from lachan.readers.protected_list import read_protected_list
from tests.office.protected.conftest import TODAY, added, approved, facts, published
from tests.people import NOW, Cast

DAY = timedelta(days=1)


def test_a_list_holds_what_was_approved_and_nothing_else(cast: Cast) -> None:
    approved(cast, patterns=("0205000????",))
    approved(cast, first="113", originates="only_from", trunks=("B", "A"), valid_from=TODAY + DAY)
    added(cast, first="114")
    withdraw(number_id=approved(cast, first="115").pk, reason="Không cần", actor=cast.actor("minh"), now=NOW)
    approved(cast, first="0205 000 0002", valid_from=TODAY - 9 * DAY, valid_to=TODAY - DAY)
    made = published(cast)
    listed = read_protected_list(content_of_list(made), key=office_key().public_key())
    assert [one.first for one in listed.ranges] == ["113", "+842050000001"]
    assert (listed.ranges[0].trunks, listed.ranges[0].originates) == (("A", "B"), "only_from")
    assert listed.patterns == ("0205000????",)
    assert (listed.serial, listed.issued_at, listed.valid_until) == (202603020900, NOW, NOW + 30 * DAY)
    assert listed.issuer == cast.department.name
    assert (made.added, made.removed) == (2, 0)


def test_serials_only_go_up_also_within_a_minute_and_when_the_clock_goes_back(cast: Cast) -> None:
    approved(cast)
    moments = (NOW, NOW, NOW - 30 * DAY, NOW + DAY)
    serials = [published(cast, now=moment).serial for moment in moments]
    assert serials == sorted(set(serials))


def test_an_office_restored_from_an_old_backup_does_not_go_back(cast: Cast) -> None:
    approved(cast)
    before = published(cast, now=NOW + DAY).serial
    PublishedList.objects.all().delete()
    ListRegister.objects.update(last=0)
    assert published(cast, now=NOW + 2 * DAY).serial > before


def test_a_list_is_published_only_as_it_was_seen(cast: Cast) -> None:
    approved(cast)
    seen = plan_list(NOW).digest
    approved(cast, first="113")
    with pytest.raises(NotNow) as no:
        publish_list(seen=seen, days=30, actor=cast.actor("minh"), now=NOW)
    assert no.value.code == "changed_meanwhile"
    assert not PublishedList.objects.exists()


def test_the_same_preview_is_not_published_twice(cast: Cast) -> None:
    approved(cast)
    seen = plan_list(NOW).digest
    publish_list(seen=seen, days=30, actor=cast.actor("minh"), now=NOW)
    with pytest.raises(NotNow):
        publish_list(seen=seen, days=30, actor=cast.actor("minh"), now=NOW)


def test_an_entry_that_was_changed_past_the_office_stops_the_list(cast: Cast) -> None:
    number = approved(cast)
    ProtectedNumber.objects.filter(pk=number.pk).update(originates="only_from", trunks=["Kẻ gian"])
    with pytest.raises(NotNow) as no:
        published(cast)
    assert no.value.code == "not_as_approved"


def test_an_empty_list_is_not_published(cast: Cast) -> None:
    with pytest.raises(NotNow, match="Chưa có số nào"):
        published(cast)


@pytest.mark.parametrize("days", [0, 91])
def test_a_list_is_good_for_at_most_ninety_days(cast: Cast, days: int) -> None:
    approved(cast)
    with pytest.raises(NotRight, match="từ 1 đến 90 ngày"):
        published(cast, days=days)


@pytest.mark.parametrize(("who", "factor"), [("lan", True), ("minh", False), ("dung", True), ("vy", True)])
def test_only_a_leader_with_two_factors_publishes(cast: Cast, who: str, factor: bool) -> None:
    approved(cast)
    with pytest.raises(NotAllowed):
        publish_list(seen=plan_list(NOW).digest, days=1, actor=cast.actor(who, second_factor=factor), now=NOW)


def test_the_preview_says_what_comes_and_what_goes(cast: Cast) -> None:
    first = approved(cast)
    published(cast)
    approved(cast, first="113")
    change_number(number_id=first.pk, facts=facts(use="khác"), actor=cast.actor("lan"), now=NOW)
    plan = plan_list(NOW)
    assert ([one.first for one in plan.added], [one.first for one in plan.removed]) == (["113"], ["+842050000001"])


def test_a_list_under_a_key_that_was_changed_since_does_not_stop_the_next_one(cast: Cast, settings: object) -> None:
    approved(cast)
    published(cast)
    settings.REQUESTS_KEY = "another"  # type: ignore[attr-defined]
    made = published(cast)
    assert made.added == 1
    assert read_list(made).serial == made.serial


def test_a_file_that_the_disk_changed_is_not_handed_out(cast: Cast) -> None:
    approved(cast)
    made = published(cast)
    PublishedList.objects.update(sha256="0" * 64)
    made.refresh_from_db()
    with pytest.raises(FileNotFoundError):
        content_of_list(made)


def test_an_ending_number_is_reminded_of_once_a_step(cast: Cast) -> None:
    approved(cast, valid_to=TODAY + 40 * DAY)
    counts = []
    for days in (9, 10, 11, 33, 34, 40, 41, 42):
        remind(NOW + days * DAY)
        counts.append(cast.lan.notices.filter(key__contains="-ends-").count())
    assert counts == [0, 1, 1, 2, 2, 2, 3, 3]
    assert cast.minh.notices.filter(key__contains="-ends-").count() == 3
    assert not Notice.objects.filter(person__in=[cast.dung, cast.vy, cast.quan]).exists()
    assert Notice.objects.first().subject.startswith("Hết thời hạn bảo vệ: 0205 000 0001")  # type: ignore[union-attr]


def test_a_list_that_ends_is_reminded_of_until_a_new_one_is_out(cast: Cast) -> None:
    approved(cast)
    published(cast)
    counts = []
    for days in (22, 23, 24, 28, 30, 31):
        remind(NOW + days * DAY + timedelta(minutes=1))
        counts.append(cast.minh.notices.filter(key__contains="-list-").count())
    assert counts == [0, 1, 1, 2, 3, 3]
    published(cast, now=NOW + 31 * DAY)
    remind(NOW + 31 * DAY)
    assert cast.minh.notices.filter(key__contains="-list-").count() == 3


def test_a_number_whose_unit_is_no_more_is_told_of_once(cast: Cast) -> None:
    approved(cast, unit=cast.commune_a, body_name="")
    cast.commune_a.valid_to = TODAY + DAY
    cast.commune_a.save()
    counts = []
    for days in (1, 2, 3):
        remind(NOW + days * DAY)
        counts.append(cast.lan.notices.filter(key__endswith="unit-over").count())
    assert counts == [0, 1, 1]


def test_leaders_hear_once_a_day_that_entries_wait(cast: Cast) -> None:
    for number in ("113", "114"):
        added(cast, first=number)
    assert [one.subject for one in cast.minh.notices.all()] == ["Có số được bảo vệ chờ phê duyệt"]
    assert not cast.lan.notices.exists()
