"""What the tests of the interface share: the desk of requests, keys of three bodies, a client that only has a key."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from lachan.office.api.actions.keys import KeyWanted, NewKey, make_api_key
from lachan.office.api.models import Scope
from lachan.office.people.models import Person, Role
from lachan.office.requests.models import AgencyRequest
from lachan.office.trail.models import Entry
from lachan.office.units.models import Unit
from tests.office.requests.conftest import NOW, Desk, _today, desk
from tests.people import person

__all__ = ["_today", "desk"]

ALL = tuple(Scope.values)
UNTIL = date(2026, 12, 31)


class System:
    """A body's system: it has a key and nothing else, and makes a new Idempotency-Key for each call that writes."""

    def __init__(self, token: str | None) -> None:
        self.token, self.calls = token, 0
        self.browser = Client(HTTP_HOST="localhost", enforce_csrf_checks=True)

    def get(self, path: str, **query: Any) -> HttpResponse:
        return self.browser.get(f"/api/v1/{path}", query, headers=self._headers({}))

    def post(
        self, path: str, body: Any = None, *, once: str | None = None, kind: str = "application/json", **more: str
    ) -> HttpResponse:
        self.calls += 1
        content = body if isinstance(body, bytes | str) else json.dumps(body) if body is not None else b""
        headers = {"Idempotency-Key": once or f"cuoc-goi-{self.calls:04}", **more}
        return self.browser.post(
            f"/api/v1/{path}", content, content_type=kind, headers=self._headers(headers), CONTENT_TYPE=kind
        )

    def package(self, request_id: int, content: bytes, **more: Any) -> HttpResponse:
        return self.post(f"requests/{request_id}/packages", content, kind="application/octet-stream", **more)

    def _headers(self, more: dict[str, str]) -> dict[str, str]:
        return more | ({"Authorization": f"Bearer {self.token}"} if self.token else {})


@dataclass
class Office:
    """The desk, with an administrator and a key that may do everything at the operator, the police and an outsider."""

    desk: Desk
    operator_admin: Person
    police_admin: Person
    outsider_admin: Person
    operator: System
    police: System
    outsider: System

    def key(self, unit: Unit, admin: Person, *scopes: str, name: str = "Hệ thống thử", **more: Any) -> NewKey:
        wanted = KeyWanted(name, scopes or ALL, more.pop("expires_on", UNTIL), more.pop("addresses", ""))
        return make_api_key(unit_id=unit.pk, wanted=wanted, actor=self.desk.actor(admin), now=NOW)

    def operator_key(self, *scopes: str, **more: Any) -> NewKey:
        return self.key(self.desk.cast.operator, self.operator_admin, *scopes, **more)

    def package_of(self, request: AgencyRequest) -> int:
        """The id of a package that the operator's system uploaded for the request."""
        answer = self.operator.package(request.pk, self.desk.sealed(request))
        assert answer.status_code == 201, answer.content
        return int(answer.json()["id"])


@pytest.fixture
def office(desk: Desk) -> Office:
    cast = desk.cast
    admins = [
        person("qt-vt", "Phùng Quản Trị", cast.operator, Role.ADMINISTRATOR),
        person("qt-pc02", "Đàm Quản Trị", cast.police, Role.ADMINISTRATOR),
        person("qt-vnpt", "Lã Quản Trị", desk.second_operator, Role.ADMINISTRATOR),
    ]
    office = Office(desk, *admins, System(None), System(None), System(None))
    units = (cast.operator, cast.police, desk.second_operator)
    for system, unit, admin in zip((office.operator, office.police, office.outsider), units, admins, strict=True):
        system.token = str(office.key(unit, admin).token)
    return office


@pytest.fixture
def new_lines(db: None) -> Callable[[], list[Entry]]:
    """The rows of the trail since the last question."""
    last = [0]

    def since() -> list[Entry]:
        rows = list(Entry.objects.filter(number__gt=last[0]).order_by("number"))
        last[0] = rows[-1].number if rows else last[0]
        return rows

    return since


DAY = timedelta(days=1)
