"""The words of a message: who sends what to whom, which paper it is about, what is to be done with it."""

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from lachan.readers.edxml.dates import read_day, read_moment
from lachan.readers.edxml.find import child, every, first, value
from lachan.readers.edxml.model import (
    BUSINESS_KINDS,
    PRIORITIES,
    Attachment,
    Business,
    ChangedReceiver,
    Code,
    DocumentType,
    Doubt,
    Kind,
    Message,
    Organisation,
    OtherInfo,
    Replacement,
    ResponseFor,
    Signature,
    Signer,
    Staff,
    Trace,
)
from lachan.readers.edxml.organ_ids import form_of
from lachan.readers.edxml.statuses import STATUSES, status_code
from lachan.readers.edxml.tree import Element

_ID_PARTS = re.compile(r"[^,]+,(?P<day>\d{4}[/-]\d{1,2}[/-]\d{1,2}),(?P<code>.+)")

Say = Callable[..., None]


def read_header(
    header: Element,
    root: Element,
    say: Say,
    *,
    file: str,
    namespace: str,
    attachments: tuple[Attachment, ...],
    signatures: tuple[Signature, ...],
    doubts: Callable[[], tuple[Doubt, ...]],
) -> Message:
    """The whole message; `doubts` gives all that was said when everything is read."""
    business = _business(first(root, "Bussiness", "Business"))
    status = status_code(value(header, "StatusCode"))
    answers = _responses(header, say)
    kind = _kind(header, status, business, say)
    code = _code(header)
    day = _day(header, say)
    document_id = value(header, "DocumentId")
    if kind is Kind.STATUS and answers:
        about = answers[0]
        code = code if code.text else _split(about.code)
        day, document_id = day or about.date, document_id or about.document_id
    promulgation = child(header, "PromulgationInfo")
    sender = next(iter(_organisations(header, "From", say)), None)
    receivers = _organisations(header, "To", say)
    parts: dict[str, Any] = {
        "sender": sender,
        "receivers": tuple(receivers),
        "code": code,
        "date": day,
        "subject": value(header, "Subject"),
        "document_id": document_id,
    }
    _say_missing(kind, parts, answers, say)
    signer = child(header, "SignerInfo")
    return Message(
        file=file,
        kind=kind,
        namespace=namespace,
        **parts,
        place=value(promulgation, "Place"),
        content=value(header, "Content"),
        type=_type(child(header, "DocumentType")),
        signer=Signer(
            value(signer, "Competence"), value(signer, "Position"), value(signer, "FullName", "Signer", "SignerName")
        ),
        due_date=_read_day(value(header, "DueDate"), say),
        to_places=tuple(one.text for one in every(child(header, "ToPlaces"), "Place") if one.text),
        other=_other(header, say),
        steering_type=value(header, "SteeringType"),
        response_for=answers,
        status_code=status,
        status_description=value(header, "Description") if kind is Kind.STATUS else "",
        status_at=_moment(value(header, "Timestamp"), say) if kind is Kind.STATUS else None,
        staff=_staff(child(header, "StaffInfo")),
        trace=_trace(root, say),
        business=business,
        attachments=attachments,
        signatures=signatures,
        doubts=doubts(),
    )


def _kind(header: Element, status: str, business: Business | None, say: Say) -> Kind:
    if status or header.name.lower() in ("status", "messagestatus"):
        if status not in STATUSES:
            say("unknown_status", status)
        return Kind.STATUS
    doc_type = business.doc_type if business else ""
    if doc_type and doc_type not in BUSINESS_KINDS:
        say("unknown_business", doc_type)
        return Kind.UNKNOWN
    if doc_type:
        return BUSINESS_KINDS[doc_type]
    says_something = any(child(header, name) for name in ("Subject", "Code", "From", "DocumentId"))
    return Kind.DOCUMENT if says_something else Kind.UNKNOWN


def _say_missing(kind: Kind, parts: dict[str, Any], answers: tuple[ResponseFor, ...], say: Say) -> None:
    if parts["sender"] is None:
        say("no_sender")
    if kind is Kind.STATUS:
        if not answers:
            say("no_response_for")
        return
    for missing, code in (
        (not parts["receivers"], "no_receiver"),
        (not parts["document_id"], "no_document_id"),
        (not parts["code"].text, "no_code"),
        (parts["date"] is None, "no_date"),
        (not parts["subject"], "no_subject"),
    ):
        if missing:
            say(code)
    inside = _ID_PARTS.fullmatch(parts["document_id"])
    if inside is None or parts["date"] is None or not parts["code"].text:
        return
    day, _ = read_day(inside["day"])
    if day != parts["date"] or _plain_code(inside["code"]) != _plain_code(parts["code"].text):
        say("id_mismatch", parts["document_id"])


def _plain_code(text: str) -> str:
    return "".join(text.split()).lstrip("0").upper()


def _organisations(header: Element, name: str, say: Say) -> list[Organisation]:
    """Those under `name`, whether each has an element of its own or all share one."""
    found = []
    for one in header.children:
        if one.name.lower() != name.lower():
            continue
        inner = [c for c in one.children if c.name.lower() in ("organization", "organ")]
        for place in inner or [one]:
            made = Organisation(
                organ_id=value(place, "OrganId") or ("" if place.children else place.text),
                in_charge=value(place, "OrganizationInCharge"),
                name=value(place, "OrganName", "OrganizationName"),
                address=value(place, "OrganAdd", "OrganAddress"),
                email=value(place, "Email"),
                telephone=value(place, "Telephone", "Phone"),
                fax=value(place, "Fax"),
                website=value(place, "Website"),
            )
            if made == Organisation():
                continue
            if not made.organ_id:
                say("no_organ_id", made.name)
            elif form_of(made.organ_id) == "other":
                say("organ_id_form", made.organ_id)
            found.append(made)
    return found


def _code(header: Element) -> Code:
    place = child(header, "Code")
    if place is None:
        return Code(value(header, "CodeNumber"), value(header, "CodeNotation"))
    number, notation = value(place, "CodeNumber", "Number"), value(place, "CodeNotation", "Notation")
    if not number and not notation:
        return _split(place.text)
    return Code(number, notation) if notation else _split(number)


def _split(text: str) -> Code:
    number, slash, notation = text.partition("/")
    return Code(number.strip(), notation.strip()) if slash else Code(text.strip(), "")


def _day(header: Element, say: Say) -> date | None:
    place = child(header, "PromulgationInfo")
    return _read_day(value(place, "PromulgationDate", "Date") or value(header, "PromulgationDate"), say)


def _read_day(text: str, say: Say) -> date | None:
    if not text:
        return None
    day, swapped = read_day(text)
    if day is None:
        say("bad_date", text)
    elif swapped:
        say("date_order", text)
    return day


def _moment(text: str, say: Say) -> datetime | None:
    if not text:
        return None
    moment, swapped = read_moment(text)
    if moment is None:
        say("bad_date", text)
    elif swapped:
        say("date_order", text)
    return moment


def _type(place: Element | None) -> DocumentType:
    if place is not None and not place.children:
        return DocumentType(name=place.text)
    return DocumentType(
        value(place, "Type"), value(place, "TypeDetail"), value(place, "TypeName", "DocumentTypeName", "Name")
    )


def _other(header: Element, say: Say) -> OtherInfo:
    place = child(header, "OtherInfo")
    text = value(place, "Priority") or value(header, "Priority")
    priority = int(text) if text.isascii() and text.isdigit() else None
    if text and priority not in PRIORITIES:
        say("unknown_priority", text)
        priority = None
    appendixes = [one.text for one in every(place, "Appendix") if one.text]
    return OtherInfo(
        priority=priority,
        sphere=value(place, "SphereOfPromulgation"),
        typist=value(place, "TyperNotation"),
        amount=_count(value(place, "PromulgationAmount")),
        pages=_count(value(place, "PageAmount")),
        appendixes=tuple(appendixes),
    )


def _count(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else None


def _responses(header: Element, say: Say) -> tuple[ResponseFor, ...]:
    found = []
    for one in header.children:
        if one.name.lower() != "responsefor":
            continue
        made = ResponseFor(
            value(one, "OrganId"),
            value(one, "Code") or _code(one).text,
            _read_day(value(one, "PromulgationDate"), say),
            value(one, "DocumentId"),
        )
        if made != ResponseFor():
            found.append(made)
    return tuple(found)


def _staff(place: Element | None) -> Staff | None:
    if place is None:
        return None
    name = value(place, "Staff", "Name")
    made = Staff(value(place, "Department"), name, value(place, "Email"), value(place, "Mobile"))
    return None if made == Staff() else made


def _trace(root: Element, say: Say) -> tuple[Trace, ...]:
    headers = every(root, "TraceHeader")
    stations = [Trace(value(one, "OrganId"), _moment(value(one, "Timestamp"), say)) for one in headers]
    return tuple(one for one in stations if one != Trace())


def _business(place: Element | None) -> Business | None:
    if place is None:
        return None
    info = child(place, "BussinessDocumentInfo", "BusinessDocumentInfo")
    replacements = (
        Replacement(value(one, "DocumentId"), tuple(i.text for i in every(one, "OrganId") if i.text))
        for one in every(child(place, "ReplacementInfoList"), "ReplacementInfo")
    )
    return Business(
        doc_type=value(place, "BussinessDocType", "BusinessDocType"),
        reason=value(place, "BussinessDocReason", "BusinessDocReason"),
        document_id=value(place, "DocumentId"),
        paper=value(place, "Paper"),
        staff=_staff(child(place, "StaffInfo")),
        document_info=value(info, "DocumentInfo"),
        document_receiver=value(info, "DocumentReceiver"),
        receivers=tuple(
            ChangedReceiver(value(one, "OrganId"), value(one, "ReceiverType"))
            for one in every(child(info, "ReceiverList"), "Receiver")
        ),
        replacements=tuple(replacements),
    )
