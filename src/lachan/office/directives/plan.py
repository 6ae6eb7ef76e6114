"""What issuing a directive would do, before anybody does it: which units on the day, how many tasks, due when."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date

from lachan.office.directives.content import DirectiveContent, content_of, digest_of
from lachan.office.directives.due import Due, due_of
from lachan.office.directives.models import Directive, Duty, DutyGroup
from lachan.office.directives.problems import Problem, Weight, problem_of_twins, problems_of, problems_with_units
from lachan.office.directives.queries.directives import same_reference
from lachan.office.directives.wording import said
from lachan.office.units.models import Unit
from lachan.office.units.queries import units_of_group
from lachan.vietnam.addressees import AddresseeGroup
from lachan.vietnam.working_days import Calendar, OutsideCalendarError


@dataclass(frozen=True)
class DutyPlan:
    """One duty and when it would be due."""

    duty: Duty
    due: Due


@dataclass(frozen=True)
class GroupPlan:
    """One group: the units of each addressee group, and of all together, each once."""

    group: DutyGroup
    by_addressee: tuple[tuple[AddresseeGroup, tuple[Unit, ...]], ...]
    units: tuple[Unit, ...]
    duties: tuple[DutyPlan, ...]

    @property
    def task_count(self) -> int:
        """One task for each duty and unit."""
        return len(self.units) * len(self.duties)


@dataclass(frozen=True)
class IssuePlan:
    """The whole; `digest` changes when anything that it says changes."""

    directive: Directive
    on: date
    groups: tuple[GroupPlan, ...]
    problems: tuple[Problem, ...]
    digest: str

    @property
    def task_count(self) -> int:
        """Number of tasks that issuing would make."""
        return sum(group.task_count for group in self.groups)

    @property
    def units(self) -> tuple[Unit, ...]:
        """All units that would get a task, each once."""
        return tuple({unit.pk: unit for group in self.groups for unit in group.units}.values())

    @property
    def obstacles(self) -> tuple[Problem, ...]:
        """What has to be mended first."""
        return tuple(problem for problem in self.problems if problem.stops)


def units_by_addressee(content: DirectiveContent, steering: Unit, on: date) -> dict[str, tuple[Unit, ...]]:
    """The units of every addressee group that the content names, on the day."""
    codes = dict.fromkeys(code for group in content.groups for code in group.addressee_groups)
    return {code: tuple(units_of_group(AddresseeGroup(code), on, within=steering)) for code in codes}


def plan_issue(directive: Directive, *, on: date, calendar: Calendar) -> IssuePlan:
    """The plan for issuing the directive on the day `on`: units valid then, due dates counted from then."""
    content = content_of(directive)
    units = units_by_addressee(content, directive.unit, on)
    problems = [*problems_of(content), *problems_with_units(content.groups, units, on)]
    problems += problem_of_twins(same_reference(directive))
    groups: list[GroupPlan] = []
    try:
        groups = [_group_plan(group, units, on, calendar) for group in directive.groups.prefetch_related("duties")]
    except OutsideCalendarError as error:
        problems.append(Problem(Weight.STOPS_ISSUE, said(error.wording)))
    facts = {
        "content": digest_of(content),
        "on": on.isoformat(),
        "units": [sorted(unit.pk for unit in group.units) for group in groups],
        "due": [str(duty.due.on) for group in groups for duty in group.duties],
    }
    digest = hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()
    return IssuePlan(directive, on, tuple(groups), tuple(problems), digest)


def _group_plan(group: DutyGroup, units: dict[str, tuple[Unit, ...]], on: date, calendar: Calendar) -> GroupPlan:
    by_addressee = tuple((AddresseeGroup(code), units[code]) for code in group.addressee_groups)
    together = {unit.pk: unit for _, some in by_addressee for unit in some}
    duties = tuple(DutyPlan(duty, due_of(duty, on, calendar)) for duty in group.duties.all())
    return GroupPlan(group, by_addressee, tuple(together.values()), duties)
