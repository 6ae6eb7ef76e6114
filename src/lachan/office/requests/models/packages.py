"""Sealed packages: carried by the office with their hash, never opened by it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lachan.office.files.models import StoredFile
from lachan.office.requests.models.keys import InvestigatorKey, OperatorKey
from lachan.office.requests.models.requests import AgencyRequest


class Package(models.Model):
    """One sealed answer on its way to the investigator: what its header says, and what became of it."""

    request = models.ForeignKey(AgencyRequest, on_delete=models.PROTECT, related_name="packages")
    recipient_key = models.ForeignKey(InvestigatorKey, on_delete=models.PROTECT, related_name="packages")
    operator_key = models.ForeignKey(OperatorKey, on_delete=models.PROTECT, related_name="packages")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64, unique=True)  # a package that comes twice is a replay
    size = models.PositiveBigIntegerField(_("dung lượng (byte)"))
    sealed_at = models.DateTimeField(_("niêm phong lúc"))
    expires_at = models.DateTimeField(_("hết hạn lúc"))
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField()
    handed_out_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_reason = models.CharField(_("lý do thu hồi"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("gói bàn giao")
        ordering = ["-received_at", "-id"]
        constraints = [
            models.CheckConstraint(name="package_expires_after_sealing", condition=Q(expires_at__gt=F("sealed_at")))
        ]

    def __str__(self) -> str:
        return f"{self.request}: {self.sha256[:12]}"
