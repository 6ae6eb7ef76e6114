"""The demo's operator: checks invented subscribers with the real rules, and sends what it found as signed bundles.

The check runs here as it would at the operator, on records that exist for a moment in a temporary folder: the office
gets the bundle alone.
"""

import tempfile
from base64 import b64encode
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import duckdb
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from pyrage import x25519

from lachan.checks.subscribers.owners import find_owners
from lachan.checks.subscribers.run import check_subscribers
from lachan.exchange.bundle import Cleanup, make_bundle
from lachan.exchange.handover import RequestFile, read_request_file
from lachan.invented.faults import USUAL
from lachan.invented.subscribers import make_subscribers
from lachan.office.bundles.actions import bring_bundle, take_bundle
from lachan.office.bundles.models import Bundle
from lachan.office.demo.cast import Company
from lachan.office.office_key import office_key
from lachan.office.requests.actions import answers, approval, drafts, keys, packages
from lachan.office.requests.actions.drafts import Wanted
from lachan.office.requests.content import digest_of
from lachan.office.requests.models import InvestigatorKey, OperatorKey
from lachan.office.units.models import Unit, UnitKind
from lachan.vietnam.places import communes
from lachan.vietnam.requests_law import grounds_for

RECORDS = 8_000  # of the whole country; some two and a half thousand are left of the province
SEED = 3  # persons and an organisation with many numbers among them
SNAPSHOTS = ((35, 8), (5, 3))  # days before the last one, and how many times the usual faults
DONE = Cleanup(notified=96, one_way=61, two_way=34, recovered=12, put_right=41)


def tell_bundles(company: Company, *, last_day: date, at: Callable[[date, int], datetime]) -> list[Bundle]:
    """Two checks of one operator, a month apart; the second answers the Department's request for holders of many."""
    operator = next((unit for unit in company.reporting if unit.kind == UnitKind.OPERATOR), None)
    if operator is None:
        return []
    secret = Ed25519PrivateKey.generate()
    first_day = last_day - timedelta(days=SNAPSHOTS[0][0])
    give_key(company, operator, secret, at(first_day, 8))
    taken = []
    for days_ago, faults in SNAPSHOTS:
        day = last_day - timedelta(days=days_ago)
        asked = _ask(company, operator, at(day - timedelta(days=2), 9)) if days_ago == SNAPSHOTS[-1][0] else None
        content = _checked(operator, day, faults=faults, key=secret, now=at(day, 14), request=asked)
        sender = company.writer(operator, at(day, 15))
        brought = bring_bundle(content=content, name="goi-ket-qua.lchb", actor=sender, now=at(day, 15))
        taken.append(take_bundle(bundle_id=brought.pk, actor=sender, now=at(day, 16)))
    return taken


def give_key(company: Company, operator: Unit, secret: Ed25519PrivateKey, now: datetime) -> OperatorKey:
    """The operator's signing key, its fingerprint compared by the Department."""
    public = b64encode(secret.public_key().public_bytes_raw()).decode()
    key = keys.set_operator_key(
        unit_id=operator.pk, public_key=public, actor=company.leader(operator, now), now=now
    )  # fmt: skip
    officer = company.writer(company.department, now)
    return keys.verify_operator_key(key_id=key.pk, typed_fingerprint=key.fingerprint, actor=officer, now=now)


def _ask(company: Company, operator: Unit, now: datetime) -> RequestFile | None:
    """The Department's request for holders of many, as the operator's tool reads it; None before there was a ground."""
    grounds = grounds_for("inspect", "department", now.date())
    if not grounds:
        return None
    department = company.department
    officer, leader = company.writer(department, now), company.leader(department, now)
    wanted = Wanted(
        kind="inspect", ground=grounds[-1].code, asked_unit_id=operator.pk, letter_number="118/SKHCN-TTr",
        letter_on=now.date(), letter_signer_id=leader.id, letter_title="Giám đốc", case_reference="HS 05", items=(),
        data_kinds=("holders",), reason="Kiểm tra việc sử dụng của các chủ thể đứng tên nhiều thuê bao.",
        letter_days=5, recipient_key_id=_officers_key(company, now).pk,
    )  # fmt: skip
    request = drafts.draft_request(unit_id=department.pk, wanted=wanted, actor=officer, now=now)
    drafts.submit_request(request_id=request.pk, actor=officer, now=now + timedelta(hours=1))
    sent_at = now + timedelta(hours=2)
    approval.approve_request(request_id=request.pk, seen_digest=digest_of(request), actor=leader, now=sent_at)
    liaison = company.writer(operator, sent_at)
    answers.take_in_request(request_id=request.pk, actor=liaison, now=sent_at + timedelta(hours=1))
    content = packages.make_request_file(request_id=request.pk, actor=liaison, now=sent_at + timedelta(hours=2))
    return read_request_file(content, office_key=office_key().public_key())


def _officers_key(company: Company, now: datetime) -> InvestigatorKey:
    """The officer's age key, to which names would be sealed; verified by the leader."""
    department = company.department
    found = InvestigatorKey.objects.filter(unit=department, verified_at__isnull=False, revoked_at__isnull=True).first()
    if found is not None:
        return found
    public = str(x25519.Identity.generate().to_public())
    officer, leader = company.writer(department, now), company.leader(department, now)
    key = keys.register_key(unit_id=department.pk, public_key=public, actor=officer, now=now)
    return keys.verify_key(key_id=key.pk, typed_fingerprint=key.fingerprint, actor=leader, now=now)


def _of_the_province(records: Path, home: Path) -> Path:
    """The records of this province's communes, as its branch of the operator would export them."""
    codes = [one.code for one in communes(settings.PROVINCE)]
    found = home / "records.parquet"
    with duckdb.connect() as base:
        query = f"SELECT * FROM read_parquet('{records}') WHERE list_contains(?, commune_code)"  # noqa: S608 - our path
        base.execute(f"COPY ({query}) TO '{found}' (FORMAT parquet)", [codes])
    return found


def _checked(
    operator: Unit, day: date, *, faults: int, key: Ed25519PrivateKey, now: datetime, request: RequestFile | None
) -> bytes:
    """What the operator does at home: records, check, owners, bundle."""
    with tempfile.TemporaryDirectory(prefix="lachan-demo-") as name:
        home = Path(name)
        shares = {kind: share * faults for kind, share in USUAL.items()}
        made = make_subscribers(RECORDS, seed=SEED, out=home / "made", as_of=day, faults=shares)
        records = _of_the_province(made.subscribers, home)
        check_subscribers([records], as_of=day, out=home / "run")
        if request is not None:
            find_owners([records], as_of=day, out=home / "run")
        since = day.replace(day=1)
        return make_bundle(
            home / "run", operator=operator.key, key=key, now=now, since=since, until=day, cleanup=DONE, request=request
        ).content
