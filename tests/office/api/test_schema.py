"""The interface against its own OpenAPI: calls made from the schema, right and wrong ones, always the same ones."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.conf import settings as django_settings
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from lachan.office.requests.actions.packages import hand_out_package
from tests.office.api.conftest import Office
from tests.office.api.test_rights import TABLE
from tests.office.requests.conftest import NOW

pytestmark = pytest.mark.django_db

CALLS_AN_OPERATION = 25


@pytest.fixture
def called(office: Office, settings: Any) -> Iterator[Any]:
    """The schema as the office gives it, over WSGI, with something behind each operation."""
    settings.API_CALLS_A_MINUTE = 1_000_000
    settings.ALLOWED_HOSTS = ["localhost"]
    request = office.desk.received()
    package = office.package_of(request)
    hand_out_package(package_id=package, purpose="Điều tra vụ án", actor=office.desk.actor("khoa"), now=NOW)
    for signal in (request_started, request_finished):  # they close the connection in which the test's transaction is
        signal.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize("operation", TABLE)
def test_every_answer_is_one_that_the_schema_tells(called: Any, office: Office, operation: str) -> None:
    method, path = operation.split(" ")
    tried = called[f"/api/v1{path}"][method]
    headers = {"Authorization": f"Bearer {office.operator.token}"}

    @given(case=tried.as_strategy())
    @settings(
        max_examples=CALLS_AN_OPERATION, derandomize=True, deadline=None, database=None,
        phases=[Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    def call(case: Any) -> None:
        case.call_and_validate(
            headers=headers,
            checks=[
                not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance,
            ],
        )  # fmt: skip

    call()


def test_the_schema_is_open_and_names_this_office_alone(office: Office) -> None:
    text = office.operator.browser.get("/api/v1/openapi.json").content.decode()
    assert "http://" not in text
    assert "https://" not in text
    assert django_settings.ORIGIN not in text
