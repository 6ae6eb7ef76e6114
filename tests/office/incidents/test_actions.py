"""An incident from the report to its end, in actions: what is kept, what is sealed, what is refused."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404

from lachan.office.cases.models import Case, Subject
from lachan.office.incidents import actions, queries
from lachan.office.incidents.models import Incident, IncidentState, SpoofReport, TraceStep
from lachan.office.notices.models import Notice
from lachan.office.protected.models import ProtectedNumber
from lachan.office.refusals import NotNow, NotRight
from lachan.office.requests.actions.closing import withdraw_request
from lachan.office.requests.models import RequestState
from lachan.office.resealing import sealed_fields
from lachan.office.trail.models import Entry
from lachan.office.vault import open_sealed, place_of
from tests.office.incidents.conftest import BODY, FORGED, PROTECTED, SAID, Room, protect, refused
from tests.people import NOW

S = IncidentState


def test_the_whole_way_from_a_report_to_the_answer(room: Room) -> None:
    incident = room.in_case()
    first = room.ask(incident)
    room.send(first)
    room.answer(
        first, trunk="HN-07", trunk_kind="domestic", source="operator", source_name="", upstream_id=room.upstream.pk
    )
    second = room.ask(incident, room.upstream, previous_id=first.pk, letter_number="22/SKHCN")
    room.send(second)
    room.answer(second, room.stranger, calls_blocked=310, blocked_since=NOW - timedelta(hours=1))
    lan = room.actor("lan")
    actions.find_path(incident_id=incident.pk, actor=lan, now=NOW)
    ended = actions.close_incident(
        incident_id=incident.pk, outcome="at_border", sentence="Cuộc gọi đã bị chặn tại trung kế quốc tế.", actor=lan,
        now=NOW,
    )  # fmt: skip
    assert (ended.number, ended.state, ended.outcome) == ("SV-2026-0001", S.CLOSED, "at_border")
    assert [(one.order, one.previous_id) for one in ended.steps.all()] == [(1, None), (2, first.pk)]
    events = Entry.objects.filter(event__startswith="incident_").order_by("number").values_list("event", flat=True)
    assert list(events) == [
        "incident_reported", "incident_in_case", "incident_asked", "incident_asked", "incident_traced",
        "incident_closed",
    ]  # fmt: skip


def test_a_number_of_a_body_is_recognised_and_shown_whole(room: Room) -> None:
    same = room.noted(shown="069 2000 111")
    alike = room.noted()
    assert (same.shown, same.body, same.likeness) == (PROTECTED, BODY, "protected")
    assert (alike.shown, alike.body, alike.likeness) == ("+840692000111", BODY, "look_alike")


@pytest.mark.parametrize(
    ("shown", "likeness"),
    [
        ("0205 000 0100", "protected"), ("0205 000 0199", "protected"), ("+84 0205 000 0150", "look_alike"),
        ("+563 205 000 0199", "look_alike"), ("0205 000 0200", "none"), ("+563 205 000 0200", "none"),
        ("0205 000 0099", "none"), ("1900 1234", "look_alike"), ("1900 1334", "none"),
    ],
)  # fmt: skip
def test_ranges_and_patterns_are_matched_and_their_neighbours_are_not(room: Room, shown: str, likeness: str) -> None:
    entry = protect(room.cast)
    entry.first, entry.last, entry.patterns = "+842050000100", "+842050000199", ["+84190012??"]
    entry.save()
    assert room.noted(shown=shown).likeness == likeness


def test_an_entry_counts_on_the_day_of_the_call_and_only_when_approved(room: Room) -> None:
    entry = ProtectedNumber.objects.get()
    entry.valid_to = (NOW - timedelta(days=3)).date()
    entry.save()
    assert room.noted(shown=PROTECTED).likeness == "none"
    assert room.noted(shown=PROTECTED, called_at=NOW - timedelta(days=4)).likeness == "protected"
    ProtectedNumber.objects.update(valid_to=None, state="waiting")
    assert room.noted(shown=PROTECTED, called="").likeness == "none"


def test_a_number_of_somebody_is_masked_and_sealed_everywhere(room: Room) -> None:
    incident = room.noted(shown="+1 202 555 0199", body="Chi cục Thuế (mẫu)")
    assert (incident.shown, incident.likeness) == ("120****199", "stated")
    kept = str([Incident.objects.values_list(), SpoofReport.objects.values_list(), Entry.objects.values_list()])
    for secret in ("2025550199", "501234567", SAID):
        assert secret not in kept
    for row, field, text in (
        (incident, "sealed_shown", "+12025550199"), (incident.reports.get(), "sealed_said", SAID),
    ):  # fmt: skip
        place = place_of(row._meta.label, field, row.pk)  # where a change of keys looks for it
        assert open_sealed(getattr(row, field), place=place) == text
    assert (SpoofReport, "sealed_called") in list(sealed_fields())


def test_a_body_that_reports_gets_the_department_to_look_and_officers_are_told(room: Room) -> None:
    incident = room.noted(by="khoa", of=room.cast.police, source="agency", shown=PROTECTED, called="")
    assert incident.unit == room.cast.department
    assert incident.reports.get().unit == room.cast.police
    told = Notice.objects.filter(subject__startswith="Báo giả mạo số").values_list("person__full_name", flat=True)
    assert sorted(told) == ["Hoàng Thị Lan", "Lương Văn Minh"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"source": "bundle"}, "bundle_missing"),
        ({"source": "rumour"}, "source_unknown"),
        ({"shown": "CONG AN"}, "shown_not_right"),
        ({"shown": "12"}, "shown_not_right"),
        ({"called": "abc"}, "called_not_right"),
        ({"called_at": NOW + timedelta(minutes=1)}, "in_the_future"),
        ({"until": NOW + timedelta(minutes=1)}, "in_the_future"),
        ({"until": NOW - timedelta(hours=3)}, "until_before"),
        ({"called_at": NOW - timedelta(days=400)}, "too_old"),
        ({"calls": 0}, "calls_not_right"),
        ({"body": "Chị Hoa 0501234567", "shown": "+12025550188"}, "number_in_the_open"),
    ],
)
def test_a_report_that_cannot_be_is_refused_and_nothing_is_kept(
    room: Room, changes: dict[str, object], code: str
) -> None:
    with pytest.raises(NotRight) as no:
        room.noted(**changes)
    assert no.value.code == code
    assert not Incident.objects.exists()


def test_a_network_is_an_operator(room: Room) -> None:
    with refused("no_operator"):
        room.noted(network=room.cast.police)


def test_the_same_report_twice_is_refused(room: Room) -> None:
    incident = room.noted()
    for into in (incident.pk, None):
        with refused("reported_twice"):
            room.noted(into=into)
    assert room.noted(into=incident.pk, called="050 222 33 44").reports.count() == 2


def test_another_number_is_another_incident(room: Room) -> None:
    incident = room.noted()
    with refused("another_number"):
        room.noted(into=incident.pk, shown="113")


def test_what_is_likely_the_same_is_pointed_out(room: Room) -> None:
    lan = room.actor("lan")
    first = room.noted()
    room.noted(shown="113")
    for typed in (FORGED, "+840692000111", "+84 069.200.0111"):
        assert queries.likely_same(lan, shown=typed, body="", around=NOW) == [first]
    assert queries.likely_same(lan, shown="114", body=BODY, around=NOW) == [first]
    assert queries.likely_same(lan, shown=FORGED, body="", around=NOW + timedelta(days=120)) == []
    assert queries.likely_same(room.actor("khoa"), shown=FORGED, body="", around=NOW) == []


def test_a_case_gets_the_numbers_of_the_incident_once(room: Room) -> None:
    incident = room.noted(shown="050 765 43 21")
    room.noted(into=incident.pk, shown="050 765 43 21", called_at=NOW - timedelta(hours=1))
    case = actions.attach_case(incident_id=incident.pk, case_id=None, actor=room.actor("lan"), now=NOW)
    found = sorted(Subject.objects.filter(case=case).values_list("kind", "role"))
    assert found == [("number", "other"), ("number", "victim")]
    assert case.source == "incident"
    assert Case.objects.count() == 1


def test_an_incident_is_put_into_a_case_that_is_there(room: Room) -> None:
    case = room.in_case().case
    second = room.noted(shown="114")
    assert case is not None
    assert actions.attach_case(incident_id=second.pk, case_id=case.pk, actor=room.actor("lan"), now=NOW) == case
    assert case.incidents.count() == 2


def test_the_request_carries_the_numbers_and_times_of_the_reports(room: Room) -> None:
    incident = room.in_case()
    step = room.ask(incident)
    assert step.request.kind == "trace_calls"
    assert step.request.state == RequestState.DRAFT
    items = list(step.request.items.all())
    assert [(one.kind, one.since, one.until) for one in items] == [
        (kind, NOW - timedelta(hours=2, minutes=5), NOW - timedelta(hours=1, minutes=55))
        for kind in ("shown", "called")
    ]
    incident.refresh_from_db()
    assert incident.state == S.TRACING


def test_who_drafts_a_trace_does_not_approve_it(room: Room) -> None:
    incident = room.in_case()
    step = actions.ask_operator(incident_id=incident.pk, asked=room.asked(), actor=room.actor("minh"), now=NOW)
    with refused("author_does_not_approve"):
        room.send(step)


def test_an_operator_is_asked_once_at_a_time(room: Room) -> None:
    incident = room.in_case()
    room.ask(incident)
    with refused("asked_already"):
        room.ask(incident)
    assert Entry.objects.filter(event="request_try_refused").count() == 1


def test_the_next_operator_is_the_one_that_was_named(room: Room) -> None:
    incident = room.in_case()
    first = room.ask(incident)
    room.send(first)
    room.answer(first)  # it came from abroad: nobody was named
    with refused("not_named"):
        room.ask(incident, room.upstream, previous_id=first.pk)
    other = room.in_case(shown="114")
    with pytest.raises(Http404):
        room.ask(other, room.upstream, previous_id=first.pk)


def test_a_path_is_not_clear_while_somebody_owes_an_answer(room: Room) -> None:
    incident = room.in_case()
    step = room.ask(incident)
    lan = room.actor("lan")
    with refused("trace_runs"):
        actions.find_path(incident_id=incident.pk, actor=lan, now=NOW)
    room.send(step)
    with refused("trace_runs"):
        actions.find_path(incident_id=incident.pk, actor=lan, now=NOW)
    room.answer(step)
    assert actions.find_path(incident_id=incident.pk, actor=lan, now=NOW).state == S.TRACED


def test_a_trace_that_was_withdrawn_alone_finds_nothing(room: Room) -> None:
    incident = room.in_case()
    step = room.ask(incident)
    withdraw_request(request_id=step.request_id, reason="Ghi nhầm số", actor=room.actor("lan"), now=NOW)
    with refused("nobody_answered"):
        actions.find_path(incident_id=incident.pk, actor=room.actor("lan"), now=NOW)
    assert room.ask(incident, letter_number="23/SKHCN").order == 2  # and can be asked anew


def test_joining_moves_the_reports_and_leaves_a_sign(room: Room) -> None:
    into = room.in_case()
    other = room.noted(called="050 222 33 44")
    actions.join_incident(incident_id=other.pk, into_id=into.pk, actor=room.actor("lan"), now=NOW)
    other.refresh_from_db()
    assert (other.state, other.joined_into) == (S.JOINED, into)
    assert into.reports.count() == 2
    assert into.case is not None
    assert into.case.subjects.filter(role="victim").count() == 2
    with pytest.raises(NotNow):
        actions.join_incident(incident_id=into.pk, into_id=other.pk, actor=room.actor("lan"), now=NOW)


def test_what_was_traced_before_is_not_put_into_another(room: Room) -> None:
    incident, lan = room.traced(), room.actor("lan")
    actions.close_incident(
        incident_id=incident.pk, outcome="police", sentence="Đã chuyển cơ quan công an.", actor=lan, now=NOW
    )
    actions.reopen_incident(incident_id=incident.pk, reason="Có thêm phản ánh", actor=lan, now=NOW)
    other = room.noted(shown="114")
    with refused("traced_before"):
        actions.join_incident(incident_id=incident.pk, into_id=other.pk, actor=lan, now=NOW)
    actions.join_incident(incident_id=other.pk, into_id=incident.pk, actor=lan, now=NOW)
    assert incident.reports.count() == 2


def test_what_was_no_forgery_is_put_away_and_can_be_taken_up_again(room: Room) -> None:
    incident, lan = room.noted(), room.actor("lan")
    with refused("sentence_length"):
        actions.dismiss_incident(incident_id=incident.pk, sentence="Không", actor=lan, now=NOW)
    put_away = actions.dismiss_incident(
        incident_id=incident.pk, sentence="Cuộc gọi đúng là của cơ quan.", actor=lan, now=NOW
    )
    assert put_away.state == S.DISMISSED
    again = actions.reopen_incident(incident_id=incident.pk, reason="Có thêm phản ánh", actor=lan, now=NOW)
    assert (again.state, again.sentence, again.closed_at) == (S.NOTED, "", None)


def test_everything_sealed_opens_for_a_purpose_that_the_trail_keeps(room: Room) -> None:
    incident = room.noted()
    with refused("purpose_missing"):
        actions.reveal_incident(incident_id=incident.pk, purpose=" ", actor=room.actor("lan"), now=NOW)
    shown = actions.reveal_incident(
        incident_id=incident.pk, purpose="Gọi lại người phản ánh", actor=room.actor("lan"), now=NOW
    )
    assert (shown.shown, shown.reports[0][1:]) == ("+840692000111", ("+84501234567", SAID))
    assert Entry.objects.get(event="incident_revealed").purpose == "Gọi lại người phản ánh"


def test_the_data_base_holds_the_table_too(room: Room) -> None:
    incident = room.noted()
    for wrong in ({"state": "tracing"}, {"state": "joined"}, {"state": "closed"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Incident.objects.filter(pk=incident.pk).update(**wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        SpoofReport.objects.filter(incident=incident).update(until=NOW - timedelta(days=1))


def test_numbers_have_no_gaps(room: Room) -> None:
    room.noted()
    with pytest.raises(NotRight):
        room.noted(shown="x")
    assert room.noted(shown="113").number == "SV-2026-0002"


def test_a_step_belongs_to_one_request(room: Room) -> None:
    step = room.ask(room.in_case())
    with pytest.raises(IntegrityError), transaction.atomic():
        TraceStep.objects.create(incident=step.incident, request=step.request, order=9)


def test_without_a_department_there_is_nobody_to_look(room: Room) -> None:
    room.cast.department.kind = "other"
    room.cast.department.save()
    with refused("no_department"):
        room.noted(by="khoa", of=room.cast.police, source="agency")
