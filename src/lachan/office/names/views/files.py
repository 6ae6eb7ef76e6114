"""The register as a file: brought in over a preview, taken away for the command line."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lachan.office.form_pages import sent
from lachan.office.guard import guarded
from lachan.office.names import actions
from lachan.office.names.forms import NamesFileForm
from lachan.office.names.permissions import sees_names, writes_names
from lachan.office.names.plan import MOST_BYTES, as_toml, plan_import
from lachan.office.previews import opened_preview, sealed_preview
from lachan.office.refusals import NotNow, NotRight, Refusal
from lachan.office.request import OfficeRequest
from lachan.readers.errors import InputError
from lachan.readers.uploads import safe_name

_SALT = "lachan.office.names.plan"


@guarded(writes_names)
@require_http_methods(["GET", "HEAD", "POST"])
def names_import(request: OfficeRequest) -> HttpResponse:
    """Choose a file; answer with the plan of what importing it would do. Nothing is written."""
    form = NamesFileForm(*sent(request))
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            content = file.read(MOST_BYTES + 1).decode("utf-8", "replace")
            return _preview(request, content, safe_name(file.name))
        except InputError as error:
            form.refuse(error)
    return render(request, "names/import.html", {"form": form}, status=422 if form.errors else 200)


def _preview(request: OfficeRequest, content: str, name: str, refusal: Refusal | None = None) -> HttpResponse:
    plan = plan_import(content, name=name, today=timezone.localdate())
    sealed = sealed_preview({"content": content, "name": name}, person_id=request.actor.id, salt=_SALT)
    context = {
        "plan": plan,
        "refusal": refusal,
        "errors": [e.wording.in_language(request.LANGUAGE_CODE) for e in plan.errors],
        "sealed": "" if plan.errors else sealed,
    }
    status = 422 if plan.errors else refusal.status if refusal else 200
    return render(request, "names/preview.html", context, status=status)


@guarded(writes_names)
@require_POST
def names_import_confirm(request: OfficeRequest) -> HttpResponse:
    """Carry out the plan that the person saw; show the new plan when it is no longer the same."""
    given = opened_preview(request.POST.get("sealed", ""), person_id=request.actor.id, salt=_SALT)
    try:
        plan = actions.apply_import(
            content=given["content"], name=given["name"], seen=request.POST.get("seen", ""), actor=request.actor,
            now=timezone.now(),
        )  # fmt: skip
    except (NotNow, NotRight) as no:
        return _preview(request, given["content"], given["name"], no)
    messages.success(request, _("Đã nhập %(n)d tên, chờ phê duyệt.") % {"n": len(plan.adds) + len(plan.changes)})
    return redirect("protected_names")


@guarded(sees_names)
@require_safe
def names_export(request: OfficeRequest) -> HttpResponse:
    """The names in use as the file that `lachan sites check --brands` takes."""
    headers = {"Content-Disposition": 'attachment; filename="ten-duoc-bao-ve.toml"', "Cache-Control": "no-store"}
    return HttpResponse(as_toml(timezone.localdate()), content_type="application/toml; charset=utf-8", headers=headers)
