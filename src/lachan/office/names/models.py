"""A protected name: a brand or body, its true sites and accounts, and how it is written inside names that copy it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lachan.office.people.models import Delegation
from lachan.vietnam.text import plain

LONGEST_NAME = 200


class NameState(models.TextChoices):
    """Where an entry stands; the moves between states are in `policies.py`."""

    SHIPPED = "shipped", _("Kèm theo phần mềm, chờ xác nhận")
    WAITING = "waiting", _("Chờ phê duyệt")
    RETURNED = "returned", _("Trả lại để sửa")
    APPROVED = "approved", _("Đã phê duyệt")
    WITHDRAWN = "withdrawn", _("Đã rút")


class NameKind(models.TextChoices):
    """Whose name it is; values are those of the file."""

    BANK = "bank", _("Ngân hàng")
    WALLET = "wallet", _("Ví điện tử, trung gian thanh toán")
    OPERATOR = "operator", _("Doanh nghiệp viễn thông")
    SHOP = "shop", _("Sàn thương mại, cửa hàng")
    POST = "post", _("Bưu chính, chuyển phát")
    PUBLIC_SERVICE = "public_service", _("Dịch vụ công")
    BODY = "body", _("Cơ quan nhà nước")
    OTHER = "other", _("Khác")


class ProtectedName(models.Model):
    """One name. `accounts` are links without scheme, `account_keys` the same as `readers.subjects` keys them.

    `logos` are SHA-256 of pictures. An approval holds for the content whose digest it keeps; a shipped entry was
    written by nobody here.
    """

    key = models.SlugField(_("mã"), max_length=60, unique=True)
    name = models.CharField(_("tên"), max_length=LONGEST_NAME)
    kind = models.CharField(_("loại"), max_length=14, choices=NameKind.choices)
    domains = models.JSONField(_("tên miền thật"), default=list)
    short = models.JSONField(_("tên viết tắt"), default=list)
    words = models.JSONField(_("tên ngắn hay trùng chữ thường"), default=list)
    accounts = models.JSONField(_("tài khoản chính thức"), default=list)
    account_keys = models.JSONField(default=list, editable=False)
    logos = models.JSONField(_("mã hình biểu trưng"), default=list)
    source = models.CharField(_("căn cứ"), max_length=300)
    sure = models.CharField(_("mức chắc chắn"), max_length=20, blank=True)
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến hết ngày"), null=True, blank=True)
    shown = models.BooleanField(_("đăng trên trang công khai"), default=True)
    search_text = models.CharField(max_length=700, editable=False)
    state = models.CharField(_("trạng thái"), max_length=10, choices=NameState.choices, default=NameState.WAITING)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    written_at = models.DateTimeField()
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    approved_under = models.ForeignKey(Delegation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_digest = models.CharField(max_length=64, blank=True)
    reason = models.CharField(_("lý do trả lại hoặc rút"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("tên được bảo vệ")
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(
                name="protected_name_ends_after_it_begins",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
            models.CheckConstraint(
                name="protected_name_approved_by_another",
                condition=~Q(state="approved")
                | (
                    Q(approved_by__isnull=False, approved_at__isnull=False)
                    & (Q(written_by__isnull=True) | ~Q(approved_by=F("written_by")))
                    & ~Q(approved_digest="")
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the search form beside names and sites."""
        said = [self.name, self.key, *self.domains, *self.short, *self.accounts]
        self.search_text = plain(" ".join(said))[:700]
        super().save(*args, **kwargs)  # type: ignore[arg-type]
