"""Public keys: of investigators, to whom answers are sealed, and of operators, who sign what they seal."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lachan.office.units.models import Unit


class InvestigatorKey(models.Model):
    """An age public key of one person; good once a second person compared the fingerprint, until it is revoked."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("chủ khóa"), on_delete=models.PROTECT, related_name="investigator_keys"
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    public_key = models.CharField(_("khóa công khai"), max_length=100, unique=True)
    fingerprint = models.CharField(_("vân tay khóa"), max_length=120)
    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    registered_at = models.DateTimeField()
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    verified_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    revoked_reason = models.CharField(_("lý do thu hồi"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("khóa của điều tra viên")
        ordering = ["-registered_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="key_verified_by_another",
                condition=Q(verified_by__isnull=True)
                | (~Q(verified_by=F("registered_by")) & ~Q(verified_by=F("owner"))),
            ),
            models.UniqueConstraint(
                fields=["owner"],
                condition=Q(revoked_at__isnull=True, verified_at__isnull=False),
                name="one_good_key_a_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.owner}: {self.fingerprint[:19]}"

    @property
    def is_good(self) -> bool:
        """Whether answers may be sealed to it."""
        return self.verified_at is not None and self.revoked_at is None


class OperatorKey(models.Model):
    """The Ed25519 public key with which an operator's tool signs packages; set by it, verified by the Department."""

    unit = models.ForeignKey(Unit, verbose_name=_("doanh nghiệp"), on_delete=models.PROTECT, related_name="sign_keys")
    public_key = models.CharField(_("khóa công khai"), max_length=64, unique=True)  # 32 bytes in base64
    fingerprint = models.CharField(_("vân tay khóa"), max_length=120)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    verified_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("khóa ký của doanh nghiệp")
        ordering = ["-set_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="operator_key_verified_by_another",
                condition=Q(verified_by__isnull=True) | ~Q(verified_by=F("set_by")),
            ),
            models.UniqueConstraint(
                fields=["unit"],
                condition=Q(revoked_at__isnull=True, verified_at__isnull=False),
                name="one_good_key_an_operator",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit}: {self.fingerprint[:19]}"

    @property
    def is_good(self) -> bool:
        """Whether packages signed with it are taken in."""
        return self.verified_at is not None and self.revoked_at is None
