"""What each rule of a check tells an officer to do, and the rule in plain Vietnamese; the words are in advice.toml.

English explanations are the rules' own (What, Why, Law, What it must not accuse).
"""

import re
import tomllib
from dataclasses import dataclass
from importlib.resources import files

from lachan.checks.finding import Rule
from lachan.vietnam.wording import Wording

_PART = re.compile(r"^(What|Why|Law|What it must not accuse): ", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Advice:
    """The instruction (`do`), what the rule looks for (`what`) and what must not be concluded from it (`not_`)."""

    do: Wording
    what: Wording
    not_: Wording


class Advices:
    """The advice on the rules of one check, out of the advice.toml of `package`; `otherwise` where it has none."""

    def __init__(self, package: str, otherwise: Wording) -> None:
        self._table = tomllib.loads((files(package) / "advice.toml").read_text(encoding="utf-8"))
        self._otherwise = otherwise

    def has(self, rule_id: str) -> bool:
        """Whether somebody has written words for this rule."""
        return rule_id in self._table

    def of(self, rule: Rule) -> Advice:
        """The words of a rule; one that nobody has written for gets the general instruction and its title."""
        parts = _parts(rule.explanation)
        what, not_ = parts.get("What", rule.title.en), parts.get("What it must not accuse", "")
        entry = self._table.get(rule.id)
        if entry is None:
            return Advice(self._otherwise, Wording(rule.title.vi, what), Wording("", not_))
        return Advice(
            Wording(entry["do_vi"], entry["do_en"]), Wording(entry["what_vi"], what), Wording(entry["not_vi"], not_)
        )


def _parts(explanation: str) -> dict[str, str]:
    """The parts of a rule's explanation by their names, each on one line."""
    pieces = _PART.split(explanation)
    return {name: " ".join(text.split()) for name, text in zip(pieces[1::2], pieces[2::2], strict=True)}
