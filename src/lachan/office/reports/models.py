"""Rounds, the reports of units, their figures and signatures, and the official report upward."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lachan.office.directives.models import Directive, Duty, Repeat
from lachan.office.files.models import StoredFile
from lachan.office.people.models import Delegation
from lachan.office.units.models import Unit


class RoundState(models.TextChoices):
    """Where a round stands."""

    OPEN = "open", _("Đang mở")
    CLOSED = "closed", _("Đã đóng")


class Round(models.Model):
    """A reporting round (đợt báo cáo): which directive, which period (both days included), by when."""

    directive = models.ForeignKey(Directive, on_delete=models.PROTECT, related_name="rounds")
    title = models.CharField(_("tên đợt"), max_length=200)
    state = models.CharField(_("trạng thái"), max_length=10, choices=RoundState.choices, default=RoundState.OPEN)
    period_from = models.DateField(_("số liệu từ ngày"))
    period_to = models.DateField(_("đến hết ngày"))
    opened_on = models.DateField(_("ngày mở"))
    due_on = models.DateField(_("hạn báo cáo"))
    due_steps = models.JSONField(default=list, blank=True)
    working_days = models.PositiveSmallIntegerField(_("số ngày làm việc"), null=True, blank=True)
    calendar_version = models.CharField(max_length=64, blank=True)
    basis = models.CharField(_("văn bản yêu cầu"), max_length=200, blank=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("đợt báo cáo")
        ordering = ["-period_to", "-id"]
        constraints = [
            models.CheckConstraint(name="round_period_runs_forward", condition=Q(period_to__gte=F("period_from"))),
            models.UniqueConstraint(fields=["directive", "period_from", "period_to"], name="one_round_a_period"),
        ]

    def __str__(self) -> str:
        return self.title


class RoundCalendar(models.Model):
    """Rounds that open by themselves: how often, and how many working days units have."""

    directive = models.OneToOneField(Directive, on_delete=models.CASCADE, related_name="round_calendar")
    repeat = models.CharField(_("định kỳ"), max_length=10, choices=Repeat.choices)
    working_days = models.PositiveSmallIntegerField(_("số ngày làm việc để báo cáo"), default=5)
    since = models.DateField(_("từ ngày"))
    until = models.DateField(_("đến hết ngày"), null=True, blank=True)

    class Meta:
        verbose_name = _("lịch báo cáo")

    def __str__(self) -> str:
        return f"{self.directive}: {self.get_repeat_display()}"


class ReportState(models.TextChoices):
    """Where a unit's report stands; the moves between states are in `policies.py`."""

    DRAFT = "draft", _("Đang soạn")
    TO_SIGN = "to_sign", _("Chờ ký")
    SIGNED = "signed", _("Đã ký, chờ tiếp nhận")
    RETURNED = "returned", _("Trả lại")
    ACCEPTED = "accepted", _("Đã tiếp nhận")
    HANDED_OVER = "handed_over", _("Đã chuyển đơn vị kế thừa")


class UnitReport(models.Model):
    """What one unit reports in one round. `version` grows with each change of content."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="reports")
    unit = models.ForeignKey(Unit, verbose_name=_("đơn vị"), on_delete=models.PROTECT, related_name="reports")
    state = models.CharField(_("trạng thái"), max_length=12, choices=ReportState.choices, default=ReportState.DRAFT)
    nothing_to_report = models.BooleanField(_("không phát sinh"), default=False)
    steering = models.TextField(_("I. Công tác chỉ đạo, triển khai"), blank=True)
    achieved = models.TextField(_("II. Kết quả thực hiện"), blank=True)
    difficulties = models.TextField(_("III. Khó khăn, vướng mắc, nguyên nhân"), blank=True)
    proposals = models.TextField(_("IV. Kiến nghị, đề xuất"), blank=True)
    files = models.ManyToManyField(StoredFile, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=0)
    # who saved words and figures last, and so answers for them; `writers`: the author and whoever changed files since
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    writers = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="+")
    saved_at = models.DateTimeField(null=True, blank=True)
    opened_on = models.DateField(_("ngày nhận yêu cầu"))  # later than the round's for a unit that joined later
    due_on = models.DateField(_("hạn"))
    due_steps = models.JSONField(default=list, blank=True)
    first_signed_at = models.DateTimeField(null=True, blank=True)
    returned_reason = models.CharField(_("lý do trả lại"), max_length=500, blank=True)
    returned_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    accepted_at = models.DateTimeField(null=True, blank=True)
    # many to many: a unit can have several successors, and succeed several units at once
    handed_over_from = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="handed_over_to")

    class Meta:
        verbose_name = _("báo cáo của đơn vị")
        ordering = ["unit__name"]
        constraints = [models.UniqueConstraint(fields=["round", "unit"], name="one_report_a_round_and_unit")]

    def __str__(self) -> str:
        return f"{self.unit}: {self.round}"


class Figure(models.Model):
    """One number of a report: an indicator under a duty. `known` is what the platform had counted itself.

    What it counted from its own registers may be overruled only with a `reason`.
    """

    report = models.ForeignKey(UnitReport, on_delete=models.CASCADE, related_name="figures")
    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="+")
    indicator = models.CharField(_("chỉ tiêu"), max_length=10)
    value = models.BigIntegerField(_("số liệu"), null=True, blank=True)
    known = models.BigIntegerField(_("hệ thống đã có"), null=True, blank=True)
    from_register = models.BooleanField(_("tính từ sổ của hệ thống"), default=False)
    reason = models.CharField(_("lý do báo cáo số khác"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("số liệu")
        ordering = ["duty__group__order", "duty__order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["report", "duty", "indicator"], name="one_figure_an_indicator"),
            models.CheckConstraint(name="figure_not_negative", condition=Q(value__isnull=True) | Q(value__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} = {self.value}"

    @property
    def is_overruled(self) -> bool:
        """Whether the unit reports another number than the platform's register counts."""
        return self.from_register and self.value is not None and self.value != self.known


class Signature(models.Model):
    """A leader's signature on exactly one content: it stands only while the report's digest is the signed one."""

    report = models.ForeignKey(UnitReport, on_delete=models.PROTECT, related_name="signatures")
    version = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    signer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    delegation = models.ForeignKey(Delegation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()
    voided_at = models.DateTimeField(null=True, blank=True)
    voided_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("chữ ký")
        ordering = ["-signed_at"]
        constraints = [
            models.CheckConstraint(name="author_does_not_sign", condition=~Q(signer=F("author"))),
            models.UniqueConstraint(
                fields=["report"], condition=Q(voided_at__isnull=True), name="one_standing_signature"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.signer}: {self.report}"


class ExtensionState(models.TextChoices):
    """What became of a unit's wish for more time."""

    ASKED = "asked", _("Đang xin")
    GRANTED = "granted", _("Đồng ý")
    REFUSED = "refused", _("Không đồng ý")


class ExtensionRequest(models.Model):
    """A unit asks for more working days for its report; the Department decides."""

    report = models.ForeignKey(UnitReport, on_delete=models.CASCADE, related_name="extensions")
    working_days = models.PositiveSmallIntegerField(_("số ngày làm việc xin thêm"))
    reason = models.CharField(_("lý do"), max_length=500)
    state = models.CharField(max_length=10, choices=ExtensionState.choices, default=ExtensionState.ASKED)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(_("ý kiến"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("xin gia hạn")
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(fields=["report"], condition=Q(state="asked"), name="one_open_extension_a_report")
        ]

    def __str__(self) -> str:
        return f"{self.report}: +{self.working_days}"


class ReminderStep(models.TextChoices):
    """The ladder of reminders (issue of the loop: 75 %, the day, +1 and +3 working days)."""

    AT_75_PERCENT = "at_75", _("Đã qua 75 % thời gian")
    ON_THE_DAY = "on_day", _("Hôm nay là hạn")
    ONE_DAY_LATE = "late_1", _("Quá hạn 1 ngày làm việc")
    THREE_DAYS_LATE = "late_3", _("Quá hạn 3 ngày làm việc")


class Reminder(models.Model):
    """One step of the ladder taken for one report and due date: never twice."""

    report = models.ForeignKey(UnitReport, on_delete=models.CASCADE, related_name="reminders")
    step = models.CharField(max_length=10, choices=ReminderStep.choices)
    due_on = models.DateField()
    sent_at = models.DateTimeField()

    class Meta:
        verbose_name = _("lần nhắc")
        constraints = [models.UniqueConstraint(fields=["report", "step", "due_on"], name="each_step_once")]

    def __str__(self) -> str:
        return f"{self.report}: {self.get_step_display()}"


class OfficialReport(models.Model):
    """The report upward of a round: the figures as they were when it was made, and its three files."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="official_reports")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    content = models.JSONField()  # the paper as data, from which the files were made
    docx = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    pdf = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    xlsx = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("báo cáo chính thức")
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return f"{self.round} ({self.made_at:%d/%m/%Y})"
