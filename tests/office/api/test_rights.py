"""Who gets through with which key: every operation of the OpenAPI × every scope × every body, and keys that are over.

The operations are taken from the schema: a new one that nobody wrote a line for fails here. "Through" means that the
operation did its work or said what is wrong with the call or the state (2xx, 409, 422); "not through" is 401, 403, 404.
Each try is undone before the next.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
import time_machine
from django.db import transaction
from django.http import HttpResponse

from lachan.office.api.actions.keys import renew_api_key, withdraw_api_key
from lachan.office.api.interface import schema
from lachan.office.api.models import Scope
from lachan.office.requests.actions.packages import hand_out_package
from tests.office.api.conftest import ALL, UNTIL, Office, System
from tests.office.protected import conftest as protected
from tests.office.requests.conftest import NOW

pytestmark = pytest.mark.django_db

HOLDER, ASKER, OUTSIDER = "holder", "asker", "outsider"
EVERY_BODY = frozenset({HOLDER, ASKER, OUTSIDER})


@dataclass(frozen=True)
class Line:
    """The scope that an operation asks for (None: any key), the bodies that get through, and what is sent."""

    scope: Scope | None
    through: frozenset[str]
    query: str = ""
    body: object = None


TABLE = {
    "GET /requests": Line(Scope.REQUESTS_READ, EVERY_BODY),
    "GET /requests/{request_id}": Line(Scope.REQUESTS_READ, frozenset({HOLDER, ASKER})),
    "GET /requests/{request_id}/file": Line(Scope.REQUESTS_FILE, frozenset({HOLDER})),
    "POST /requests/{request_id}/receipt": Line(Scope.REQUESTS_ANSWER, frozenset({HOLDER})),
    "POST /requests/{request_id}/answers": Line(
        Scope.REQUESTS_ANSWER, frozenset({HOLDER}), body={"lines": [{"line": 1, "kind": "no_data"}]}
    ),
    "POST /requests/{request_id}/packages": Line(Scope.PACKAGES_WRITE, frozenset({HOLDER}), body=b"x"),
    "GET /packages": Line(Scope.PACKAGES_READ, EVERY_BODY),
    "GET /packages/{package_id}/content": Line(
        Scope.PACKAGES_READ, frozenset({ASKER}), query="?purpose=L%C6%B0u%20h%E1%BB%93%20s%C6%A1"
    ),
    "GET /key": Line(None, EVERY_BODY),
    "GET /figures": Line(Scope.FIGURES_READ, EVERY_BODY, query="?period_from=2026-07-01&period_to=2026-07-31"),
    "GET /protected-list": Line(Scope.LISTS_READ, EVERY_BODY),
}


def operations() -> Iterator[str]:
    """Every operation of the schema, as the table names it."""
    for path, methods in schema()["paths"].items():
        for method in methods:
            yield f"{method.upper()} {path.removeprefix('/api/v1')}"


def test_every_operation_has_its_line_and_every_line_its_operation() -> None:
    assert set(operations()) == set(TABLE)


def test_the_schema_names_the_scope_of_the_table() -> None:
    for path, methods in schema()["paths"].items():
        for method, one in methods.items():
            line = TABLE[f"{method.upper()} {path.removeprefix('/api/v1')}"]
            assert one.get("x-scope") == (line.scope.value if line.scope else None)
            assert one["security"] == [{"OfficeKey": []}]


@dataclass
class World:
    office: Office
    ids: dict[str, int]


@pytest.fixture
def world(office: Office) -> World:
    """A request on its way with a package that its investigator has taken, and a list of protected numbers."""
    request = office.desk.received()
    package = office.package_of(request)
    hand_out_package(package_id=package, purpose="Điều tra vụ án", actor=office.desk.actor("khoa"), now=NOW)
    protected.approved(office.desk.cast)
    protected.published(office.desk.cast, now=NOW)
    return World(office, {"request_id": request.pk, "package_id": package})


def call(world: World, system: System, operation: str, line: Line) -> HttpResponse:
    method, path = operation.split(" ")
    for name, value in world.ids.items():
        path = path.replace(f"{{{name}}}", str(value))
    with transaction.atomic():
        if method == "GET":
            answer = system.get(path.lstrip("/") + line.query)
        elif isinstance(line.body, bytes):
            answer = system.package(world.ids["request_id"], line.body)
        else:
            answer = system.post(path.lstrip("/"), line.body)
        transaction.set_rollback(True)
    return answer


@pytest.mark.parametrize("body", sorted(EVERY_BODY))
@pytest.mark.parametrize("scope", ALL)
def test_exactly_those_keys_come_through_that_may(world: World, scope: str, body: str) -> None:
    office, cast = world.office, world.office.desk.cast
    units = {
        HOLDER: (cast.operator, office.operator_admin), ASKER: (cast.police, office.police_admin),
        OUTSIDER: (office.desk.second_operator, office.outsider_admin),
    }  # fmt: skip
    system = System(str(office.key(*units[body], scope, name="Một quyền").token))
    wrong = []
    for operation, line in TABLE.items():
        expected = body in line.through and line.scope in (None, scope)
        answer = call(world, system, operation, line)
        through = answer.status_code not in (401, 403, 404)
        assert answer.status_code in (200, 201, 401, 403, 404, 409, 422), (operation, answer.status_code)
        if line.scope not in (None, scope):
            assert answer.json()["code"] == "scope_missing", operation
        if through != expected:
            wrong.append(f"{operation}: {answer.status_code}, expected {'through' if expected else 'not through'}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    "ended", ["none", "withdrawn", "expired", "renewed and past its grace", "of a unit that ended"]
)
def test_a_key_that_is_over_opens_nothing(world: World, ended: str) -> None:
    office = world.office
    made = office.operator_key(name="Sắp hết")
    system, later = System(str(made.token)), NOW
    admin = office.desk.actor(office.operator_admin)
    if ended == "none":
        system = System(None)
    elif ended == "withdrawn":
        withdraw_api_key(key_id=made.key.pk, reason="Đã lộ khóa", actor=admin, now=NOW)
    elif ended == "expired":
        later = made.key.expires_at
    elif ended.startswith("renewed"):
        renew_api_key(key_id=made.key.pk, grace_days=7, expires_on=UNTIL, actor=admin, now=NOW)
        later = NOW + timedelta(days=7)
    else:
        office.desk.cast.operator.valid_to = (NOW - timedelta(days=1)).date()
        office.desk.cast.operator.save()
    with time_machine.travel(later, tick=False):
        for operation, line in TABLE.items():
            answer = call(world, system, operation, line)
            assert answer.status_code == 401, operation
            assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_both_keys_work_during_the_days_of_grace(world: World) -> None:
    office = world.office
    old = office.operator_key(name="Được thay")
    admin = office.desk.actor(office.operator_admin)
    new = renew_api_key(key_id=old.key.pk, grace_days=2, expires_on=UNTIL, actor=admin, now=NOW)
    with time_machine.travel(NOW + timedelta(days=2, seconds=-1), tick=False):
        assert System(str(old.token)).get("key").status_code == 200
        assert System(str(new.token)).get("key").status_code == 200
    assert new.key.scopes == old.key.scopes
    assert new.key.machine_id == old.key.machine_id
