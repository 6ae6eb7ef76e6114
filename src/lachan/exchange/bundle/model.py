"""What a bundle holds: counts, hashes and, only where the Department asked by a numbered request, masked rows."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Input:
    """One file that was checked: its SHA-256, rows and bytes; never its name, which may name people."""

    sha256: str
    rows: int
    bytes: int


@dataclass(frozen=True, slots=True)
class RuleCount:
    """One rule that was tried: how many findings it has and how many distinct numbers they touch."""

    rule: str
    severity: str
    findings: int
    numbers: int


@dataclass(frozen=True, slots=True)
class BandCount:
    """Holders of many: how many owners stand in a band ("4-9"), and how many numbers they hold together."""

    owner_kind: str
    band: str
    owners: int
    numbers: int


@dataclass(frozen=True, slots=True)
class CommuneCount:
    """Active numbers of one service in one commune ("" where none is known); None where too few to be shown."""

    commune_code: str
    service: str
    active: int | None
    complete: int | None
    faulty: int | None


@dataclass(frozen=True, slots=True)
class PointCount:
    """Numbers activated at one service point, and those of them that a rule touches."""

    point: str
    activated: int
    faulty: int


@dataclass(frozen=True, slots=True)
class MonthCount:
    """Numbers activated in one month ("2026-09"), and those of them that a rule touches."""

    month: str
    activated: int
    faulty: int


@dataclass(frozen=True, slots=True)
class Cleanup:
    """Figures of annex 2 (TB-09 to TB-13): what was done in the bundle's period with numbers that a check found."""

    notified: int
    one_way: int
    two_way: int
    recovered: int
    put_right: int


@dataclass(frozen=True, slots=True)
class Holder:
    """One holder of many as a masked row: `reference` means something to the operator alone."""

    reference: str
    owner_kind: str
    band: str
    numbers: int
    masked_numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Holders:
    """The masked rows that request `request_number` asked for; `digest` is that of the approved request."""

    request_number: str
    request_digest: str
    rows: tuple[Holder, ...]
    left_out: int
    """How many holders over the threshold are not in `rows` because there are too many for one bundle."""


@dataclass(frozen=True, slots=True)
class RuleCalls:
    """How many calls the findings of one rule rest on."""

    rule: str
    calls: int


@dataclass(frozen=True, slots=True)
class TrunkCount:
    """Calls of one trunk, and those of them that a rule touches; trunks without a code of their own have a keyed one.

    `trunk_kind` is where its calls come from: "international", "domestic", "internal", or "" where it is not known.
    """

    trunk: str
    trunk_kind: str
    calls: int
    flagged: int


@dataclass(frozen=True, slots=True)
class BodyCount:
    """Calls that showed a number of one protected body, or one like it, and how many such numbers were shown.

    `direction` is the kind of the trunk that they came in on.
    """

    body: str
    direction: str
    calls: int
    subjects: int


@dataclass(frozen=True, slots=True)
class CallCounts:
    """What a check of calls tells beside its rules: never a caller, never a callee.

    `callers` is how many numbers were seen calling in the bundle's period.
    """

    callers: int
    rules: tuple[RuleCalls, ...]
    trunks: tuple[TrunkCount, ...]
    bodies: tuple[BodyCount, ...]


@dataclass(frozen=True, slots=True)
class Bundle:
    """One run of a check at one operator, as the office takes it in.

    `check` is "subscribers" or "calls". Of calls, `rows` are the records read, `since` to `until` the days they are of;
    `calls` is set, a rule's `numbers` are its distinct subjects, and nothing else is counted.

    `operator` is the unit key that the office gave; `since` to `until` the period of `cleanup` and of the report;
    `as_of` the day of the state that was checked. `findings_sha256` is that of findings.parquet, which stays at the
    operator: an inspector can tell whether it is still the same. Counts of a commune from 1 to `hidden_below` - 1 are
    None; `complete_rows` is the sum of all, as annex 2 asks for it.
    """

    check: str
    operator: str
    run_id: str
    as_of: date
    since: date
    until: date
    made_at: datetime
    lachan_version: str
    hidden_below: int
    rows: int
    rejected_rows: int
    active_rows: int
    complete_rows: int
    findings_sha256: str
    inputs: tuple[Input, ...]
    rules: tuple[RuleCount, ...]
    bands: tuple[BandCount, ...]
    communes: tuple[CommuneCount, ...]
    points: tuple[PointCount, ...]
    months: tuple[MonthCount, ...]
    cleanup: Cleanup | None
    holders: Holders | None
    calls: CallCounts | None


@dataclass(frozen=True, slots=True)
class BundleFacts:
    """What the file says of itself, its signature not checked: for finding the key, not for believing.

    `sha256` is that of the whole file: the office keeps it to know a bundle that comes again.
    """

    version: int
    operator: str
    run_id: str
    as_of: date
    made_at: datetime
    size: int
    sha256: str
    request: tuple[str, str] | None
    """Number and digest of the request that the masked rows answer; None without such rows."""
