"""The catalogue: filled from the shipped cards, kept by the office, growing from cases."""

from dataclasses import replace
from datetime import timedelta

import pytest

from lachan.office.advisories import actions
from lachan.office.advisories.content import trick_facts_of
from lachan.office.advisories.models import Audience, Severity, Sureness, Trick, Way
from lachan.office.advisories.queries.desk import TrickFilter, cases_without_trick, tricks_of
from lachan.office.cases.actions import CaseFacts, open_case
from lachan.office.refusals import NotAllowed, NotNow, NotRight
from lachan.vietnam import tricks as shipped
from tests.office.advisories.conftest import SAID, TRICK, reviewed_trick
from tests.people import NOW, Cast

pytestmark = pytest.mark.django_db


def test_the_shipped_cards_are_added_once_and_what_the_office_changed_stays(cast: Cast) -> None:
    assert actions.seed_tricks(NOW) == len(shipped.TRICKS)
    trick = Trick.objects.get(key="fake_authority")
    facts = replace(trick_facts_of(trick), variants=("Gọi có hình.",))
    actions.change_trick(trick_id=trick.pk, facts=facts, actor=cast.actor("lan"), now=NOW)
    assert actions.seed_tricks(NOW + timedelta(days=1)) == 0
    trick.refresh_from_db()
    assert (trick.variants, trick.state, trick.reviewers) == (["Gọi có hình."], "proposed", "")
    Trick.objects.filter(key="prize").delete()
    assert actions.seed_tricks(NOW) == 1


def test_the_closed_lists_are_those_of_the_shipped_catalogue() -> None:
    assert set(Audience.values) == {one.value for one in shipped.Audience}
    assert set(Way.values) == {one.value for one in shipped.Way}
    assert set(Severity.values) == {one.value for one in shipped.Severity}
    assert set(Sureness.values) > {one.value for one in shipped.Sureness}


def test_whoever_wrote_a_trick_does_not_review_it(cast: Cast) -> None:
    trick = actions.propose_trick(facts=TRICK, actor=cast.actor("lan"), now=NOW)
    assert trick.key == "gia-danh-cong-an"
    with pytest.raises(NotAllowed):
        actions.review_trick(trick_id=trick.pk, reviewers="Lan", actor=cast.actor("lan"), now=NOW)
    reviewed = actions.review_trick(trick_id=trick.pk, reviewers="Công an tỉnh", actor=cast.actor("minh"), now=NOW)
    assert (reviewed.state, reviewed.reviewed_by) == ("reviewed", cast.minh)
    with pytest.raises(NotNow):
        actions.review_trick(trick_id=trick.pk, reviewers="Công an tỉnh", actor=cast.actor("minh"), now=NOW)


def test_two_tricks_of_one_name_have_two_keys_and_a_shipped_key_is_never_taken(cast: Cast) -> None:
    facts = replace(TRICK, vietnamese=replace(SAID, title="Prize"))
    keys = [actions.propose_trick(facts=facts, actor=cast.actor("lan"), now=NOW).key for _one in range(2)]
    assert keys == ["prize-2", "prize-3"]


def test_a_trick_needs_an_audience_and_is_not_seen_before_today(cast: Cast) -> None:
    for facts, field in (
        (replace(TRICK, audiences=()), "audiences"),
        (replace(TRICK, first_seen=TRICK.valid_from + timedelta(days=1)), "first_seen"),
        (replace(TRICK, valid_to=TRICK.valid_from - timedelta(days=1)), "valid_to"),
    ):
        with pytest.raises(NotRight) as no:
            actions.propose_trick(facts=facts, actor=cast.actor("lan"), now=NOW)
        assert no.value.field == field


def test_a_case_without_a_trick_is_listed_until_somebody_says_which_it_is(cast: Cast) -> None:
    case = open_case(
        unit=cast.department, facts=CaseFacts(title="Gọi giả danh", kind="chưa rõ", source="citizen_report"),
        actor=cast.actor("lan"), now=NOW,
    )  # fmt: skip
    assert list(cases_without_trick(cast.actor("lan"))) == [case]
    trick = reviewed_trick(cast)
    for _again in range(2):
        actions.tie_case(trick_id=trick.pk, case_id=case.pk, actor=cast.actor("lan"), now=NOW)
    assert list(cases_without_trick(cast.actor("lan"))) == []
    assert list(trick.cases.all()) == [case]
    second = actions.propose_trick(facts=TRICK, case_id=case.pk, actor=cast.actor("lan"), now=NOW)
    assert list(second.cases.all()) == [case]


def test_outsiders_see_what_was_reviewed_and_search_works_without_accents(cast: Cast) -> None:
    actions.seed_tricks(NOW)
    proposed = actions.propose_trick(facts=TRICK, actor=cast.actor("lan"), now=NOW)
    assert proposed in tricks_of(cast.actor("dung"), TrickFilter())
    assert proposed not in tricks_of(cast.actor("hoa"), TrickFilter())
    found = tricks_of(cast.actor("hoa"), TrickFilter(text="vien kiem sat"))
    assert [one.key for one in found] == ["fake_authority"]
    new_users = tricks_of(cast.actor("hoa"), TrickFilter(audience="N"))
    assert new_users
    assert all("N" in one.audiences for one in new_users)
    retired = actions.retire_trick(trick_id=found[0].pk, actor=cast.actor("minh"), now=NOW)
    assert retired not in tricks_of(cast.actor("lan"), TrickFilter())
