"""What people decided of subjects, so that it can be told and undone; and what false alarms taught."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lachan.office.intake.models.subjects import (
    LONGEST_KEY,
    LONGEST_REASON,
    LONGEST_SHOWN,
    Subject,
    SubjectKind,
    SubjectState,
)


class Decision(models.Model):
    """One decision of one person on one subject. `batch` is the same for all that were decided together.

    `before` is the state to which an undo goes back. `handed_to` names what another room made of it, as
    "listings.listing:7".
    """

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="decisions")
    move = models.CharField(_("quyết định"), max_length=12)
    before = models.CharField(max_length=12, choices=SubjectState.choices)
    after = models.CharField(_("trạng thái sau"), max_length=12, choices=SubjectState.choices)
    reason = models.CharField(_("lý do"), max_length=LONGEST_REASON, blank=True)
    into = models.ForeignKey(Subject, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    handed_to = models.CharField(max_length=80, blank=True)
    batch = models.UUIDField(null=True, blank=True, db_index=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("lúc"))
    undone_at = models.DateTimeField(_("hoàn tác lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("quyết định xem xét")
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["by", "-at"], name="intake_last_of_person")]
        constraints = [
            models.CheckConstraint(name="decision_undone_later", condition=Q(undone_at__isnull=True)
                                   | Q(undone_at__gte=F("at"))),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.subject}: {self.get_after_display()}"


class Allowed(models.Model):
    """What a person found to be honest: signals of checks and feeds do not bring it into the queue until `until`."""

    kind = models.CharField(_("loại"), max_length=8, choices=SubjectKind.choices)
    key = models.CharField(max_length=LONGEST_KEY)
    shown = models.CharField(_("đối tượng"), max_length=LONGEST_SHOWN)
    reason = models.CharField(_("lý do"), max_length=LONGEST_REASON)
    decision = models.ForeignKey(Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="allowed")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("ghi lúc"))
    until = models.DateField(_("đến hết ngày"))
    ended_at = models.DateTimeField(_("bỏ lúc"), null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("mục không báo")
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["kind", "key"], name="intake_allowed_key")]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key"], condition=Q(ended_at__isnull=True), name="allowed_once_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return self.shown
