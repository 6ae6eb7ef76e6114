"""What another body is asked to do about a published listing, what it did, and whether it holds."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lachan.office.files.models import StoredFile
from lachan.office.intake.models import Subject
from lachan.office.listings.models.listings import Listing
from lachan.office.requests.models import AgencyRequest


class BlockingRoute(models.TextChoices):
    """Which kind of body can act, and in what way."""

    REGISTRAR = "registrar", _("Nhà đăng ký tên miền, VNNIC (tên miền .vn)")
    POLICE = "police", _("Phòng An ninh mạng và PCTP sử dụng công nghệ cao (PA05)")
    PLATFORM = "platform", _("Nền tảng mạng xã hội, qua kênh của cơ quan quản lý")


class BlockingOutcome(models.TextChoices):
    """What came of it."""

    BLOCKED = "blocked", _("Đã ngăn chặn truy cập")
    REMOVED = "removed", _("Đã gỡ bỏ, thu hồi tên miền")
    REFUSED = "refused", _("Không thực hiện, có lý do")


ACTED = (BlockingOutcome.BLOCKED, BlockingOutcome.REMOVED)


class BlockingProposal(models.Model):
    """A request to block or take down, drawn from a published listing, with its evidence pack.

    The request itself (four eyes, clock, answers) is an `AgencyRequest`; `again_of` is the proposal that did not hold.
    """

    listing = models.ForeignKey(Listing, on_delete=models.PROTECT, related_name="proposals")
    request = models.OneToOneField(AgencyRequest, on_delete=models.PROTECT, related_name="blocking")
    route = models.CharField(_("nơi nhận"), max_length=10, choices=BlockingRoute.choices)
    again_of = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="repeated")
    pack_pdf = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    pack_zip = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    outcome = models.CharField(_("kết quả"), max_length=10, choices=BlockingOutcome.choices, blank=True)
    outcome_on = models.DateField(_("ngày có kết quả"), null=True, blank=True)
    outcome_note = models.CharField(_("căn cứ"), max_length=300, blank=True)
    outcome_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    recheck_on = models.DateField(_("kiểm tra lại vào"), null=True, blank=True, db_index=True)

    class Meta:
        verbose_name = _("đề nghị ngăn chặn")
        ordering = ["proposed_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="blocking_outcome_as_a_whole",
                condition=Q(outcome="", outcome_on__isnull=True, outcome_by__isnull=True, recheck_on__isnull=True)
                | (~Q(outcome="") & Q(outcome_on__isnull=False, outcome_by__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.listing} → {self.request}"

    @property
    def is_back(self) -> bool:
        """Whether the subject was found working again, and nobody has been asked since."""
        looks = list(self.rechecks.all())
        return bool(looks) and looks[-1].result == RecheckResult.BACK and not self.repeated.all()


class RecheckResult(models.TextChoices):
    """How the subject was found when somebody looked again."""

    GONE = "gone", _("Không còn truy cập được")
    MOVED = "moved", _("Đã chuyển sang địa chỉ khác")
    BACK = "back", _("Hoạt động trở lại")


class Recheck(models.Model):
    """One look at a subject after it was blocked; where it went to is a subject of its own."""

    proposal = models.ForeignKey(BlockingProposal, on_delete=models.PROTECT, related_name="rechecks")
    at = models.DateTimeField(_("lúc"))
    result = models.CharField(_("kết quả kiểm tra lại"), max_length=8, choices=RecheckResult.choices)
    note = models.CharField(_("ghi chú"), max_length=300, blank=True)
    moved_to = models.ForeignKey(
        Subject, verbose_name=_("chuyển sang"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("lần kiểm tra lại")
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                name="moved_names_where_to",
                condition=Q(result="moved", moved_to__isnull=False) | (~Q(result="moved") & Q(moved_to__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proposal}: {self.get_result_display()}"
