"""Rules on what belongs together: a hundred of numbers, an international trunk, and numbers that a list warns of."""

import ibis
from ibis.expr.types import Table

from lachan.checks.calls.rules.bases import INDICATOR, SHOWN
from lachan.checks.calls.rules.declare import ORDINARY, call_rule, percent, told
from lachan.checks.given import Given


@call_rule(
    "CAL-015", "Nhóm số liền nhau cùng gọi rải", "Numbers of one hundred that fan out together",
    law=INDICATOR, severity="medium", subject="pattern", look="hundreds", needs=("caller", "seconds"),
    parameters=("calls.block_numbers", "calls.block_calls", "calls.lost_percent"),
)  # fmt: skip
def hundred(t: Table, given: Given) -> Table:
    """What: many numbers that differ in their last two digits alone call in vain on the same day.

    Why: who rents a block spreads the calls, so that no single number stands out.
    Law: an indicator; operators prevent unlawful calls.
    What it must not accuse: a call centre's block, whose customers talk; a block in which only one or two call so.
    """
    share = percent(t.lost_calls, t.calls)
    found = t.filter(
        (share >= given.value("calls.lost_percent", given.as_of)) & (share >= t.ordinary_lost_percent + 10)
    )
    return found.select(
        subject=found.block, key=found.day.cast("string"), day=found.day, count=found.calls, numbers=found.members,
        first_seen=found.first_seen, last_seen=found.last_seen, members=found.members, lost_calls=found.lost_calls,
        most_calls=found.most_calls, ordinary_calls_median=found.ordinary_calls_median,
        ordinary_calls_p99=found.ordinary_calls_p99, ordinary_lost_percent=found.ordinary_lost_percent,
    )  # fmt: skip


@call_rule(
    "CAL-016", "Số có trong danh sách cảnh báo", "A number that a list warns of",
    law=INDICATOR, severity="medium", subject="caller", look="listed", needs=("caller",),
)  # fmt: skip
def listed(t: Table, given: Given) -> Table:
    """What: a number of the given list (reviewed warnings) made calls.

    Why: who was warned of and still calls has to be looked at first.
    Law: an indicator; operators prevent unlawful calls.
    What it must not accuse: a number that only was called; one whose warning ended, which the list no longer holds.
    """
    return told(t, "callees", "answered_calls", "lost_calls", "incoming", "trunk", *ORDINARY)


@call_rule(
    "CAL-017", "Trung kế quốc tế đưa vào nhiều số giả mạo", "An international trunk with many wrong numbers",
    law=SHOWN, severity="medium", subject="trunk", look="trunks", needs=("trunk", "trunk_kind", "caller"),
    parameters=("calls.trunk_numbers",),
)  # fmt: skip
def trunk(t: Table, given: Given) -> Table:
    """What: on one day an international trunk brought in many callers whose number cannot come from there.

    Why: the carrier behind the trunk does not check what its customers show; with it the calls can be stopped.
    Law: numbers are used as they are assigned; operators stop unlawful calls.
    What it must not accuse: a trunk with roaming subscribers: mobile numbers do not count.
    """
    found = t.filter(t.callers >= given.value("calls.trunk_numbers", given.as_of))
    return found.select(
        subject=found.trunk, key=found.day.cast("string"), day=found.day, count=found.calls, numbers=found.callers,
        first_seen=found.first_seen, last_seen=found.last_seen, callers=found.callers, bodies=found.bodies,
        ordinary_calls_median=found.ordinary_calls_median, ordinary_calls_p99=found.ordinary_calls_p99,
        score=ibis.least(found.callers, 100) / 100,
    )  # fmt: skip
