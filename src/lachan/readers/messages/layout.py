"""What messages are, for the reader of exports: one column that must be there, and every row with its number.

After reading, `content` is the message as it stands in the file; a row whose message is empty is a message without
words. Nothing else of a row is read: who sent it and who got it is not the check's business.
"""

import duckdb

from lachan.readers.exports import reasons
from lachan.readers.exports.columns import Column
from lachan.readers.exports.forms import trimmed
from lachan.readers.exports.inputs import Input
from lachan.readers.exports.layout import Layout
from lachan.readers.exports.plan import Plan
from lachan.vietnam.wording import Wording

COLUMNS = (Column("content", "text"),)
LONGEST = 20_000
"""Characters; a cell of more is no message but a quote that did not close."""

HEADERS = {
    "content": (
        "Nội dung", "Nội dung tin nhắn", "Tin nhắn", "Nội dung SMS", "Văn bản", "Nội dung tin", "Message", "Text",
        "SMS",
        "Body", "Message text", "Message body", "Sms content", "Content text",
    )
}  # fmt: skip


def good_rows(plan: Plan) -> str:
    """The rows to go on with: the message, file, line."""
    return (
        f"SELECT coalesce({plan.as_text(plan.places['content'])}, '')::VARCHAR AS content, "  # noqa: S608
        f"{plan.file}::INTEGER AS file, line, 0::INTEGER AS conversions FROM {_judged(plan)} WHERE problem IS NULL"
    )


def bad_rows(plan: Plan) -> str:
    """The rows left out: line, problem and the cells as written."""
    cells = ", ".join(f"{plan.as_text(at)} AS c{at}" for at in range(plan.width))
    return f"SELECT line, problem, {cells} FROM {_judged(plan)} WHERE problem <> 'blank'"  # noqa: S608


def _judged(plan: Plan) -> str:
    content = plan.as_text(plan.places["content"])
    cells = ", ".join(plan.as_text(at) for at in range(plan.width))
    blank = trimmed(f"concat_ws('', {cells})")
    # in a text file an empty line is no message; a table of its own kind has only rows that somebody put there
    empty = "FALSE" if plan.text_is_exact else f"{blank} IS NULL"
    # a message has as many lines as its writer liked: only its length tells of a quote that did not close
    return (
        f"(SELECT *, CASE WHEN flaw = 'encoding' THEN '|encoding' WHEN length({content}) > {LONGEST} "  # noqa: S608
        f"THEN 'content|quote' WHEN {empty} THEN 'blank' END AS problem FROM {plan.relation})"
    )


def is_normal(db: duckdb.DuckDBPyConnection, given: Input) -> bool:
    """Never: the number of each row is wanted, which a file read where it lies does not have."""
    return False


MESSAGES = Layout(
    kind="messages",
    one=Wording("tin nhắn", "message"),
    columns=COLUMNS,
    required={"content": Wording("cột nội dung tin nhắn", "column of messages")},
    headers=HEADERS,
    reasons={
        **{code: words for code, words in reasons.OF_ROWS.items() if code != "quote"},
        "quote": Wording(
            f"ô dài hơn {LONGEST} ký tự: dấu ngoặc kép không khép đã nuốt các dòng sau; hãy sửa rồi đọc lại",
            f"a cell of more than {LONGEST} characters: a quote that does not close swallowed the rows behind; "
            "correct it",
        ),
    },
    conversions=(),
    digits=(),
    good_rows=good_rows,
    bad_rows=bad_rows,
    is_normal=is_normal,
)
