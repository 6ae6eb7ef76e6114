"""Who may do what with rounds and reports, and the doors through which web requests come to them."""

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from lachan.office.directives.models import Directive, DirectiveState
from lachan.office.directives.permissions import may_open_rounds
from lachan.office.people.actor import Actor
from lachan.office.people.models import Role
from lachan.office.refusals import NotAllowed
from lachan.office.reports.models import OfficialReport, Round, UnitReport

STEERS = (Role.LEADER, Role.OFFICER, Role.CLERK, Role.READER)
WRITES = (Role.OFFICER, Role.LEADER, Role.LIAISON)
READS = (*STEERS, Role.LIAISON)


def sees_work(actor: Actor) -> None:
    """Rule of the pages of reports: every role but the administrator's."""
    if not actor.sees_work:
        raise NotAllowed("no_work_role", _("Vai trò của bạn không xem nhiệm vụ và báo cáo."))


def may_steer(actor: Actor, directive: Directive) -> bool:
    """Whether the person sees everything of the directive: a member of the unit that steers it."""
    return actor.has_role(directive.unit_id, *STEERS)


def may_run_rounds(actor: Actor, directive: Directive) -> bool:
    """Whether the person opens and closes rounds, accepts, returns and decides on extensions."""
    return may_open_rounds(actor, directive)


def may_write(actor: Actor, report: UnitReport) -> bool:
    """Whether the person writes the unit's report."""
    return actor.has_role(report.unit_id, *WRITES)


def may_sign(actor: Actor, report: UnitReport) -> bool:
    """Whether the person may sign for the unit: its leader or a deputy, with two factors, who wrote nothing of it."""
    return may_sign_for_unit(actor, report) and actor.second_factor and not wrote(actor, report)


def may_sign_for_unit(actor: Actor, report: UnitReport) -> bool:
    """Whether the person stands for the unit now, as leader or deputy: also gives a report back to its author."""
    return report.unit_id in actor.units_to_sign_for()


def wrote(actor: Actor, report: UnitReport) -> bool:
    """Whether the standing content is the person's own: words, figures, or a change of files."""
    return report.author_id == actor.id or report.writers.filter(pk=actor.id).exists()


def may_see(actor: Actor, report: UnitReport) -> bool:
    """Whether the person sees the report: the unit's people, those of its successor, and the unit that steers."""
    if actor.has_role(report.unit_id, *READS) or may_steer(actor, report.round.directive):
        return True
    return report.handed_over_to.filter(unit_id__in=actor.units(*READS)).exists()


def may_judge(actor: Actor, report: UnitReport) -> bool:
    """Whether the person accepts or returns this report: runs the rounds, and neither wrote nor signed it."""
    if not may_run_rounds(actor, report.round.directive) or wrote(actor, report):
        return False
    return not report.signatures.filter(signer_id=actor.id, voided_at__isnull=True).exists()


def access_directive(actor: Actor, directive_id: int, *, lock: bool = False) -> Directive:
    """The door to an issued directive for those who steer it; `lock` lets one person at a time open rounds."""
    directives = Directive.objects.select_related("unit")
    if lock:
        directives = directives.select_for_update(of=("self",))
    directive = directives.filter(pk=directive_id).first()
    if directive is None or not may_steer(actor, directive):
        raise Http404
    if directive.state not in (DirectiveState.ISSUED, DirectiveState.CLOSED):
        raise Http404
    return directive


def access_round(actor: Actor, round_id: int, *, lock: bool = False) -> Round:
    """The door to a round for those who steer its directive; others have no business with the whole of it."""
    rounds = Round.objects.select_related("directive__unit")
    if lock:
        rounds = rounds.select_for_update(of=("self",))
    found = rounds.filter(pk=round_id).first()
    if found is None or not may_steer(actor, found.directive):
        raise Http404
    return found


def access_report(actor: Actor, report_id: int, *, lock: bool = False) -> UnitReport:
    """The door to a unit's report; `lock` holds it, and its round's state, until the end of the transaction."""
    reports = UnitReport.objects.select_related("round__directive__unit", "unit", "author", "accepted_by")
    if lock:  # the round first, as the clockwork does: two who lock in different orders would wait for each other
        Round.objects.select_for_update(of=("self",)).filter(reports=report_id).first()
        reports = reports.select_for_update(of=("self",))
    found = reports.filter(pk=report_id).first()
    if found is None or not may_see(actor, found):
        raise Http404
    return found


def access_official_report(actor: Actor, official_id: int) -> OfficialReport:
    """The door to an official report for those who steer the directive."""
    found = OfficialReport.objects.select_related("round__directive__unit").filter(pk=official_id).first()
    if found is None or not may_steer(actor, found.round.directive):
        raise Http404
    return found
