"""What each rule tells a compliance officer to do, and the rule in plain Vietnamese; the words are in advice.toml.

English explanations are the rules' own (What, Why, Law, What it must not accuse).
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from lachan.checks.finding import Rule
from lachan.vietnam.wording import Wording

_PART = re.compile(r"^(What|Why|Law|What it must not accuse): ", re.MULTILINE)
_OTHERWISE = Wording(
    "Đối chiếu từng thuê bao với hồ sơ gốc, sửa chỗ sai và lưu chứng cứ",
    "Compare each number with its original file, correct what is wrong and keep proof",
)


@dataclass(frozen=True, slots=True)
class Advice:
    """The instruction (`do`), what the rule looks for (`what`) and what must not be concluded from it (`not_`)."""

    do: Wording
    what: Wording
    not_: Wording


@cache
def _table() -> dict[str, dict[str, str]]:
    return tomllib.loads((files(__package__) / "advice.toml").read_text(encoding="utf-8"))


def has_advice(rule_id: str) -> bool:
    """Whether somebody has written words for this rule."""
    return rule_id in _table()


def advice(rule: Rule) -> Advice:
    """The words of a rule; one that nobody has written for gets a general instruction and its title."""
    parts = _parts(rule.explanation)
    what, not_ = parts.get("What", rule.title.en), parts.get("What it must not accuse", "")
    entry = _table().get(rule.id)
    if entry is None:
        return Advice(_OTHERWISE, Wording(rule.title.vi, what), Wording("", not_))
    return Advice(
        Wording(entry["do_vi"], entry["do_en"]), Wording(entry["what_vi"], what), Wording(entry["not_vi"], not_)
    )


def _parts(explanation: str) -> dict[str, str]:
    """The parts of a rule's explanation by their names, each on one line."""
    pieces = _PART.split(explanation)
    return {name: " ".join(text.split()) for name, text in zip(pieces[1::2], pieces[2::2], strict=True)}
