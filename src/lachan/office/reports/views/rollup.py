"""Pages of the roll-up and of the official report."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lachan.documents.charts import progress_chart
from lachan.office.files.views import hand_out
from lachan.office.guard import guarded
from lachan.office.refusals import NotRight, require
from lachan.office.reports.actions.official import make_official_report, words_for
from lachan.office.reports.forms import WordsForm
from lachan.office.reports.permissions import access_official_report, access_round, may_run_rounds, sees_work
from lachan.office.reports.queries.areas import areas_of
from lachan.office.reports.queries.rollup import COUNTING_RULES, Rollup, rollup_of
from lachan.office.request import OfficeRequest


@guarded(sees_work)
@require_safe
def rollup(request: OfficeRequest, round_id: int) -> HttpResponse:
    """Figures by duty, unit and area; `chi-tieu` chooses which figure the map and the table of units show."""
    found = access_round(request.actor, round_id)
    added = rollup_of(found)
    chosen = next((line for line in added.lines if line.address == request.GET.get("chi-tieu")), None)
    links = {area: reverse("report", args=[r.pk]) for r in added.reports for area in r.unit.area}
    areas = areas_of(added, chosen, settings.PROVINCE, links=links, standalone=False)
    context = {
        "round": found,
        "rollup": added,
        "areas": areas,
        "map": mark_safe(areas.svg),  # noqa: S308 - made by our own writer, which escapes every text
        "chart": mark_safe(_chart(added)),  # noqa: S308 - the same
        "chosen": chosen,
        "units": [(r, added.value(r.unit, chosen.key) if chosen else None) for r in added.reports],
        "kinds": added.kinds(timezone.localdate()),
        "rules": COUNTING_RULES,
        "may_run": may_run_rounds(request.actor, found.directive),
    }
    return render(request, "reports/rollup.html", context)


def _chart(added: Rollup) -> str:
    """How many of the units asked have accepted figures, duty by duty."""
    rows = {line.duty.code: (line.duty.code, 0, line.units_asked) for line in added.lines}
    for line in added.lines:
        code, most, asked = rows[line.duty.code]
        rows[line.duty.code] = (code, max(most, line.units_counted), asked)
    return progress_chart(_("Số đơn vị đã có số liệu được tiếp nhận, theo nội dung giao"), list(rows.values()))


@guarded(sees_work)
@require_http_methods(["GET", "HEAD", "POST"])
def official_report_make(request: OfficeRequest, round_id: int) -> HttpResponse:
    """The proposed words, and one button that makes the three files."""
    found = access_round(request.actor, round_id)
    require(may_run_rounds(request.actor, found.directive))
    words = words_for(rollup_of(found), timezone.localdate())
    form = WordsForm(request.POST or None, initial=words.as_data())
    if request.method == "POST" and form.is_valid():
        make_official_report(round_id=round_id, words=form.words(), actor=request.actor, now=timezone.now())
        messages.success(request, _("Đã lập báo cáo: DOCX, PDF và XLSX."))
        return redirect("round", round_id)
    context = {"form": form, "round": found}
    return render(request, "reports/official_make.html", context, status=422 if form.errors else 200)


@guarded(sees_work)
@require_safe
def official_report_file(request: OfficeRequest, official_id: int, kind: str) -> HttpResponse:
    """Hand out one of the three files."""
    made = access_official_report(request.actor, official_id)
    if kind not in ("docx", "pdf", "xlsx"):
        raise NotRight("no_such_kind", _("Chỉ có DOCX, PDF và XLSX."))
    return hand_out(request, getattr(made, kind), purpose=_("Tải báo cáo chính thức"))
