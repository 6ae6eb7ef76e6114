"""Messages written strictly: one namespace, declared on the root, in a fixed order; incomplete ones are not written.

The order of elements is that of the messages in use on the national exchange; the standard's own text was not at hand.
"""

import base64
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from lxml import etree

from lachan.readers.edxml.model import (
    BUSINESS_KINDS,
    NAMESPACE,
    PRIORITIES,
    Business,
    Kind,
    Message,
    Organisation,
    OtherInfo,
    ResponseFor,
    Staff,
    Trace,
)
from lachan.readers.edxml.statuses import STATUSES
from lachan.readers.errors import InputError
from lachan.vietnam.wording import Wording
from lachan.vietnam.zone import VIETNAM

_XLINK = "http://www.w3.org/1999/xlink"
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_CIDS = UUID("6f0f5f0c-2a65-5d0e-9d7e-5b5a7f1f9c10")
"""Content ids are made from document and place, so that the same message gives the same bytes."""


@dataclass(frozen=True, slots=True)
class OutgoingFile:
    """A file to send along: `name` as the receiver shall see it, `media_type` as in "application/pdf"."""

    name: str
    media_type: str
    content: bytes
    description: str = ""


def write_edxml(message: Message, files: Sequence[OutgoingFile] = ()) -> bytes:
    """A paper, recall, update or replacement with its files; the message's own `attachments` are not looked at.

    InputError `incomplete` when something is missing that a receiver needs, `bad_text` for what XML cannot hold.
    """
    if message.kind not in BUSINESS_KINDS.values():
        raise _incomplete("loại nghiệp vụ", "kind of business")
    _require(message)
    root, envelope, header = _envelope()
    place = _add(header, "MessageHeader")
    _organisation(place, "From", message.sender or Organisation())
    for one in message.receivers:
        _organisation(place, "To", one)
    _text(place, "DocumentId", message.document_id)
    code = _add(place, "Code")
    _text(code, "CodeNumber", message.code.number)
    _text(code, "CodeNotation", message.code.notation)
    promulgation = _add(place, "PromulgationInfo")
    _text(promulgation, "Place", message.place)
    _text(promulgation, "PromulgationDate", _day(message.date))
    _group(
        place,
        "DocumentType",
        ("Type", message.type.code),
        ("TypeDetail", message.type.detail),
        ("TypeName", message.type.name),
    )
    _text(place, "Subject", message.subject)
    _text(place, "Content", message.content)
    _group(
        place,
        "SignerInfo",
        ("Competence", message.signer.competence),
        ("Position", message.signer.position),
        ("FullName", message.signer.name),
    )
    _text(place, "DueDate", _day(message.due_date))
    _texts(place, "ToPlaces", "Place", message.to_places)
    _other(place, message.other)
    for answer in message.response_for:
        _response(place, answer)
    _text(place, "SteeringType", message.steering_type)
    _trace(header, message.trace, message.business or Business(doc_type="0"), message.kind)
    _files(root, envelope, message.document_id, files)
    return _bytes(root)


def write_status(
    *, sender: Organisation, about: ResponseFor, code: str, description: str, staff: Staff, at: datetime
) -> bytes:
    """A status: `sender` tells where the paper `about` stands; `at` is written in the time of Vietnam."""
    if code not in STATUSES:
        raise _incomplete("mã trạng thái của chuẩn", "status code of the standard")
    for missing, words in (
        (not sender.organ_id, Wording("mã định danh bên gửi", "the sender's code")),
        (not about.organ_id, Wording("mã định danh nơi gửi văn bản", "the code of the paper's sender")),
        (not about.document_id, Wording("mã văn bản", "the paper's DocumentId")),
    ):
        if missing:
            raise _incomplete(words.vi, words.en)
    root, _, header = _envelope()
    place = _add(header, "MessageHeader")
    _response(place, about)
    _organisation(place, "From", sender)
    _staff(place, staff)
    _text(place, "StatusCode", code)
    _text(place, "Description", description)
    _text(place, "Timestamp", _moment(at))
    return _bytes(root)


def _require(message: Message) -> None:
    sender = message.sender or Organisation()
    for missing, words in (
        (not sender.organ_id, Wording("mã định danh bên gửi", "the sender's code")),
        (not message.receivers, Wording("bên nhận", "a receiver")),
        (any(not one.organ_id for one in message.receivers), Wording("mã định danh bên nhận", "a receiver's code")),
        (not message.document_id, Wording("mã văn bản", "the DocumentId")),
        (not message.code.number or not message.code.notation, Wording("số, ký hiệu", "number and symbol")),
        (message.date is None, Wording("ngày ban hành", "the date of issue")),
        (not message.subject, Wording("trích yếu", "the subject")),
        (
            message.kind is not Kind.DOCUMENT and not (message.business and message.business.reason),
            Wording("lý do lấy lại, cập nhật hoặc thay thế", "why it is recalled, updated or replaced"),
        ),
        (
            message.other.priority is not None and message.other.priority not in PRIORITIES,
            Wording("độ khẩn của chuẩn", "a priority of the standard"),
        ),
    ):
        if missing:
            raise _incomplete(words.vi, words.en)


def _incomplete(vi: str, en: str) -> InputError:
    return InputError(
        "incomplete", Wording(f"thông điệp thiếu {vi}; không ghi", f"the message lacks {en}; nothing is written")
    )


def _envelope() -> tuple[Any, Any, Any]:
    root = etree.Element(f"{{{NAMESPACE}}}edXML", nsmap={"edXML": NAMESPACE, "xlink": _XLINK})
    envelope = _add(root, "edXMLEnvelope")
    return root, envelope, _add(envelope, "edXMLHeader")


def _bytes(root: Any) -> bytes:
    etree.indent(root)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def _add(place: Any, name: str) -> Any:
    return etree.SubElement(place, f"{{{NAMESPACE}}}{name}")


def _text(place: Any, name: str, text: str) -> None:
    """An element with `text`; none when there is no text."""
    if not text:
        return
    if _FORBIDDEN.search(text):
        raise InputError(
            "bad_text",
            Wording(
                f"{name} có ký tự điều khiển mà XML không chứa được; hãy gõ lại",
                f"{name} holds a control character that XML cannot hold; type it again",
            ),
        )
    _add(place, name).text = text


def _texts(place: Any, name: str, inner: str, texts: Iterable[str]) -> None:
    kept = [text for text in texts if text]
    if kept:
        group = _add(place, name)
        for text in kept:
            _text(group, inner, text)


def _group(place: Any, name: str, *parts: tuple[str, str]) -> None:
    if any(text for _, text in parts):
        group = _add(place, name)
        for part, text in parts:
            _text(group, part, text)


def _organisation(place: Any, name: str, one: Organisation) -> None:
    _group(
        place,
        name,
        ("OrganId", one.organ_id),
        ("OrganizationInCharge", one.in_charge),
        ("OrganName", one.name),
        ("OrganAdd", one.address),
        ("Email", one.email),
        ("Telephone", one.telephone),
        ("Fax", one.fax),
        ("Website", one.website),
    )


def _other(place: Any, other: OtherInfo) -> None:
    if other == OtherInfo():
        return
    group = _add(place, "OtherInfo")
    _text(group, "Priority", "" if other.priority is None else str(other.priority))
    _text(group, "SphereOfPromulgation", other.sphere)
    _text(group, "TyperNotation", other.typist)
    _text(group, "PromulgationAmount", "" if other.amount is None else str(other.amount))
    _text(group, "PageAmount", "" if other.pages is None else str(other.pages))
    _texts(group, "Appendixes", "Appendix", other.appendixes)


def _response(place: Any, about: ResponseFor) -> None:
    _group(
        place,
        "ResponseFor",
        ("OrganId", about.organ_id),
        ("Code", about.code),
        ("PromulgationDate", _day(about.date)),
        ("DocumentId", about.document_id),
    )


def _staff(place: Any, staff: Staff | None) -> None:
    if staff is not None:
        _group(
            place,
            "StaffInfo",
            ("Department", staff.department),
            ("Staff", staff.name),
            ("Email", staff.email),
            ("Mobile", staff.mobile),
        )


def _trace(header: Any, trace: Iterable[Trace], business: Business, kind: Kind) -> None:
    place = _add(header, "TraceHeaderList")
    for one in trace:
        _group(place, "TraceHeader", ("OrganId", one.organ_id), ("Timestamp", _moment(one.at)))
    group = _add(place, "Bussiness")
    _text(group, "BussinessDocType", next(code for code, known in BUSINESS_KINDS.items() if known is kind))
    _text(group, "BussinessDocReason", business.reason)
    if business.document_info or business.document_receiver or business.receivers:
        info = _add(group, "BussinessDocumentInfo")
        _text(info, "DocumentInfo", business.document_info)
        _text(info, "DocumentReceiver", business.document_receiver)
        if business.receivers:
            receivers = _add(info, "ReceiverList")
            for receiver in business.receivers:
                _group(receivers, "Receiver", ("OrganId", receiver.organ_id), ("ReceiverType", receiver.change))
    _text(group, "DocumentId", business.document_id)
    _staff(group, business.staff)
    _text(group, "Paper", business.paper)
    if business.replacements:
        replaced = _add(group, "ReplacementInfoList")
        for old in business.replacements:
            info = _add(replaced, "ReplacementInfo")
            _text(info, "DocumentId", old.document_id)
            _texts(info, "OrganIdList", "OrganId", old.organ_ids)


def _files(root: Any, envelope: Any, document_id: str, files: Sequence[OutgoingFile]) -> None:
    """The manifest inside the envelope, the files beside it, tied by content ids."""
    manifest = _add(_add(envelope, "edXMLBody"), "edXMLManifest")
    manifest.set("version", "1.0")
    if not files:
        return
    encoded = _add(root, "AttachmentEncoded")
    for at, one in enumerate(files):
        content_id = f"cid:{uuid5(_CIDS, chr(10).join((document_id, str(at), one.name)))}"
        reference, attachment = _add(manifest, "Reference"), _add(encoded, "Attachment")
        for place in (reference, attachment):
            _text(place, "ContentId", content_id)
            _text(place, "ContentType", one.media_type)
            _text(place, "AttachmentName", one.name)
            _text(place, "Description", one.description)
        _add(attachment, "ContentTransferEncoded").text = base64.b64encode(one.content).decode()


def _day(day: date | None) -> str:
    return f"{day:%Y/%m/%d}" if day else ""


def _moment(moment: datetime | None) -> str:
    """In the time of Vietnam; a moment without a zone is in it already."""
    if moment is None:
        return ""
    local = moment.astimezone(VIETNAM) if moment.tzinfo else moment
    return f"{local:%Y/%m/%d %H:%M:%S}"
