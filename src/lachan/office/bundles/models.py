"""A bundle as the office keeps it: the signed file, its counts, and masked holders where a request asked for them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lachan.office.files.models import StoredFile
from lachan.office.requests.models import AgencyRequest
from lachan.office.units.models import Unit


class BundleState(models.TextChoices):
    """Where a bundle stands."""

    PREVIEW = "preview", _("Chờ xác nhận")
    TAKEN = "taken", _("Đã tiếp nhận")
    DISCARDED = "discarded", _("Đã bỏ")


class BundleFamily(models.TextChoices):
    """What was checked; values are those of the file."""

    SUBSCRIBERS = "subscribers", _("Rà soát thuê bao")
    CALLS = "calls", _("Rà soát cuộc gọi")


class Bundle(models.Model):
    """One run of a check at one operator. `body` is what the file says, in the newest form."""

    family = models.CharField(
        _("nội dung rà soát"), max_length=12, choices=BundleFamily.choices, default=BundleFamily.SUBSCRIBERS
    )
    unit = models.ForeignKey(Unit, verbose_name=_("doanh nghiệp"), on_delete=models.PROTECT, related_name="bundles")
    state = models.CharField(_("trạng thái"), max_length=10, choices=BundleState.choices, default=BundleState.PREVIEW)
    sha256 = models.CharField(_("mã SHA-256"), max_length=64, unique=True)
    run_id = models.CharField(_("lần rà soát"), max_length=16)
    as_of = models.DateField(_("số liệu đến ngày"))
    since = models.DateField(_("kỳ từ ngày"))
    until = models.DateField(_("đến hết ngày"))
    made_at = models.DateTimeField(_("doanh nghiệp lập lúc"))
    body = models.JSONField()
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    request = models.ForeignKey(
        AgencyRequest, verbose_name=_("trả lời yêu cầu"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="bundles",
    )  # fmt: skip
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    taken_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("gói kết quả")
        ordering = ["-as_of", "-made_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="bundle_taken_as_a_whole",
                condition=Q(state="taken", taken_by__isnull=False, taken_at__isnull=False) | ~Q(state="taken"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit}, {self.as_of:%d/%m/%Y}"


class BundleHolder(models.Model):
    """A holder of many as the operator masked them: the reference means something to the operator alone."""

    bundle = models.ForeignKey(Bundle, on_delete=models.CASCADE, related_name="holders")
    reference = models.CharField(_("mã chủ thể"), max_length=10)
    owner_kind = models.CharField(_("loại chủ thể"), max_length=12, blank=True)
    band = models.CharField(_("nhóm"), max_length=16)
    numbers = models.PositiveIntegerField(_("số thuê bao"))
    masked_numbers = models.JSONField(default=list)

    class Meta:
        verbose_name = _("chủ thể đứng tên nhiều thuê bao")
        ordering = ["reference"]
        constraints = [models.UniqueConstraint(fields=["bundle", "reference"], name="one_row_a_holder_of_a_bundle")]

    def __str__(self) -> str:
        return f"{self.reference} ({self.band})"
