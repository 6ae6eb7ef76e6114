"""The pages on which an incident is put into a case, traced, joined and ended."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lachan.office.cases.forms import WhyForm
from lachan.office.form_pages import sent
from lachan.office.guard import guarded
from lachan.office.incidents import actions, queries
from lachan.office.incidents.forms.judging import AskForm, CaseForm, CloseForm, JoinForm, SentenceForm
from lachan.office.incidents.models import Incident, TraceStep
from lachan.office.incidents.permissions import access_step, writes_incidents
from lachan.office.incidents.policies import IncidentMove
from lachan.office.incidents.views.form_page import form_page, incident_for
from lachan.office.people.models import Role
from lachan.office.request import OfficeRequest
from lachan.office.requests.models import CallTrace
from lachan.office.units.models import Unit


@guarded(writes_incidents)
@require_http_methods(["GET", "HEAD", "POST"])
def incident_attach(request: OfficeRequest, incident_id: int) -> HttpResponse:
    """Put it into a case."""
    found = incident_for(request, incident_id, IncidentMove.ATTACH)
    form = CaseForm(*sent(request), actor=request.actor)

    def act() -> None:
        actions.attach_case(
            incident_id=incident_id, case_id=form.case_id(), actor=request.actor, now=timezone.now()
        )  # fmt: skip

    return form_page(
        request, found, form, act=act, title=_("Gắn vào vụ việc"), button=_("Gắn vào vụ việc"),
        done=_("Đã gắn vào vụ việc."),
        explain=_("Số hiển thị và các số bị gọi được ghi vào mục Đối tượng của vụ việc (mã hóa)."),
    )  # fmt: skip


@guarded(writes_incidents)
@require_http_methods(["GET", "HEAD", "POST"])
def incident_ask(request: OfficeRequest, incident_id: int) -> HttpResponse:
    """Draft the request to the next operator in the path; then the request's own page takes over."""
    found = incident_for(request, incident_id, IncidentMove.ASK)
    previous, named = _previous(request, found)
    form = AskForm(
        *sent(request), incident=found, named=named, today=timezone.localdate(),
        initial=_usual(request, found, previous, named),
    )  # fmt: skip
    made: list[TraceStep] = []

    def act() -> None:
        asked = form.asked(previous.pk if previous else None)
        made.append(actions.ask_operator(incident_id=incident_id, asked=asked, actor=request.actor, now=timezone.now()))

    answer = form_page(
        request, found, form, act=act, title=_("Lập yêu cầu truy vết"), button=_("Lưu bản nháp"),
        done=_("Đã lưu bản nháp yêu cầu. Hãy trình lãnh đạo phê duyệt."),
        explain=_("Số hiển thị, số bị gọi và thời gian được lấy từ các lượt báo."),
    )  # fmt: skip
    return redirect("request", made[0].request_id) if made else answer


def _previous(request: OfficeRequest, found: Incident) -> tuple[TraceStep | None, Unit | None]:
    """The step whose answer named the next operator, and that operator."""
    asked = request.GET.get("chang", "")
    if not (asked.isdecimal() and len(asked) < 10):
        return None, None
    step = access_step(found, int(asked))
    trace = CallTrace.objects.filter(answer__request=step.request, upstream__isnull=False).last()
    return (step, trace.upstream) if trace is not None else (None, None)


def _usual(
    request: OfficeRequest, found: Incident, previous: TraceStep | None, named: Unit | None
) -> dict[str, object]:  # fmt: skip
    """What mostly stands in such a letter: the network of the called person first, the leader as signer."""
    network = found.reports.filter(network__isnull=False).values_list("network", flat=True).first()
    leader = found.unit.memberships.filter(role=Role.LEADER).valid_on(timezone.localdate()).first()
    reason = _("Truy vết nguồn và ngăn chặn cuộc gọi giả mạo số (%(number)s).") % {"number": found.number}
    if previous is not None:
        reason += " " + _("Theo trả lời yêu cầu %(request)s.") % {"request": previous.request.reference}
    return {
        "operator": named.pk if named is not None else network,
        "letter_on": timezone.localdate(),
        "letter_signer": leader.person_id if leader else None,
        "letter_title": leader.title if leader else "",
        "reason": reason,
    }


@guarded(writes_incidents)
@require_POST
def incident_find(request: OfficeRequest, incident_id: int) -> HttpResponse:
    """The path is as clear as it gets."""
    actions.find_path(incident_id=incident_id, actor=request.actor, now=timezone.now())
    return redirect("incident", incident_id)


@guarded(writes_incidents)
@require_http_methods(["GET", "HEAD", "POST"])
def incident_close(request: OfficeRequest, incident_id: int) -> HttpResponse:
    """End it with what came of it."""
    found = incident_for(request, incident_id, IncidentMove.CLOSE)
    form = CloseForm(*sent(request))
    return form_page(
        request, found, form, title=_("Kết thúc sự việc"), button=_("Kết thúc sự việc"),
        done=_("Đã kết thúc sự việc."),
        act=lambda: actions.close_incident(
            incident_id=incident_id, **form.cleaned_data, actor=request.actor, now=timezone.now()
        ),
    )  # fmt: skip


@guarded(writes_incidents)
@require_http_methods(["GET", "HEAD", "POST"])
def incident_dismiss(request: OfficeRequest, incident_id: int) -> HttpResponse:
    """Say that no number was forged."""
    found = incident_for(request, incident_id, IncidentMove.DISMISS)
    form = SentenceForm(*sent(request))
    return form_page(
        request, found, form, title=_("Không phải giả mạo số"), button=_("Bỏ sự việc"), done=_("Đã bỏ sự việc."),
        act=lambda: actions.dismiss_incident(
            incident_id=incident_id, **form.cleaned_data, actor=request.actor, now=timezone.now()
        ),
    )  # fmt: skip


@guarded(writes_incidents)
@require_http_methods(["GET", "HEAD", "POST"])
def incident_join(request: OfficeRequest, incident_id: int) -> HttpResponse:
    """Put it into another that is the same."""
    found = incident_for(request, incident_id, IncidentMove.JOIN)
    form = JoinForm(*sent(request), others=queries.to_join(request.actor, found))
    return form_page(
        request, found, form, title=_("Nhập vào sự việc khác"), button=_("Nhập vào"), done=_("Đã nhập sự việc."),
        act=lambda: actions.join_incident(
            incident_id=incident_id, into_id=int(form.cleaned_data["into"]), actor=request.actor, now=timezone.now()
        ),
    )  # fmt: skip


@guarded(writes_incidents)
@require_http_methods(["GET", "HEAD", "POST"])
def incident_reopen(request: OfficeRequest, incident_id: int) -> HttpResponse:
    """Take it up again."""
    found = incident_for(request, incident_id, IncidentMove.REOPEN)
    form = WhyForm(*sent(request))
    return form_page(
        request, found, form, title=_("Mở lại sự việc"), button=_("Mở lại"), done=_("Đã mở lại sự việc."),
        act=lambda: actions.reopen_incident(
            incident_id=incident_id, reason=form.cleaned_data["reason"], actor=request.actor, now=timezone.now()
        ),
    )  # fmt: skip
