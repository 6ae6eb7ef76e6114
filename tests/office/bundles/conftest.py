"""The tests of bundles live in October 2026: an operator with a verified key, a request for holders, a finished run."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import time_machine
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pyrage import x25519

from lachan.exchange.bundle import make_bundle
from lachan.exchange.handover import RequestFile, fingerprint, read_request_file
from lachan.office.office_key import office_key, written
from lachan.office.requests.actions import approval, drafts, packages
from lachan.office.requests.actions.drafts import Wanted
from lachan.office.requests.content import digest_of
from lachan.office.requests.models import InvestigatorKey, OperatorKey
from lachan.office.requests.signing import operator_fingerprint
from tests.exchange.bundle.runs import NOW, run_folder
from tests.people import Cast

KEY = Ed25519PrivateKey.generate()


@pytest.fixture(autouse=True)
def _october() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def known_key(cast: Cast) -> OperatorKey:
    """The operator's key, verified by the Department."""
    public = KEY.public_key()
    return OperatorKey.objects.create(
        unit=cast.operator, public_key=written(public), fingerprint=operator_fingerprint(public), set_by=cast.vy,
        set_at=NOW, verified_by=cast.lan, verified_at=NOW,
    )  # fmt: skip


def made(folder: Path, cast: Cast, *, key: Ed25519PrivateKey = KEY, summary: dict[str, Any] | None = None,
         **changes: Any) -> bytes:  # fmt: skip
    """A bundle of the operator of the cast."""
    run_folder(folder, **(summary or {}))
    return make_bundle(folder, **({"operator": cast.operator.key, "key": key, "now": NOW} | changes)).content


@pytest.fixture
def asked(cast: Cast) -> RequestFile:
    """The Department's approved request for the holders of many, as the operator's tool gets it: it names nobody."""
    public = str(x25519.Identity.generate().to_public())
    recipient = InvestigatorKey.objects.create(
        owner=cast.lan, registered_by=cast.lan, registered_at=NOW, unit=cast.department, public_key=public,
        fingerprint=fingerprint(public), verified_by=cast.minh, verified_at=NOW,
    )  # fmt: skip
    lan, minh = cast.actor("lan", now=NOW), cast.actor("minh", now=NOW)
    wanted = Wanted(
        kind="inspect", ground="decree_174_inspection", asked_unit_id=cast.operator.pk, letter_number="9/SKHCN",
        letter_on=date(2026, 10, 2), letter_signer_id=cast.minh.pk, letter_title="Giám đốc", case_reference="KT 1",
        items=(), data_kinds=("holders",), reason="Kiểm tra chủ thể đứng tên nhiều thuê bao", letter_days=5,
        recipient_key_id=recipient.pk,
    )  # fmt: skip
    request = drafts.draft_request(unit_id=cast.department.pk, wanted=wanted, actor=lan, now=NOW)
    drafts.submit_request(request_id=request.pk, actor=lan, now=NOW)
    approval.approve_request(request_id=request.pk, seen_digest=digest_of(request), actor=minh, now=NOW)
    content = packages.make_request_file(request_id=request.pk, actor=cast.actor("vy", now=NOW), now=NOW)
    return read_request_file(content, office_key=office_key().public_key())
