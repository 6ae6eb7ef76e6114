"""Two people at the same moment, in real transactions on the data base of the tests."""

import pytest

from lachan.office.advisories import actions
from lachan.office.advisories.content import digest_of, facts_of
from lachan.office.advisories.models import AdvisoryVersion
from lachan.office.advisories.queries import published as in_force
from lachan.office.trail.verify import verify_trail
from tests.office.advisories.conftest import approved, checked, drafted, facts, published, where
from tests.office.reports.conftest import at_once
from tests.people import NOW, Cast

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_text_goes_out_once_under_one_number(cast: Cast) -> None:
    version, actor = approved(cast, drafted(cast)), cast.actor("lan")

    def publish() -> None:
        actions.publish(**where(version), actor=actor, now=NOW)

    assert at_once(publish, publish) == ["done", "not_in_this_state"]
    assert [one.number for one in in_force(NOW)] == ["CB-2026-0001"]
    assert published(cast).advisory.number == "CB-2026-0002"


def test_a_change_and_an_approval_leave_no_approved_text_that_nobody_saw(cast: Cast) -> None:
    version = checked(cast, drafted(cast))
    seen, leader, writer = digest_of(facts_of(version)), cast.actor("minh"), cast.actor("lan")
    ended = at_once(
        lambda: actions.change_draft(**where(version), facts=facts(title="Đã sửa"), actor=writer, now=NOW),
        lambda: actions.approve(**where(version), seen=seen, actor=leader, now=NOW),
    )
    version.refresh_from_db()
    assert ended in (["done", "done"], ["done", "not_in_this_state"])
    assert (version.state, version.title) == ("draft", "Đã sửa")
    assert verify_trail().intact


def test_a_withdrawal_and_a_correction_going_out_leave_nothing_in_force_that_was_withdrawn(cast: Cast) -> None:
    first = published(cast)
    second = approved(cast, actions.start_correction(**where(first), actor=cast.actor("lan"), now=NOW))
    leader, writer = cast.actor("minh"), cast.actor("lan")
    ended = at_once(
        lambda: actions.withdraw(**where(first), reason="Có chỗ sai", actor=leader, now=NOW),
        lambda: actions.publish(**where(second), actor=writer, now=NOW),
    )
    assert ended == ["done", "not_in_this_state"]  # whoever comes second is told
    states = dict(AdvisoryVersion.objects.values_list("version", "state"))
    assert states in ({1: "withdrawn", 2: "discarded"}, {1: "corrected", 2: "published"})


def test_a_new_version_is_started_once(cast: Cast) -> None:
    first, actor = published(cast), cast.actor("lan")

    def start() -> None:
        actions.start_correction(**where(first), actor=actor, now=NOW)

    assert at_once(start, start, start) == ["already_open", "already_open", "done"]
