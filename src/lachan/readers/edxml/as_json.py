"""A message as stable JSON keys (docs/formats/edxml.md): for programs in codes, for people in both languages."""

from dataclasses import asdict
from datetime import date
from typing import Any

from lachan.readers.edxml.model import PRIORITIES, Attachment, Doubt, Message, Organisation, ResponseFor, Signature
from lachan.readers.edxml.organ_ids import form_of
from lachan.readers.edxml.statuses import NEXT, STATUSES
from lachan.vietnam.wording import Wording


def as_json(message: Message) -> dict[str, Any]:
    """Every key is always there: "" or null says that the message does not have it."""
    return {
        "file": message.file,
        "format": "edxml",
        "understood": True,
        "kind": message.kind.value,
        "namespace": message.namespace,
        "sender": _organisation(message.sender) if message.sender else None,
        "receivers": [_organisation(one) for one in message.receivers],
        "code": {"number": message.code.number, "notation": message.code.notation, "text": message.code.text},
        "date": _iso(message.date),
        "place": message.place,
        "subject": message.subject,
        "content": message.content,
        "document_id": message.document_id,
        "type": asdict(message.type),
        "signer": asdict(message.signer),
        "due_date": _iso(message.due_date),
        "to_places": list(message.to_places),
        "priority": _priority(message.other.priority),
        "other": {
            "sphere": message.other.sphere,
            "typist": message.other.typist,
            "amount": message.other.amount,
            "pages": message.other.pages,
            "appendixes": list(message.other.appendixes),
        },
        "steering_type": message.steering_type,
        "response_for": [_response(one) for one in message.response_for],
        "status_code": message.status_code or None,
        "status": _status(message),
        "staff": asdict(message.staff) if message.staff else None,
        "trace": [{"organ_id": one.organ_id, "at": _iso(one.at)} for one in message.trace],
        "business": asdict(message.business) if message.business else None,
        "attachments": [_attachment(one) for one in message.attachments],
        "signatures": [_signature(one) for one in message.signatures],
        "warnings": [warning(one) for one in message.doubts],
    }


def warning(one: Doubt) -> dict[str, str]:
    """A doubt: its code, both sentences, and what was found."""
    return {"code": one.code, **_both(one.wording), "found": one.found}


def _organisation(one: Organisation) -> dict[str, str]:
    return {**asdict(one), "organ_id_form": form_of(one.organ_id) if one.organ_id else ""}


def _response(one: ResponseFor) -> dict[str, str | None]:
    return {"organ_id": one.organ_id, "code": one.code, "date": _iso(one.date), "document_id": one.document_id}


def _priority(code: int | None) -> dict[str, Any] | None:
    return None if code is None else {"code": code, **_both(PRIORITIES[code])}


def _status(message: Message) -> dict[str, Any] | None:
    if not message.status_code:
        return None
    words = STATUSES.get(message.status_code)
    return {
        "code": message.status_code,
        "vi": words.vi if words else "",
        "en": words.en if words else "",
        "description": message.status_description,
        "at": _iso(message.status_at),
        "next": sorted(NEXT.get(message.status_code, ())),
    }


def _attachment(one: Attachment) -> dict[str, Any]:
    return {
        "name": one.name,
        "given_name": one.given_name,
        "content_id": one.content_id,
        "description": one.description,
        "given_type": one.given_type,
        "size": one.size,
        "sha256": one.sha256,
        "kind": one.kind,
        "whole": one.whole,
        "packed": [asdict(inner) for inner in one.packed],
    }


def _signature(one: Signature) -> dict[str, Any]:
    return {
        "method": one.method,
        "canonicalization": one.canonicalization,
        "subject": one.subject,
        "weak": one.weak,
        "references": [asdict(reference) for reference in one.references],
        "trusted": None,
    }


def _both(wording: Wording) -> dict[str, str]:
    return {"vi": wording.vi, "en": wording.en}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
