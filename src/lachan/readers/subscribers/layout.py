"""What subscriber records are, for the reader of exports."""

from lachan.readers.exports.layout import Layout
from lachan.readers.subscribers.columns import COLUMNS
from lachan.readers.subscribers.conversions import CONVERSIONS
from lachan.readers.subscribers.headers import HEADERS
from lachan.readers.subscribers.normality import is_normal
from lachan.readers.subscribers.query import bad_rows, good_rows
from lachan.readers.subscribers.reasons import REASONS
from lachan.vietnam.wording import Wording

SUBSCRIBERS = Layout(
    kind="subscribers",
    one=Wording("thuê bao", "subscription"),
    columns=COLUMNS,
    required={"number": Wording("cột số thuê bao", "column of subscriber numbers")},
    headers=HEADERS,
    reasons=REASONS,
    conversions=CONVERSIONS,
    digits=("number", "id_number", "user_id_number", "representative_id", "tax_code", "imei"),
    good_rows=good_rows,
    bad_rows=bad_rows,
    is_normal=is_normal,
    names="owner_name",
)
