"""The three parties of a hand-over with their keys, and a request between them. All invented."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from lachan.exchange.handover import (
    Asked,
    Opened,
    RequestFile,
    fingerprint,
    new_identity,
    open_package,
    read_identity,
    seal_package,
)

NOW = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)


def age_pair() -> tuple[str, str]:
    """Secret and public age key."""
    private, public = new_identity()
    return read_identity(private), public.decode().strip()


@dataclass(frozen=True)
class Parties:
    """Who signs the request, who answers, who reads, and what was asked."""

    office: Ed25519PrivateKey
    operator: Ed25519PrivateKey
    identity: str
    request: RequestFile

    def sealed(self, payload: bytes = b"number,subscriber\n", **changes: Any) -> bytes:
        """A package that answers the request."""
        given: dict[str, Any] = {
            "name": "tra-loi.csv",
            "request": self.request,
            "operator": self.request.holder,
            "key": self.operator,
            "now": NOW,
        }
        return seal_package(payload, **(given | changes))

    def opened(self, content: bytes, **changes: Any) -> Opened:
        """What the investigator gets out of it."""
        given: dict[str, Any] = {
            "identity": self.identity,
            "request": self.request,
            "operator_key": self.operator.public_key(),
            "now": NOW + timedelta(hours=1),
        }
        return open_package(content, **(given | changes))

    def asking(self, **changes: Any) -> RequestFile:
        """The request with changes."""
        return replace(self.request, **changes)


def parties() -> Parties:
    """A fresh set of keys and a request."""
    identity, public = age_pair()
    request = RequestFile(
        number="12/YC-CA",
        kind="identify",
        asking_body="Phòng An ninh mạng",
        holder="Nhà mạng Thử",
        asked=(
            Asked("number", "+84501234567", None, NOW - timedelta(days=3), NOW - timedelta(days=2)),
            Asked("address", "203.0.113.7", 40_001, NOW - timedelta(days=3), NOW - timedelta(days=3)),
        ),
        data_kinds=("subscriber_name",),
        digest="5c" * 32,
        approved_at=NOW - timedelta(hours=2),
        due_at=NOW + timedelta(hours=22),
        recipient=public,
        recipient_fingerprint=fingerprint(public),
    )
    return Parties(Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate(), identity, request)
