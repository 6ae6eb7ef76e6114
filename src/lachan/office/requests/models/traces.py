"""What an operator says of the way of spoofed calls into its network: one step of the path, told with its answer."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lachan.office.requests.models.requests import Answer
from lachan.office.units.models import Unit


class TrunkOrigin(models.TextChoices):
    """Where the calls of a trunk come from."""

    INTERNATIONAL = "international", _("Hướng quốc tế")
    DOMESTIC = "domestic", _("Hướng VoIP, kết nối trong nước")
    INTERNAL = "internal", _("Trong mạng của doanh nghiệp")


class CallSource(models.TextChoices):
    """Who brought the calls to the trunk. The next operator can be asked in its turn."""

    OPERATOR = "operator", _("Doanh nghiệp viễn thông khác")
    FOREIGN = "foreign", _("Nhà mạng nước ngoài")
    ADDRESS = "address", _("Khách hàng hoặc thiết bị kết nối bằng địa chỉ IP")
    SUBSCRIBER = "subscriber", _("Thuê bao của chính doanh nghiệp")
    UNKNOWN = "unknown", _("Chưa xác định được")


class CallTrace(models.Model):
    """The trunk by which the calls came, who brought them there, and what was done. No caller and no called person."""

    answer = models.OneToOneField(Answer, on_delete=models.PROTECT, related_name="trace")
    trunk = models.CharField(_("trung kế"), max_length=80)
    trunk_kind = models.CharField(_("hướng của trung kế"), max_length=14, choices=TrunkOrigin.choices)
    source = models.CharField(_("nguồn đưa cuộc gọi vào"), max_length=10, choices=CallSource.choices)
    upstream = models.ForeignKey(
        Unit, verbose_name=_("doanh nghiệp đưa cuộc gọi vào"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip
    source_name = models.CharField(_("tên nhà mạng nước ngoài"), max_length=100, blank=True)
    sealed_address = models.TextField(blank=True)  # an address leads to a person, and is opened for a purpose
    calls_blocked = models.PositiveIntegerField(_("số cuộc gọi đã chặn"), default=0)
    blocked_since = models.DateTimeField(_("chặn từ lúc"), null=True, blank=True)
    suspended = models.PositiveIntegerField(_("số thuê bao bị khóa"), default=0)
    suspended_on = models.DateField(_("ngày khóa"), null=True, blank=True)

    class Meta:
        verbose_name = _("kết quả truy vết cuộc gọi")
        constraints = [
            models.CheckConstraint(
                name="trace_names_the_next_operator",
                condition=Q(source="operator", upstream__isnull=False)
                | (~Q(source="operator") & Q(upstream__isnull=True)),
            ),
            models.CheckConstraint(
                name="blocked_calls_have_a_moment", condition=Q(calls_blocked=0) | Q(blocked_since__isnull=False)
            ),
            models.CheckConstraint(
                name="suspended_lines_have_a_day", condition=Q(suspended=0) | Q(suspended_on__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.answer.request}: {self.trunk}"
