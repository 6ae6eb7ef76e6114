"""A request from one body to another, its identifiers, pauses, answers, outcome and reminders.

Whatever names a person is sealed (`lachan.office.vault`): identifiers, the reason, the texts of answers and outcome.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lachan.office.cases.models import Case
from lachan.office.units.models import Unit


class RequestKind(models.TextChoices):
    """What is asked; who may ask whom, on which ground, is in `lachan.vietnam.requests_law`."""

    VERIFY_OWNER = "verify_owner", _("Xác minh chủ thuê bao")
    SUSPEND = "suspend", _("Tạm ngừng cung cấp dịch vụ")
    BLOCK_CALLS = "block_calls", _("Chặn cuộc gọi, tin nhắn")
    TRACE_CALLS = "trace_calls", _("Truy vết, ngăn chặn cuộc gọi giả mạo số")
    BLOCK_SITE = "block_site", _("Ngăn chặn truy cập trang thông tin điện tử")
    TAKE_DOWN_ACCOUNT = "take_down_account", _("Gỡ bỏ tài khoản, nội dung trên mạng xã hội")
    IDENTIFY = "identify", _("Định danh người sử dụng")
    INSPECT = "inspect", _("Cung cấp thông tin phục vụ thanh tra, kiểm tra")
    TRANSFER = "transfer", _("Chuyển thông tin, đề nghị xử lý theo thẩm quyền")


class RequestState(models.TextChoices):
    """Where a request stands; the moves between states are in `policies.py`."""

    DRAFT = "draft", _("Đang soạn")
    TO_APPROVE = "to_approve", _("Chờ phê duyệt")
    SENT = "sent", _("Đã gửi, chờ tiếp nhận")
    RECEIVED = "received", _("Đang giải quyết")
    PARTIAL = "partial", _("Đã trả lời một phần")
    OBJECTED = "objected", _("Không thực hiện, có lý do")
    ANSWERED = "answered", _("Đã trả lời")
    CONCLUDED = "concluded", _("Đã có kết quả xử lý")
    CLOSED = "closed", _("Đã kết thúc")
    WITHDRAWN = "withdrawn", _("Đã thu hồi")


class Secrecy(models.TextChoices):
    """The secrecy mark of the letter; state secrets have no place on this platform."""

    NORMAL = "normal", _("Thường")
    RESTRICTED = "restricted", _("Hạn chế người xem")


class AgencyRequest(models.Model):
    """What one unit asks of another. Approval binds `digest`: the SHA-256 of the content with a sealed random salt."""

    number = models.CharField(_("số yêu cầu"), max_length=20)
    kind = models.CharField(_("loại yêu cầu"), max_length=20, choices=RequestKind.choices)
    ground = models.CharField(_("căn cứ pháp lý"), max_length=40)
    asking_unit = models.ForeignKey(
        Unit, verbose_name=_("cơ quan yêu cầu"), on_delete=models.PROTECT, related_name="requests_made"
    )
    asked_unit = models.ForeignKey(
        Unit, verbose_name=_("đơn vị được yêu cầu"), on_delete=models.PROTECT, related_name="requests_got"
    )
    case = models.ForeignKey(Case, null=True, blank=True, on_delete=models.PROTECT, related_name="requests")
    case_reference = models.CharField(_("vụ việc"), max_length=100)
    secrecy = models.CharField(_("mức độ"), max_length=12, choices=Secrecy.choices, default=Secrecy.NORMAL)
    urgent = models.BooleanField(_("khẩn cấp"), default=False)
    state = models.CharField(_("trạng thái"), max_length=12, choices=RequestState.choices, default=RequestState.DRAFT)
    letter_number = models.CharField(_("số, ký hiệu văn bản"), max_length=60)
    letter_on = models.DateField(_("ngày văn bản"))
    letter_signer = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("người ký văn bản"), on_delete=models.PROTECT, related_name="+"
    )
    letter_title = models.CharField(_("chức vụ người ký"), max_length=100)
    letter_sha256 = models.CharField(max_length=64, blank=True)  # the paper itself names people, and is not kept
    seizure_order = models.CharField(_("số lệnh thu giữ"), max_length=60, blank=True)
    data_kinds = models.JSONField(_("dữ liệu cần cung cấp"), default=list)
    letter_days = models.PositiveSmallIntegerField(_("số ngày làm việc theo văn bản"), null=True, blank=True)
    sealed_reason = models.TextField(blank=True)
    sealed_salt = models.TextField(blank=True)
    recipient_key = models.ForeignKey(
        "requests.InvestigatorKey", null=True, blank=True, on_delete=models.PROTECT, related_name="requests"
    )
    version = models.PositiveIntegerField(default=0)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_again_at = models.DateTimeField(null=True, blank=True)  # for another key; the clock does not move
    digest = models.CharField(max_length=64, blank=True)
    returned_reason = models.CharField(_("lý do trả lại"), max_length=500, blank=True)
    received_at = models.DateTimeField(null=True, blank=True)
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    due_at = models.DateTimeField(_("hạn trả lời"), null=True, blank=True)
    due_steps = models.JSONField(default=list, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(_("lý do thu hồi"), max_length=500, blank=True)
    search_text = models.CharField(max_length=400, editable=False, blank=True)

    class Meta:
        verbose_name = _("yêu cầu")
        ordering = [F("due_at").asc(nulls_last=True), "-id"]
        constraints = [
            models.UniqueConstraint(fields=["asking_unit", "number"], name="one_number_a_request"),
            models.CheckConstraint(name="author_does_not_approve", condition=~Q(approver=F("author"))),
            models.CheckConstraint(
                name="approved_as_a_whole",
                condition=Q(approver__isnull=True, approved_at__isnull=True, digest="")
                | (Q(approver__isnull=False, approved_at__isnull=False) & ~Q(digest="")),
            ),
            models.CheckConstraint(name="nobody_asks_itself", condition=~Q(asking_unit=F("asked_unit"))),
        ]
        indexes = [models.Index(fields=["asked_unit", "approved_at"], name="requests_got_when")]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """The number that is unique in the province: "YC-2026-0001/PC02"."""
        return f"{self.number}/{self.asking_unit.key.upper()}"


class RequestItem(models.Model):
    """One identifier asked about, sealed; `blind` finds equal ones, `masked` is what lists may show."""

    request = models.ForeignKey(AgencyRequest, on_delete=models.CASCADE, related_name="items")
    order = models.PositiveSmallIntegerField()
    kind = models.CharField(_("loại đối tượng"), max_length=10)
    sealed = models.TextField()
    blind = models.CharField(max_length=64, db_index=True)
    masked = models.CharField(max_length=80)
    port = models.PositiveIntegerField(_("cổng"), null=True, blank=True)
    since = models.DateTimeField(_("từ thời điểm"), null=True, blank=True)
    until = models.DateTimeField(_("đến thời điểm"), null=True, blank=True)

    class Meta:
        verbose_name = _("đối tượng của yêu cầu")
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["request", "order"], name="one_item_a_line"),
            models.CheckConstraint(
                name="item_range_runs_forward",
                condition=Q(since__isnull=True, until__isnull=True) | Q(until__gt=F("since")),
            ),
        ]

    def __str__(self) -> str:
        return self.masked


class Pause(models.Model):
    """The clock of a request stands while the asking unit owes something; who answers asks for it."""

    request = models.ForeignKey(AgencyRequest, on_delete=models.CASCADE, related_name="pauses")
    started_at = models.DateTimeField(_("từ lúc"))
    ended_at = models.DateTimeField(_("đến lúc"), null=True, blank=True)
    reason = models.CharField(_("lý do"), max_length=300)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("tạm dừng")
        ordering = ["started_at"]
        constraints = [
            models.UniqueConstraint(fields=["request"], condition=Q(ended_at__isnull=True), name="one_open_pause"),
            models.CheckConstraint(
                name="pause_ends_after_it_starts", condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("started_at"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request}: {self.reason}"


class AnswerKind(models.TextChoices):
    """What an answer says. All but a partial one and an objection end the clock."""

    ANSWERED = "answered", _("Đã thực hiện, đã cung cấp")
    PARTIAL = "partial", _("Trả lời một phần")
    NO_DATA = "no_data", _("Không có dữ liệu")
    PORTED = "ported", _("Đã chuyển mạng sang doanh nghiệp khác")
    OUT_OF_RETENTION = "out_of_retention", _("Đã quá thời hạn lưu giữ")
    OBJECTION = "objection", _("Không thực hiện, nêu lý do")


class Answer(models.Model):
    """One answer of the asked unit; data about a person goes in the sealed package, never in the text."""

    request = models.ForeignKey(AgencyRequest, on_delete=models.PROTECT, related_name="answers")
    kind = models.CharField(_("kết quả trả lời"), max_length=20, choices=AnswerKind.choices)
    sealed_text = models.TextField(blank=True)
    ported_to = models.CharField(_("chuyển sang"), max_length=100, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField()

    class Meta:
        verbose_name = _("trả lời")
        ordering = ["answered_at", "id"]

    def __str__(self) -> str:
        return f"{self.request}: {self.get_kind_display()}"


class OutcomeKind(models.TextChoices):
    """What came of the answer, in the asking unit's eyes."""

    USED = "used", _("Đã sử dụng để xác minh, xử lý")
    NO_SIGN = "no_sign", _("Không có dấu hiệu vi phạm")
    HANDED_ON = "handed_on", _("Đã chuyển cơ quan có thẩm quyền")
    NOT_USABLE = "not_usable", _("Không sử dụng được")


class Outcome(models.Model):
    """What the asking unit did with the answer."""

    request = models.OneToOneField(AgencyRequest, on_delete=models.PROTECT, related_name="outcome")
    kind = models.CharField(_("kết quả xử lý"), max_length=12, choices=OutcomeKind.choices)
    sealed_text = models.TextField(blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = _("kết quả xử lý")

    def __str__(self) -> str:
        return f"{self.request}: {self.get_kind_display()}"


class RequestStep(models.TextChoices):
    """The ladder of reminders of a request."""

    AT_75_PERCENT = "at_75", _("Đã qua 75 % thời gian")
    DUE = "due", _("Đã đến hạn")
    LATE = "late", _("Quá hạn một ngày")
    VERY_LATE = "very_late", _("Quá hạn ba ngày")


class RequestReminder(models.Model):
    """One step of the ladder taken for one request and due time: never twice."""

    request = models.ForeignKey(AgencyRequest, on_delete=models.CASCADE, related_name="reminders")
    step = models.CharField(max_length=10, choices=RequestStep.choices)
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField()

    class Meta:
        verbose_name = _("lần nhắc yêu cầu")
        constraints = [models.UniqueConstraint(fields=["request", "step", "due_at"], name="each_request_step_once")]

    def __str__(self) -> str:
        return f"{self.request}: {self.get_step_display()}"
