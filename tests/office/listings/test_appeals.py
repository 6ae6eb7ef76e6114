"""An appeal: from anybody, answered by somebody who judged nothing before, told by code, erased on its day."""

from datetime import timedelta

import pytest
from django.http import Http404

from lachan.office.listings import actions, queries
from lachan.office.listings.actions import AppealTold
from lachan.office.listings.actions.appeals import MOST_OPEN
from lachan.office.listings.models import Appeal
from lachan.office.listings.queries.public import appeal_for_code
from lachan.office.listings.sealing import key_of
from lachan.office.notices.models import Notice
from lachan.office.trail.models import Entry
from tests.office.listings.conftest import NUMBER, TOLD, WHY, Desk, refused
from tests.people import NOW


def test_an_appeal_is_shown_and_the_warning_goes_on(desk: Desk) -> None:
    listing = desk.published()
    receipt = desk.appeal(listing)
    listing.refresh_from_db()
    found = queries.look_up("site", listing.subject.key, NOW)
    assert found is not None
    assert (listing.state, found.appealed) == ("appealed", True)
    assert receipt.appeal.due_on.isoformat() == "2026-03-09"  # five working days after Monday 02/03
    assert "5 ngày làm việc" in str(receipt.appeal.due_steps)


def test_nothing_of_it_lies_open_in_the_data_base(desk: Desk) -> None:
    receipt = desk.appeal(desk.published())
    row = str(Appeal.objects.values().get())
    assert "cửa hàng" not in row
    assert "chu.trang" not in row
    assert receipt.code not in row
    assert receipt.code.replace("-", "") not in row


def test_the_code_tells_the_answer_however_it_is_typed_and_another_tells_nothing(desk: Desk) -> None:
    listing = desk.published()
    receipt = desk.appeal(listing)
    standing = appeal_for_code(receipt.code.lower().replace("-", " "))
    assert standing is not None
    assert (standing.state, standing.answer) == ("open", "")
    desk.answer(listing, uphold=True)
    standing = appeal_for_code(receipt.code)
    assert standing is not None
    assert (standing.state, standing.answer) == ("upheld", WHY.reason)
    assert appeal_for_code("ACD-EFG-HJK-MNP-QRT") is None
    assert appeal_for_code("") is None


def test_an_upheld_appeal_withdraws_at_once(desk: Desk) -> None:
    listing = desk.published()
    desk.appeal(listing)
    serial = queries.last_serial()
    assert desk.answer(listing, uphold=True).state == "withdrawn"
    assert queries.look_up("site", listing.subject.key, NOW) is None
    assert [one.message for one in queries.changed_since(serial, now=NOW)] == ["withdraw"]


def test_a_refused_appeal_keeps_it_and_a_second_one_may_come(desk: Desk) -> None:
    listing = desk.published()
    desk.appeal(listing)
    assert desk.answer(listing, uphold=False).state == "kept"
    desk.appeal(listing)
    listing.refresh_from_db()
    assert listing.state == "appealed"


@pytest.mark.parametrize("who", ["minh", "lan"])
def test_who_proposed_or_published_does_not_answer(desk: Desk, who: str) -> None:
    listing = desk.published()
    desk.appeal(listing)
    with refused("judge_of_own" if who == "minh" else "not_yours"):
        desk.answer(listing, uphold=False, by=who)


def test_who_proposed_does_not_answer_as_a_deputy_either(desk: Desk) -> None:
    listing = desk.corroborated()
    from tests.office.listings.conftest import facts

    actions.propose(listing_id=listing.pk, facts=facts(), actor=desk.actor("deputy"), now=NOW)
    listing.refresh_from_db()
    desk.publish(listing)
    desk.appeal(listing)
    with refused("judge_of_own"):
        desk.answer(listing, uphold=True)


def test_an_answer_covers_the_appeals_that_were_read_and_no_other(desk: Desk) -> None:
    listing = desk.published()
    first = desk.appeal(listing)
    seen = {str(first.appeal.pk)}
    second = desk.appeal(listing)
    with refused("changed_meanwhile"):
        actions.answer_appeals(
            listing_id=listing.pk, seen=seen, uphold=False, said=WHY, actor=desk.actor("deputy"), now=NOW
        )
    desk.answer(listing, uphold=False)
    for receipt in (first, second):
        standing = appeal_for_code(receipt.code)
        assert standing is not None
        assert standing.state == "refused"


def test_a_listing_of_a_number_is_appealed_with_its_key_alone(desk: Desk) -> None:
    listing = desk.published(NUMBER)
    with pytest.raises(Http404):
        desk.appeal(listing)
    assert desk.appeal(listing, key=key_of(listing)).appeal.state == "open"


def test_what_is_over_or_was_never_public_is_not_appealed(desk: Desk) -> None:
    listing, unseen = desk.published(), desk.proposed("chua-dang.example")
    assert listing.expires_at is not None
    with refused("over_already"):
        desk.appeal(listing, now=listing.expires_at)
    with pytest.raises(Http404):
        desk.appeal(unseen)
    desk.withdraw(listing)
    with refused("not_in_this_state"):
        desk.appeal(listing)


def test_a_flood_against_one_listing_ends_and_says_why(desk: Desk) -> None:
    listing = desk.published()
    for _one in range(MOST_OPEN):
        desk.appeal(listing)
    with refused("many_appeals"):
        desk.appeal(listing)


@pytest.mark.parametrize(
    ("told", "code"),
    [
        (AppealTold("nobody", TOLD.text), "appellant_unknown"),
        (AppealTold("owner", "ngắn"), "length_not_right"),
        (AppealTold("owner", "dài" * 2000), "length_not_right"),
        (AppealTold("owner", TOLD.text, "x" * 201), "too_long"),
    ],
)
def test_what_cannot_be_an_appeal_is_refused(desk: Desk, told: AppealTold, code: str) -> None:
    listing = desk.published()
    with refused(code):
        desk.appeal(listing, told=told)
    assert not Appeal.objects.exists()


def test_reading_it_leaves_a_line_with_the_purpose(desk: Desk) -> None:
    listing = desk.published()
    appeal = desk.appeal(listing).appeal
    given = {"listing_id": listing.pk, "appeal_id": appeal.pk, "now": NOW}
    with refused("purpose_missing"):
        actions.read_appeal(**given, purpose="xem", actor=desk.actor("lan"))
    with refused("not_yours"):
        actions.read_appeal(**given, purpose="Xem cho biết", actor=desk.actor("dung"))
    opened = actions.read_appeal(**given, purpose="Xem xét khiếu nại", actor=desk.actor("lan"))
    assert (opened.text, opened.contact) == (TOLD.text, TOLD.contact)
    assert Entry.objects.get(event="appeal_read").purpose == "Xem xét khiếu nại"


def test_text_and_contact_are_erased_on_their_day_and_the_answer_stays(desk: Desk) -> None:
    listing = desk.published()
    receipt = desk.appeal(listing)
    desk.answer(listing, uphold=False)
    before, after = NOW + timedelta(days=89), NOW + timedelta(days=90)
    assert actions.erase_answered(before) == 0
    assert actions.erase_answered(after) == 1
    assert actions.erase_answered(after) == 0
    row = Appeal.objects.get()
    assert (row.sealed_text, row.sealed_contact, row.answer) == ("", "", WHY.reason)
    assert appeal_for_code(receipt.code) is not None
    with refused("erased_already"):
        actions.read_appeal(
            listing_id=listing.pk, appeal_id=row.pk, purpose="Xem xét khiếu nại", actor=desk.actor("lan"), now=after
        )


def test_the_office_is_reminded_before_the_day_and_after_it_once(desk: Desk) -> None:
    from lachan.office.listings.actions.reminders import remind

    desk.appeal(desk.published())
    for days in (3, 5, 7, 8, 9):
        remind(NOW + timedelta(days=days))
    told = Notice.objects.filter(person=desk.cast.lan, subject__contains="hạn trả lời khiếu nại")
    assert sorted(one.subject.split(":")[0] for one in told) == [
        "Quá hạn trả lời khiếu nại", "Sắp đến hạn trả lời khiếu nại", "Sắp đến hạn trả lời khiếu nại",
    ]  # fmt: skip
