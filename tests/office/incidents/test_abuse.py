"""What must not be got out of incidents, by whom: operators see their own step, others nothing."""

from collections.abc import Callable

import pytest
from django.http import Http404
from django.test import Client
from django.urls import reverse

from lachan.office.incidents import actions, queries
from lachan.office.incidents.models import Incident
from lachan.office.people.models import Role
from lachan.office.refusals import NotAllowed
from lachan.office.requests.actions import approval, drafts
from lachan.office.units.models import UnitKind
from tests.office.incidents.conftest import SAID, Room, refused
from tests.people import NOW, person, unit

SignIn = Callable[..., Client]


def path_of_two(room: Room) -> Incident:
    incident = room.in_case(shown="+12025550123", body="Chi cục Thuế (mẫu)")
    first = room.ask(incident)
    room.send(first)
    room.answer(first, trunk="HN-07", source="operator", source_name="", upstream_id=room.upstream.pk)
    second = room.ask(incident, room.upstream, previous_id=first.pk, letter_number="22/SKHCN")
    room.send(second)
    return incident


def test_an_operator_sees_its_own_step_and_nothing_of_the_others(room: Room, sign_in: SignIn) -> None:
    incident = path_of_two(room)
    page = sign_in(room.stranger).get(reverse("incident", args=[incident.pk])).content.decode()
    assert "VNPT Lạng Sơn" in page
    assert incident.case is not None
    for hidden in ("HN-07", "Viettel", SAID, "2025550123", "501234567", "050****567", incident.case.number,
                   "Hoàng Thị Lan", "Các lượt báo"):  # fmt: skip
        assert hidden not in page
    first = sign_in(room.cast.vy).get(reverse("incident", args=[incident.pk])).content.decode()
    assert "HN-07" in first
    assert "22/SKHCN" not in first


def test_a_due_time_of_another_operator_is_not_in_the_list(room: Room, sign_in: SignIn) -> None:
    path_of_two(room)  # the first one has answered, the second one owes its answer
    for who, told in ((room.cast.vy, False), (room.stranger, True), (room.cast.lan, True)):
        (row,) = sign_in(who).get(reverse("incidents")).context["page"].object_list
        assert (row.due is not None) is told


def test_an_operator_sees_nothing_before_its_request_was_approved(room: Room, sign_in: SignIn) -> None:
    incident = room.in_case()
    step = room.ask(incident)
    vy = sign_in(room.cast.vy)
    assert vy.get(reverse("incident", args=[incident.pk])).status_code == 404
    drafts.submit_request(request_id=step.request_id, actor=room.actor("lan"), now=NOW)
    assert vy.get(reverse("incident", args=[incident.pk])).status_code == 404
    assert incident.number not in vy.get(reverse("incidents")).content.decode()


def test_another_operator_sees_nothing_at_all(room: Room, sign_in: SignIn) -> None:
    incident = room.traced()
    stranger = sign_in(room.stranger)
    assert stranger.get(reverse("incident", args=[incident.pk])).status_code == 404
    assert incident.number not in stranger.get(reverse("incidents")).content.decode()
    for search in (incident.number, "+840692000111", incident.body):
        assert len(stranger.get(reverse("incidents"), {"q": search}).context["page"].object_list) == 0


def test_a_body_sees_what_it_reported_and_not_what_others_did(room: Room, sign_in: SignIn) -> None:
    mine = room.noted(by="khoa", of=room.cast.police, source="agency")
    other = room.noted(by="hoa", of=room.cast.commune_a, called="050 222 33 44", shown="113")
    room.noted(into=mine.pk, called="050 333 44 55", shown=room.told().shown)
    khoa = sign_in(room.cast.khoa)
    page = khoa.get(reverse("incident", args=[mine.pk])).content.decode()
    assert page.count("050****") == 1  # of two reports one is the body's own
    assert khoa.get(reverse("incident", args=[other.pk])).status_code == 404


def test_colleagues_of_another_commune_see_nothing(room: Room, sign_in: SignIn) -> None:
    incident = room.noted(by="hoa", of=room.cast.commune_a)
    assert sign_in(room.cast.tam).get(reverse("incident", args=[incident.pk])).status_code == 200
    assert sign_in(room.cast.son).get(reverse("incident", args=[incident.pk])).status_code == 404


def test_nobody_reports_in_the_name_of_another_body(room: Room) -> None:
    with refused("not_yours"):
        room.noted(by="khoa", of=room.cast.commune_a)
    with refused("not_yours"):
        room.noted(by="vy", of=room.cast.operator)


def test_a_body_puts_its_report_to_no_incident_of_the_department(room: Room) -> None:
    incident = room.noted()
    with pytest.raises(Http404):
        room.noted(by="khoa", of=room.cast.police, source="agency", into=incident.pk, called="")
    mine = room.noted(by="khoa", of=room.cast.police, source="agency", called="050 222 33 44")
    with refused("not_yours"):
        room.noted(by="khoa", of=room.cast.police, source="agency", into=mine.pk, called="")


@pytest.mark.parametrize("who", ["dung", "vy", "khoa", "hoa", "quan"])
def test_who_does_not_write_for_the_department_moves_nothing(room: Room, who: str) -> None:
    incident = room.in_case()
    room.send(room.ask(incident))
    actor = room.actor(who)
    tries = (
        lambda: actions.attach_case(incident_id=incident.pk, case_id=None, actor=actor, now=NOW),
        lambda: actions.ask_operator(incident_id=incident.pk, asked=room.asked(), actor=actor, now=NOW),
        lambda: actions.find_path(incident_id=incident.pk, actor=actor, now=NOW),
        lambda: actions.close_incident(incident_id=incident.pk, outcome="police", sentence="x" * 20, actor=actor,
                                       now=NOW),
        lambda: actions.reveal_incident(incident_id=incident.pk, purpose="Xem thử một lần", actor=actor, now=NOW),
    )  # fmt: skip
    for act in tries:
        with pytest.raises((NotAllowed, Http404)):
            act()
    incident.refresh_from_db()
    assert incident.state == "tracing"


def test_a_department_of_another_province_sees_nothing(room: Room) -> None:
    incident = room.noted()
    elsewhere = unit("skhcn-khac", "Sở khác", UnitKind.DEPARTMENT)
    officer = person("khac", "Lục Thị Khác", elsewhere, Role.OFFICER)
    with pytest.raises(Http404):
        actions.join_incident(incident_id=incident.pk, into_id=incident.pk, actor=room.actor(officer), now=NOW)
    assert queries.likely_same(room.actor(officer), shown=room.told().shown, body="", around=NOW) == []


def test_a_masked_number_cannot_be_tried_out_in_the_search_of_a_reader(room: Room, sign_in: SignIn) -> None:
    room.noted(shown="+12025550123")
    reader = sign_in(room.cast.dung).get(reverse("incidents"), {"q": "+12025550123"})
    assert len(reader.context["page"].object_list) == 0
    officer = sign_in(room.cast.lan).get(reverse("incidents"), {"q": "+12025550123"})
    assert len(officer.context["page"].object_list) == 1


def test_a_step_of_another_incident_is_no_step_here(room: Room, sign_in: SignIn) -> None:
    first, other = path_of_two(room), room.in_case(shown="114")
    lan = sign_in(room.cast.lan)
    step = first.steps.get(order=1)
    assert lan.get(reverse("incident_ask", args=[other.pk]), {"chang": step.pk}).status_code == 404


def test_words_of_a_report_are_words_on_the_page(room: Room, sign_in: SignIn) -> None:
    incident = room.noted(shown="+12025550123", body="<script>alert(1)</script>", said="<b>đậm</b>")
    lan = sign_in(room.cast.lan)
    page = lan.get(reverse("incident", args=[incident.pk])).content.decode()
    shown = lan.post(reverse("incident_reveal", args=[incident.pk]), {"purpose": "Gọi lại người phản ánh"})
    assert "<script>alert" not in page
    assert "<b>đậm</b>" not in shown.content.decode()


def test_who_approves_is_another_with_two_factors(room: Room) -> None:
    step = room.ask(room.in_case())
    drafts.submit_request(request_id=step.request_id, actor=room.actor("lan"), now=NOW)
    with pytest.raises(NotAllowed):
        approval.approve_request(request_id=step.request_id, seen_digest="x", actor=room.actor("lan"), now=NOW)
