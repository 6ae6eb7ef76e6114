"""The register of directives."""

from django.db.models import Count, Q, QuerySet

from lachan.office.directives.models import Directive, DirectiveState, TaskState
from lachan.office.directives.permissions import visible_directives
from lachan.office.people.actor import Actor
from lachan.vietnam.text import plain


def directives_of(actor: Actor, *, search: str = "", state: str = "") -> QuerySet[Directive]:
    """The directives that the person may see, newest first; discarded drafts only when asked for by state.

    Each row carries `task_count` and `done_count` over the tasks that count (not those handed over).
    """
    found = visible_directives(actor)
    found = found.filter(state=state) if state else found.exclude(state=DirectiveState.DISCARDED)
    for word in plain(search).split():
        found = found.filter(search_text__contains=word)
    counted = ~Q(groups__duties__tasks__state=TaskState.HANDED_OVER)
    return found.annotate(
        task_count=Count("groups__duties__tasks", filter=counted),
        done_count=Count("groups__duties__tasks", filter=Q(groups__duties__tasks__state=TaskState.DONE)),
    ).order_by("-imported_at", "-id")


def same_reference(directive: Directive) -> QuerySet[Directive]:
    """Other directives with the same number, symbol and issuer: probably the same paper, imported twice."""
    if not directive.number:
        return Directive.objects.none()
    twins = Directive.objects.filter(number=directive.number, symbol=directive.symbol, issuer=directive.issuer)
    return twins.exclude(pk=directive.pk).exclude(state=DirectiveState.DISCARDED)
