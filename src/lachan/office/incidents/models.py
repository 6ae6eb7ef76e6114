"""An incident of a spoofed number, the reports that it rests on, and the steps by which its calls are traced.

The number that was shown stands sealed: it may be that of somebody who knows nothing of it. `shown` is what everybody
may read of it: whole for a number of a body, masked else. Numbers of called people and what was said are sealed too.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lachan.office.bundles.models import Bundle
from lachan.office.cases.models import Case
from lachan.office.requests.models import AgencyRequest, TrunkOrigin
from lachan.office.units.models import Unit
from lachan.vietnam.text import plain

LONGEST_SENTENCE = 500


class IncidentState(models.TextChoices):
    """Where an incident stands; the moves between states are in `policies.py`."""

    NOTED = "noted", _("Mới ghi nhận")
    IN_CASE = "in_case", _("Đã gắn vụ việc")
    TRACING = "tracing", _("Đang truy vết")
    TRACED = "traced", _("Đã truy vết xong")
    CLOSED = "closed", _("Đã kết thúc")
    DISMISSED = "dismissed", _("Không phải giả mạo số")
    JOINED = "joined", _("Đã nhập vào sự việc khác")


class Likeness(models.TextChoices):
    """How the number that was shown relates to the register of protected numbers."""

    PROTECTED = "protected", _("Trùng số được bảo vệ")
    LOOK_ALIKE = "look_alike", _("Gần giống số được bảo vệ")
    STATED = "stated", _("Theo lời người báo")
    NONE = "none", _("Không thuộc số được bảo vệ")


class IncidentOutcome(models.TextChoices):
    """With what an incident ended."""

    AT_SOURCE = "at_source", _("Đã chặn tại nguồn trong nước")
    AT_BORDER = "at_border", _("Đã chặn tại trung kế quốc tế")
    POLICE = "police", _("Đã chuyển cơ quan công an")
    NO_SOURCE = "no_source", _("Không xác định được nguồn")


class Incident(models.Model):
    """One number that was shown falsely, over some days, as one thing that is traced."""

    number = models.CharField(_("số sự việc"), max_length=16, unique=True, editable=False)
    unit = models.ForeignKey(Unit, verbose_name=_("đơn vị thụ lý"), on_delete=models.PROTECT, related_name="+")
    state = models.CharField(
        _("trạng thái"), max_length=10, choices=IncidentState.choices, default=IncidentState.NOTED
    )  # fmt: skip
    sealed_shown = models.TextField()
    blind_shown = models.CharField(max_length=64, db_index=True)
    shown = models.CharField(_("số hiển thị"), max_length=40)
    body = models.CharField(_("cơ quan bị mạo danh"), max_length=200, blank=True)
    likeness = models.CharField(_("đối chiếu"), max_length=10, choices=Likeness.choices, default=Likeness.NONE)
    search_text = models.CharField(max_length=400, editable=False)
    case = models.ForeignKey(
        Case, verbose_name=_("vụ việc"), null=True, blank=True, on_delete=models.PROTECT, related_name="incidents"
    )
    joined_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="joined")
    outcome = models.CharField(_("kết quả xử lý"), max_length=10, choices=IncidentOutcome.choices, blank=True)
    sentence = models.CharField(_("lời trả lời người báo"), max_length=LONGEST_SENTENCE, blank=True)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(_("ghi nhận lúc"))
    traced_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("sự việc giả mạo số")
        ordering = ["-noted_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="incident_traced_inside_a_case",
                condition=Q(case__isnull=False) | Q(state__in=("noted", "dismissed", "joined")),
            ),
            models.CheckConstraint(
                name="incident_joined_into_another",
                condition=Q(state="joined", joined_into__isnull=False) & ~Q(joined_into=F("id"))
                | ~Q(state="joined") & Q(joined_into__isnull=True),
            ),
            models.CheckConstraint(
                name="incident_closed_with_an_outcome",
                condition=~Q(state="closed") | (Q(closed_at__isnull=False) & ~Q(outcome="") & ~Q(sentence="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.shown}"

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the search form beside number and body."""
        self.search_text = plain(f"{self.number} {self.body}")[:400]
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class IncidentRegister(models.Model):
    """The last number given in a year: one row, locked by whoever notes an incident, so that there are no gaps."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("sổ sự việc giả mạo số")

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


class ReportSource(models.TextChoices):
    """From whom a report of spoofed calls came."""

    CITIZEN = "citizen", _("Người dân phản ánh")
    AGENCY = "agency", _("Cơ quan có số bị mạo danh")
    BUNDLE = "bundle", _("Gói kết quả của doanh nghiệp")


class SpoofReport(models.Model):
    """Calls that somebody tells of: when, how many, in whose network, and (sealed) to whom and what was said."""

    id = models.UUIDField(
        primary_key=True, default=uuid.uuid4, editable=False
    )  # known before the row: the seal needs it
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="reports")
    first_incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(_("nguồn báo"), max_length=8, choices=ReportSource.choices)
    unit = models.ForeignKey(Unit, verbose_name=_("đơn vị ghi"), on_delete=models.PROTECT, related_name="+")
    bundle = models.ForeignKey(
        Bundle, verbose_name=_("gói kết quả"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    called_at = models.DateTimeField(_("gọi lúc"))
    until = models.DateTimeField(_("đến lúc"))
    calls = models.PositiveIntegerField(_("số cuộc gọi"), default=1)
    direction = models.CharField(_("hướng"), max_length=14, choices=TrunkOrigin.choices, blank=True)
    network = models.ForeignKey(
        Unit, verbose_name=_("mạng của người bị gọi"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip
    sealed_called = models.TextField(blank=True)
    blind_called = models.CharField(max_length=64, blank=True)
    called = models.CharField(_("số bị gọi (đã che)"), max_length=40, blank=True)
    sealed_said = models.TextField(blank=True)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()

    class Meta:
        verbose_name = _("lượt báo giả mạo số")
        ordering = ["called_at", "noted_at"]
        constraints = [
            models.CheckConstraint(name="spoof_report_runs_forward", condition=Q(until__gte=F("called_at"))),
            models.CheckConstraint(
                name="bundle_reports_name_their_bundle",
                condition=Q(source="bundle", bundle__isnull=False) | ~Q(source="bundle") & Q(bundle__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.incident.number}: {self.get_source_display()}"


class TraceStep(models.Model):
    """One operator in the path of the calls: the request to it, and the step by whose answer it was named."""

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="steps")
    request = models.OneToOneField(AgencyRequest, on_delete=models.PROTECT, related_name="trace_step")
    previous = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="next_steps")
    order = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("chặng truy vết")
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["incident", "order"], name="one_trace_step_a_place"),
            models.CheckConstraint(name="trace_step_follows_another", condition=~Q(previous=F("id"))),
        ]

    def __str__(self) -> str:
        return f"{self.incident.number}/{self.order}"
