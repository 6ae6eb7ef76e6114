"""The rules on subscriber records, a module a family; `RULES` holds them all in the order of their ids."""

from lachan.checks.finding import Rule
from lachan.checks.subscribers.rules import (  # noqa: F401 (declares the rules)
    across,
    agreeing,
    complete,
    holdings,
    junk,
    papers,
    registered,
    valid,
)
from lachan.checks.subscribers.rules.declare import RULES as _DECLARED
from lachan.vietnam.wording import Wording

FAMILIES: dict[str, Wording] = {
    "complete": Wording("Đầy đủ", "Complete"),
    "valid": Wording("Hợp lệ", "Valid"),
    "agreeing": Wording("Thống nhất", "Agreeing"),
    "registered": Wording("Đăng ký đúng quy định", "Registered rightly"),
    "junk": Wording("Dấu hiệu SIM rác", "Indicators of junk SIMs"),
}
"""The groups in which people read the rules."""


RULES: tuple[Rule, ...] = tuple(_DECLARED[id_] for id_ in sorted(_DECLARED))
"""Every rule, by id."""
ROW_RULES: tuple[Rule, ...] = tuple(rule for rule in RULES if rule.offends is not None)
GROUP_RULES: tuple[Rule, ...] = tuple(rule for rule in RULES if rule.found is not None)
