"""What a reader may see of bundles: the list, one bundle's counts, trends over snapshots, and figures of annex 2."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from lachan.documents.charts import bar_chart
from lachan.office.bundles.models import Bundle, BundleFamily, BundleState
from lachan.office.bundles.permissions import visible_bundles
from lachan.office.people.actor import Actor
from lachan.office.units.models import Unit
from lachan.vietnam.places import commune
from lachan.vietnam.text import plain

BAND_FIGURES = {("person", "4-9"): "TB-05", ("person", "10-19"): "TB-06", ("person", "20+"): "TB-07",
                ("organisation", "50+"): "TB-08"}  # fmt: skip
CLEANUP_FIGURES = {"notified": "TB-09", "one_way": "TB-10", "two_way": "TB-11", "recovered": "TB-12",
                   "put_right": "TB-13"}  # fmt: skip
SERVICES = {"mobile": _("Di động"), "fixed": _("Cố định"), "internet": _("Internet"), "": _("Chưa rõ")}
MOST_SNAPSHOTS = 24
MOST_RULES = 12


def bundles_of(actor: Actor, search: str = "") -> QuerySet[Bundle]:
    """The bundles that the person may see, the newest data first; previews and taken ones, not what was discarded."""
    found = visible_bundles(actor).exclude(state=BundleState.DISCARDED)
    for word in plain(search).split():
        found = found.filter(unit__search_name__contains=word)
    return found.order_by("-as_of", "-made_at", "-id")


@dataclass(frozen=True)
class Snapshot:
    """One bundle as a point of a trend; the share in percent."""

    as_of: date
    active: int
    complete: int
    holders: int

    @property
    def share(self) -> float:
        """Complete records of active ones, in percent with two decimals."""
        return round(100 * self.complete / self.active, 2) if self.active else 0.0


def snapshots_of(unit: Unit | int) -> list[Snapshot]:
    """The newest bundle of each day of data that was taken in from an operator, oldest first."""
    newest: dict[date, Bundle] = {}
    for one in _taken(unit).order_by("made_at", "id"):
        newest[one.as_of] = one
    return [
        Snapshot(
            day, one.body["active_rows"], one.body["complete_rows"],
            sum(band["owners"] for band in one.body["bands"] if band["band"].endswith("+")),
        )
        for day, one in sorted(newest.items())[-MOST_SNAPSHOTS:]
    ]  # fmt: skip


def _taken(unit: Unit | int) -> QuerySet[Bundle]:
    """The bundles about subscribers that were taken in from an operator."""
    return Bundle.objects.filter(unit=unit, state=BundleState.TAKEN, family=BundleFamily.SUBSCRIBERS)


def counts_in(period_from: date, period_to: date, unit: Unit | int) -> dict[str, int]:
    """The figures of annex 2 (TB-01 to TB-13) from the newest bundle whose data are of the period; {} without one.

    States are those of the bundle's day. What was done (TB-09 to TB-13) stands only when the bundle's own period is
    exactly the one that is reported: parts of periods cannot be taken apart. TB-04 is a share, and reported by hand.
    """
    taken = _taken(unit).filter(as_of__gte=period_from, as_of__lte=period_to)
    newest = taken.order_by("-as_of", "-made_at", "-id").first()
    if newest is None:
        return {}
    body = newest.body
    figures = {
        "TB-01": body["active_rows"],
        "TB-02": body["complete_rows"],
        "TB-03": body["active_rows"] - body["complete_rows"],
        **dict.fromkeys(BAND_FIGURES.values(), 0),
    }
    for band in body["bands"]:
        code = BAND_FIGURES.get((band["owner_kind"], band["band"]))
        if code is not None:
            figures[code] += band["owners"]
    if body["cleanup"] is not None and (newest.since, newest.until) == (period_from, period_to):
        figures |= {code: body["cleanup"][field] for field, code in CLEANUP_FIGURES.items()}
    return figures


def page_of(bundle: Bundle) -> dict[str, Any]:
    """Everything that the page of a bundle shows: counts, most first; communes by name; the trend up to now."""
    body = bundle.body
    trend = snapshots_of(bundle.unit_id)
    chart = bar_chart(
        "Thuê bao đủ thông tin (%)", [(f"{one.as_of:%d/%m/%Y}", one.share) for one in trend], unit="%"
    ) if len(trend) > 1 else ""  # fmt: skip
    return {
        "bundle": bundle,
        "body": body,
        "wrong": body["active_rows"] - body["complete_rows"],
        "rules": [
            one | {"title": _title(one["rule"])}
            for one in sorted(body["rules"], key=lambda one: -one["numbers"])[:MOST_RULES]
            if one["numbers"]
        ],
        "bands": body["bands"],
        "communes": [
            one
            | {
                "said": SERVICES[one["service"]],
                "name": found.full_name if (found := commune(one["commune_code"])) else one["commune_code"],
            }
            for one in sorted(body["communes"], key=lambda one: (-(one["faulty"] or 0), -(one["active"] or 0)))[:30]
        ],
        "points": sorted(body["points"], key=lambda one: -one["faulty"])[:10],
        "holders": list(bundle.holders.all()),
        "trend": trend,
        "chart": chart,
    }


def _title(rule: str) -> str:
    """What a rule is called, in the reader's language; "" for one that this version does not know."""
    # The rules bring the engine of the checks along; only this page needs them, so that no other waits for it.
    from lachan.checks.subscribers.rules import RULES

    found = next((one for one in RULES if one.id == rule), None)
    return found.title.in_language(get_language() or "vi") if found else ""
