"""A new vault key takes over: everything is sealed anew, once, at its place, and what does not open is named."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection

from lachan.office.cases.actions import CaseFacts, add_note, add_subject, open_case
from lachan.office.cases.models import CaseNote, Subject
from lachan.office.cases.sealing import opened
from lachan.office.files.models import StoredFile
from lachan.office.inspections.models import Inspection
from lachan.office.inspections.sealing import opened as opened_inspection
from lachan.office.requests.content import approval_stands
from lachan.office.requests.models import AgencyRequest
from lachan.office.resealing import Resealed, reseal, sealed_fields
from lachan.office.trail.events import Event
from lachan.office.trail.models import Entry
from lachan.office.vault import key_ring
from tests.office.inspections.conftest import NAME, planned
from tests.office.requests.world import requests_of_the_world
from tests.people import NOW, Cast

OLD = "mot-khoa-cu-cho-thu-nghiem"
Run = Callable[[], Resealed]


@pytest.fixture
def sealed_before(cast: Cast, settings: Any) -> None:
    """Rows of cases and requests, all sealed with an old key; then a new key is added."""
    settings.VAULT_KEYS = key_ring(OLD)
    lan = cast.actor("lan")
    facts = CaseFacts("Giả danh", "Giả danh công an", "citizen_report", 5)
    case = open_case(unit=cast.department, facts=facts, actor=lan, now=NOW)
    add_subject(case_id=case.pk, kind="person", role="suspect", value="Nông Văn Trồng", actor=lan, now=NOW)
    add_note(case_id=case.pk, text="Nông Văn Trồng đã gọi", actor=lan, now=NOW)
    file = StoredFile.objects.create(
        name="a", kind="sealed", media_type="application/octet-stream", size=1, sha256="0" * 64,
        stored_as=uuid4().hex, stored_at=NOW,
    )  # fmt: skip
    requests_of_the_world(cast, file)
    planned(cast)
    settings.VAULT_KEYS = key_ring(f"{OLD}\nmot-khoa-moi-cho-thu-nghiem")


def run() -> Resealed:
    return reseal(now=NOW, progress=lambda done, of: None)


def everything_stored() -> str:
    with connection.cursor() as cursor:
        found = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found += [str(value) for row in cursor.fetchall() for value in row]
    return "\n".join(found)


def test_nothing_is_left_under_the_old_key_and_everything_opens_with_the_new_one_alone(
    cast: Cast, sealed_before: None, settings: Any
) -> None:
    old_id, new_id = settings.VAULT_KEYS
    assert f"{old_id}." in everything_stored()
    done = run()
    assert done.done > 5
    assert not done.broken
    stored = everything_stored()
    assert f"{old_id}." not in stored
    assert stored.count(f"{new_id}.") == done.done
    settings.VAULT_KEYS = {new_id: settings.VAULT_KEYS[new_id]}  # the old line is taken out of the key file
    assert opened(Subject.objects.get()) == "Nông Văn Trồng"
    assert opened_inspection(Inspection.objects.get(), "sealed_inspected") == NAME
    assert opened(CaseNote.objects.get()) == "Nông Văn Trồng đã gọi"
    assert all(approval_stands(one) for one in AgencyRequest.objects.filter(approved_at__isnull=False))
    lines = Entry.objects.filter(event=Event.VAULT_RESEALED)
    assert sum(line.facts["values"] for line in lines) == done.done


def test_a_second_run_has_nothing_to_do_and_leaves_no_line(cast: Cast, sealed_before: None) -> None:
    run()
    before = Entry.objects.count()
    assert run() == Resealed(0, ())
    assert Entry.objects.count() == before


def test_a_value_that_does_not_open_is_named_and_kept_and_the_others_go_on(cast: Cast, sealed_before: None) -> None:
    note = CaseNote.objects.get()
    broken = note.sealed[:-4] + "AAAA"
    CaseNote.objects.update(sealed=broken)
    done = run()
    assert done.broken == (f"cases.CaseNote.sealed:{note.pk}",)
    assert done.done > 5
    assert CaseNote.objects.get().sealed == broken


def test_the_fields_that_hold_sealed_texts_are_found_by_their_names() -> None:
    found = {f"{model._meta.label}.{name}" for model, name in sealed_fields()}
    assert {"cases.Subject.sealed", "cases.Evidence.from_whom", "requests.RequestItem.sealed"} <= found
    assert settings.VAULT_KEYS
