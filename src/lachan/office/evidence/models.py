"""A capture: what stood at the address of a subject at one moment, or what a person brought of it, kept unchanged.

All pieces lie in one ZIP archive that no browser shows; the picture, painted anew, lies beside it.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lachan.office.evidence.collecting.picture import NoPicture
from lachan.office.fetching import Trouble
from lachan.office.files.models import StoredFile
from lachan.office.intake.models import Subject
from lachan.office.units.models import Unit

LONGEST_LINK = 2048
LONGEST_PURPOSE = 300
LONGEST_NOTE = 500


class CaptureState(models.TextChoices):
    """Where a capture stands; the moves between states are in `policies.py`."""

    WAITING = "waiting", _("Chờ thu thập")
    COLLECTED = "collected", _("Đã thu thập")
    REFUSED = "refused", _("Hệ thống không mở địa chỉ này")
    FAILED = "failed", _("Không thu thập được")


class CaptureSource(models.TextChoices):
    """How it came to the office."""

    FETCHED = "fetched", _("Hệ thống tự thu thập")
    BROUGHT = "brought", _("Cán bộ tải lên")


class Capture(models.Model):
    """One visit or one set of uploaded files about a subject; `digest` is the SHA-256 of the archive's manifest.

    `facts` holds the way there as it goes into the manifest: steps, addresses, requests of the page. `isolated` says
    whether an account without rights did it.
    """

    number = models.CharField(_("số"), max_length=16, unique=True, editable=False)
    unit = models.ForeignKey(Unit, verbose_name=_("đơn vị"), on_delete=models.PROTECT, related_name="+")
    subject = models.ForeignKey(
        Subject, verbose_name=_("đối tượng"), on_delete=models.PROTECT, related_name="captures"
    )  # fmt: skip
    state = models.CharField(
        _("trạng thái"), max_length=10, choices=CaptureState.choices, default=CaptureState.WAITING
    )  # fmt: skip
    source = models.CharField(_("cách thu thập"), max_length=8, choices=CaptureSource.choices)
    link = models.CharField(_("địa chỉ"), max_length=LONGEST_LINK, blank=True)
    purpose = models.CharField(_("mục đích"), max_length=LONGEST_PURPOSE)
    note = models.CharField(_("ghi chú"), max_length=LONGEST_NOTE, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("người yêu cầu"), on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(_("yêu cầu lúc"))
    tries = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True, blank=True, db_index=True)
    trouble = models.CharField(_("lý do"), max_length=20, choices=Trouble.choices, blank=True)
    collected_at = models.DateTimeField(_("thu thập lúc"), null=True, blank=True)
    status = models.PositiveSmallIntegerField(_("mã trả lời"), null=True, blank=True)
    cut = models.CharField(max_length=20, blank=True)
    no_picture = models.CharField(max_length=20, choices=NoPicture.choices, blank=True)
    isolated = models.BooleanField(default=False)
    facts = models.JSONField(default=dict)
    archive = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    picture = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(_("mã kiểm tra"), max_length=64, blank=True)

    class Meta:
        verbose_name = _("bản thu thập chứng cứ")
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="capture_collected_as_a_whole",
                condition=Q(state="collected", archive__isnull=False, collected_at__isnull=False) & ~Q(digest="")
                | ~Q(state="collected") & Q(archive__isnull=True, digest=""),
            ),
            models.CheckConstraint(
                name="capture_waiting_has_its_turn",
                condition=Q(state="waiting", next_at__isnull=False) | ~Q(state="waiting") & Q(next_at__isnull=True),
            ),
            models.CheckConstraint(
                name="capture_refused_for_a_reason", condition=~Q(state__in=("refused", "failed")) | ~Q(trouble="")
            ),
            models.UniqueConstraint(
                fields=["subject", "link"],
                condition=Q(state="waiting", source="fetched"),
                name="one_capture_waits_for_an_address",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class CaptureRegister(models.Model):
    """The last number given in a year: one row, locked by whoever asks for a capture, so that there are no gaps."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("sổ chứng cứ")

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


class Piece(models.Model):
    """One file of a capture's archive, with the digest that it had when it came."""

    capture = models.ForeignKey(Capture, on_delete=models.PROTECT, related_name="pieces")
    name = models.CharField(_("tên tệp"), max_length=150)
    what = models.CharField(_("nội dung"), max_length=60)
    size = models.PositiveBigIntegerField(_("dung lượng (byte)"))
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("tệp chứng cứ")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["capture", "name"], name="one_piece_a_name")]

    def __str__(self) -> str:
        return self.name
