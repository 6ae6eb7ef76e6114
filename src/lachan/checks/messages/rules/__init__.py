"""The rules on messages, a rule a group of tricks; `RULES` holds them all in the order of their ids."""

from lachan.checks.finding import Rule
from lachan.checks.messages.rules import kinds  # noqa: F401 (declares the rules)
from lachan.checks.messages.rules.declare import RULES as _DECLARED
from lachan.vietnam.wording import Wording

FAMILIES: dict[str, Wording] = {"kinds": Wording("Nội dung tin nhắn", "What the message says")}
"""The groups in which people read the rules."""

RULES: tuple[Rule, ...] = tuple(_DECLARED[id_] for id_ in sorted(_DECLARED))
"""Every rule, by id."""
