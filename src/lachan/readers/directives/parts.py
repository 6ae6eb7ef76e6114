"""The parts of a directive as they were recognised; wording is quoted as it stands, typing errors included."""

import datetime
from dataclasses import dataclass
from enum import Enum

from lachan.vietnam.addressees import AddresseeGroup
from lachan.vietnam.duties import EvidenceKind, Indicator
from lachan.vietnam.wording import Wording


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something a person must look at: stable `code`, what to check, and the 1-based line of the text."""

    code: str
    wording: Wording
    line: int | None = None


@dataclass(frozen=True, slots=True)
class CitedPaper:
    """A paper cited as ground: number and symbol as one ("1846/CAT-PC02") and its date, when given."""

    reference: str
    date: datetime.date | None


@dataclass(frozen=True, slots=True)
class LegalGround:
    """A paragraph "Căn cứ …" or "Thực hiện …", and the papers that it cites by number."""

    text: str
    papers: tuple[CitedPaper, ...]


@dataclass(frozen=True, slots=True)
class RecognisedDuty:
    """One duty: code "1.1" (group.duty), its words, and what could prove and count it."""

    code: str
    text: str
    evidence: tuple[EvidenceKind, ...]
    indicators: tuple[Indicator, ...]
    line: int


@dataclass(frozen=True, slots=True)
class DutyGroup:
    """Duties under one heading, and whom the heading names; `order` counts from 1."""

    order: int
    title: str
    addressee_groups: tuple[AddresseeGroup, ...]
    duties: tuple[RecognisedDuty, ...]


class ReportingKind(Enum):
    """When results are to be reported."""

    ON_REQUEST = "on_request"
    BY_DATE = "by_date"
    WITHIN_DAYS = "within_days"
    PERIODIC = "periodic"
    UNSTATED = "unstated"


@dataclass(frozen=True, slots=True)
class ReportingRule:
    """When results are to be reported: the sentence, and the date or the number of days it names."""

    kind: ReportingKind
    text: str = ""
    due: datetime.date | None = None
    days: int | None = None
    working_days: bool = False


@dataclass(frozen=True, slots=True)
class RecognisedDirective:
    """A directive as recognised. Missing parts are "" or (); `date` is None unless day, month and year stand there."""

    issuer_parent: str
    issuer: str
    number: str
    symbol: str
    place: str
    date: datetime.date | None
    date_text: str
    year: int | None
    month: int | None
    subject: str
    legal_grounds: tuple[LegalGround, ...]
    addressees: tuple[str, ...]
    recipients: tuple[str, ...]
    signer_title: str
    signer_name: str
    groups: tuple[DutyGroup, ...]
    reporting: ReportingRule
    doubts: tuple[Doubt, ...]

    @property
    def duties(self) -> tuple[RecognisedDuty, ...]:
        """All duties in order."""
        return tuple(duty for group in self.groups for duty in group.duties)

    @property
    def addressee_groups(self) -> tuple[AddresseeGroup, ...]:
        """All groups addressed by any heading, each once, in order of first mention."""
        return tuple(dict.fromkeys(who for group in self.groups for who in group.addressee_groups))
