"""The rules on calls, a module a family; `RULES` holds them all in the order of their ids."""

from lachan.checks.calls.rules import behaviour, boxes, number, together  # noqa: F401 (declares the rules)
from lachan.checks.calls.rules.declare import RULES as _DECLARED
from lachan.checks.finding import Rule
from lachan.vietnam.wording import Wording

FAMILIES: dict[str, Wording] = {
    "number": Wording("Số gọi được hiện", "The number shown"),
    "behaviour": Wording("Cách gọi", "The way of calling"),
    "boxes": Wording("Hộp SIM", "SIM boxes"),
    "together": Wording("Nhóm số, trung kế, danh sách", "Groups, trunks, lists"),
}
"""The groups in which people read the rules."""

RULES: tuple[Rule, ...] = tuple(_DECLARED[id_] for id_ in sorted(_DECLARED))
"""Every rule, by id."""
