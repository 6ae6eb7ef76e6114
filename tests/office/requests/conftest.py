"""What the tests of requests share: PC02 with its people, keys that were compared, and the steps of a request."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
import time_machine
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from pyrage import x25519

from lachan.exchange.handover import RequestFile, read_request_file, seal_package
from lachan.office.office_key import office_key
from lachan.office.people.actor import Actor, actor_for
from lachan.office.people.models import Person, Role
from lachan.office.requests.actions import answers, approval, drafts, keys, packages
from lachan.office.requests.actions.answers import Reply
from lachan.office.requests.actions.drafts import Wanted
from lachan.office.requests.content import digest_of
from lachan.office.requests.models import AgencyRequest, InvestigatorKey, OperatorKey, Package
from lachan.office.units.models import Unit, UnitKind
from lachan.vietnam.request_checks import Identifier
from tests.people import Cast, person, unit

NOW = datetime(2026, 7, 6, 2, 0, tzinfo=UTC)  # Monday 06/07/2026, 09:00 in Vietnam
PLANTED = "+12025550123"
NUMBER = Identifier(
    "number", "+1 202 555 0123", None, datetime(2026, 7, 1, tzinfo=UTC), datetime(2026, 7, 2, tzinfo=UTC)
)  # fmt: skip


@pytest.fixture(autouse=True)
def _today() -> object:
    with time_machine.travel(NOW, tick=False):
        yield


@dataclass
class Desk:
    """The bodies and people of a request, their keys, and the ways to bring one on its way."""

    cast: Cast
    chief: Person
    other_investigator: Person
    second_operator: Unit
    stranger: Person
    identity: str
    sign_key: Ed25519PrivateKey
    key: InvestigatorKey
    operator_key: OperatorKey

    def actor(self, who: Person | str, *, now: datetime = NOW, second_factor: bool = True) -> Actor:
        somebody = getattr(self.cast, who) if isinstance(who, str) else who
        return actor_for(somebody, now=now, second_factor=second_factor)

    def wanted(self, **changes: object) -> Wanted:
        wanted = Wanted(
            kind="identify", ground="cyber_2025_data", asked_unit_id=self.cast.operator.pk, letter_number="15/PC02-Đ3",
            letter_on=date(2026, 7, 3), letter_signer_id=self.chief.pk, letter_title="Trưởng phòng",
            case_reference="AK 12/2026", items=(NUMBER,), data_kinds=("owner", "status"),
            reason="Xác minh dấu hiệu lừa đảo chiếm đoạt tài sản", recipient_key_id=self.key.pk,
        )  # fmt: skip
        return replace(wanted, **changes)  # type: ignore[arg-type]

    def to_block(self, **changes: object) -> Wanted:
        """A request whose answer holds no personal data."""
        return self.wanted(**{
            "kind": "suspend", "ground": "telecom_2023_block", "letter_days": 3, "data_kinds": ("measure",),
            "recipient_key_id": None, **changes,
        })  # fmt: skip

    def draft(self, wanted: Wanted | None = None, **more: object) -> AgencyRequest:
        return drafts.draft_request(
            unit_id=self.cast.police.pk, wanted=wanted or self.wanted(), actor=self.actor("khoa"), now=NOW, **more
        )

    def submitted(self, wanted: Wanted | None = None) -> AgencyRequest:
        request = self.draft(wanted)
        return drafts.submit_request(request_id=request.pk, actor=self.actor("khoa"), now=NOW)

    def sent(self, wanted: Wanted | None = None, *, now: datetime = NOW) -> AgencyRequest:
        request = self.submitted(wanted)
        return approval.approve_request(
            request_id=request.pk, seen_digest=digest_of(request), actor=self.actor(self.chief), now=now
        )

    def received(self, wanted: Wanted | None = None, *, now: datetime = NOW) -> AgencyRequest:
        request = self.sent(wanted, now=now)
        return answers.take_in_request(request_id=request.pk, actor=self.actor("vy"), now=now)

    def request_file(self, request: AgencyRequest) -> RequestFile:
        content = packages.make_request_file(request_id=request.pk, actor=self.actor("vy"), now=NOW)
        return read_request_file(content, office_key=office_key().public_key())

    def sealed(self, request: AgencyRequest, payload: bytes = b"so,chu thue bao\n", **changes: object) -> bytes:
        given = {"key": self.sign_key, "now": NOW, "operator": self.cast.operator.key} | changes
        return seal_package(payload, name="tra-loi.csv", request=self.request_file(request), **given)  # type: ignore[arg-type]

    def package(self, request: AgencyRequest, content: bytes | None = None) -> Package:
        sealed = content if content is not None else self.sealed(request)
        return packages.receive_package(request_id=request.pk, upload=BytesIO(sealed), actor=self.actor("vy"), now=NOW)

    def answered(self, wanted: Wanted | None = None, *, at: datetime = NOW) -> AgencyRequest:
        request = self.received(wanted or self.to_block())
        answers.answer_request(request_id=request.pk, reply=Reply("answered"), actor=self.actor("vy"), now=at)
        request.refresh_from_db()
        return request


def new_key(desk_cast: Cast, owner: Actor, verifier: Actor, identity: x25519.Identity) -> InvestigatorKey:
    """A key that somebody registered and somebody else compared."""
    key = keys.register_key(
        unit_id=desk_cast.police.pk, public_key=str(identity.to_public()), actor=owner, now=NOW - timedelta(days=2)
    )
    return keys.verify_key(
        key_id=key.pk, typed_fingerprint=key.fingerprint, actor=verifier, now=NOW - timedelta(days=1)
    )  # fmt: skip


@pytest.fixture
def desk(cast: Cast) -> Desk:
    """PC02's chief and second investigator, a second operator, and verified keys on both sides."""
    chief = person("truong-pc02", "Nguyễn Trọng Chỉ Huy", cast.police, Role.LEADER, "Trưởng phòng")
    other = person("dtv2", "Mạc Văn Điều", cast.police, Role.OFFICER)
    second = unit("vnpt-ls", "VNPT Lạng Sơn", UnitKind.OPERATOR)
    stranger = person("vnpt", "Lộc Thị Xa", second, Role.LIAISON)
    identity, sign_key = x25519.Identity.generate(), Ed25519PrivateKey.generate()
    khoa, boss = (actor_for(one, now=NOW, second_factor=True) for one in (cast.khoa, chief))
    key = new_key(cast, khoa, boss, identity)
    public = sign_key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    operator_key = keys.set_operator_key(
        unit_id=cast.operator.pk, public_key=public, actor=cast.actor("vy", now=NOW), now=NOW
    )
    keys.verify_operator_key(
        key_id=operator_key.pk, typed_fingerprint=operator_key.fingerprint, actor=cast.actor("lan", now=NOW), now=NOW
    )
    return Desk(cast, chief, other, second, stranger, str(identity), sign_key, key, operator_key)


Refuse = Callable[..., None]
