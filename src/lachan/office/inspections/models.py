"""An inspection, its team, the numbers that were checked, and the fines that came of it.

Who is inspected, their explanation and the numbers stand here sealed (`vault`); titles and notes carry none of them.
The papers are made anew from these rows each time somebody takes them away, and are not kept: they name people.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lachan.office.bundles.models import BundleHolder
from lachan.office.people.models import Delegation
from lachan.office.requests.models import AgencyRequest
from lachan.office.units.models import Unit
from lachan.vietnam.text import plain

LONGEST_TITLE = 160


class InspectionState(models.TextChoices):
    """Where an inspection stands; the moves between states are in `policies.py`."""

    PLANNED = "planned", _("Đang chuẩn bị")
    DECIDED = "decided", _("Đã có quyết định, đang kiểm tra")
    HELD = "held", _("Đã lập biên bản")
    CONCLUDED = "concluded", _("Đã kết luận, đang theo dõi")
    CLOSED = "closed", _("Đã kết thúc")
    CANCELLED = "cancelled", _("Đã hủy")


class InspectedKind(models.TextChoices):
    """Who is inspected."""

    PERSON = "person", _("Cá nhân đứng tên nhiều thuê bao")
    ORGANISATION = "organisation", _("Tổ chức đứng tên nhiều thuê bao")
    POINT = "point", _("Điểm cung cấp dịch vụ viễn thông")
    OPERATOR = "operator", _("Doanh nghiệp viễn thông")


class Inspection(models.Model):
    """One inspection of one person or body, led by a Department."""

    SEALED_UNDER = "number"
    """What its sealed texts are bound to: it gets its number before its row."""

    number = models.CharField(_("số hồ sơ"), max_length=16, unique=True, editable=False)
    unit = models.ForeignKey(Unit, verbose_name=_("đơn vị chủ trì"), on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("nội dung kiểm tra"), max_length=LONGEST_TITLE)
    search_text = models.CharField(max_length=400, editable=False)
    inspected_kind = models.CharField(_("đối tượng kiểm tra"), max_length=12, choices=InspectedKind.choices)
    sealed_inspected = models.TextField()
    operator = models.ForeignKey(
        Unit, verbose_name=_("doanh nghiệp viễn thông"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip
    request = models.ForeignKey(
        AgencyRequest, verbose_name=_("yêu cầu cung cấp thông tin"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="inspections",
    )  # fmt: skip
    holder = models.ForeignKey(
        BundleHolder, verbose_name=_("chủ thể trong gói kết quả"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="inspections",
    )  # fmt: skip
    origin = models.CharField(_("nguồn"), max_length=200, blank=True)
    state = models.CharField(
        _("trạng thái"), max_length=10, choices=InspectionState.choices, default=InspectionState.PLANNED
    )
    planned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    planned_at = models.DateTimeField()
    starts_on = models.DateField(_("kiểm tra từ ngày"))
    ends_on = models.DateField(_("đến hết ngày"))
    decision_number = models.CharField(_("số quyết định"), max_length=60, blank=True)
    decision_on = models.DateField(_("ngày quyết định"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_under = models.ForeignKey(Delegation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    place = models.CharField(_("nơi làm việc"), max_length=200, blank=True)
    began_at = models.DateTimeField(_("bắt đầu lúc"), null=True, blank=True)
    ended_at = models.DateTimeField(_("kết thúc lúc"), null=True, blank=True)
    sealed_explanation = models.TextField(blank=True)
    conclusion = models.CharField(_("kết luận"), max_length=1000, blank=True)
    concluded_at = models.DateTimeField(null=True, blank=True)
    follow_up_on = models.DateField(_("ngày kiểm tra lại"), null=True, blank=True)
    follow_up = models.CharField(_("kết quả theo dõi"), max_length=1000, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    cancelled_reason = models.CharField(_("lý do hủy"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("cuộc kiểm tra")
        ordering = ["-planned_at", "-id"]
        constraints = [
            models.CheckConstraint(name="inspection_runs_forward", condition=Q(ends_on__gte=F("starts_on"))),
            models.CheckConstraint(
                name="inspection_held_after_a_decision",
                condition=Q(state__in=("planned", "cancelled"))
                | Q(decided_by__isnull=False, decided_at__isnull=False, decision_on__isnull=False),
            ),
            models.CheckConstraint(
                name="inspection_concluded_as_a_whole",
                condition=~Q(state__in=("concluded", "closed"))
                | (Q(concluded_at__isnull=False, follow_up_on__isnull=False) & ~Q(conclusion="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the search form beside number and title."""
        self.search_text = plain(f"{self.number} {self.title} {self.decision_number}")[:400]
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class InspectionRegister(models.Model):
    """The last number given in a year: one row, locked by whoever plans an inspection, so that there are no gaps."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("sổ kiểm tra")

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


class TeamMember(models.Model):
    """An official in the inspection team, in office: name, title, body. One of them leads."""

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="team")
    order = models.PositiveSmallIntegerField()
    name = models.CharField(_("họ tên"), max_length=100)
    title = models.CharField(_("chức vụ, đơn vị"), max_length=160)
    leads = models.BooleanField(_("trưởng đoàn"), default=False)

    class Meta:
        verbose_name = _("thành viên đoàn kiểm tra")
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["inspection"], condition=Q(leads=True), name="one_leads_the_inspection_team"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.title}"


class Result(models.TextChoices):
    """What became of the finding about one number when it was checked with its owner."""

    OPEN = "open", _("Chưa kiểm tra")
    CONFIRMED = "confirmed", _("Dấu hiệu đúng, thông tin không đúng quy định")
    DROPPED = "dropped", _("Không có sai sót, bỏ dấu hiệu")
    UNCLEAR = "unclear", _("Chưa làm rõ, theo dõi tiếp")


class Measure(models.TextChoices):
    """What is to be done with one number."""

    NONE = "none", _("Không xử lý")
    CORRECT = "correct", _("Chuẩn hóa lại thông tin")
    NEW_CONTRACT = "new_contract", _("Giao kết lại hợp đồng với người sử dụng")
    ONE_WAY = "one_way", _("Tạm dừng một chiều")
    TWO_WAY = "two_way", _("Tạm dừng hai chiều")
    END = "end", _("Chấm dứt hợp đồng, thu hồi số")
    POLICE = "police", _("Chuyển cơ quan công an")


class CheckedNumber(models.Model):
    """One number that the inspection looks at: why, what was found, what is to be done."""

    id = models.UUIDField(
        primary_key=True, default=uuid.uuid4, editable=False
    )  # known before the row: the seal needs it
    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="numbers")
    order = models.PositiveIntegerField()
    sealed = models.TextField()
    blind = models.CharField(max_length=64)
    masked = models.CharField(max_length=40)
    sign = models.CharField(_("dấu hiệu"), max_length=200)
    result = models.CharField(_("kết quả kiểm tra"), max_length=10, choices=Result.choices, default=Result.OPEN)
    measure = models.CharField(_("biện pháp"), max_length=12, choices=Measure.choices, default=Measure.NONE)
    note = models.CharField(_("ghi chú"), max_length=300, blank=True)
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    judged_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("thuê bao được kiểm tra")
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["inspection", "blind"], name="one_row_a_checked_number"),
            models.CheckConstraint(
                name="dropped_number_needs_no_measure", condition=~Q(result="dropped") | Q(measure="none")
            ),
        ]

    def __str__(self) -> str:
        return self.masked


class Fine(models.Model):
    """A fine that is proposed for an act, by the band in force on its day, and what the competent person decided."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="fines")
    act = models.CharField(_("hành vi"), max_length=40)
    act_on = models.DateField(_("ngày phát hiện hành vi"))
    basis = models.CharField(_("căn cứ"), max_length=200)
    numbers = models.PositiveIntegerField(_("số thuê bao vi phạm"))
    least = models.PositiveBigIntegerField(_("khung từ (đồng)"), null=True, blank=True)
    most = models.PositiveBigIntegerField(_("khung đến (đồng)"), null=True, blank=True)
    proposed = models.PositiveBigIntegerField(_("mức đề xuất (đồng)"))
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decision_number = models.CharField(_("số quyết định xử phạt"), max_length=60, blank=True)
    decision_on = models.DateField(_("ngày quyết định xử phạt"), null=True, blank=True)
    amount = models.PositiveBigIntegerField(_("tiền phạt (đồng)"), null=True, blank=True)
    dropped_reason = models.CharField(_("lý do không xử phạt"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("đề xuất xử phạt")
        ordering = ["proposed_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="fine_inside_its_band",
                condition=Q(least__isnull=True, most__isnull=True)
                | Q(proposed__gte=F("least"), proposed__lte=F("most")),
            ),
            models.CheckConstraint(
                name="fine_decided_as_a_whole",
                condition=Q(decision_on__isnull=True, amount__isnull=True, decision_number="")
                | (Q(decision_on__isnull=False, amount__isnull=False, dropped_reason="") & ~Q(decision_number="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.inspection.number}: {self.act}"
