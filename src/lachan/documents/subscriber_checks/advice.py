"""What each rule on subscribers tells a compliance officer to do; the words are in advice.toml."""

from functools import cache

from lachan.checks.finding import Rule
from lachan.documents.checks.advice import Advice, Advices
from lachan.vietnam.wording import Wording


@cache
def _advices() -> Advices:
    return Advices(
        __package__,
        Wording(
            "Đối chiếu từng thuê bao với hồ sơ gốc, sửa chỗ sai và lưu chứng cứ",
            "Compare each number with its original file, correct what is wrong and keep proof",
        ),
    )


def has_advice(rule_id: str) -> bool:
    """Whether somebody has written words for this rule."""
    return _advices().has(rule_id)


def advice(rule: Rule) -> Advice:
    """The words of a rule."""
    return _advices().of(rule)
