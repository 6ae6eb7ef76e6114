"""Cases, who and what they are about, their evidence, notes and links. Personal data stand here sealed (`vault`)."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lachan.office.files.models import StoredFile
from lachan.office.people.models import Delegation
from lachan.office.units.models import Unit
from lachan.vietnam.text import plain

LONGEST_TITLE = 160


class CaseState(models.TextChoices):
    """Where a case stands; the moves between states are in `policies.py`."""

    OPEN = "open", _("Đang xem xét")
    HANDED_OVER = "handed_over", _("Đã chuyển công an")
    CLOSED = "closed", _("Đã kết thúc")
    MERGED = "merged", _("Đã nhập vào vụ việc khác")


class CaseSource(models.TextChoices):
    """How a case came to the Department."""

    FINDING = "finding", _("Dấu hiệu từ rà soát")
    CITIZEN_REPORT = "citizen_report", _("Phản ánh của người dân")
    INCIDENT = "incident", _("Sự cố")
    OTHER = "other", _("Nguồn khác")


class CaseOutcome(models.TextChoices):
    """With what a case ended."""

    POLICE = "police", _("Cơ quan công an xử lý")
    BLOCKED = "blocked", _("Đã ngăn chặn (chặn, thu hồi, gỡ bỏ)")
    WARNED = "warned", _("Đã cảnh báo")
    SANCTIONED = "sanctioned", _("Đã xử phạt hành chính")
    NO_SIGN = "no_sign", _("Không có dấu hiệu vi phạm")
    NOT_ENOUGH = "not_enough", _("Không đủ căn cứ")


class Case(models.Model):
    """What came in and is judged together. Title and outcome are read by many, so they carry no personal data."""

    number = models.CharField(_("số vụ việc"), max_length=16, unique=True, editable=False)
    unit = models.ForeignKey(Unit, verbose_name=_("đơn vị thụ lý"), on_delete=models.PROTECT, related_name="cases")
    title = models.CharField(_("tên vụ việc"), max_length=LONGEST_TITLE)
    search_text = models.CharField(max_length=400, editable=False)
    kind = models.CharField(_("thủ đoạn"), max_length=100)
    source = models.CharField(_("nguồn"), max_length=20, choices=CaseSource.choices)
    state = models.CharField(_("trạng thái"), max_length=12, choices=CaseState.choices, default=CaseState.OPEN)
    loss = models.PositiveBigIntegerField(_("thiệt hại (đồng)"), null=True, blank=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(_("mở lúc"))
    closed_at = models.DateTimeField(_("kết thúc lúc"), null=True, blank=True)
    outcome = models.CharField(_("kết quả xử lý"), max_length=12, choices=CaseOutcome.choices, blank=True)
    outcome_sentence = models.CharField(_("lời trả lời người phản ánh"), max_length=500, blank=True)
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged")

    class Meta:
        verbose_name = _("vụ việc")
        ordering = ["-opened_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="case_merged_into_another",
                condition=Q(state="merged", merged_into__isnull=False) & ~Q(merged_into=F("id"))
                | ~Q(state="merged") & Q(merged_into__isnull=True),
            ),
            models.CheckConstraint(
                name="case_closed_with_an_outcome",
                condition=~Q(state="closed") | (Q(closed_at__isnull=False) & ~Q(outcome="") & ~Q(outcome_sentence="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the search form beside number and title."""
        self.search_text = plain(f"{self.number} {self.title} {self.kind}")[:400]
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class CaseRegister(models.Model):
    """The last number given in a year: one row, locked by whoever opens a case, so that numbers have no gaps."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("sổ vụ việc")

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


class SubjectKind(models.TextChoices):
    """What a subject is."""

    PERSON = "person", _("Người, tổ chức")
    NUMBER = "number", _("Số điện thoại")
    SITE = "site", _("Trang web, tên miền")
    ACCOUNT = "account", _("Tài khoản mạng xã hội")
    BANK_ACCOUNT = "bank_account", _("Tài khoản ngân hàng, ví điện tử")
    ADDRESS = "address", _("Địa chỉ IP (có thể kèm cổng)")


class SubjectRole(models.TextChoices):
    """What a subject is in a case; a sign is no verdict."""

    SUSPECT = "suspect", _("Có dấu hiệu lừa đảo")
    VICTIM = "victim", _("Người bị hại")
    REPORTER = "reporter", _("Người phản ánh")
    OTHER = "other", _("Liên quan")


class InCase(models.Model):
    """What lies in a case. Merge and split move it; `first_case` is where it was first written down."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)  # known before the row: seals need it
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(_("ghi lúc"))
    here_since = models.DateTimeField()  # in this case: the police see what was there when it was handed over

    class Meta:
        abstract = True


class Subject(InCase):
    """A person, number, site, account or address in a case: sealed for reading, blind for exact search."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="subjects")
    first_case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("loại"), max_length=12, choices=SubjectKind.choices)
    role = models.CharField(_("vai trò trong vụ việc"), max_length=10, choices=SubjectRole.choices)
    sealed = models.TextField()
    blind = models.CharField(max_length=64)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("đối tượng")
        ordering = ["added_at", "id"]
        indexes = [models.Index(fields=["kind", "blind"])]
        constraints = [
            models.CheckConstraint(
                name="subject_withdrawn_with_a_reason",
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_reason=""),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.case.number}"


class Evidence(InCase):
    """A file that shows something, with the digest that it had when it came in, and (sealed) from whom it came."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="evidence")
    first_case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    what = models.CharField(_("nội dung chứng cứ"), max_length=200)
    taken_on = models.DateField(_("ngày thu thập"))
    from_whom = models.TextField(blank=True)

    class Meta:
        verbose_name = _("chứng cứ")
        ordering = ["taken_on", "added_at", "id"]

    def __str__(self) -> str:
        return f"{self.what}"[:200]


class CaseNote(InCase):
    """What a person wrote into the timeline of a case, for colleagues of the Department; the text is sealed."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="notes")
    first_case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    happened_at = models.DateTimeField(_("diễn ra lúc"))
    sealed = models.TextField()

    class Meta:
        verbose_name = _("ghi chú vụ việc")
        ordering = ["happened_at", "added_at", "id"]

    def __str__(self) -> str:
        return self.case.number


class LinkKind(models.TextChoices):
    """Why two cases are linked by a person; the same subject in two cases is found and needs no row."""

    BY_HAND = "by_hand", _("Cán bộ nối")
    SPLIT = "split", _("Tách ra")


class CaseLink(models.Model):
    """Two cases that a person saw to belong together (same script, same people), with the reason."""

    one = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("loại"), max_length=8, choices=LinkKind.choices)
    reason = models.CharField(_("lý do"), max_length=300)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("liên kết vụ việc")
        ordering = ["made_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="one_link_a_pair_of_cases"),
            models.CheckConstraint(name="case_linked_to_another", condition=Q(one__lt=F("other"))),
        ]

    def __str__(self) -> str:
        return f"{self.one.number} – {self.other.number}"


class CaseLetter(models.Model):
    """A letter with which the leader gave a case, as it was at that moment, to a police unit."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="letters")
    to_unit = models.ForeignKey(
        Unit, verbose_name=_("cơ quan công an nhận"), on_delete=models.PROTECT, related_name="+"
    )
    digest = models.CharField(max_length=64)  # of what the leader read and signed
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    signed_under = models.ForeignKey(Delegation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()
    letter_docx = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    letter_pdf = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("văn bản chuyển vụ việc")
        ordering = ["signed_at", "id"]

    def __str__(self) -> str:
        return f"{self.case.number} → {self.to_unit}"


class ReporterCode(models.Model):
    """The receipt of somebody who reported: it tells the outcome. Only its keyed hash is kept."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="reporter_codes")
    code_hash = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("mã tra cứu của người phản ánh")

    def __str__(self) -> str:
        return self.case.number
