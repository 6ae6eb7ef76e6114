"""A listing: one life of one subject as a public warning, its steps, and the numbered changes that feeds follow."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lachan.office.intake.models import Subject
from lachan.office.people.models import Delegation, Role
from lachan.office.units.models import Unit

LONGEST_REASON = 1000
LONGEST_SOURCES = 300
LONGEST_NAME = 120


class ListingState(models.TextChoices):
    """Where a listing stands; the moves between states are in `policies.py`."""

    REPORTED = "reported", _("Mới ghi nhận")
    CORROBORATED = "corroborated", _("Đã đối chứng")
    REVIEWED = "reviewed", _("Đã thẩm định, chờ duyệt")
    PUBLISHED = "published", _("Đang cảnh báo")
    APPEALED = "appealed", _("Đang khiếu nại")
    KEPT = "kept", _("Giữ nguyên sau khiếu nại")
    EXPIRED = "expired", _("Đã hết hạn")
    WITHDRAWN = "withdrawn", _("Đã rút")
    DROPPED = "dropped", _("Không đăng")


IN_FORCE = (ListingState.PUBLISHED, ListingState.APPEALED, ListingState.KEPT)
"""States in which people are warned and feeds carry the listing, until its time is over."""
ENDED = (ListingState.EXPIRED, ListingState.WITHDRAWN, ListingState.DROPPED)


class Sureness(models.TextChoices):
    """How sure the Department is of what it warns of: said to everybody."""

    CONFIRMED = "confirmed", _("Đã được cơ quan, tổ chức liên quan xác nhận")
    SEVERAL = "several", _("Nhiều nguồn độc lập cùng phản ánh")
    SIGNS = "signs", _("Có dấu hiệu rõ ràng")


class Listing(models.Model):
    """A subject on its way to the public and back. An approval holds for the content whose digest it keeps.

    `published_at` is the moment at which it first became public: whatever has none is shown to nobody outside.
    """

    number = models.CharField(_("số mục cảnh báo"), max_length=20, unique=True, editable=False)
    subject = models.ForeignKey(Subject, verbose_name=_("đối tượng"), on_delete=models.PROTECT, related_name="listings")
    unit = models.ForeignKey(Unit, verbose_name=_("đơn vị"), on_delete=models.PROTECT, related_name="+")
    state = models.CharField(
        _("trạng thái"), max_length=12, choices=ListingState.choices, default=ListingState.REPORTED
    )  # fmt: skip
    trick = models.CharField(_("thủ đoạn"), max_length=40, blank=True)
    sureness = models.CharField(_("mức chắc chắn"), max_length=10, choices=Sureness.choices, blank=True)
    imitated = models.CharField(_("cơ quan, thương hiệu bị giả mạo"), max_length=LONGEST_NAME, blank=True)
    sources = models.CharField(_("căn cứ vào"), max_length=LONGEST_SOURCES, blank=True)
    reason = models.CharField(_("lý do cảnh báo (công khai)"), max_length=LONGEST_REASON, blank=True)
    note = models.CharField(_("ghi chú nội bộ"), max_length=LONGEST_REASON, blank=True)
    days = models.PositiveSmallIntegerField(_("thời hạn cảnh báo, ngày"), null=True, blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    approved_under = models.ForeignKey(Delegation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_digest = models.CharField(max_length=64, blank=True)
    published_at = models.DateTimeField(_("đăng lúc"), null=True, blank=True)
    expires_at = models.DateTimeField(_("hết hạn lúc"), null=True, blank=True)
    ended_at = models.DateTimeField(_("kết thúc lúc"), null=True, blank=True)
    serial = models.PositiveBigIntegerField(null=True, blank=True, editable=False)  # of its last change for feeds

    class Meta:
        verbose_name = _("mục cảnh báo")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["state", "expires_at"], name="listings_by_end"),
            models.Index(fields=["serial"], name="listings_by_serial"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["subject"], condition=~Q(state__in=("expired", "withdrawn", "dropped")),
                name="one_running_listing_a_subject",
            ),
            models.CheckConstraint(
                name="listing_approved_by_another",
                condition=~Q(state__in=("published", "appealed", "kept"))
                | (
                    Q(approved_by__isnull=False, approved_at__isnull=False, expires_at__isnull=False)
                    & Q(published_at__isnull=False, serial__isnull=False)
                    & ~Q(approved_by=F("written_by"))
                    & ~Q(approved_digest="")
                ),
            ),
            models.CheckConstraint(
                name="listing_dropped_before_anybody_saw_it",
                condition=~Q(state="dropped") | Q(published_at__isnull=True),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.number  # never the subject: it may be somebody's number, and the trail keeps this name

    def is_in_force(self, now: datetime) -> bool:
        """Whether people are warned now: published, and not over, whether or not a job has written that down."""
        return self.state in IN_FORCE and self.expires_at is not None and self.expires_at > now

    @property
    def last_day(self) -> date | None:
        """The last day on which the warning holds; None for one that has no end yet."""
        return timezone.localdate(self.expires_at - timedelta(seconds=1)) if self.expires_at is not None else None

    @property
    def grounds(self) -> list["ListingStep"]:
        """The steps whose reasons everybody reads with the listing: an approval is bound to them too."""
        return list(self.steps.filter(move__in=GROUNDS))


STEP_WORDS: dict[str, Promise] = {
    "open": _("Ghi nhận"),
    "corroborate": _("Đối chứng"),
    "propose": _("Thẩm định, trình duyệt"),
    "send_back": _("Trả lại để sửa"),
    "publish": _("Duyệt đăng"),
    "renew": _("Gia hạn"),
    "appeal": _("Có khiếu nại"),
    "keep": _("Giữ nguyên sau khiếu nại"),
    "uphold": _("Chấp nhận khiếu nại, rút"),
    "expire": _("Hết hạn"),
    "withdraw": _("Rút"),
    "drop": _("Không đăng"),
    "ask_blocking": _("Đề nghị ngăn chặn"),
}
"""What each move is called in the life of a listing; "open" comes before every state."""
GROUNDS = ("open", "corroborate")


class ListingRegister(models.Model):
    """The last number given in a year: one row, locked by whoever opens a listing, so that there are no gaps."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("sổ mục cảnh báo")

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


class ListingStep(models.Model):
    """One step of a listing's life: `reason` is for everybody, `note` for the office alone."""

    listing = models.ForeignKey(Listing, on_delete=models.PROTECT, related_name="steps")
    move = models.CharField(_("bước"), max_length=12)
    state = models.CharField(_("trạng thái"), max_length=12, choices=ListingState.choices)
    at = models.DateTimeField(_("lúc"))
    reason = models.CharField(_("lý do (công khai)"), max_length=LONGEST_REASON, blank=True)
    note = models.CharField(_("ghi chú nội bộ"), max_length=LONGEST_REASON, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(_("vai trò"), max_length=15, choices=Role.choices, blank=True)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("bước của mục cảnh báo")
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.listing}: {self.words}"

    @property
    def words(self) -> str:
        """What happened, in a few words."""
        return str(STEP_WORDS[self.move])


class ChangeMessage(models.TextChoices):
    """What a feed tells its readers of a listing."""

    PUBLISH = "publish", _("Đăng")
    UPDATE = "update", _("Cập nhật")
    WITHDRAW = "withdraw", _("Rút")


class ListingChange(models.Model):
    """One message for feeds. Serials are given under a lock held to the commit: whoever has read up to a serial has
    read everything before it, and what comes later has a greater one.
    """

    serial = models.PositiveBigIntegerField(_("số thứ tự"), primary_key=True)
    listing = models.ForeignKey(Listing, on_delete=models.PROTECT, related_name="changes")
    message = models.CharField(_("thay đổi"), max_length=10, choices=ChangeMessage.choices)
    at = models.DateTimeField(_("lúc"))

    class Meta:
        verbose_name = _("thay đổi cho nguồn cấp")
        ordering = ["serial"]

    def __str__(self) -> str:
        return f"{self.serial}: {self.listing} {self.message}"


class ChangeRegister(models.Model):
    """The last serial given: one row, locked by whoever changes what feeds carry, until the end of the transaction."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    last = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = _("sổ thay đổi cho nguồn cấp")
        constraints = [models.CheckConstraint(name="one_change_register_only", condition=Q(id=1))]

    def __str__(self) -> str:
        return str(self.last)
