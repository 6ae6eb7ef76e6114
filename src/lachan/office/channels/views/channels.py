"""Channels, one of them with its outbox, and what a person does there."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lachan.office.channels import actions
from lachan.office.channels.forms import ChannelForm
from lachan.office.channels.permissions import find_channel, may_run, runs_channels, sees_channels
from lachan.office.channels.queries import channels_of, page_of
from lachan.office.form_pages import form_answer, sent
from lachan.office.guard import guarded
from lachan.office.request import OfficeRequest

FORM_METHODS = ["GET", "HEAD", "POST"]


@guarded(sees_channels)
@require_safe
def channels(request: OfficeRequest) -> HttpResponse:
    """All channels of the person's Departments."""
    context = {"channels": channels_of(request.actor), "may_run": may_run(request.actor)}
    return render(request, "channels/channels.html", context)


@guarded(sees_channels)
@require_safe
def channel(request: OfficeRequest, channel_id: int) -> HttpResponse:
    """One channel and its posts."""
    return render(request, "channels/channel.html", page_of(request.actor, find_channel(request.actor, channel_id)))


@guarded(runs_channels)
@require_http_methods(FORM_METHODS)
def channel_add(request: OfficeRequest) -> HttpResponse:
    """A new channel."""
    form = ChannelForm(*sent(request))
    return form_answer(
        request, form, template="channels/form.html", context={"title": _("Thêm kênh")}, done=_("Đã thêm kênh."),
        address="channel", standing=None,
        act=lambda: actions.add_channel(wanted=form.wanted(), actor=request.actor, now=timezone.now()),
    )  # fmt: skip


@guarded(runs_channels)
@require_http_methods(FORM_METHODS)
def channel_connect(request: OfficeRequest, channel_id: int) -> HttpResponse:
    """New tokens, another way of posting."""
    found = find_channel(request.actor, channel_id)
    started = {"kind": found.kind, "name": found.name, "mode": found.mode, "address": found.address,
               "app_id": found.app_id}  # fmt: skip
    form = ChannelForm(*sent(request), initial=started)
    return form_answer(
        request, form, template="channels/form.html", context={"title": _("Kết nối lại kênh"), "channel": found},
        done=_("Đã kết nối lại."), address="channel", standing=found,
        act=lambda: actions.reconnect(
            channel_id=channel_id, wanted=form.wanted(), actor=request.actor, now=timezone.now()
        ),
    )  # fmt: skip


@guarded(runs_channels)
@require_POST
def channel_off(request: OfficeRequest, channel_id: int) -> HttpResponse:
    """Use it no more."""
    actions.switch_off(channel_id=channel_id, actor=request.actor, now=timezone.now())
    messages.success(request, _("Đã tắt kênh và xóa các mã truy cập."))
    return redirect("channel", channel_id)


@guarded(runs_channels)
@require_POST
def post_done(request: OfficeRequest, post_id: int) -> HttpResponse:
    """An officer did it by hand."""
    post = actions.done_by_hand(post_id=post_id, actor=request.actor, now=timezone.now())
    messages.success(request, _("Đã ghi: cán bộ đã làm xong."))
    return redirect("channel", post.channel_id)


@guarded(runs_channels)
@require_POST
def post_again(request: OfficeRequest, post_id: int) -> HttpResponse:
    """Try once more."""
    post = actions.try_again(post_id=post_id, actor=request.actor, now=timezone.now())
    messages.success(request, _("Hệ thống sẽ thử lại."))
    return redirect("channel", post.channel_id)
