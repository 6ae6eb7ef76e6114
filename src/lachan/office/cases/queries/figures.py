"""Figures over the cases that a reader may see."""

from dataclasses import dataclass

from django.db.models import Count, Sum

from lachan.office.cases.models import CaseState
from lachan.office.cases.queries.cases import CaseFilter, cases_of
from lachan.office.people.actor import Actor


@dataclass(frozen=True)
class CaseFigures:
    """Counts by state and by kind of fraud (most first), and the loss in đồng. Merged cases count in their target."""

    total: int
    by_state: tuple[tuple[CaseState, int], ...]
    by_kind: tuple[tuple[str, int, int], ...]  # kind, cases, loss
    loss: int


def figures_of(actor: Actor, wanted: CaseFilter | None = None) -> CaseFigures:
    """The figures of the cases that match; one question to the data base for each of the two tables."""
    found = cases_of(actor, wanted).order_by()
    states = dict(found.values_list("state").annotate(Count("pk")))
    kinds = found.values("kind").annotate(n=Count("pk"), lost=Sum("loss")).order_by("-n", "kind")
    by_kind = tuple((row["kind"], row["n"], row["lost"] or 0) for row in kinds)
    by_state = tuple((state, states.get(state, 0)) for state in CaseState if state in states)
    return CaseFigures(sum(states.values()), by_state, by_kind, sum(lost for _kind, _n, lost in by_kind))
