"""What each rule on messages tells a fraud officer to do; the words are in advice.toml."""

from functools import cache

from lachan.checks.finding import Rule
from lachan.documents.checks.advice import Advice, Advices
from lachan.vietnam.wording import Wording


@cache
def _advices() -> Advices:
    return Advices(
        __package__,
        Wording(
            "Đọc tin nhắn, xác minh nguồn gửi rồi mới quyết định biện pháp",
            "Read the message and verify its sender before any measure",
        ),
    )


def has_advice(rule_id: str) -> bool:
    """Whether somebody has written words for this rule."""
    return _advices().has(rule_id)


def advice(rule: Rule) -> Advice:
    """The words of a rule."""
    return _advices().of(rule)
