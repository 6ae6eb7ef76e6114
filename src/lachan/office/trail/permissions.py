"""Who may read the trail, and how much of each row.

| Who                           | Rows | What of a row                                                     |
|-------------------------------|------|-------------------------------------------------------------------|
| Leader of a Department        | all  | everything                                                        |
| Administrator of a Department | all  | people, units, sessions, the trail itself: everything; all else   |
|                               |      | (directives, tasks, results, reports, files): who, when, for      |
|                               |      | which unit, event and number, but not the thing's name or purpose |
| Everybody else                | none |                                                                   |

An administrator keeps the house and has no business with cases. Names of files are hidden too: a file is often named
after the case it belongs to, and its number is enough to tell who fetched what. What is not in the list of open kinds
is hidden, so a new app starts closed. Nobody changes anything here: there is no action that could.

The trail comes before units and people, so roles and kinds of units stand here by their stored values.
"""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from lachan.office.refusals import NotAllowed
from lachan.office.trail.models import Entry

if TYPE_CHECKING:
    from lachan.office.people.actor import Actor

OPEN_APPS = frozenset({"people", "units", "trail", "usersessions", "mfa"})
DEPARTMENT, LEADER, ADMINISTRATOR = "department", "leader", "administrator"


def _roles(actor: "Actor") -> frozenset[str]:
    return frozenset(str(one.role) for one in actor.memberships if one.unit.kind == DEPARTMENT)


def may_read_trail(actor: "Actor") -> bool:
    """Whether the person reads the trail at all."""
    return bool(_roles(actor) & {LEADER, ADMINISTRATOR})


def reads_trail(actor: "Actor") -> None:
    """Rule of the pages of the trail."""
    if not may_read_trail(actor):
        raise NotAllowed("no_trail", _("Chỉ lãnh đạo và quản trị của Sở xem nhật ký."))


def may_see_names(actor: "Actor", entry: Entry) -> bool:
    """Whether the person sees of what thing, and for what purpose, the row tells."""
    return LEADER in _roles(actor) or entry.object_kind.split(".")[0] in OPEN_APPS
