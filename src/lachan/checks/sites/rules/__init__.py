"""The rules on names of sites, a module a family; `RULES` holds them all in the order of their ids."""

from lachan.checks.finding import Rule
from lachan.checks.sites.rules import copying, luring, writing  # noqa: F401 (declares the rules)
from lachan.checks.sites.rules.declare import RULES as _DECLARED
from lachan.vietnam.wording import Wording

FAMILIES: dict[str, Wording] = {
    "copying": Wording("Chép tên được bảo vệ", "Copies of protected names"),
    "writing": Wording("Cách viết đánh lừa", "Misleading writing"),
    "luring": Wording("Kiểu lừa đảo không chép tên ai", "Kinds of fraud that copy nobody"),
}
"""The groups in which people read the rules."""

RULES: tuple[Rule, ...] = tuple(_DECLARED[id_] for id_ in sorted(_DECLARED))
"""Every rule, by id."""
