"""What goes over the wire: the shapes of answers and bodies, from which the OpenAPI is made."""

from datetime import date, datetime
from typing import Annotated, Any, Literal, cast

from ninja import Schema
from pydantic import AwareDatetime, ConfigDict, Field, StringConstraints

from lachan.office.api.models import ApiKey
from lachan.office.requests.models import AgencyRequest, Package

# Characters that no person types, and that PostgreSQL does not store (U+0000), are refused with the schema.
_PLAIN = r"^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]*$"
Kind = Literal[
    "verify_owner",
    "suspend",
    "block_calls",
    "trace_calls",
    "block_site",
    "take_down_account",
    "identify",
    "inspect",
    "transfer",
]
State = Literal["sent", "received", "partial", "objected", "answered", "concluded", "closed", "withdrawn"]
AnswerKinds = Literal["answered", "partial", "no_data", "ported", "out_of_retention", "objection"]
Reason = Annotated[str, StringConstraints(max_length=500, pattern=_PLAIN)]
Name = Annotated[str, StringConstraints(max_length=100, pattern=_PLAIN)]
Moment = datetime


class Problem(Schema):
    """A refusal (RFC 9457). `code` is stable; `detail` is for people, in Vietnamese, `detail_en` in English."""

    type: str
    title: str
    title_en: str
    status: int
    code: str
    detail: str
    detail_en: str
    instance: str
    field: str | None = None


class Strict(Schema):
    """A body in which nothing may stand that is not asked for."""

    model_config = ConfigDict(extra="forbid")


class KeyOut(Schema):
    """The key that calls."""

    name: str
    body: str = Field(description="The body for which the key acts.")
    scopes: list[str]
    expires_at: Moment
    calls_a_minute: int

    @classmethod
    def of(cls, key: ApiKey, *, calls_a_minute: int) -> "KeyOut":
        """What the caller is told of its key."""
        ends = min(one for one in (key.expires_at, key.ends_at) if one is not None)
        return cls(
            name=key.name, body=key.unit.key, scopes=key.scopes, expires_at=ends, calls_a_minute=calls_a_minute
        )  # fmt: skip


class RequestRow(Schema):
    """A request as lists show it."""

    id: int
    number: str
    kind: Kind
    state: str
    asking_body: str
    asked_body: str
    urgent: bool
    secrecy: str
    approved_at: Moment | None
    due_at: Moment | None
    late: bool

    @classmethod
    def facts(cls, request: AgencyRequest, now: datetime) -> dict[str, Any]:
        """The fields of a row."""
        running = request.state in ("sent", "received", "partial")
        return {
            "id": request.pk, "number": request.reference, "kind": request.kind, "state": request.state,
            "asking_body": request.asking_unit.key, "asked_body": request.asked_unit.key, "urgent": request.urgent,
            "secrecy": request.secrecy, "approved_at": request.approved_at, "due_at": request.due_at,
            "late": running and request.due_at is not None and now > request.due_at,
        }  # fmt: skip


class LineOut(Schema):
    """One identifier of a request, masked; in full it stands in the signed request file alone."""

    line: int
    kind: str
    masked: str
    since: Moment | None
    until: Moment | None


class AnswerOut(Schema):
    """One answer that was given; its text is for people and is not told here."""

    id: int
    kind: AnswerKinds
    answered_at: Moment


class RequestOut(RequestRow):
    """One request."""

    ground: str
    data_kinds: list[str]
    letter_number: str
    letter_on: date
    digest: str
    lines: list[LineOut]
    answers: list[AnswerOut]
    packages: list[int]

    @classmethod
    def of(cls, request: AgencyRequest, now: datetime) -> "RequestOut":
        """One request with its masked lines."""
        lines = [
            LineOut(line=one.order, kind=one.kind, masked=one.masked, since=one.since, until=one.until)
            for one in request.items.order_by("order")
        ]
        answers = [
            AnswerOut(id=one.pk, kind=cast("AnswerKinds", one.kind), answered_at=one.answered_at)
            for one in request.answers.all()
        ]
        return cls(
            **RequestRow.facts(request, now), ground=request.ground, data_kinds=request.data_kinds,
            letter_number=request.letter_number, letter_on=request.letter_on, digest=request.digest, lines=lines,
            answers=answers, packages=[one.pk for one in request.packages.all()],
        )  # fmt: skip


class RequestPage(Schema):
    """A page of requests, by due time."""

    page: int
    pages: int
    count: int
    requests: list[RequestRow]


class LineIn(Strict):
    """What is said of one line."""

    line: int = Field(ge=1, le=1000)
    kind: AnswerKinds
    reason: Reason = ""
    ported_to: Name = ""


class TraceIn(Strict):
    """The step of the path that an operator found, for a request of the kind `trace_calls` that was carried out."""

    trunk: Annotated[str, StringConstraints(max_length=80, pattern=_PLAIN)]
    trunk_kind: Literal["international", "domestic", "internal"]
    source: Literal["operator", "foreign", "address", "subscriber", "unknown"]
    upstream: Name = Field("", description="Key of the operator that brought the calls in, for source `operator`.")
    source_name: Name = Field("", description="Name of the foreign network, for source `foreign`.")
    address: Annotated[str, StringConstraints(max_length=60, pattern=_PLAIN)] = Field(
        "", description="IP address, with or without port, for source `address`; it is kept sealed."
    )
    calls_blocked: int = Field(0, ge=0, le=2_000_000_000)
    blocked_since: AwareDatetime | None = None
    suspended: int = Field(0, ge=0, le=2_000_000_000)
    suspended_on: date | None = None


class AnswerIn(Strict):
    """An answer line by line. Personal data has no place here: it goes in the sealed package."""

    lines: list[LineIn] = Field(min_length=1, max_length=1000)
    trace: TraceIn | None = None


class Receipt(Schema):
    """What became of a request by this call."""

    id: int
    number: str
    state: str
    due_at: Moment | None


class AnswerReceipt(Receipt):
    """An answer that was taken in."""

    answer_id: int
    kind: AnswerKinds


class PackageOut(Schema):
    """A sealed package; the office cannot open it either."""

    id: int
    request_id: int
    request_number: str
    sha256: str
    size: int
    sealed_at: Moment
    expires_at: Moment
    taken: bool = Field(description="Whether its investigator took it in person; only then is there a copy.")
    withdrawn: bool

    @classmethod
    def of(cls, package: Package) -> "PackageOut":
        """The outside of a package."""
        return cls(
            id=package.pk, request_id=package.request_id, request_number=package.request.reference,
            sha256=package.sha256, size=package.size, sealed_at=package.sealed_at, expires_at=package.expires_at,
            taken=package.handed_out_at is not None, withdrawn=package.withdrawn_at is not None,
        )  # fmt: skip


class PackagePage(Schema):
    """A page of packages, newest first."""

    page: int
    pages: int
    count: int
    packages: list[PackageOut]


class Figures(Schema):
    """Annex 6 of one body: XM-01 received, XM-02 answered in time, XM-03 answered late, XM-04 open at the end."""

    body: str
    period_from: date
    period_to: date
    counts: dict[str, int]
