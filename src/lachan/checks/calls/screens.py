"""Cheap counts before a close look: which callers and devices the rules have to see at all (design.md 7).

One pass counts each caller and day in whole numbers only, with no set of distinct values; devices and cells are counted
out of its result. Exact distinct counts are made later, over the rows of the few that are left.
"""

from collections.abc import Callable

import ibis
from ibis.expr.types import BooleanValue, IntegerValue, StringValue, Table

from lachan.checks.calls.table import from_abroad, is_shown
from lachan.checks.given import Given
from lachan.vietnam.numbers import Kind
from lachan.vietnam.numbers.plan import KEY, PLAN

Fingerprint = Callable[[StringValue], IntegerValue]


def caller_days(t: Table, mark: Fingerprint) -> Table:
    """One row a caller and day: calls, those that came to nothing, from abroad, from own cells.

    Of cells the least and the greatest fingerprint are kept, which are the same when there was one alone; of devices
    the least.
    """
    shown = t.filter(is_shown(t))
    cell, device = mark(shown.cell), mark(shown.imei)
    # a fingerprint of nothing is a fingerprint, too
    device = ibis.ifelse(shown.imei.isnull(), ibis.null(device.type()), device)
    return shown.group_by("caller", "day").aggregate(
        calls=shown.count(), lost_calls=shown.count(where=shown.lost), abroad=shown.count(where=from_abroad(shown)),
        home=shown.cell.count(), cell_least=cell.min(), cell_most=cell.max(), device_least=device.min(),
    )  # fmt: skip


def box_devices(c: Table, given: Given) -> Table:
    """Callers that call from a device from which as many others call as SIMs stand in a box.

    SIMs that change devices in a box share the least of these, so that one fingerprint a SIM brings them together.
    """
    calling = c.filter(c.device_least.notnull() & (c.calls >= given.value("calls.device_calls", given.as_of)))
    devices = calling.group_by("device_least", "day").aggregate(sims=calling.count())
    devices = devices.filter(devices.sims >= given.value("calls.device_sims", given.as_of))
    return calling.semi_join(devices, ["device_least", "day"])


def busy(c: Table, given: Given) -> BooleanValue:
    """Callers whose calls mostly come to nothing: what most rules on behaviour speak of."""
    least = given.value("calls.least_calls", given.as_of)
    percent = given.value("calls.lost_percent", given.as_of) - 10
    return (c.calls >= least) & (c.lost_calls * 100 >= percent * c.calls)


def strange_mobile(c: Table, given: Given) -> BooleanValue:
    """Mobile numbers from abroad that call much or were at home on the same day."""
    return (
        c.caller.re_search(MOBILE)
        & (c.abroad > 0)
        & ((c.home > 0) | (c.abroad >= given.value("calls.strangers_abroad", given.as_of)))
    )


def standing(c: Table, given: Given) -> Table:
    """Callers that stay in one cell all day and call much, where as many of them stand in the cell as a box has."""
    calls = given.value("calls.cell_calls", given.as_of)
    still = c.filter((c.home == c.calls) & (c.cell_least == c.cell_most) & (c.calls >= calls))
    cells = still.group_by("cell_least", "day").aggregate(sims=still.count())
    cells = cells.filter(cells.sims >= given.value("calls.cell_sims", given.as_of))
    return still.semi_join(cells, ["cell_least", "day"])


def in_blocks(c: Table, given: Given) -> Table:
    """Callers that call in vain, where as many of their hundred (all digits but the last two) do so on that day."""
    vain = c.filter(c.caller.re_search(r"^\+84[0-9]{9,10}$") & in_vain(c, given))
    vain = vain.mutate(block=hundred_of(vain))
    found = vain.group_by("block", "day").aggregate(members=vain.count())
    found = found.filter(found.members >= given.value("calls.block_numbers", given.as_of))
    return vain.semi_join(found, ["block", "day"])


def in_vain(c: Table, given: Given) -> BooleanValue:
    """Numbers of a block that count: some calls, and hardly one that led to a conversation."""
    least = given.value("calls.block_calls", given.as_of)
    return (c.calls >= least) & (c.lost_calls * 100 >= given.value("calls.lost_percent", given.as_of) * c.calls)


def hundred_of(c: Table) -> StringValue:
    """All digits of a caller but the last two."""
    return c.caller.substr(0, c.caller.length() - 2)


def _prefixes(kind: Kind) -> list[str]:
    """The shortest beginnings behind +84 all of whose numbers are of that kind, allocated and of today."""
    good = {
        key for key, what in PLAN.items()
        if what.kind is kind and not what.new_prefix and not what.unallocated
    }  # fmt: skip
    found: list[str] = []
    for length in range(1, KEY + 1):
        for start in sorted({key[:length] for key in good}):
            whole = 10 ** (KEY - length)
            if sum(key.startswith(start) for key in good) == whole and not start.startswith(tuple(found)):
                found.append(start)
    return found


def _shape(kind: Kind, length: int) -> str:
    tails: dict[int, list[str]] = {}
    for prefix in _prefixes(kind):
        tails.setdefault(length - len(prefix), []).append(prefix)
    parts = [f"(?:{'|'.join(prefixes)})[0-9]{{{tail}}}" for tail, prefixes in sorted(tails.items())]
    return rf"^\+84(?:{'|'.join(parts)})$"


MOBILE = _shape(Kind.MOBILE, 9)
"""Mobile numbers of allocated ranges, in E.164."""
FIXED = _shape(Kind.FIXED, 10)
"""Fixed numbers of today's areas, in E.164."""


def odd(c: Table) -> BooleanValue:
    """Callers that have to be explained one by one: all but mobile numbers, and fixed ones that are not from abroad."""
    return ~c.caller.re_search(MOBILE) & ((c.abroad > 0) | ~c.caller.re_search(FIXED))
