"""Signals are merged under their subject, counted once, and put in the order of harm and age."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lachan.office.intake.actions import decide
from lachan.office.intake.harm import MOST, NAMES, Heard, harm_of
from lachan.office.intake.keys import named_message
from lachan.office.intake.models import Signal, Subject
from lachan.office.intake.policies import SubjectMove
from lachan.office.intake.queries.subjects import SubjectFilter, next_in_queue, subjects_of
from lachan.office.intake.sealing import opened_subject
from lachan.office.trail.models import Entry
from tests.office.intake.conftest import citizen, days, signal, subject, thing
from tests.people import NOW, Cast


def test_one_site_under_many_addresses_is_one_subject(cast: Cast) -> None:
    first = subject("http://vay-nhanh88.top/dang-ky")
    others = [
        subject(text, mark="2")
        for text in ("a.vay-nhanh88.top", "hxxps://www.vay-nhanh88[.]top/x?y", "vay-nhanh88 .top")
    ]
    assert {one.pk for one in others} == {first.pk}
    first.refresh_from_db()
    assert first.signal_count == 4
    assert first.key == "vay-nhanh88.top"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("http://hop.thpt-langson.edu.vn/x", "hop.thpt-langson.edu.vn"),
        ("http://trang-a.weebly.com", "trang-a.weebly.com"),
    ],
)
def test_a_name_that_many_share_is_not_judged_by_one_page_of_it(cast: Cast, text: str, key: str) -> None:
    assert subject(text).key == key


def test_the_same_signal_again_changes_nothing(cast: Cast) -> None:
    first = signal("vay88.top")
    entries = Entry.objects.count()
    again = signal("vay88.top")
    assert again == first
    assert Signal.objects.count() == 1
    assert Entry.objects.count() == entries


def test_a_number_stands_sealed_and_masked_and_is_found_by_its_own_writing(cast: Cast) -> None:
    found = subject("0205.000.0678")
    assert "2050000" not in f"{found.key}{found.shown}{found.sealed}{found.search_text}"
    assert opened_subject(found) == "+842050000678"
    assert list(subjects_of(cast.actor("lan"), SubjectFilter(text="+84 205 000 0678"))) == [found]


def test_an_account_that_goes_by_a_number_is_shown_masked(cast: Cast) -> None:
    assert subject("zalo.me/02050000678").shown == "Zalo: 020****678"


def test_a_message_is_shown_without_long_numbers_and_links(cast: Cast) -> None:
    one = named_message("Quy khach trung thuong, goi 02050000678 hoac vao nhanqua.top ngay")
    assert "2050000" not in one.shown
    assert "nhanqua.top" not in one.shown


def test_money_just_sent_comes_first_then_harm_then_age(cast: Cast) -> None:
    old = subject("cu-nhat.top", now=NOW - days(3))
    grave = subject("giathue.top", score=1.0, imitated="thue", trick="tax_refund")
    urgent = citizen("Tôi chuyển tiền vào vuachuyen.top", money_at=NOW - days(1))
    order = []
    actor = cast.actor("lan")
    while (one := next_in_queue(actor, order)) is not None:
        order.append(one.pk)
    assert order == [urgent.pk, grave.pk, old.pk]


def test_three_days_after_the_payment_it_is_no_longer_urgent(cast: Cast) -> None:
    from lachan.office.intake.actions import erase_reports

    one = citizen("vuachuyen.top", money_at=NOW)
    assert Subject.objects.get(pk=one.pk).urgent
    erase_reports(NOW + days(4))
    one = Subject.objects.get(pk=one.pk)
    assert not one.urgent
    assert ["money_lost", 15] in one.harm_parts


HEARD = st.builds(
    Heard, source=st.sampled_from(["finding", "citizen", "feed", "staff"]), origin=st.sampled_from("abcde"),
    score=st.floats(0, 1), trust=st.integers(0, 3), trick=st.sampled_from(["", "gambling", "tax_refund"]),
    imitated=st.sampled_from(["", "vcb"]), money_at=st.sampled_from([None, NOW, NOW - days(9)]),
)  # fmt: skip


@given(st.lists(HEARD, max_size=5))
def test_harm_is_the_sum_of_its_parts_whatever_the_order(heard: list[Heard]) -> None:
    harm = harm_of(heard, NOW)
    assert harm.total == min(sum(points for _name, points in harm.parts), MOST)
    assert [name for name, _points in harm.parts] == [name for name in NAMES if name in dict(harm.parts)]
    by_origin = {(one.source, one.origin): one for one in heard}
    alone = list(by_origin.values())
    assert all(harm_of(list(one), NOW) == harm_of(alone, NOW) for one in list(permutations(alone))[:6])


@given(st.lists(HEARD, max_size=5), HEARD)
def test_one_more_signal_of_a_new_source_never_lowers_harm(heard: list[Heard], more: Heard) -> None:
    fresh = Heard(more.source, "z", more.score, more.trust, more.trick, more.imitated, more.money_at)
    assert harm_of([*heard, fresh], NOW).total >= harm_of(heard, NOW).total or more.money_at is not None


def test_what_lacked_ground_comes_back_with_new_ground(cast: Cast) -> None:
    one = subject("chuaro.top")
    decide(subject_id=one.pk, move=SubjectMove.MORE, actor=cast.actor("lan"), now=NOW)
    assert next_in_queue(cast.actor("lan")) is None
    signal("chuaro.top", source="feed", origin="Nguồn B", trust=2)
    assert next_in_queue(cast.actor("lan")) == one


def test_what_was_found_honest_is_left_out_until_its_day_but_people_are_heard(cast: Cast) -> None:
    one = subject("cua-hang-that.vn")
    decide(subject_id=one.pk, move=SubjectMove.FALSE_ALARM, actor=cast.actor("lan"), now=NOW)
    assert signal("shop.cua-hang-that.vn/x", mark="9") is None
    assert Signal.objects.count() == 1
    late = NOW + days(181)
    assert signal("cua-hang-that.vn", mark="10", now=late) is not None
    one.refresh_from_db()
    assert one.state == "waiting"


def test_a_citizen_brings_a_false_alarm_back(cast: Cast) -> None:
    one = subject("cua-hang-that.vn")
    decide(subject_id=one.pk, move=SubjectMove.FALSE_ALARM, actor=cast.actor("lan"), now=NOW)
    citizen("Trang cua-hang-that.vn lấy tiền của tôi", now=NOW + days(1))
    one.refresh_from_db()
    assert one.state == "waiting"


def test_one_address_split_off_keeps_its_own_signals(cast: Cast) -> None:
    named_whole = thing("x.y.vay88.top")
    assert named_whole.keys == ("x.y.vay88.top", "y.vay88.top", "vay88.top")
    assert named_whole.key == "vay88.top"
