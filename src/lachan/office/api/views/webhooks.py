"""Pages of webhooks: adding one, its last messages, the trial, and giving it up."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lachan.office.api.actions import webhooks
from lachan.office.api.forms import WebhookForm
from lachan.office.api.models import HookKind
from lachan.office.api.permissions import access_webhook, bodies_to_connect, connects_bodies
from lachan.office.api.queries import messages_of
from lachan.office.guard import guarded
from lachan.office.refusals import NotRight
from lachan.office.request import OfficeRequest


@guarded(connects_bodies)
@require_http_methods(["GET", "HEAD", "POST"])
def webhook_add(request: OfficeRequest) -> HttpResponse:
    """The form for a new address; then its secret, once."""
    form = WebhookForm(request.POST or None, units=bodies_to_connect(request.actor))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = webhooks.add_webhook(
                unit_id=int(data["unit"]), url=data["url"], kinds=data["kinds"], actor=request.actor, now=timezone.now()
            )
        except NotRight as no:
            form.refuse(no)
        else:
            answer = render(request, "api/webhook_shown.html", {"webhook": made.webhook, "secret": made.secret})
            answer.headers["Cache-Control"] = "no-store"
            return answer
    return render(request, "api/webhook_add.html", {"form": form}, status=422 if form.errors else 200)


@guarded(connects_bodies)
@require_GET
def webhook(request: OfficeRequest, webhook_id: int) -> HttpResponse:
    """One address with its last messages."""
    found = access_webhook(request.actor, webhook_id)
    kinds = [HookKind(one).label for one in found.kinds]
    return render(request, "api/webhook.html", {"webhook": found, "kinds": kinds, "sent": messages_of(found)})


@guarded(connects_bodies)
@require_POST
def webhook_try(request: OfficeRequest, webhook_id: int) -> HttpResponse:
    """Send a trial message."""
    webhooks.try_webhook(webhook_id=webhook_id, actor=request.actor, now=timezone.now())
    messages.success(request, _("Tin thử sẽ được gửi trong vòng một phút; hãy tải lại trang để xem kết quả."))
    return redirect("webhook", webhook_id)


@guarded(connects_bodies)
@require_POST
def webhook_enable(request: OfficeRequest, webhook_id: int) -> HttpResponse:
    """Send to it again."""
    webhooks.enable_webhook(webhook_id=webhook_id, actor=request.actor, now=timezone.now())
    messages.success(request, _("Đã bật lại. Hãy xem danh sách yêu cầu để không sót việc trong thời gian ngừng tin."))
    return redirect("webhook", webhook_id)


@guarded(connects_bodies)
@require_POST
def webhook_withdraw(request: OfficeRequest, webhook_id: int) -> HttpResponse:
    """Send nothing more to it."""
    webhooks.withdraw_webhook(webhook_id=webhook_id, actor=request.actor, now=timezone.now())
    messages.success(request, _("Đã bỏ địa chỉ nhận tin."))
    return redirect("connections")
