"""A signal: one source's word of a subject; and a citizen's report, with what they told of themselves sealed."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lachan.office.intake.models.runs import TakenRun
from lachan.office.intake.models.subjects import Subject


class SignalSource(models.TextChoices):
    """From where a signal comes."""

    FINDING = "finding", _("Rà soát")
    CITIZEN = "citizen", _("Người dân phản ánh")
    FEED = "feed", _("Nguồn tin đã nhập")
    STAFF = "staff", _("Cán bộ ghi")


class ReportChannel(models.TextChoices):
    """How a citizen's report came."""

    PORTAL = "portal", _("Cổng phản ánh")
    PHONE = "phone", _("Điện thoại")
    MESSAGE = "message", _("Tin nhắn 156, 5656")
    OFFICE = "office", _("Tại cơ quan")


class Report(models.Model):
    """What a citizen reported. The receipt code is kept as a keyed hash, text and contact are sealed until `erase_on`.

    `money_at` is when they sent money, None when they did not.
    """

    id = models.UUIDField(
        primary_key=True, default=uuid.uuid4, editable=False
    )  # known before the row: the seal needs it
    code_hash = models.CharField(max_length=64, unique=True)
    channel = models.CharField(_("nhận qua"), max_length=8, choices=ReportChannel.choices)
    received_at = models.DateTimeField(_("nhận lúc"))
    trick = models.CharField(_("thủ đoạn"), max_length=40, blank=True)
    money_at = models.DateTimeField(_("chuyển tiền lúc"), null=True, blank=True)
    amount = models.PositiveBigIntegerField(_("số tiền (đồng)"), null=True, blank=True)
    sealed_text = models.TextField(blank=True)
    sealed_contact = models.TextField(blank=True)
    blind_contact = models.CharField(max_length=64, blank=True)
    erase_on = models.DateField(_("xóa dữ liệu người phản ánh vào"))
    erased_at = models.DateTimeField(null=True, blank=True)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("phản ánh của người dân")
        ordering = ["-received_at"]
        indexes = [models.Index(fields=["erased_at", "erase_on"], name="intake_to_erase")]
        constraints = [
            models.CheckConstraint(
                name="report_erased_as_a_whole",
                condition=Q(erased_at__isnull=True) | Q(sealed_text="", sealed_contact="", blind_contact=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_channel_display()} {self.received_at:%d/%m/%Y}"


class Signal(models.Model):
    """What one source says of a subject. `origin` and `mark` name it inside its source: it counts once.

    `score` is the source's own, 0 to 1; `why` its words; `address` where exactly it was seen. `first_subject` is the
    subject under which it came, before any merging.
    """

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="signals")
    first_subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(_("nguồn"), max_length=8, choices=SignalSource.choices)
    origin = models.CharField(_("từ đâu"), max_length=120)
    mark = models.CharField(max_length=64)
    received_at = models.DateTimeField(_("nhận lúc"))
    seen_at = models.DateTimeField(_("thấy lúc"))
    score = models.FloatField(_("điểm của nguồn"), default=0)
    trust = models.PositiveSmallIntegerField(_("mức tin cậy của nguồn"), default=0)
    rule = models.CharField(_("luật rà soát"), max_length=10, blank=True)
    trick = models.CharField(_("thủ đoạn"), max_length=40, blank=True)
    imitated = models.CharField(_("tên bị nhái"), max_length=60, blank=True)
    why = models.CharField(_("vì sao"), max_length=500, blank=True)
    address = models.CharField(_("địa chỉ"), max_length=2000, blank=True)
    facts = models.JSONField(default=dict)
    report = models.ForeignKey(Report, null=True, blank=True, on_delete=models.PROTECT, related_name="signals")
    run = models.ForeignKey(TakenRun, null=True, blank=True, on_delete=models.PROTECT, related_name="signals")
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("tín hiệu")
        ordering = ["-received_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["source", "origin", "mark"], name="a_signal_counts_once"),
            models.CheckConstraint(name="signal_score_is_a_share", condition=Q(score__gte=0, score__lte=1)),
            models.CheckConstraint(
                name="report_signals_come_from_citizens", condition=Q(report__isnull=True) | Q(source="citizen")
            ),
            models.CheckConstraint(name="signal_seen_before_received", condition=Q(seen_at__lte=F("received_at"))),
        ]

    def __str__(self) -> str:
        return f"{self.get_source_display()}: {self.subject}"
