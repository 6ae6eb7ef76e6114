"""Keys of bodies, the answers kept for repeated calls, and webhooks with their messages."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lachan.office.units.models import Unit


class Scope(models.TextChoices):
    """What a key may do; a key has only those that its body's administrator ticked."""

    REQUESTS_READ = "requests:read", _("Xem yêu cầu, đối tượng được che bớt")
    REQUESTS_FILE = "requests:file", _("Tải tệp yêu cầu đã ký, có đầy đủ đối tượng")
    REQUESTS_ANSWER = "requests:answer", _("Tiếp nhận và trả lời yêu cầu")
    PACKAGES_READ = "packages:read", _("Xem và tải gói bàn giao gửi cho cơ quan mình")
    PACKAGES_WRITE = "packages:write", _("Gửi gói bàn giao đã niêm phong")
    FIGURES_READ = "figures:read", _("Xem số liệu thống kê của đơn vị mình")
    LISTS_READ = "lists:read", _("Tải danh sách số được bảo vệ")


class ApiKey(models.Model):
    """A key with which a body's own system calls. Only the hash of its secret is kept.

    `prefix` is the public part by which the row is found; `ends_at` is set when another key took its place, and is
    the end of the grace period. `machine` stands in the trail and in requests for who acted.
    """

    unit = models.ForeignKey(Unit, verbose_name=_("đơn vị"), on_delete=models.PROTECT, related_name="api_keys")
    machine = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="api_keys")
    name = models.CharField(_("tên hệ thống"), max_length=60)
    prefix = models.CharField(_("phần đầu của khóa"), max_length=16, unique=True)
    secret_hash = models.CharField(max_length=64)
    scopes = models.JSONField(_("quyền của khóa"), default=list)
    addresses = models.JSONField(_("địa chỉ mạng được phép"), default=list, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("lập lúc"))
    expires_at = models.DateTimeField(_("hết hạn lúc"))
    ends_at = models.DateTimeField(_("ngừng dùng lúc"), null=True, blank=True)
    replaces = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by"
    )  # fmt: skip
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_reason = models.CharField(_("lý do thu hồi"), max_length=300, blank=True)
    last_used_at = models.DateTimeField(_("dùng lần cuối"), null=True, blank=True)
    minute = models.BigIntegerField(default=0)  # since 1970: the minute that `calls` counts
    calls = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("khóa kết nối")
        ordering = ["-made_at", "-id"]
        constraints = [
            models.CheckConstraint(name="api_key_expires_after_it_was_made", condition=Q(expires_at__gt=F("made_at")))
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix})"

    @property
    def last_day(self) -> date:
        """The day, in Vietnam, at whose end the key expires."""
        return timezone.localdate(self.expires_at - timedelta(seconds=1))

    def is_good(self, now: datetime) -> bool:
        """Whether the key opens anything at `now`."""
        ended = self.ends_at is not None and now >= self.ends_at
        return self.withdrawn_at is None and now < self.expires_at and not ended


class KeptAnswer(models.Model):
    """The answer to a call that wrote, kept so that the same call sent again is not carried out again."""

    key = models.ForeignKey(ApiKey, on_delete=models.CASCADE, related_name="kept_answers")
    idempotency_key = models.CharField(max_length=64)
    call_hash = models.CharField(max_length=64)  # over method, path and body
    content = models.TextField(blank=True)
    made_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("câu trả lời được giữ lại")
        constraints = [models.UniqueConstraint(fields=["key", "idempotency_key"], name="one_answer_a_call")]

    def __str__(self) -> str:
        return self.idempotency_key


class HookKind(models.TextChoices):
    """What a message can tell; values are part of the interface and never change."""

    REQUEST_APPROVED = "request.approved", _("Có yêu cầu mới gửi đến")
    REQUEST_REMINDED = "request.reminded", _("Yêu cầu sắp đến hạn hoặc quá hạn")
    REQUEST_INSISTED = "request.insisted", _("Cơ quan yêu cầu đề nghị tiếp tục thực hiện")
    REQUEST_RESEALED = "request.resealed", _("Cần niêm phong lại cho khóa khác")
    REQUEST_WITHDRAWN = "request.withdrawn", _("Yêu cầu gửi đến đã bị thu hồi")
    PACKAGE_HANDED_OUT = "package.handed_out", _("Điều tra viên đã nhận gói bàn giao")
    REQUEST_RECEIVED = "request.received", _("Yêu cầu gửi đi đã được tiếp nhận")
    REQUEST_PAUSED = "request.paused", _("Thời hạn của yêu cầu gửi đi tạm dừng")
    REQUEST_ANSWERED = "request.answered", _("Yêu cầu gửi đi có trả lời")
    PACKAGE_ARRIVED = "package.arrived", _("Có gói bàn giao gửi đến")
    PACKAGE_WITHDRAWN = "package.withdrawn", _("Gói bàn giao gửi đến đã bị thu hồi")


class Webhook(models.Model):
    """An address of a body to which the office sends short signed messages; `sealed_secret` signs them."""

    unit = models.ForeignKey(Unit, verbose_name=_("đơn vị"), on_delete=models.PROTECT, related_name="webhooks")
    url = models.CharField(_("địa chỉ nhận tin"), max_length=300)
    kinds = models.JSONField(_("loại tin"), default=list)
    sealed_secret = models.TextField(blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("lập lúc"))
    failing_since = models.DateTimeField(_("không gửi được từ lúc"), null=True, blank=True)
    disabled_at = models.DateTimeField(_("tự ngừng lúc"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("địa chỉ nhận tin")
        ordering = ["-made_at", "-id"]

    def __str__(self) -> str:
        return self.url

    @property
    def is_good(self) -> bool:
        """Whether messages are sent to it."""
        return self.withdrawn_at is None and self.disabled_at is None


class MessageState(models.TextChoices):
    """Where a message stands."""

    WAITING = "waiting", _("Chờ gửi")
    SENT = "sent", _("Đã gửi")
    FAILED = "failed", _("Không gửi được")


class Message(models.Model):
    """One message to one webhook, with what came of the last try. `content` is exactly what is signed and sent."""

    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="messages")
    public_id = models.CharField(max_length=64)  # "msg_…", the same in every try, so that the receiver can tell
    entry = models.BigIntegerField(null=True)  # the row of the trail that it tells of; None for a trial message
    kind = models.CharField(_("loại tin"), max_length=40)
    content = models.TextField()
    state = models.CharField(max_length=10, choices=MessageState.choices, default=MessageState.WAITING)
    tries = models.PositiveSmallIntegerField(_("số lần gửi"), default=0)
    next_at = models.DateTimeField()
    status = models.PositiveSmallIntegerField(_("mã trả lời"), null=True, blank=True)
    error = models.CharField(_("lỗi"), max_length=200, blank=True)
    made_at = models.DateTimeField(_("lúc"))
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("tin báo tự động")
        ordering = ["-made_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["webhook", "entry"], condition=Q(entry__isnull=False), name="one_message_an_entry"
            )
        ]
        indexes = [models.Index(fields=["next_at"], condition=Q(state="waiting"), name="waiting_message")]

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}"


class Gathered(models.Model):
    """How far the trail has been turned into messages: one row, locked by whoever goes on from there."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    number = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("mốc gom tin báo")
        constraints = [models.CheckConstraint(name="one_gathered_only", condition=Q(id=1))]

    def __str__(self) -> str:
        return str(self.number)
