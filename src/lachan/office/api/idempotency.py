"""The same call sent twice is carried out once: its answer is kept for a day under the caller's Idempotency-Key."""

import hashlib
import json
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from lachan.office.api.models import ApiKey, KeptAnswer
from lachan.office.api.problems import ApiRefusal
from lachan.office.refusals import Refusal
from lachan.readers.errors import InputError

KEPT = timedelta(hours=24)
_WRITTEN = re.compile(r"[A-Za-z0-9_-]{8,64}")


def hash_of_call(method: str, path: str, body: bytes) -> str:
    """What makes two calls the same."""
    return hashlib.sha256(b"\n".join([method.encode(), path.encode(), body])).hexdigest()


def carried_out_once(
    work: Callable[[], dict[str, Any]], *, key: ApiKey, idempotency_key: str, call_hash: str, now: datetime
) -> tuple[dict[str, Any], bool]:
    """The answer of `work`, or the kept one; and whether it is a kept one. Action and answer are stored together.

    A refused call changed nothing, so nothing is kept of it: sent again it is judged anew.
    """
    if not _WRITTEN.fullmatch(idempotency_key):
        raise ApiRefusal(
            400, "idempotency_key_wrong",
            _("Hãy gửi tiêu đề Idempotency-Key gồm 8 đến 64 chữ cái, chữ số, dấu gạch."), field="Idempotency-Key",
        )  # fmt: skip
    refused: Refusal | InputError | Http404
    with transaction.atomic():
        kept, is_new = KeptAnswer.objects.select_for_update().get_or_create(
            key=key, idempotency_key=idempotency_key, defaults={"call_hash": call_hash, "made_at": now}
        )
        if not is_new:
            return _kept_answer(kept, call_hash), True
        try:
            answer = work()
        except (Refusal, InputError, Http404) as no:
            kept.delete()  # the line about the refused try stays in the trail
            refused = no
        else:
            kept.content = json.dumps(answer, ensure_ascii=False)
            kept.save(update_fields=["content"])
            return answer, False
    raise refused


def _kept_answer(kept: KeptAnswer, call_hash: str) -> dict[str, Any]:
    if kept.call_hash != call_hash:
        raise ApiRefusal(
            422, "idempotency_key_reused",
            _("Idempotency-Key này đã được dùng cho một cuộc gọi khác."), field="Idempotency-Key",
        )  # fmt: skip
    answer: dict[str, Any] = json.loads(kept.content)
    return answer


def forget_old_answers(now: datetime) -> int:
    """Take away the answers of calls that are older than a day; answers how many."""
    return KeptAnswer.objects.filter(made_at__lt=now - KEPT).delete()[0]
