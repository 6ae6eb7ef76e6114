"""A run of a check that somebody brought: shown first, then taken in once, or put away."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class RunState(models.TextChoices):
    """Where a run that was brought stands."""

    PREVIEW = "preview", _("Chờ xác nhận")
    TAKEN = "taken", _("Đã tiếp nhận")
    DISCARDED = "discarded", _("Đã bỏ")


class RunCheck(models.TextChoices):
    """What was checked; values are those of the summary."""

    SITES = "sites", _("Rà soát tên miền")
    MESSAGES = "messages", _("Rà soát tin nhắn")


class TakenRun(models.Model):
    """One run of `lachan sites check` or `lachan messages check`.

    `body` holds the findings that would be taken in, the highest scores first, until they are; `left_out` counts the
    others of the file.
    """

    run_id = models.CharField(_("lần rà soát"), max_length=16, unique=True)
    check_name = models.CharField(_("rà soát"), max_length=10, choices=RunCheck.choices)
    as_of = models.DateField(_("số liệu đến ngày"))
    rows = models.PositiveBigIntegerField(_("số dòng đã rà soát"))
    findings = models.PositiveBigIntegerField(_("số dấu hiệu"))
    left_out = models.PositiveBigIntegerField(_("không đưa vào"), default=0)
    body = models.JSONField(default=list)
    state = models.CharField(_("trạng thái"), max_length=10, choices=RunState.choices, default=RunState.PREVIEW)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(_("đưa lên lúc"))
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    taken_at = models.DateTimeField(_("tiếp nhận lúc"), null=True, blank=True)
    taken_signals = models.PositiveIntegerField(_("số tín hiệu mới"), default=0)

    class Meta:
        verbose_name = _("lần rà soát đã đưa lên")
        ordering = ["-sent_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="run_taken_as_a_whole",
                condition=Q(state="taken", taken_by__isnull=False, taken_at__isnull=False) | ~Q(state="taken"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.run_id}, {self.as_of:%d/%m/%Y}"
