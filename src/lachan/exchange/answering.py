"""An approved request, as the office signed it, turned into questions for the holder's identification engine.

Only what was asked comes out: a number's holder when `owner` was asked, an address's subscriber when `lease` was, the
numbers of a device when `device` was (kinds of data: lachan.vietnam.requests_law).
"""

import hashlib
from datetime import datetime, timedelta
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from lachan.exchange.handover import Asked, RequestFile, read_request_file
from lachan.identify.ask import Questions
from lachan.readers.errors import InputError, Place
from lachan.vietnam.requests_law import DATA_KINDS, KINDS
from lachan.vietnam.wording import Wording

NEEDED = {"number": "owner", "line": "owner", "address": "lease", "imei": "device"}
"""The kind of data that the answer about each kind of identifier is."""

_COLUMN = {"number": "number", "line": "line", "address": "public_ip", "imei": "imei"}
_COLUMNS = ("number", "line", "public_ip", "port", "imei", "since", "until")


def read_questions(
    path: Path, *, office_key: Ed25519PublicKey, holder: str, now: datetime, late_days: int = 0
) -> tuple[RequestFile, Questions]:
    """The request in a file and what it asks this holder.

    InputError: a file that the office did not sign, one for another holder (`other_holder`), one that should have been
    answered more than `late_days` ago (`expired`).
    """
    content = path.read_bytes()
    request = read_request_file(content, office_key=office_key, name=path.name)
    if request.holder != holder:
        raise InputError(
            "other_holder",
            Wording(
                f"yêu cầu này gửi {request.holder}, không phải {holder}; không trả lời",
                f"this request is for {request.holder}, not for {holder}; there is no answer",
            ),
            Place(path.name),
        )
    if now > request.due_at + timedelta(days=late_days):
        raise InputError(
            "expired",
            Wording(
                "yêu cầu đã quá hạn trả lời; hãy đề nghị cơ quan gửi gia hạn và lấy tệp mới, hoặc dùng --late-days",
                "the request is past its due time; ask the office for a new file with a later one, or use --late-days",
            ),
            Place(path.name),
        )
    rows = [(at, _values(one)) for at, one in enumerate(request.asked, start=1)]
    refused = {at: _not_asked(one, path.name, at) for at, one in enumerate(request.asked, start=1)}
    return request, Questions(
        file=path.name,
        columns=_COLUMNS,
        rows=rows,
        digest=hashlib.sha256(content).hexdigest(),
        longest_days=KINDS[request.kind].widest_days if request.kind in KINDS else 0,
        refused={
            at: error for at, error in refused.items() if NEEDED[request.asked[at - 1].kind] not in request.data_kinds
        },
        extra={"request_digest": request.digest, "data_kinds": list(request.data_kinds), "asker": request.asking_body},
    )


def _values(one: Asked) -> dict[str, str]:
    values = dict.fromkeys(_COLUMNS, "")
    values[_COLUMN[one.kind]] = one.value
    values["port"] = "" if one.port is None else str(one.port)
    values["since"], values["until"] = one.since.isoformat(), one.until.isoformat()
    return values


def _not_asked(one: Asked, file: str, row: int) -> InputError:
    kind = DATA_KINDS[NEEDED[one.kind]].wording
    return InputError(
        "data_not_asked",
        Wording(
            f"yêu cầu không hỏi dữ liệu “{kind.vi}” nên không trả lời",
            f"the request does not ask for “{kind.en}”, so there is no answer",
        ),
        Place(file, row, _COLUMN[one.kind]),
    )
