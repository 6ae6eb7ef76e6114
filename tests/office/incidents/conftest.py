"""The tests of incidents live on the day of the cast: an office whose number is protected, two operators, a report."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from lachan.office.incidents import actions
from lachan.office.incidents.actions import Asked, Told
from lachan.office.incidents.models import Incident, TraceStep
from lachan.office.people.actor import Actor, actor_for
from lachan.office.people.models import Person, Role
from lachan.office.protected.models import ProtectedNumber
from lachan.office.refusals import Refusal
from lachan.office.requests.actions import answers, approval, drafts
from lachan.office.requests.actions.answers import Reply
from lachan.office.requests.content import digest_of
from lachan.office.requests.models import AgencyRequest
from lachan.office.requests.tracing import Traced
from lachan.office.units.models import Unit, UnitKind
from tests.people import NOW, SINCE, Cast, person, unit

BODY = "Trực ban Công an tỉnh (mẫu)"
PROTECTED = "+84692000111"  # of the invented part of the police network
FORGED = "+84069 200 0111"
CALLED = "050 123 45 67"
SAID = "Xưng là cán bộ điều tra, yêu cầu chuyển tiền để xác minh"


@contextmanager
def refused(code: str) -> Iterator[None]:
    """What is done inside is refused with this code."""
    with pytest.raises(Refusal) as no:
        yield
    assert no.value.code == code


@pytest.fixture(autouse=True)
def _today(on_the_day_of_the_cast: None) -> None:
    """Every test here."""


@dataclass
class Room:
    """Who works on incidents, and the ways to bring one on its way."""

    cast: Cast
    upstream: Unit
    stranger: Person

    def actor(self, who: str | Person, *, now: Any = NOW) -> Actor:
        somebody = getattr(self.cast, who) if isinstance(who, str) else who
        return actor_for(somebody, now=now, second_factor=True)

    def told(self, **changes: Any) -> Told:
        said = {
            "source": "citizen", "shown": FORGED, "called_at": NOW - timedelta(hours=2), "called": CALLED, "said": SAID,
            "network": self.cast.operator,
        }  # fmt: skip
        return Told(**(said | changes))

    def noted(self, *, by: str = "lan", of: Unit | None = None, into: int | None = None, **changes: Any) -> Incident:
        return actions.report_spoofing(
            unit=of or self.cast.department, told=self.told(**changes), into=into, actor=self.actor(by), now=NOW
        ).incident

    def in_case(self, **changes: Any) -> Incident:
        incident = self.noted(**changes)
        actions.attach_case(incident_id=incident.pk, case_id=None, actor=self.actor("lan"), now=NOW)
        incident.refresh_from_db()
        return incident

    def asked(self, operator: Unit | None = None, **changes: Any) -> Asked:
        said = {
            "operator_id": (operator or self.cast.operator).pk, "ground": "telecom_2023_block",
            "letter_number": "21/SKHCN", "letter_on": NOW.date(), "letter_signer_id": self.cast.minh.pk,
            "letter_title": "Giám đốc", "letter_days": 3, "reason": "Truy vết cuộc gọi giả mạo số của công an",
        }  # fmt: skip
        return Asked(**(said | changes))

    def ask(self, incident: Incident, operator: Unit | None = None, **changes: Any) -> TraceStep:
        return actions.ask_operator(
            incident_id=incident.pk, asked=self.asked(operator, **changes), actor=self.actor("lan"), now=NOW
        )

    def send(self, step: TraceStep, *, now: Any = NOW) -> AgencyRequest:
        """Submitted by Lan, approved by Minh."""
        drafts.submit_request(request_id=step.request_id, actor=self.actor("lan"), now=now)
        step.request.refresh_from_db()
        return approval.approve_request(
            request_id=step.request_id, seen_digest=digest_of(step.request), actor=self.actor("minh"), now=now
        )

    def answer(self, step: TraceStep, who: str | Person = "vy", *, now: Any = NOW, **changes: Any) -> None:
        said = {"trunk": "IGW-03", "trunk_kind": "international", "source": "foreign", "source_name": "Example Carrier"}
        reply = Reply("answered", trace=Traced(**(said | changes)))
        answers.take_in_request(request_id=step.request_id, actor=self.actor(who), now=now)
        answers.answer_request(request_id=step.request_id, reply=reply, actor=self.actor(who), now=now)

    def traced(self, **changes: Any) -> Incident:
        """Asked, answered, and judged to be clear."""
        incident = self.in_case()
        step = self.ask(incident)
        self.send(step)
        self.answer(step, **changes)
        return actions.find_path(incident_id=incident.pk, actor=self.actor("lan"), now=NOW)


def protect(cast: Cast) -> ProtectedNumber:
    """A number of a body in the register, approved by another than who wrote it."""
    return ProtectedNumber.objects.create(
        first=PROTECTED, last=PROTECTED, body_name=BODY, originates="never", valid_from=SINCE, verified_by="Lan",
        verified_how="visit", verified_on=SINCE, state="approved", written_by=cast.lan, written_at=NOW,
        approved_by=cast.minh, approved_at=NOW, approved_digest="0" * 64,
    )  # fmt: skip


def room_of(cast: Cast) -> Room:
    """The room of a cast, for other tests too."""
    protect(cast)
    upstream = unit("vnpt-ls", "VNPT Lạng Sơn", UnitKind.OPERATOR)
    return Room(cast, upstream, person("vnpt", "Lộc Thị Xa", upstream, Role.LIAISON))


@pytest.fixture
def room(cast: Cast) -> Room:
    return room_of(cast)


def incidents_of_the_world(cast: Cast) -> dict[str, Any]:
    """An incident in each state in which something is done with it, for the matrix of rights."""
    room = room_of(cast)
    noted, in_case = room.noted(shown="112"), room.in_case(shown="114")
    tracing = room.in_case(shown="115")
    room.send(room.ask(tracing))
    traced = room.traced()
    closed = room.in_case(shown="113")
    actions.close_incident(
        incident_id=closed.pk, outcome="no_source", sentence="Chưa tìm được nguồn cuộc gọi.", actor=room.actor("lan"),
        now=NOW,
    )  # fmt: skip
    return {
        "noted_incident": noted.pk, "incident_in_case": in_case.pk, "tracing_incident": tracing.pk,
        "traced_incident": traced.pk, "closed_incident": closed.pk,
    }  # fmt: skip
