"""The queue, one subject at a time: one key or button a decision, and the next one is there."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lachan.office.guard import guarded
from lachan.office.intake import actions
from lachan.office.intake.permissions import find_subject, reviews
from lachan.office.intake.policies import SubjectMove
from lachan.office.intake.queries import subjects as queries
from lachan.office.refusals import NotNow, NotRight
from lachan.office.request import OfficeRequest

MOST_SKIPPED = 300
SKIP = "skip"
MOVES = {str(move): move for move in SubjectMove if move is not SubjectMove.RETURN}


@guarded(reviews)
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: OfficeRequest) -> HttpResponse:
    """Show the next subject; on POST, decide the one that was shown first."""
    skipped = _skipped(request)
    if request.method != "POST":
        return _card(request, skipped)
    subject_id, move = _id(request.POST.get("subject", "")), request.POST.get("move", "")
    if move == SKIP:
        return _card(request, [*skipped, subject_id])
    if move not in MOVES:
        raise NotRight("not_a_choice", _("Lựa chọn không hợp lệ; hãy tải lại trang."))
    try:
        if find_subject(request.actor, subject_id).signal_count != _id(request.POST.get("seen", "")):
            raise NotNow("new_signals", _("Vừa có tín hiệu mới về mục này; hãy xem lại rồi quyết định."))
        actions.decide(
            subject_id=subject_id, move=MOVES[move], reason=request.POST.get("reason", "")[:400],
            into=_id(request.POST.get("into", "")) or None, actor=request.actor, now=timezone.now(),
        )  # fmt: skip
    except (NotNow, NotRight) as no:
        messages.error(request, str(no.sentence))
    else:
        messages.success(request, _("Đã quyết định: %(what)s") % {"what": _done(request, subject_id)})
    return _card(request, skipped)


@guarded(reviews)
@require_POST
def review_undo(request: OfficeRequest) -> HttpResponse:
    """Take back the person's last decision, and show that subject again."""
    try:
        undone = actions.undo_last(actor=request.actor, now=timezone.now())
    except NotNow as no:
        messages.error(request, str(no.sentence))
        return _card(request, _skipped(request))
    messages.success(request, _("Đã hoàn tác: %(what)s") % {"what": undone.subject.shown})
    return _card(request, [one for one in _skipped(request) if one != undone.subject_id], undone.subject_id)


def _card(request: OfficeRequest, skipped: list[int], subject_id: int = 0) -> HttpResponse:
    """The page, or for the script the card alone; without script a POST ends at an address that can be reloaded."""
    left = ",".join(str(one) for one in skipped[-MOST_SKIPPED:])
    htmx = bool(request.headers.get("HX-Request"))
    if request.method == "POST" and not htmx:
        answer = redirect("review")
        answer["Location"] += f"?skipped={left}&subject={subject_id}"
        return answer
    wanted = subject_id or _id(request.GET.get("subject", ""))
    subject = find_subject(request.actor, wanted) if wanted else queries.next_in_queue(request.actor, skipped)
    context = {
        "waiting": queries.waiting_count(),
        "skipped": left,
        "skipped_count": len(skipped),
        "subject": subject,
        "alone": htmx,
    }
    if subject is not None:
        context |= queries.card_of(subject) | {"alike": queries.alike(subject)}
    return render(request, "intake/card.html" if htmx else "intake/review.html", context)


def _done(request: OfficeRequest, subject_id: int) -> str:
    subject = find_subject(request.actor, subject_id)
    return f"{subject.shown} – {subject.get_state_display()}"


def _skipped(request: OfficeRequest) -> list[int]:
    given = request.POST if request.method == "POST" else request.GET
    found = [_id(one) for one in given.get("skipped", "").split(",")[:MOST_SKIPPED]]
    return [one for one in found if one]


def _id(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 18 else 0
