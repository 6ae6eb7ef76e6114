"""Feeds of others: each source with whose it is, how far it is trusted, under which licence; and what came from it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lachan.office.units.models import Unit


class SourceForm(models.TextChoices):
    """How a feed is written; all but TAXII are those of `readers.feeds`."""

    PLAIN = "plain", _("Mỗi dòng một tên miền hoặc liên kết")
    HOSTS = "hosts", _("Tệp hosts")
    ADGUARD = "adguard", _("Luật AdGuard")
    CSV = "csv", _("Bảng CSV có dòng tiêu đề")
    RPZ = "rpz", _("Vùng chính sách RPZ")
    MISP = "misp", _("Sự kiện MISP (JSON)")
    STIX = "stix", _("Gói STIX (JSON)")
    TAXII = "taxii", _("Bộ sưu tập TAXII 2.1")


class SourceState(models.TextChoices):
    """Whether a source is taken from; the moves are in `policies.py`."""

    ACTIVE = "active", _("Đang lấy")
    PAUSED = "paused", _("Tạm dừng")


class PullState(models.TextChoices):
    """What became of something that came; the moves are in `policies.py`."""

    TAKEN = "taken", _("Đã tiếp nhận")
    WAITING = "waiting", _("Chờ xác nhận")
    DISCARDED = "discarded", _("Đã bỏ")
    UNCHANGED = "unchanged", _("Không đổi")
    FAILED = "failed", _("Không lấy được")


class Trust(models.IntegerChoices):
    """How far a source is trusted: it moves its signals forward in the queue, and decides nothing."""

    LOW = 1, _("Thấp: cộng đồng đóng góp, chưa ai soát")
    MIDDLE = 2, _("Vừa: có người soát trước khi đăng")
    HIGH = 3, _("Cao: cơ quan nhà nước, tổ chức chuyên trách")


class FeedSource(models.Model):
    """A feed. `address` is a link of http or https, "" for one that comes as files only.

    An entry counts for `keep_days` after it was last seen there, or until the day that the feed itself says.
    """

    name = models.CharField(_("tên nguồn"), max_length=80, unique=True)
    form = models.CharField(_("dạng"), max_length=8, choices=SourceForm.choices)
    address = models.CharField(_("địa chỉ"), max_length=1000, blank=True)
    owner = models.CharField(_("của cơ quan, tổ chức"), max_length=200)
    licence = models.CharField(_("giấy phép, điều kiện dùng"), max_length=200)
    trust = models.PositiveSmallIntegerField(_("mức tin cậy"), choices=Trust.choices)
    every_hours = models.PositiveSmallIntegerField(_("lấy lại sau, giờ"), default=6)
    keep_days = models.PositiveSmallIntegerField(_("mục còn giá trị, ngày"), default=90)
    state = models.CharField(_("trạng thái"), max_length=8, choices=SourceState.choices, default=SourceState.PAUSED)
    unit = models.ForeignKey(Unit, verbose_name=_("đơn vị"), on_delete=models.PROTECT, related_name="+")
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    tried_at = models.DateTimeField(_("lấy gần nhất"), null=True, blank=True)
    good_at = models.DateTimeField(_("lấy được gần nhất"), null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True)  # of the content that was taken last

    class Meta:
        verbose_name = _("nguồn tin")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(name="feed_trust_is_known", condition=Q(trust__gte=1, trust__lte=3)),
            models.CheckConstraint(name="feed_interval_holds", condition=Q(every_hours__gte=1, every_hours__lte=720)),
            models.CheckConstraint(name="feed_entries_end", condition=Q(keep_days__gte=1, keep_days__lte=730)),
            models.CheckConstraint(
                name="only_what_has_an_address_is_fetched", condition=Q(state="paused") | ~Q(address="")
            ),
        ]

    def __str__(self) -> str:
        return self.name


class FeedPull(models.Model):
    """Something that came from a source, by the clockwork (`by` None) or as a file of an officer.

    `body` holds what would be taken in, while that waits: [value, note, seen, until] each. `trouble` is a sentence.
    """

    source = models.ForeignKey(FeedSource, on_delete=models.PROTECT, related_name="pulls")
    at = models.DateTimeField(_("lúc"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(_("trạng thái"), max_length=10, choices=PullState.choices)
    digest = models.CharField(max_length=64, blank=True)
    entries = models.PositiveIntegerField(_("số mục"), default=0)
    refused = models.PositiveIntegerField(_("dòng không đọc được"), default=0)
    added = models.PositiveIntegerField(_("mục mới"), default=0)
    gone = models.PositiveIntegerField(_("mục không còn"), default=0)
    signals = models.PositiveIntegerField(_("tín hiệu mới"), default=0)
    trouble = models.CharField(_("lý do"), max_length=300, blank=True)
    body = models.JSONField(default=list)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("lần lấy nguồn tin")
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["source"], condition=Q(state="waiting"), name="one_pull_of_a_source_waits"),
            models.CheckConstraint(name="pull_body_only_while_waiting", condition=Q(state="waiting") | Q(body=[])),
        ]

    def __str__(self) -> str:
        return f"{self.source}, {self.at:%d/%m/%Y %H:%M}"


class FeedMark(models.Model):
    """A host or link that a source names now, to see how much it changes from one time to the next."""

    source = models.ForeignKey(FeedSource, on_delete=models.CASCADE, related_name="marks")
    mark = models.CharField(max_length=40)

    class Meta:
        verbose_name = _("mục của nguồn tin")
        constraints = [models.UniqueConstraint(fields=["source", "mark"], name="a_source_names_a_thing_once")]

    def __str__(self) -> str:
        return self.mark
