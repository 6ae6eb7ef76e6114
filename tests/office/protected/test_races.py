"""Two people at the same moment, in real transactions on the data base of the tests."""

import pytest

from lachan.office.protected.actions import add_number, approve_numbers, change_number, publish_list
from lachan.office.protected.content import digest_of, facts_of
from lachan.office.protected.models import ProtectedNumber, PublishedList
from lachan.office.protected.queries.lists import plan_list
from lachan.office.trail.verify import verify_trail
from tests.office.protected.conftest import added, approved, facts
from tests.office.reports.conftest import at_once
from tests.people import NOW, Cast

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_same_number_is_written_once(cast: Cast) -> None:
    actor = cast.actor("lan")

    def write() -> None:
        add_number(facts=facts(), actor=actor, now=NOW)

    assert at_once(write, write, write) == ["done", "overlaps", "overlaps"]
    assert ProtectedNumber.objects.count() == 1


def test_one_preview_gives_one_list(cast: Cast) -> None:
    approved(cast)
    seen, actor = plan_list(NOW).digest, cast.actor("minh")

    def publish() -> None:
        publish_list(seen=seen, days=30, actor=actor, now=NOW)

    assert at_once(publish, publish) == ["changed_meanwhile", "done"]
    assert PublishedList.objects.count() == 1


def test_a_change_and_an_approval_leave_no_approved_entry_that_nobody_saw(cast: Cast) -> None:
    number = added(cast)
    seen, leader = {number.pk: digest_of(facts_of(number))}, cast.actor("minh")
    writer = cast.actor("lan")
    ended = at_once(
        lambda: change_number(number_id=number.pk, facts=facts(use="một cửa"), actor=writer, now=NOW),
        lambda: approve_numbers(seen=seen, actor=leader, now=NOW),
    )
    number.refresh_from_db()
    assert ended in (["changed_meanwhile", "done"], ["done", "done"])
    assert (number.state, number.use) == ("waiting", "một cửa")
    assert verify_trail().intact
