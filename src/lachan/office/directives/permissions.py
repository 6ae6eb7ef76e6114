"""Who may do what with directives, tasks and results, and the doors through which web requests come to them."""

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from lachan.office.directives.models import Directive, DirectiveState, Result, Task
from lachan.office.people.actor import Actor
from lachan.office.people.models import Role
from lachan.office.refusals import NotAllowed
from lachan.office.units.models import Unit, UnitKind

STEERS = (Role.LEADER, Role.OFFICER, Role.CLERK, Role.READER)
PREPARES = (Role.LEADER, Role.OFFICER, Role.CLERK)
WORKS = (Role.LEADER, Role.OFFICER, Role.LIAISON)
READS = (*STEERS, Role.LIAISON)
GIVEN = (DirectiveState.ISSUED, DirectiveState.CLOSED)


def sees_work(actor: Actor) -> None:
    """Rule of the pages of directives and tasks: every role but the administrator's."""
    if not actor.sees_work:
        raise NotAllowed("no_work_role", _("Vai trò của bạn không xem văn bản chỉ đạo và nhiệm vụ."))


def prepares_directives(actor: Actor) -> None:
    """Rule of the import page: leaders, officers and clerks of a Department."""
    if not departments_to_prepare_for(actor):
        raise NotAllowed("not_preparing", _("Chỉ chuyên viên, văn thư, lãnh đạo của Sở nhập văn bản chỉ đạo."))


def departments_to_prepare_for(actor: Actor) -> list[Unit]:
    """The Departments in whose name the person may import a directive."""
    units = {m.unit_id: m.unit for m in actor.memberships if m.role in PREPARES and m.unit.kind == UnitKind.DEPARTMENT}
    return sorted(units.values(), key=lambda unit: unit.name)


def may_steer(actor: Actor, directive: Directive) -> bool:
    """Whether the person sees everything of the directive: a member of the unit that steers it."""
    return actor.has_role(directive.unit_id, *STEERS)


def may_prepare(actor: Actor, directive: Directive) -> bool:
    """Whether the person corrects, confirms, discards the directive and gives tasks to units that joined later."""
    return actor.has_role(directive.unit_id, *PREPARES)


def may_open_rounds(actor: Actor, directive: Directive) -> bool:
    """Whether the person has units report on the directive: officers and leaders of the unit that steers it."""
    return actor.has_role(directive.unit_id, Role.OFFICER, Role.LEADER)


def may_sign(actor: Actor, directive: Directive) -> bool:
    """Whether the person signs for the steering unit, with two factors: its leader, or a deputy ("ký thay")."""
    return directive.unit_id in actor.units_to_sign_for() and actor.second_factor


def may_issue(actor: Actor, directive: Directive) -> bool:
    """Whether the person issues this directive: signs, and is not the one who confirmed it (four eyes)."""
    return may_sign(actor, directive) and directive.confirmed_by_id != actor.id


def may_work_on(actor: Actor, task: Task) -> bool:
    """Whether the person works on the task: leader, officer or liaison of the unit that has it."""
    return actor.has_role(task.unit_id, *WORKS)


def visible_directives(actor: Actor) -> QuerySet[Directive]:
    """All directives of the person's Departments, and the issued ones that gave a task to one of their units."""
    own = Q(unit_id__in=actor.units(*STEERS))
    given = Task.objects.filter(unit_id__in=actor.units(*READS)).order_by().values("duty__group__directive_id")
    return Directive.objects.filter(own | Q(state__in=GIVEN, pk__in=given)).select_related("unit")


def visible_tasks(actor: Actor) -> QuerySet[Task]:
    """The tasks of the person's units, those that they took over, and all of the directives their Departments steer."""
    units = actor.units(*READS)
    taken_over = Task.objects.filter(handed_over_to__unit_id__in=units).order_by().values("pk")
    steered = Q(duty__group__directive__unit_id__in=actor.units(*STEERS))
    return Task.objects.filter(Q(unit_id__in=units) | Q(pk__in=taken_over) | steered).select_related(
        "unit", "duty__group__directive__unit"
    )


def access_directive(actor: Actor, directive_id: int, *, lock: bool = False) -> Directive:
    """The door to a directive; what the person may not see is not there."""
    found = _one(visible_directives(actor), directive_id, lock)
    assert isinstance(found, Directive)
    return found


def access_steered(actor: Actor, directive_id: int, *, lock: bool = False) -> Directive:
    """The door to the whole of a directive, drafts too: for members of the unit that steers it."""
    found = access_directive(actor, directive_id, lock=lock)
    if not may_steer(actor, found):
        raise Http404
    return found


def access_task(actor: Actor, task_id: int, *, lock: bool = False) -> Task:
    """The door to a task."""
    found = _one(visible_tasks(actor), task_id, lock)
    assert isinstance(found, Task)
    return found


def access_result(actor: Actor, result_id: int, *, lock: bool = False) -> Result:
    """The door to a result: whoever sees its task."""
    results = Result.objects.filter(task__in=visible_tasks(actor).order_by())
    found = _one(
        results.select_related("task__unit", "task__duty__group__directive__unit", "added_by"), result_id, lock
    )
    assert isinstance(found, Result)
    return found


def _one(rows: QuerySet, pk: int, lock: bool) -> Directive | Task | Result:
    found = (rows.select_for_update(of=("self",)) if lock else rows).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
