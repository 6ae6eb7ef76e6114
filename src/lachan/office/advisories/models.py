"""The catalogue of tricks, and advisories with the versions of their text. Nothing here holds personal data."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from lachan.office.cases.models import Case
from lachan.office.people.models import Delegation
from lachan.office.units.models import Unit
from lachan.vietnam.text import plain

LONGEST_TITLE = 120


class TrickState(models.TextChoices):
    """Where an entry of the catalogue stands; the moves are in `policies.py`."""

    PROPOSED = "proposed", _("Chờ rà soát")
    REVIEWED = "reviewed", _("Đã rà soát")
    RETIRED = "retired", _("Không dùng nữa")


class VersionState(models.TextChoices):
    """Where a version of an advisory's text stands; the moves are in `policies.py`."""

    DRAFT = "draft", _("Bản nháp")
    CHECKED = "checked", _("Đã kiểm tra nội dung")
    APPROVED = "approved", _("Đã phê duyệt")
    PUBLISHED = "published", _("Đang công bố")
    CORRECTED = "corrected", _("Đã thay bằng bản sửa")
    WITHDRAWN = "withdrawn", _("Đã rút")
    EXPIRED = "expired", _("Hết thời hạn")
    DISCARDED = "discarded", _("Đã bỏ")


OPEN = (VersionState.DRAFT, VersionState.CHECKED, VersionState.APPROVED)
WENT_OUT = (VersionState.PUBLISHED, VersionState.CORRECTED, VersionState.WITHDRAWN, VersionState.EXPIRED)


class Audience(models.TextChoices):
    """Whom a trick aims at; values are those of the shipped catalogue. B and N are the directive's groups."""

    BANK_USERS = "B", _("Người dùng ngân hàng trên mạng")
    NEW_USERS = "N", _("Người mới dùng mạng xã hội")
    ELDERLY = "E", _("Người cao tuổi")
    FAMILIES = "C", _("Trẻ em, cha mẹ")
    YOUTH = "Y", _("Học sinh, sinh viên, thanh niên")
    WORKERS = "W", _("Người lao động")
    OFFICE = "O", _("Cán bộ, nhân viên văn phòng")
    SELLERS = "S", _("Người bán hàng trên mạng")
    VICTIMS = "V", _("Người đã từng mất tiền")


class Way(models.TextChoices):
    """How the swindler comes to people; values are those of the shipped catalogue."""

    CALL = "call", _("Cuộc gọi")
    SMS = "sms", _("Tin nhắn")
    CHAT = "chat", _("Ứng dụng nhắn tin")
    SOCIAL = "social", _("Mạng xã hội")
    WEB = "web", _("Trang web")
    APP = "app", _("Ứng dụng")
    MARKET = "market", _("Sàn mua bán")


class Severity(models.TextChoices):
    """How much is lost, usually."""

    HIGH = "high", _("Cao")
    MEDIUM = "medium", _("Vừa")
    LOW = "low", _("Thấp")


class Sureness(models.TextChoices):
    """On what it rests that the trick is about, and since when."""

    PRESS = "press", _("Có nguồn công bố")
    MEMORY = "memory", _("Chưa đối chiếu nguồn")
    CASES = "cases", _("Từ vụ việc, phản ánh ở địa phương")


class Trick(models.Model):
    """A kind of fraud: what people are told of it, in Vietnamese and English, and how sure the office is.

    `vietnamese` and `english` hold title, key line and lists of sentences by the names of `content.TEXT_FIELDS`.
    `first_seen` is the month in which it was known at the latest. `key` is shared by all checks.
    """

    key = models.SlugField(_("khóa"), max_length=40, unique=True)
    vietnamese = models.JSONField(_("lời tiếng Việt"))
    english = models.JSONField(_("lời tiếng Anh"), default=dict, blank=True)
    variants = models.JSONField(_("biến thể"), default=list, blank=True)
    audiences = models.JSONField(_("nhắm tới"), default=list)
    ways = models.JSONField(_("đường tiếp cận"), default=list)
    severity = models.CharField(_("mức thiệt hại"), max_length=6, choices=Severity.choices)
    first_seen = models.DateField(_("thấy lần đầu, muộn nhất"))
    sureness = models.CharField(_("độ chắc chắn"), max_length=6, choices=Sureness.choices)
    sources = models.TextField(_("nguồn"), blank=True)
    form = models.PositiveSmallIntegerField(_("số trong 24 hình thức"), null=True, blank=True)
    valid_from = models.DateField(_("dùng từ ngày"))
    valid_to = models.DateField(_("đến hết ngày"), null=True, blank=True)
    state = models.CharField(_("trạng thái"), max_length=8, choices=TrickState.choices, default=TrickState.PROPOSED)
    search_text = models.CharField(max_length=600, editable=False)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    written_at = models.DateTimeField()
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewers = models.CharField(_("người rà soát"), max_length=200, blank=True)
    cases = models.ManyToManyField(Case, verbose_name=_("vụ việc"), related_name="tricks", blank=True)

    class Meta:
        verbose_name = _("thủ đoạn")
        ordering = ["-first_seen", "key"]
        constraints = [
            models.CheckConstraint(
                name="trick_reviewed_by_another",
                condition=~Q(state="reviewed")
                | Q(reviewed_at__isnull=False) & (Q(written_by__isnull=True) | ~Q(reviewed_by=F("written_by"))),
            ),
            models.CheckConstraint(
                name="trick_ends_after_it_begins",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.vietnamese["title"])

    @property
    def said(self) -> dict[str, Any]:
        """The text in the language of the page; Vietnamese when there is no other."""
        return self.english if get_language() == "en" and self.english else self.vietnamese

    @property
    def audience_names(self) -> list[str]:
        """Whom it aims at, in words."""
        return [str(Audience(one).label) for one in self.audiences]

    @property
    def way_names(self) -> list[str]:
        """How it comes, in words."""
        return [str(Way(one).label) for one in self.ways]

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the search form beside the texts."""
        self.search_text = plain(
            f"{self.vietnamese['title']} {self.vietnamese['key_line']} {self.english.get('title', '')} {self.key}"
        )[:600]
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class Advisory(models.Model):
    """A warning to people: one number for good, given at its first publication, and the versions of its text."""

    number = models.CharField(_("số cảnh báo"), max_length=16, unique=True, null=True, blank=True, editable=False)
    unit = models.ForeignKey(Unit, verbose_name=_("cơ quan ban hành"), on_delete=models.PROTECT, related_name="+")
    trick = models.ForeignKey(
        Trick, verbose_name=_("thủ đoạn"), null=True, blank=True, on_delete=models.PROTECT, related_name="advisories"
    )
    case = models.ForeignKey(
        Case, verbose_name=_("vụ việc"), null=True, blank=True, on_delete=models.PROTECT, related_name="advisories"
    )
    started_at = models.DateTimeField()
    changed_at = models.DateTimeField()  # of what everybody sees: published, corrected, withdrawn, expired

    class Meta:
        verbose_name = _("cảnh báo")
        ordering = ["-started_at", "-id"]

    def __str__(self) -> str:
        return self.number or f"Cảnh báo nháp {self.pk}"


class AdvisoryVersion(models.Model):
    """One version of the text. Approval holds for the content whose digest it keeps; what went out never changes."""

    advisory = models.ForeignKey(Advisory, on_delete=models.PROTECT, related_name="versions")
    version = models.PositiveSmallIntegerField(_("bản"))
    vietnamese = models.JSONField(_("lời tiếng Việt"))
    english = models.JSONField(_("lời tiếng Anh"), default=dict, blank=True)
    audiences = models.JSONField(_("dành cho"), default=list)
    area = models.ManyToManyField(Unit, verbose_name=_("địa bàn"), related_name="+", blank=True)
    until = models.DateField(_("công bố đến hết ngày"))
    search_text = models.CharField(max_length=500, editable=False)
    state = models.CharField(_("trạng thái"), max_length=9, choices=VersionState.choices, default=VersionState.DRAFT)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    checked_note = models.CharField(_("đã đối chiếu với"), max_length=300, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    approved_under = models.ForeignKey(Delegation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_digest = models.CharField(max_length=64, blank=True)
    published_at = models.DateTimeField(_("công bố lúc"), null=True, blank=True)
    ended_at = models.DateTimeField(_("thôi công bố lúc"), null=True, blank=True)
    reason = models.CharField(_("lý do"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("bản của cảnh báo")
        ordering = ["advisory", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["advisory", "version"], name="advisory_version_once"),
            models.UniqueConstraint(
                fields=["advisory"], condition=Q(state__in=["draft", "checked", "approved"]), name="one_open_version"
            ),
            models.UniqueConstraint(
                fields=["advisory"], condition=Q(state="published"), name="one_published_version"
            ),
            models.CheckConstraint(
                name="advisory_approved_by_another",
                condition=Q(state__in=["draft", "checked", "discarded"])
                | (Q(approved_by__isnull=False) & ~Q(approved_by=F("written_by")) & ~Q(approved_digest="")),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.advisory.number or self.vietnamese['title']}, bản {self.version}"

    @property
    def title(self) -> str:
        """The Vietnamese title."""
        return str(self.vietnamese["title"])

    @property
    def audience_names(self) -> list[str]:
        """For whom it is, in words."""
        return [str(Audience(one).label) for one in self.audiences]

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the search form beside the text."""
        self.search_text = plain(f"{self.vietnamese['title']} {self.vietnamese['key_line']}")[:500]
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class AdvisoryRegister(models.Model):
    """The last number given in a year: one row, locked by whoever publishes."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("sổ cảnh báo")

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"
