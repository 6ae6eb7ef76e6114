"""Adding, removing and moving groups and duties of a draft, one button each; pure functions over the content."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar

from lachan.office.directives.content import DirectiveContent, DutyContent, GroupContent

Item = TypeVar("Item")
MOST_GROUPS = 20
MOST_DUTIES = 40  # in one group


class EditKind(StrEnum):
    """What a button of the check form does besides saving."""

    ADD_GROUP = "add_group"
    REMOVE_GROUP = "remove_group"
    GROUP_UP = "group_up"
    GROUP_DOWN = "group_down"
    ADD_DUTY = "add_duty"
    REMOVE_DUTY = "remove_duty"
    DUTY_UP = "duty_up"
    DUTY_DOWN = "duty_down"


@dataclass(frozen=True)
class Edit:
    """One edit at a group and a duty, both counted from 1 (0 where the kind needs none)."""

    kind: EditKind
    group: int = 0
    duty: int = 0

    @classmethod
    def parse(cls, said: str) -> "Edit | None":
        """The edit that a button's value names ("duty_up:2.1"); None for every other value."""
        kind, _, where = said.partition(":")
        group, _, duty = where.partition(".")
        numbers = [int(part) if part.isdecimal() and len(part) < 4 else 0 for part in (group, duty)]
        return cls(EditKind(kind), *numbers) if kind in set(EditKind) else None


def apply_edit(content: DirectiveContent, edit: Edit) -> DirectiveContent:
    """The content after the edit; an edit at a place that is not there changes nothing.

    A duty moved up from the top of its group goes to the end of the group before, and the other way round.
    """
    groups = list(content.groups)
    at = edit.group - 1
    if edit.kind is EditKind.ADD_GROUP:
        if len(groups) < MOST_GROUPS:
            groups.append(GroupContent(duties=(DutyContent(),)))
        return replace(content, groups=tuple(groups))
    if not 0 <= at < len(groups):
        return content
    match edit.kind:
        case EditKind.REMOVE_GROUP:
            del groups[at]
        case EditKind.GROUP_UP:
            groups = _swapped(groups, at, at - 1)
        case EditKind.GROUP_DOWN:
            groups = _swapped(groups, at, at + 1)
        case EditKind.ADD_DUTY:
            if len(groups[at].duties) < MOST_DUTIES:
                groups[at] = replace(groups[at], duties=(*groups[at].duties, DutyContent()))
        case _:
            groups = _edit_duty(groups, at, edit)
    return replace(content, groups=tuple(groups))


def _edit_duty(groups: list[GroupContent], at: int, edit: Edit) -> list[GroupContent]:
    duties = list(groups[at].duties)
    place = edit.duty - 1
    if not 0 <= place < len(duties):
        return groups
    step = {EditKind.DUTY_UP: -1, EditKind.DUTY_DOWN: 1}.get(edit.kind)
    if step is None:
        del duties[place]
    elif 0 <= place + step < len(duties):
        duties = _swapped(duties, place, place + step)
    elif 0 <= at + step < len(groups):
        moved, there = duties.pop(place), groups[at + step].duties
        groups[at + step] = replace(groups[at + step], duties=(*there, moved) if step < 0 else (moved, *there))
    groups[at] = replace(groups[at], duties=tuple(duties))
    return groups


def _swapped(items: list[Item], one: int, other: int) -> list[Item]:
    if 0 <= other < len(items):
        items[one], items[other] = items[other], items[one]
    return items


def landing(edit: Edit, content: DirectiveContent) -> str:
    """The id of the place in the form where the person goes on after the edit, in the content after it."""
    group = min(len(content.groups) if edit.kind is EditKind.ADD_GROUP else edit.group, len(content.groups))
    if group < 1:
        return "groups"
    if edit.kind is EditKind.ADD_DUTY:
        return f"g{group}d{len(content.groups[group - 1].duties)}"
    if edit.duty:
        step = 1 if edit.kind is EditKind.DUTY_DOWN else -1
        return f"g{group}d{max(1, edit.duty + step)}"
    return f"g{group}"
