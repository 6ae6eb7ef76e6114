"""Sources and what comes from them; and what the office itself gives out."""

from dataclasses import fields

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lachan.exchange.blocklists import REASONS, NotCarried
from lachan.office.feeds import actions
from lachan.office.feeds.forms import FeedFileForm, FeedSourceForm
from lachan.office.feeds.models import FeedSource, ListIssue, PullState, SourceState
from lachan.office.feeds.permissions import (
    find_pull,
    find_source,
    may_review,
    reviews,
    sees_intake,
    visible_sources,
)
from lachan.office.form_pages import form_answer, sent
from lachan.office.guard import guarded
from lachan.office.request import OfficeRequest
from lachan.readers.feeds import MOST_OBJECT_BYTES

PAGE = 20
MOST_SHOWN = 200


@guarded(sees_intake)
@require_safe
def feed_sources(request: OfficeRequest) -> HttpResponse:
    """The sources."""
    page = Paginator(visible_sources(request.actor), PAGE).get_page(request.GET.get("page"))
    return render(request, "feeds/sources.html", {"page": page, "may_write": may_review(request.actor)})


@guarded(sees_intake)
@require_safe
def list_issues(request: OfficeRequest) -> HttpResponse:
    """What was given out, and which warned sites stand in no list, with the reason."""
    page = Paginator(ListIssue.objects.all(), PAGE).get_page(request.GET.get("page"))
    newest = ListIssue.objects.first()
    rows = newest.left_out if newest is not None else []
    left_out = [
        (number, host, REASONS[NotCarried(why)].in_language(request.LANGUAGE_CODE)) for number, host, why in rows
    ]
    return render(request, "feeds/issues.html", {"page": page, "newest": newest, "left_out": left_out})


@guarded(reviews)
@require_http_methods(["GET", "HEAD", "POST"])
def feed_source_add(request: OfficeRequest) -> HttpResponse:
    """Register a source."""
    form = FeedSourceForm(*sent(request))
    return form_answer(
        request, form, template="feeds/form.html", done=_("Đã ghi nguồn tin."), address="feed_source", standing=None,
        context={"title": _("Ghi nguồn tin"), "button": _("Ghi")},
        act=lambda: actions.add_source(facts=form.facts(), actor=request.actor, now=timezone.now()),
    )  # fmt: skip


@guarded(sees_intake)
@require_safe
def feed_source(request: OfficeRequest, source_id: int) -> HttpResponse:
    """One source, and what came from it."""
    found = find_source(request.actor, source_id)
    context = {
        "source": found, "page": Paginator(found.pulls.select_related("by"), PAGE).get_page(request.GET.get("page")),
        "held": found.marks.count(), "may_write": may_review(request.actor),
        "active": found.state == SourceState.ACTIVE,
    }  # fmt: skip
    return render(request, "feeds/source.html", context)


@guarded(reviews)
@require_http_methods(["GET", "HEAD", "POST"])
def feed_source_change(request: OfficeRequest, source_id: int) -> HttpResponse:
    """Say something else of a source."""
    found = find_source(request.actor, source_id)
    form = FeedSourceForm(*sent(request), initial=_facts_of(found))
    return form_answer(
        request, form, template="feeds/form.html", done=_("Đã sửa; nguồn tạm dừng cho đến khi bắt đầu lại."),
        address="feed_source", standing=found,
        context={"title": _("Sửa nguồn tin"), "button": _("Ghi"), "source": found},
        act=lambda: actions.change_source(
            source_id=source_id, facts=form.facts(), actor=request.actor, now=timezone.now()
        ),
    )  # fmt: skip


@guarded(reviews)
@require_POST
def feed_source_move(request: OfficeRequest, source_id: int) -> HttpResponse:
    """Start or pause a source."""
    actions.move_source(source_id=source_id, move=request.POST.get("move", ""), actor=request.actor, now=timezone.now())
    return redirect("feed_source", source_id)


@guarded(reviews)
@require_http_methods(["GET", "HEAD", "POST"])
def feed_source_file(request: OfficeRequest, source_id: int) -> HttpResponse:
    """Bring a file of a source."""
    found = find_source(request.actor, source_id)
    form = FeedFileForm(*sent(request))
    return form_answer(
        request, form, template="feeds/form.html", done=_("Đã đọc tệp."), address="feed_pull", standing=None,
        context={"title": _("Đưa tệp của nguồn lên"), "button": _("Đọc tệp"), "source": found},
        act=lambda: actions.bring_file(
            source_id=source_id, content=form.cleaned_data["file"].read(MOST_OBJECT_BYTES + 1), actor=request.actor,
            now=timezone.now(),
        ),
    )  # fmt: skip


@guarded(sees_intake)
@require_safe
def feed_pull(request: OfficeRequest, pull_id: int) -> HttpResponse:
    """What came once, and what taking it in would do."""
    found = find_pull(request.actor, pull_id)
    waiting = found.state == PullState.WAITING
    context = {
        "pull": found, "waiting": waiting, "may_decide": waiting and may_review(request.actor),
        "sample": [row[0].replace(".", "[.]") for row in found.body[:MOST_SHOWN]],
    }  # fmt: skip
    return render(request, "feeds/pull.html", context)


@guarded(reviews)
@require_POST
def feed_pull_decide(request: OfficeRequest, pull_id: int) -> HttpResponse:
    """Take in what waits, or put it away."""
    done = actions.decide_pull(
        pull_id=pull_id, move=request.POST.get("move", ""), actor=request.actor, now=timezone.now()
    )
    messages.success(request, _("Tín hiệu mới: %(n)d.") % {"n": done.signals})
    return redirect("feed_pull", pull_id)


def _facts_of(source: FeedSource) -> dict[str, object]:
    return {one.name: getattr(source, one.name) for one in fields(actions.SourceFacts)}
