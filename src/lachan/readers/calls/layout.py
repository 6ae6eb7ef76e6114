"""What call records are, for the reader of exports."""

from lachan.readers.calls.columns import COLUMNS, REQUIRED
from lachan.readers.calls.conversions import CONVERSIONS
from lachan.readers.calls.headers import HEADERS
from lachan.readers.calls.normality import is_normal
from lachan.readers.calls.query import bad_rows, good_rows
from lachan.readers.calls.reasons import REASONS
from lachan.readers.exports.layout import Layout
from lachan.vietnam.wording import Wording

_CALLED = {
    "started_at": Wording("cột thời điểm gọi", "column of the moments of calls"),
    "caller": Wording("cột số gọi", "column of callers"),
    "callee": Wording("cột số bị gọi", "column of callees"),
}

CALLS = Layout(
    kind="calls",
    one=Wording("cuộc gọi", "call"),
    columns=COLUMNS,
    required={name: _CALLED[name] for name in REQUIRED},
    headers=HEADERS,
    reasons=REASONS,
    conversions=CONVERSIONS,
    digits=("caller", "callee", "imei", "imsi"),
    good_rows=good_rows,
    bad_rows=bad_rows,
    is_normal=is_normal,
    unique=tuple(column.name for column in COLUMNS),
    zoned=True,
)
