"""What is done about a subject: a visit asked for, files brought, the pack taken out."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from lachan.office.evidence import actions
from lachan.office.evidence.actions import PackFacts
from lachan.office.evidence.forms import BringForm, CollectForm, PackForm
from lachan.office.evidence.permissions import collects_evidence
from lachan.office.files.views import hand_out
from lachan.office.form_pages import form_answer, sent
from lachan.office.guard import guarded
from lachan.office.intake.permissions import find_subject
from lachan.office.refusals import NotRight
from lachan.office.request import OfficeRequest


@guarded(collects_evidence)
@require_http_methods(["GET", "HEAD", "POST"])
def evidence_collect(request: OfficeRequest, subject_id: int) -> HttpResponse:
    """Ask that an address of the site be visited."""
    subject = find_subject(request.actor, subject_id)
    form = CollectForm(*sent(request), initial={"link": subject.address})
    context = {
        "subject": subject, "title": _("Thu thập chứng cứ"), "button": _("Đưa vào hàng chờ"),
        "explain": _(
            "Một tiến trình tách biệt mở địa chỉ, lưu nội dung, chứng thư số, đường chuyển hướng và ảnh chụp. Máy chủ "
            "của trang có thể thấy địa chỉ mạng của cơ quan."
        ),
    }  # fmt: skip
    return form_answer(
        request, form, template="evidence/form.html", context=context, address="capture", standing=subject,
        done=_("Đã đưa vào hàng chờ; bạn sẽ được báo khi xong."),
        act=lambda: actions.ask_capture(
            subject_id=subject_id, **form.cleaned_data, actor=request.actor, now=timezone.now()
        ),
    )  # fmt: skip


@guarded(collects_evidence)
@require_http_methods(["GET", "HEAD", "POST"])
def evidence_bring(request: OfficeRequest, subject_id: int) -> HttpResponse:
    """Bring files about a subject."""
    subject = find_subject(request.actor, subject_id)
    form = BringForm(*sent(request))
    context = {"subject": subject, "title": _("Tải chứng cứ lên"), "button": _("Lưu chứng cứ"), "explain": ""}

    def act() -> object:
        said = form.cleaned_data
        files = [(one.name or "", one.file) for one in said["proof"]]
        return actions.bring_evidence(
            subject_id=subject_id, files=files, link=said["link"], note=said["note"], purpose=said["purpose"],
            actor=request.actor, now=timezone.now(),
        )  # fmt: skip

    return form_answer(
        request, form, act=act, template="evidence/form.html", context=context, done=_("Đã lưu chứng cứ."),
        address="capture", standing=subject,
    )  # fmt: skip


@guarded(collects_evidence)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def evidence_pack(request: OfficeRequest, subject_id: int) -> HttpResponse:
    """Make the pack of a subject and hand it out."""
    subject = find_subject(request.actor, subject_id)
    form = PackForm(*sent(request))
    if request.method == "POST" and form.is_valid():
        facts = PackFacts(trick=subject.trick, imitated=subject.imitated, **form.said())
        purpose = form.cleaned_data["purpose"]
        try:
            pack = actions.evidence_pack(
                subject_id=subject_id, facts=facts, purpose=purpose, actor=request.actor, now=timezone.now()
            )
            return hand_out(request, pack.pdf if form.cleaned_data["kind"] == "pdf" else pack.archive, purpose)
        except NotRight as error:
            form.refuse(error)
    context = {
        "form": form, "subject": subject, "title": _("Lập bộ chứng cứ"), "button": _("Lập và tải về"),
        "explain": _("Gồm các bản thu thập mới nhất của đối tượng, kèm mã kiểm tra từng tệp."),
    }  # fmt: skip
    return render(request, "evidence/form.html", context, status=422 if form.errors else 200)
