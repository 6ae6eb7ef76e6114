"""One report as a page shows it: content, signature, history, and what the reader can do next."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from lachan.office.directives.models import Duty
from lachan.office.people.actor import Actor
from lachan.office.reports.content import digest_of, standing_signature
from lachan.office.reports.lateness import days_late, is_late
from lachan.office.reports.models import ExtensionRequest, ExtensionState, Figure, ReportState, Signature, UnitReport
from lachan.office.reports.permissions import may_judge, may_sign, may_sign_for_unit, may_steer, may_write
from lachan.office.reports.policies import NEXT_STEP, OWNER, Move, is_allowed
from lachan.office.trail.models import Entry
from lachan.vietnam.duties import Indicator, indicator
from lachan.vietnam.working_days import Calendar


@dataclass(frozen=True)
class FigureLine:
    """One figure with its meaning."""

    indicator: Indicator
    figure: Figure


@dataclass
class ReportPage:
    """Everything that the page of a report shows."""

    report: UnitReport
    digest: str
    steers: bool
    signature: Signature | None
    signature_holds: bool
    late: bool
    days_late: int
    owner: Any
    next_step: Any
    duties: list[tuple[Duty, list[FigureLine]]] = field(default_factory=list)
    can: dict[str, bool] = field(default_factory=dict)
    extension: ExtensionRequest | None = None
    extensions: list[ExtensionRequest] = field(default_factory=list)
    predecessors: list[UnitReport] = field(default_factory=list)
    heirs: list[UnitReport] = field(default_factory=list)
    history: list[Entry] = field(default_factory=list)


def report_page(report: UnitReport, actor: Actor, today: date, calendar: Calendar) -> ReportPage:
    """The page for this reader; `can` names the moves that both their rights and the state allow."""
    digest = digest_of(report)
    signature = standing_signature(report)
    extensions = list(report.extensions.select_related("asked_by", "decided_by"))
    return ReportPage(
        report=report,
        digest=digest,
        steers=may_steer(actor, report.round.directive),
        signature=signature,
        signature_holds=signature is not None and signature.digest == digest,
        late=is_late(report, today),
        days_late=days_late(report, today, calendar),
        owner=OWNER[ReportState(report.state)],
        next_step=NEXT_STEP[ReportState(report.state)],
        duties=_duties(report),
        can=_moves(report, actor),
        extension=next((e for e in extensions if e.state == ExtensionState.ASKED), None),
        extensions=[e for e in extensions if e.state != ExtensionState.ASKED],
        predecessors=list(report.handed_over_from.select_related("unit")),
        heirs=list(report.handed_over_to.select_related("unit")),
        history=_history(report),
    )


def _history(report: UnitReport) -> list[Entry]:
    kept = Entry.objects.filter(object_kind="reports.unitreport", object_id=str(report.pk))
    return list(kept.order_by("number"))


def _duties(report: UnitReport) -> list[tuple[Duty, list[FigureLine]]]:
    grouped: dict[int, tuple[Duty, list[FigureLine]]] = {}
    for figure in report.figures.select_related("duty__group"):
        line = FigureLine(indicator(figure.indicator), figure)
        grouped.setdefault(figure.duty_id, (figure.duty, []))[1].append(line)
    return list(grouped.values())


def _moves(report: UnitReport, actor: Actor) -> dict[str, bool]:
    writes, signs, judges = may_write(actor, report), may_sign(actor, report), may_judge(actor, report)
    to_sign = report.state == ReportState.TO_SIGN
    returns = may_sign_for_unit(actor, report) if to_sign else judges
    return {
        "save": writes and is_allowed(report, Move.SAVE),
        "send": writes and is_allowed(report, Move.SEND_TO_SIGN),
        "sign": signs and is_allowed(report, Move.SIGN),
        "return": returns and is_allowed(report, Move.RETURN),
        "accept": judges and is_allowed(report, Move.ACCEPT),
        "ask_extension": writes and is_allowed(report, Move.ASK_EXTENSION),
        "decide_extension": judges and is_allowed(report, Move.DECIDE_EXTENSION),
    }
