"""The figures of annex 3 (KT-01 to KT-06) that the register of inspections already holds."""

from collections import Counter
from datetime import date, timedelta

from django.db.models import Count, Q, Sum

from lachan.office.inspections.models import Fine, Inspection, Result
from lachan.office.people.actor import Actor
from lachan.office.requests.queries.figures import start_of
from lachan.office.units.models import Unit
from lachan.vietnam.indicators import Indicator, indicator


def has_led(unit: Unit | int, *, until: date) -> bool:
    """Whether the register has anything to say of this unit up to a day: an inspection that it leads."""
    end = start_of(until + timedelta(days=1))
    return Inspection.objects.filter(unit=unit, planned_at__lt=end).exists()


def counts_in(period_from: date, period_to: date, unit: Unit | int) -> dict[str, int]:
    """The figures of a unit that leads inspections, for a period of days, both included.

    An inspection counts on the day of its conclusion, with the one person or body that it inspected and the numbers of
    its minutes; a fine on the day of its decision (rules of `vietnam/data/indicators.toml`).
    """
    start = start_of(period_from)
    end = start_of(period_to + timedelta(days=1))
    ended = Inspection.objects.filter(unit=unit, concluded_at__gte=start, concluded_at__lt=end)
    numbers = ended.order_by().aggregate(
        all=Count("numbers"), confirmed=Count("numbers", filter=Q(numbers__result=Result.CONFIRMED))
    )
    fines = Fine.objects.filter(inspection__unit=unit, decision_on__gte=period_from, decision_on__lte=period_to)
    fined = fines.order_by().aggregate(n=Count("pk"), amount=Sum("amount"))
    inspections = ended.count()
    return {
        "KT-01": inspections,
        "KT-02": inspections,
        "KT-03": numbers["all"],
        "KT-04": numbers["confirmed"],
        "KT-05": fined["n"],
        "KT-06": fined["amount"] or 0,
    }


def figures_of(actor: Actor, today: date) -> list[tuple[Indicator, int]]:
    """The figures of annex 3 since the first day of the year, over the person's Departments."""
    added: Counter[str] = Counter()
    for unit in actor.department_ids:
        added.update(counts_in(today.replace(month=1, day=1), today, unit))
    return [(indicator(code), value) for code, value in sorted(added.items())]
