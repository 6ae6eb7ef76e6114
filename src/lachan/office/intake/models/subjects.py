"""A subject: one site, account, number or message of which signals tell, however many and from wherever.

A telephone number may be that of somebody who knows nothing of it: its key is a blind value, the number itself stands
sealed, and `shown` is masked.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lachan.vietnam.text import plain

LONGEST_KEY = 300
LONGEST_SHOWN = 160
LONGEST_REASON = 300


class SubjectKind(models.TextChoices):
    """What a subject is."""

    SITE = "site", _("Trang web")
    ACCOUNT = "account", _("Tài khoản, trang trên nền tảng")
    NUMBER = "number", _("Số điện thoại")
    MESSAGE = "message", _("Mẫu tin nhắn")


class SubjectState(models.TextChoices):
    """Where a subject stands; the moves between states are in `policies.py`."""

    WAITING = "waiting", _("Chờ xem xét")
    MORE = "more", _("Cần thêm căn cứ")
    CORROBORATED = "corroborated", _("Có căn cứ, đề nghị cảnh báo")
    IN_CASE = "in_case", _("Đã mở vụ việc")
    FALSE_ALARM = "false_alarm", _("Báo nhầm")
    MERGED = "merged", _("Đã gộp vào mục khác")


class Subject(models.Model):
    """What signals tell of, unique by kind and key.

    `key`: the registered name of a site (its whole host where the registered name is shared or well known), the
    `platform:id` of an account, the blind value of a number, the hash of a message. `harm` is the sum of the named
    contributions in `harm_parts`; `order_from` is first_seen moved forward by it, so that what is harmful and what
    waits long both come first. `sealed` holds a number or the text of a message.
    """

    SEALED_UNDER = "key"

    kind = models.CharField(_("loại"), max_length=8, choices=SubjectKind.choices)
    key = models.CharField(max_length=LONGEST_KEY)
    shown = models.CharField(_("đối tượng"), max_length=LONGEST_SHOWN)
    sealed = models.TextField(blank=True)
    address = models.CharField(_("địa chỉ gặp gần nhất"), max_length=2000, blank=True)
    state = models.CharField(
        _("trạng thái"), max_length=12, choices=SubjectState.choices, default=SubjectState.WAITING
    )  # fmt: skip
    trick = models.CharField(_("thủ đoạn"), max_length=40, blank=True)
    imitated = models.CharField(_("tên bị nhái"), max_length=60, blank=True)
    group = models.CharField(_("nhóm"), max_length=80, blank=True, db_index=True)
    harm = models.PositiveSmallIntegerField(_("mức hại"), default=0)
    harm_parts = models.JSONField(default=list)
    urgent = models.BooleanField(_("vừa chuyển tiền"), default=False)
    order_from = models.DateTimeField()
    first_seen = models.DateTimeField(_("thấy lần đầu"))
    last_seen = models.DateTimeField(_("thấy lần cuối"))
    signal_count = models.PositiveIntegerField(_("số tín hiệu"), default=0)
    search_text = models.CharField(max_length=400, editable=False)
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(_("quyết định lúc"), null=True, blank=True)
    reason = models.CharField(_("lý do"), max_length=LONGEST_REASON, blank=True)

    class Meta:
        verbose_name = _("đối tượng có dấu hiệu")
        ordering = ["-urgent", "order_from", "id"]
        indexes = [
            models.Index(fields=["state", "-urgent", "order_from", "id"], name="intake_queue"),
            models.Index(fields=["kind", "state"], name="intake_kind_state"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["kind", "key"], name="one_subject_a_key"),
            models.CheckConstraint(
                name="subject_merged_into_another",
                condition=Q(state="merged", merged_into__isnull=False) & ~Q(merged_into=F("id"))
                | ~Q(state="merged") & Q(merged_into__isnull=True),
            ),
            models.CheckConstraint(name="subject_seen_forward", condition=Q(last_seen__gte=F("first_seen"))),
        ]

    def __str__(self) -> str:
        return self.shown

    def fill_search(self) -> None:
        """Keep the search form beside what is shown."""
        key = self.key if self.kind in (SubjectKind.SITE, SubjectKind.ACCOUNT) else ""
        self.search_text = plain(f"{self.shown} {key} {self.imitated}")[:400]

    def save(self, *args: object, **kwargs: object) -> None:
        """Store with the search form."""
        self.fill_search()
        super().save(*args, **kwargs)  # type: ignore[arg-type]
