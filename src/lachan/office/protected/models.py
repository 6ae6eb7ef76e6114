"""Protected numbers as they are entered and approved, and the lists that were published of them.

They are numbers of bodies, on paper for everybody; no person stands here but who verified, in office.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lachan.office.files.models import StoredFile
from lachan.office.people.models import Delegation
from lachan.office.protected.numbers import dialled
from lachan.office.units.models import Unit
from lachan.vietnam.text import plain

LONGEST_NAME = 200


class NumberState(models.TextChoices):
    """Where an entry stands; the moves between states are in `policies.py`."""

    WAITING = "waiting", _("Chờ phê duyệt")
    RETURNED = "returned", _("Trả lại để sửa")
    APPROVED = "approved", _("Đã phê duyệt")
    WITHDRAWN = "withdrawn", _("Đã rút")


class Originates(models.TextChoices):
    """Whether calls may come from the number at all; values are those of the signed list."""

    NEVER = "never", _("Không bao giờ gọi đi")
    ONLY_FROM = "only_from", _("Chỉ gọi đi từ nguồn đã khai")


class VerifiedHow(models.TextChoices):
    """How somebody made sure that the number is the body's."""

    PAPER = "paper", _("Văn bản của cơ quan")
    CALL_BACK = "call_back", _("Gọi lại theo số đã biết từ trước")
    VISIT = "visit", _("Làm việc trực tiếp")
    OPERATOR = "operator", _("Xác nhận của doanh nghiệp viễn thông")
    DECISION = "decision", _("Quyết định phân bổ kho số")


class ProtectedNumber(models.Model):
    """A number, or a range of numbers of one length, that nobody but its body may show as caller.

    `first` and `last` are written as in the signed list. An approval holds for the content whose digest it keeps.
    """

    first = models.CharField(_("số"), max_length=20)
    last = models.CharField(_("đến số"), max_length=20)
    width = models.PositiveSmallIntegerField(editable=False)  # numbers of one width compare as text
    unit = models.ForeignKey(
        Unit, verbose_name=_("đơn vị"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    body_name = models.CharField(_("tên cơ quan khác"), max_length=LONGEST_NAME, blank=True)
    use = models.CharField(_("dùng để"), max_length=LONGEST_NAME, blank=True)
    originates = models.CharField(_("gọi đi"), max_length=10, choices=Originates.choices)
    trunks = models.JSONField(_("nguồn cuộc gọi"), default=list, blank=True)
    patterns = models.JSONField(_("mẫu số giống"), default=list, blank=True)
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến hết ngày"), null=True, blank=True)
    shown = models.BooleanField(_("đăng trên trang công khai"), default=True)
    verified_by = models.CharField(_("người xác minh"), max_length=160)
    verified_how = models.CharField(_("cách xác minh"), max_length=10, choices=VerifiedHow.choices)
    verified_on = models.DateField(_("ngày xác minh"))
    verified_note = models.CharField(_("căn cứ xác minh"), max_length=300, blank=True)
    search_text = models.CharField(max_length=700, editable=False)
    state = models.CharField(_("trạng thái"), max_length=10, choices=NumberState.choices, default=NumberState.WAITING)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    approved_under = models.ForeignKey(Delegation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_digest = models.CharField(max_length=64, blank=True)
    reason = models.CharField(_("lý do trả lại hoặc rút"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("số được bảo vệ")
        ordering = ["width", "first", "valid_from", "id"]
        indexes = [models.Index(fields=["width", "first"])]
        constraints = [
            models.CheckConstraint(name="protected_range_runs_forward", condition=Q(last__gte=F("first"))),
            models.CheckConstraint(
                name="protected_number_has_one_body",
                condition=Q(unit__isnull=False, body_name="") | (Q(unit__isnull=True) & ~Q(body_name="")),
            ),
            models.CheckConstraint(
                name="protected_number_ends_after_it_begins",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
            models.CheckConstraint(
                name="protected_number_approved_by_another",
                condition=~Q(state="approved")
                | (
                    Q(approved_by__isnull=False, approved_at__isnull=False)
                    & ~Q(approved_by=F("written_by"))
                    & ~Q(approved_digest="")
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number_text} – {self.body}"

    @property
    def body(self) -> str:
        """Whose number it is."""
        return self.unit.name if self.unit is not None else self.body_name

    @property
    def first_text(self) -> str:
        """The first number as people dial it."""
        return dialled(self.first)

    @property
    def last_text(self) -> str:
        """The last number of a range as people dial it; "" for one number."""
        return "" if self.last == self.first else dialled(self.last)

    @property
    def number_text(self) -> str:
        """The number or range as people write it."""
        return f"{self.first_text} – {self.last_text}" if self.last_text else self.first_text

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep width and search form beside number and names."""
        self.width = len(self.first)
        short = self.unit.short_name if self.unit is not None else ""
        digits = "".join(one for one in self.first_text if one.isdigit())
        self.search_text = plain(f"{self.body} {short} {self.use} {digits} {self.first}")[:700]
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class PublishedList(models.Model):
    """One issue of the signed list: what operators go by until the next one, or until it is no longer valid."""

    serial = models.PositiveBigIntegerField(_("số hiệu"), unique=True)
    issued_at = models.DateTimeField(_("phát hành lúc"))
    valid_until = models.DateTimeField(_("có hiệu lực đến"))
    issuer = models.CharField(_("cơ quan phát hành"), max_length=LONGEST_NAME)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    ranges = models.PositiveIntegerField(_("số mục"))
    patterns = models.PositiveIntegerField(_("số mẫu"))
    added = models.PositiveIntegerField(_("thêm"))
    removed = models.PositiveIntegerField(_("bớt"))
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("danh sách đã phát hành")
        ordering = ["-serial"]
        constraints = [
            models.CheckConstraint(name="published_list_ends_after_it_begins",
                                   condition=Q(valid_until__gt=F("issued_at")))
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"Danh sách số được bảo vệ {self.serial}"


class ListRegister(models.Model):
    """The last serial given: one row, locked by whoever approves or publishes, so that neither is done twice."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    last = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = _("sổ danh sách số")
        constraints = [models.CheckConstraint(name="one_list_register_only", condition=Q(id=1))]

    def __str__(self) -> str:
        return str(self.last)
