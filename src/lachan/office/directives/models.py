"""Directives, their duties, the tasks that units got from them, and the results that units proved."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lachan.office.files.models import StoredFile
from lachan.office.people.models import Delegation
from lachan.office.units.models import Unit
from lachan.vietnam.text import plain


class DirectiveState(models.TextChoices):
    """Where a directive stands; the moves between states are in `policies.py`."""

    DRAFT = "draft", _("Đang đối chiếu")
    CONFIRMED = "confirmed", _("Đã xác nhận")
    ISSUED = "issued", _("Đã ban hành")
    CLOSED = "closed", _("Kết thúc theo dõi")
    DISCARDED = "discarded", _("Đã bỏ")


class Directive(models.Model):
    """An official letter that gives duties. `unit` steers it: it issued the letter or passes it on."""

    unit = models.ForeignKey(
        Unit, verbose_name=_("đơn vị chủ trì"), on_delete=models.PROTECT, related_name="directives"
    )
    state = models.CharField(
        _("trạng thái"), max_length=12, choices=DirectiveState.choices, default=DirectiveState.DRAFT
    )
    issuer_parent = models.CharField(_("cơ quan chủ quản"), max_length=200, blank=True)
    issuer = models.CharField(_("cơ quan ban hành"), max_length=200)
    number = models.CharField(_("số"), max_length=11, blank=True)
    symbol = models.CharField(_("ký hiệu"), max_length=30, blank=True)
    place = models.CharField(_("địa danh"), max_length=80, blank=True)
    dated = models.DateField(_("ngày văn bản"), null=True, blank=True)
    date_text = models.CharField(_("ngày ghi trên văn bản"), max_length=80, blank=True)
    blanks_as_given = models.BooleanField(_("số, ngày để trống đúng như văn bản gốc"), default=False)
    subject = models.CharField(_("trích yếu"), max_length=500)
    search_text = models.CharField(max_length=700, editable=False)
    legal_grounds = models.JSONField(_("căn cứ"), default=list, blank=True)
    addressees = models.JSONField(_("kính gửi"), default=list, blank=True)
    recipients = models.JSONField(_("nơi nhận"), default=list, blank=True)
    signer_title = models.CharField(_("chức vụ người ký"), max_length=120, blank=True)
    signer_name = models.CharField(_("người ký"), max_length=120, blank=True)
    reporting_rule = models.CharField(_("chế độ báo cáo"), max_length=500, blank=True)
    source_text = models.TextField(_("nguyên văn"))
    source_file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    doubts = models.JSONField(default=list, blank=True)
    imported_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    imported_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    issued_under = models.ForeignKey(Delegation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField(null=True, blank=True)
    issued_digest = models.CharField(max_length=64, blank=True)  # of the plan that was signed
    takes_effect_on = models.DateField(_("ngày giao nhiệm vụ"), null=True, blank=True)
    letter_docx = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    letter_pdf = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("văn bản chỉ đạo")
        ordering = ["-imported_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="issued_by_another_than_confirmed",
                condition=Q(issued_by__isnull=True) | ~Q(issued_by=F("confirmed_by")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.subject}"[:200]

    @property
    def reference(self) -> str:
        """Number and symbol as one, a missing number shown as dots: "…/STTTT-TTr"."""
        return f"{self.number or '…'}/{self.symbol}" if self.symbol else self.number or "…"

    @property
    def dated_as_written(self) -> str:
        """The date of the letter, or the words that stand for it when the day was left blank."""
        return f"{self.dated:%d/%m/%Y}" if self.dated else self.date_text.replace("ngày tháng", "ngày … tháng")

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the search form beside the text."""
        self.search_text = plain(f"{self.number}/{self.symbol} {self.subject} {self.issuer}")[:700]
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class DutyGroup(models.Model):
    """A numbered section of a directive: the addressee groups that its duties are for."""

    directive = models.ForeignKey(Directive, on_delete=models.CASCADE, related_name="groups")
    order = models.PositiveSmallIntegerField()
    title = models.CharField(_("tên nhóm"), max_length=300)
    addressee_groups = models.JSONField(_("nhóm đơn vị"), default=list)  # lachan.vietnam.addressees codes

    class Meta:
        verbose_name = _("nhóm nhiệm vụ")
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["directive", "order"], name="one_group_an_order")]

    def __str__(self) -> str:
        return f"{self.order}. {self.title}"


class Repeat(models.TextChoices):
    """How often a duty comes back."""

    NONE = "none", _("Không lặp lại")
    MONTHLY = "monthly", _("Hằng tháng")
    QUARTERLY = "quarterly", _("Hằng quý")
    YEARLY = "yearly", _("Hằng năm")


class Duty(models.Model):
    """One thing to be done: what proves it, what counts it, by when."""

    group = models.ForeignKey(DutyGroup, on_delete=models.CASCADE, related_name="duties")
    code = models.CharField(_("mã"), max_length=10)
    order = models.PositiveSmallIntegerField()
    text = models.TextField(_("nội dung"))
    evidence = models.JSONField(_("minh chứng"), default=list, blank=True)  # EvidenceKind codes
    indicators = models.JSONField(_("chỉ tiêu"), default=list, blank=True)  # Indicator codes
    due_on = models.DateField(_("hạn"), null=True, blank=True)
    due_working_days = models.PositiveSmallIntegerField(_("hạn (ngày làm việc kể từ ngày giao)"), null=True, blank=True)
    repeat = models.CharField(_("định kỳ"), max_length=10, choices=Repeat.choices, default=Repeat.NONE)

    class Meta:
        verbose_name = _("nội dung giao")
        ordering = ["group__order", "order"]
        constraints = [models.UniqueConstraint(fields=["group", "order"], name="one_duty_an_order")]

    def __str__(self) -> str:
        return f"{self.code} {self.text}"[:120]


class TaskState(models.TextChoices):
    """Where a task stands."""

    OPEN = "open", _("Chưa thực hiện")
    STARTED = "started", _("Đang thực hiện")
    DONE = "done", _("Hoàn thành")
    HANDED_OVER = "handed_over", _("Đã chuyển đơn vị kế thừa")


class Task(models.Model):
    """A duty in the hands of one unit, for one period when the duty repeats. `due_on` empty: when asked."""

    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="tasks")
    unit = models.ForeignKey(Unit, verbose_name=_("đơn vị"), on_delete=models.PROTECT, related_name="tasks")
    state = models.CharField(_("trạng thái"), max_length=12, choices=TaskState.choices, default=TaskState.OPEN)
    period = models.PositiveSmallIntegerField(_("kỳ"), default=1)
    given_on = models.DateField(_("ngày giao"))
    due_on = models.DateField(_("hạn"), null=True, blank=True)
    due_steps = models.JSONField(default=list, blank=True)  # the arithmetic of the due date, [{"vi":…, "en":…}]
    calendar_version = models.CharField(max_length=64, blank=True)
    # many to many: a unit can have several successors, and succeed several units at once
    handed_over_from = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="handed_over_to")
    completed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("nhiệm vụ")
        ordering = ["due_on", "duty__group__order", "duty__order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["duty", "unit", "period"], name="one_task_a_duty_unit_and_period")
        ]

    def __str__(self) -> str:
        return f"{self.duty.code} – {self.unit}"


class Result(models.Model):
    """What a unit did for a task, with its figures and its proof. Rows withdrawn stay, marked."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="results")
    done_on = models.DateField(_("ngày thực hiện"))
    text = models.TextField(_("nội dung kết quả"))
    link = models.URLField(_("đường dẫn"), blank=True, max_length=500)
    figures = models.JSONField(_("số liệu"), default=dict, blank=True)  # indicator code -> whole number
    evidence_kind = models.CharField(_("loại minh chứng"), max_length=40, blank=True)
    files = models.ManyToManyField(StoredFile, blank=True, related_name="+")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("kết quả")
        ordering = ["-done_on", "-id"]
        constraints = [
            models.CheckConstraint(
                name="withdrawn_with_a_reason",
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_reason=""),
            )
        ]

    def __str__(self) -> str:
        return self.text[:80]
