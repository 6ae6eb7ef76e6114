"""What an edXML message says: QCVN 102:2016/BTTTT, with the spellings of older messages brought to one form.

Texts are as in the message, without the white space around them; what is not there is "" or None.
"""

import datetime
from dataclasses import dataclass
from enum import StrEnum

from lachan.vietnam.wording import Wording

NAMESPACE = "http://www.mic.gov.vn/TBT/QCVN_102_2016"
DSIG = "http://www.w3.org/2000/09/xmldsig#"

PRIORITIES = {
    0: Wording("thường", "normal"),
    1: Wording("khẩn", "urgent"),
    2: Wording("thượng khẩn", "very urgent"),
    3: Wording("hỏa tốc", "express"),
    4: Wording("hỏa tốc hẹn giờ", "express by the hour"),
}
"""OtherInfo/Priority."""


class Kind(StrEnum):
    """What a message is for; for a document this is BussinessDocType 0 to 3."""

    DOCUMENT = "document"
    RECALL = "recall"
    UPDATE = "update"
    REPLACEMENT = "replacement"
    STATUS = "status"
    UNKNOWN = "unknown"


BUSINESS_KINDS = {"0": Kind.DOCUMENT, "1": Kind.RECALL, "2": Kind.UPDATE, "3": Kind.REPLACEMENT}


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something wrong or odd: `code` is stable, `found` quotes what was seen (shortened)."""

    code: str
    wording: Wording
    found: str = ""


@dataclass(frozen=True, slots=True)
class Organisation:
    """From, To: `organ_id` as given, whichever of the two national codes it is."""

    organ_id: str = ""
    in_charge: str = ""
    name: str = ""
    address: str = ""
    email: str = ""
    telephone: str = ""
    fax: str = ""
    website: str = ""


@dataclass(frozen=True, slots=True)
class Code:
    """Number and symbol of a paper: 05, STTTT-TTr."""

    number: str = ""
    notation: str = ""

    @property
    def text(self) -> str:
        """ "05/STTTT-TTr"."""
        return "/".join(filter(None, (self.number, self.notation)))


@dataclass(frozen=True, slots=True)
class DocumentType:
    """The kind of paper: a number of the standard's list, and its name."""

    code: str = ""
    detail: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signed: TM./KT./TL./TUQ. (`competence`), position, full name."""

    competence: str = ""
    position: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class ResponseFor:
    """The paper that a message answers or reports on."""

    organ_id: str = ""
    code: str = ""
    date: datetime.date | None = None
    document_id: str = ""


@dataclass(frozen=True, slots=True)
class Staff:
    """Who handled the message."""

    department: str = ""
    name: str = ""
    email: str = ""
    mobile: str = ""


@dataclass(frozen=True, slots=True)
class Trace:
    """A station on the message's way."""

    organ_id: str = ""
    at: datetime.datetime | None = None


@dataclass(frozen=True, slots=True)
class ChangedReceiver:
    """A receiver that an update removes (`change` "0") or adds ("1")."""

    organ_id: str
    change: str


@dataclass(frozen=True, slots=True)
class Replacement:
    """A paper that this one replaces, and where the old one went."""

    document_id: str
    organ_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Business:
    """Bussiness: new paper, recall, update or replacement; `document_id` is the paper it is about."""

    doc_type: str = ""
    reason: str = ""
    document_id: str = ""
    paper: str = ""
    staff: Staff | None = None
    document_info: str = ""
    document_receiver: str = ""
    receivers: tuple[ChangedReceiver, ...] = ()
    replacements: tuple[Replacement, ...] = ()


@dataclass(frozen=True, slots=True)
class OtherInfo:
    """OtherInfo, as far as it is no number of its own."""

    priority: int | None = None
    sphere: str = ""
    typist: str = ""
    amount: int | None = None
    pages: int | None = None
    appendixes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Packed:
    """A file inside an attachment that is a zip."""

    name: str
    size: int
    sha256: str
    kind: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came along, or was only named: `size` (bytes) and `sha256` (hex) are None when it is not here.

    `name` is safe to store, `given_name` is not. `kind` is what the content shows ("pdf"), "" when unknown.
    `content` is None when it is not here, or larger than is held.
    """

    content_id: str
    name: str
    given_name: str
    description: str
    given_type: str
    size: int | None
    sha256: str | None
    kind: str
    whole: bool
    content: bytes | None = None
    packed: tuple[Packed, ...] = ()


@dataclass(frozen=True, slots=True)
class SignedReference:
    """What a signature covers: `uri` "" is the whole message; `matches` None when it cannot be judged, `why` then."""

    uri: str
    digest_method: str
    matches: bool | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature that is there. Who signed, and whether the key may, is never judged here."""

    method: str
    canonicalization: str
    references: tuple[SignedReference, ...]
    subject: str
    weak: bool


@dataclass(frozen=True, slots=True)
class Message:
    """A message as understood; `doubts` say what is broken or odd."""

    file: str
    kind: Kind
    namespace: str = ""
    sender: Organisation | None = None
    receivers: tuple[Organisation, ...] = ()
    code: Code = Code()
    place: str = ""
    date: datetime.date | None = None
    subject: str = ""
    content: str = ""
    document_id: str = ""
    type: DocumentType = DocumentType()
    signer: Signer = Signer()
    due_date: datetime.date | None = None
    to_places: tuple[str, ...] = ()
    other: OtherInfo = OtherInfo()
    steering_type: str = ""
    response_for: tuple[ResponseFor, ...] = ()
    status_code: str = ""
    status_description: str = ""
    status_at: datetime.datetime | None = None
    staff: Staff | None = None
    trace: tuple[Trace, ...] = ()
    business: Business | None = None
    attachments: tuple[Attachment, ...] = ()
    signatures: tuple[Signature, ...] = ()
    doubts: tuple[Doubt, ...] = ()
