"""An appeal against a listing, by anybody: what was said and how to reach them is sealed, and erased on its day."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lachan.office.listings.models.listings import LONGEST_REASON, Listing


class AppealState(models.TextChoices):
    """Where an appeal stands."""

    OPEN = "open", _("Đang xem xét")
    REFUSED = "refused", _("Không chấp nhận: giữ nguyên mục cảnh báo")
    UPHELD = "upheld", _("Chấp nhận: đã rút mục cảnh báo")


class AppellantKind(models.TextChoices):
    """Who appeals, in their own words."""

    OWNER = "owner", _("Chủ trang, chủ tài khoản, chủ thuê bao")
    BODY = "body", _("Cơ quan, tổ chức có tên trong mục")
    OTHER = "other", _("Người khác")


class Appeal(models.Model):
    """One appeal. Only the keyed hash of its receipt code is kept; `due_steps` explains the date of the answer."""

    id = models.UUIDField(
        primary_key=True, default=uuid.uuid4, editable=False
    )  # known before the row: the seal needs it
    listing = models.ForeignKey(Listing, on_delete=models.PROTECT, related_name="appeals")
    state = models.CharField(_("trạng thái"), max_length=10, choices=AppealState.choices, default=AppealState.OPEN)
    appellant = models.CharField(_("người khiếu nại là"), max_length=10, choices=AppellantKind.choices)
    sealed_text = models.TextField(blank=True)
    sealed_contact = models.TextField(blank=True)
    code_hash = models.CharField(max_length=64, unique=True)
    received_at = models.DateTimeField(_("nhận lúc"))
    due_on = models.DateField(_("hạn trả lời"))
    due_steps = models.JSONField(default=list)
    answer = models.CharField(_("trả lời"), max_length=LONGEST_REASON, blank=True)
    answered_at = models.DateTimeField(_("trả lời lúc"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    erase_on = models.DateField(_("xóa liên lạc vào"), null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("khiếu nại")
        ordering = ["received_at", "id"]
        indexes = [models.Index(fields=["state", "due_on"], name="appeals_by_due_day")]
        constraints = [
            models.CheckConstraint(
                name="appeal_answered_as_a_whole",
                condition=Q(state="open", answered_at__isnull=True, answer="", erase_on__isnull=True)
                | (~Q(state="open") & Q(answered_at__isnull=False, erase_on__isnull=False) & ~Q(answer="")),
            ),
            models.CheckConstraint(
                name="erased_appeal_holds_nothing",
                condition=Q(erased_at__isnull=True) | Q(sealed_text="", sealed_contact=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.listing}: {self.get_state_display()}"
