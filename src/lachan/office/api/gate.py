"""The gate in front of every operation: which key calls, whether it is good, how often, from where, and for what."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import unquote

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from ninja.security import HttpBearer

from lachan.office.api.actions.keys import administrators_of
from lachan.office.api.models import ApiKey, Scope
from lachan.office.api.permissions import comes_from_allowed_address
from lachan.office.api.problems import ApiRefusal
from lachan.office.api.tokens import Token, is_secret_of, read_token, tokens_within
from lachan.office.directives.actions.announce import tell
from lachan.office.people.actor import Actor, machine_actor
from lachan.office.people.models import Person
from lachan.office.trail.events import Event
from lachan.office.trail.record import record
from lachan.readers.uploads import DEFAULT_MAX_BYTES

LARGEST_JSON = 64 * 1024
LARGEST = {"application/json": LARGEST_JSON, "application/octet-stream": DEFAULT_MAX_BYTES}
IN_ADDRESS = _("Khóa không được ghi trong địa chỉ, nơi nhật ký máy chủ giữ lại. Hãy thay khóa này ngay.")
_CHALLENGE = {"WWW-Authenticate": 'Bearer realm="lachan"'}


@dataclass(frozen=True)
class Caller:
    """A body's system that came through the gate."""

    key: ApiKey
    actor: Actor
    now: datetime


class OfficeKey(HttpBearer):
    """Asks for a key with `scope` (any good key when None); `takes` is the media type of the body, "" for none."""

    openapi_bearerFormat = "lachan_…"  # noqa: N815 - the schema's own word

    def __init__(self, scope: Scope | None, takes: str = "") -> None:
        super().__init__()
        self.scope, self.takes = scope, takes

    def __call__(self, request: HttpRequest) -> Caller:
        """The caller; `ApiRefusal` when this call may go no further."""
        return self.authenticate(request, request.headers.get("Authorization", ""))

    def authenticate(self, request: HttpRequest, token: str) -> Caller:
        """From the header's value to the caller. Every refusal of a known key leaves a line in the trail."""
        now = timezone.now()
        key = _key_of(token)
        if key is None:
            _note_stranger(request)
            raise ApiRefusal(401, "no_good_key", _("Hãy gửi khóa kết nối còn hiệu lực."), headers=_CHALLENGE)
        request.api_caller = Caller(key, machine_actor(key.machine, key.unit), now)  # type: ignore[attr-defined]
        _count(key, now)
        if not (key.is_good(now) and key.unit.is_valid_on(timezone.localdate(now))):
            raise ApiRefusal(
                401, "key_over", _("Khóa kết nối này đã hết hạn, đã được thay hoặc đã thu hồi."), headers=_CHALLENGE
            )
        if not comes_from_allowed_address(key, request.META.get("REMOTE_ADDR", "")):
            raise ApiRefusal(403, "address_not_allowed", _("Khóa kết nối này không được dùng từ địa chỉ mạng này."))
        if self.scope is not None and self.scope.value not in key.scopes:
            raise ApiRefusal(403, "scope_missing", _("Khóa kết nối này không có quyền cho thao tác này."))
        self._check_body(request)
        return request.api_caller  # type: ignore[attr-defined]

    def _check_body(self, request: HttpRequest) -> None:
        if not self.takes:
            return
        if request.content_type != self.takes:
            raise ApiRefusal(415, "wrong_content_type", _("Thao tác này chỉ nhận kiểu nội dung ghi trong tài liệu."))
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal() or int(length) > LARGEST[self.takes]:
            raise ApiRefusal(413, "body_too_large", _("Nội dung gửi lên lớn quá mức cho phép."))


def _key_of(header: str) -> ApiKey | None:
    kind, _space, text = header.partition(" ")
    token = read_token(text.strip()) if kind.lower() == "bearer" else None
    return _key_with(token) if token else None


def _key_with(token: Token) -> ApiKey | None:
    key = ApiKey.objects.select_related("unit", "machine").filter(prefix=token.prefix).first()
    return key if is_secret_of(token, key.secret_hash if key else None) else None


def _count(key: ApiKey, now: datetime) -> None:
    """Count this call in its minute; refuse it when the minute is full, with the seconds until the next one."""
    minute, seconds = divmod(int(now.timestamp()), 60)
    used = {"last_used_at": now} if key.is_good(now) else {}
    with transaction.atomic():  # until its end nobody else counts with this key
        counted = ApiKey.objects.select_for_update().get(pk=key.pk)
        calls = counted.calls + 1 if counted.minute == minute else 1
        ApiKey.objects.filter(pk=key.pk).update(minute=minute, calls=calls, **used)
    if calls > settings.API_CALLS_A_MINUTE:
        raise ApiRefusal(
            429, "too_many_calls", _("Khóa này đã gọi quá số lần cho phép trong một phút."),
            headers={"Retry-After": str(60 - seconds)}, quiet=calls > settings.API_CALLS_A_MINUTE + 1,
        )  # fmt: skip


def note_refused_call(request: HttpRequest, error: ApiRefusal) -> None:
    """Write down that a call with a known key was refused; of one that goes on calling, once a minute."""
    caller: Caller | None = getattr(request, "api_caller", None)
    if caller is None or error.quiet:
        return
    facts = {"code": error.code, "method": request.method, "path": request.path[:200]}
    with transaction.atomic():
        record(
            Event.API_TRY_REFUSED, on=caller.key, by=caller.actor, at=caller.now, unit=caller.key.unit, after="",
            facts=facts | {"address": request.META.get("REMOTE_ADDR", "")},
        )  # fmt: skip


def refuse_key_in_address(request: HttpRequest) -> None:
    """A key in an address is out in the open: its line stands with the key, and its body's administrators are told."""
    found = tokens_within(unquote(request.get_full_path()))
    if not found:
        return
    now, key = timezone.now(), _key_with(found[0])
    if key is None:
        _note_stranger(request)
        raise ApiRefusal(400, "key_in_address", IN_ADDRESS)
    request.api_caller = Caller(key, machine_actor(key.machine, key.unit), now)  # type: ignore[attr-defined]
    _count(key, now)
    with transaction.atomic(), translation.override("vi"):
        tell(
            administrators_of(key.unit_id, now), key=f"api-key-{key.pk}-in-address", subject=str(IN_ADDRESS),
            body=f"{key}, {key.unit}", link=reverse("api_key", args=[key.pk]), now=now,
        )  # fmt: skip
    raise ApiRefusal(400, "key_in_address", IN_ADDRESS)


def _note_stranger(request: HttpRequest) -> None:
    """Write down that somebody without a key tried, once a minute for a network address: anybody can do that."""
    address = request.META.get("REMOTE_ADDR", "")
    if not cache.add(f"api-stranger-{address}", 1, timeout=60):
        return
    stranger = Person(pk=0, full_name="Hệ thống không có khóa")
    with transaction.atomic():
        record(
            Event.API_TRY_REFUSED, on=stranger, by=None, at=timezone.now(), after="",
            facts={"code": "no_good_key", "method": request.method, "path": request.path[:200], "address": address},
        )  # fmt: skip
