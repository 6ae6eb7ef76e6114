"""What must hold between units: superiors, periods, successors and areas. Knows no data base.

The rules: a unit lies within its superior's period (a change of superior is a new unit); nobody is their own
superior, however far up; a successor exists on the day after its predecessor's last; an area is made of commune
codes, or of district codes for bodies that began while there were districts.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta
from functools import cache

from lachan.office.units.rows import Problem, UnitRow
from lachan.vietnam import places
from lachan.vietnam.wording import Wording

Register = Mapping[str, UnitRow]

COMMUNES_SINCE = date(2025, 7, 1)
"""The day from which districts are no more, and communes are those of the national table."""


def problems_between(
    register: Register, touched: Collection[str], *, province: str, unreadable: Collection[str] = ()
) -> list[tuple[str, Problem]]:
    """The problems of the `touched` units as the `register` would be, each with the key of its unit.

    Keys in `unreadable` are named by rows that were refused already: pointing at them is no second problem.
    """
    children: dict[str, list[UnitRow]] = defaultdict(list)
    heirs: dict[str, list[UnitRow]] = defaultdict(list)
    for row in register.values():
        children[row.parent].append(row)
        for successor in row.successors:
            heirs[successor].append(row)
    found = []
    for key in touched:
        row = register[key]
        problems = [
            *_period(row),
            *_superior(row, register, unreadable),
            *_subordinates(row, [child for child in children[key] if child.key not in touched]),
            *_successors(row, register, unreadable),
            *_predecessors(row, [one for one in heirs[key] if one.key not in touched]),
            *_area(row, province),
        ]
        found += [(key, problem) for problem in problems]
    return found


def _period(row: UnitRow) -> Iterator[Problem]:
    if row.valid_to is not None and row.valid_to < row.valid_from:
        yield Problem(
            "valid_to",
            "ends_before_it_begins",
            Wording(
                f"ngày kết thúc trước ngày bắt đầu {row.valid_from:%d/%m/%Y}",
                f"ends before it begins on {row.valid_from:%d/%m/%Y}",
            ),
        )


def _superior(row: UnitRow, register: Register, unreadable: Collection[str]) -> Iterator[Problem]:
    if not row.parent or row.parent in unreadable:
        return
    parent = register.get(row.parent)
    if parent is None:
        yield Problem("parent", "unknown_parent", _unknown(row.parent))
    elif _is_own_superior(row, register):
        yield Problem(
            "parent",
            "cycle",
            Wording(
                f"“{row.name}” sẽ là cấp trên của chính mình; hãy chọn đơn vị cấp trên khác",
                f"“{row.name}” would be its own superior; choose another one",
            ),
        )
    elif not _within(row, parent):
        yield Problem(
            "parent",
            "outside_parent",
            Wording(
                f"đơn vị cấp trên “{parent.name}” chỉ có hiệu lực {_span(parent).vi}; đơn vị trực thuộc phải nằm trong "
                "thời gian đó",
                f"the superior “{parent.name}” is valid {_span(parent).en} only; its subordinates must lie within",
            ),
        )


def _is_own_superior(row: UnitRow, register: Register) -> bool:
    seen: set[str] = set()
    above = row.parent
    while above and above not in seen:
        if above == row.key:
            return True
        seen.add(above)
        above = register[above].parent if above in register else ""
    return False


def _subordinates(row: UnitRow, children: list[UnitRow]) -> Iterator[Problem]:
    outside = [child for child in children if not _within(child, row)]
    if outside:
        names, rest = ", ".join(f"“{child.name}” ({child.key})" for child in outside[:3]), len(outside) - 3
        more = Wording(f" và {rest} đơn vị khác", f" and {rest} more") if rest > 0 else Wording("", "")
        begins_late = any(child.valid_from < row.valid_from for child in outside)
        yield Problem(
            "valid_from" if begins_late else "valid_to",
            "subordinates_outside",
            Wording(
                f"đơn vị trực thuộc có hiệu lực ngoài thời gian này: {names}{more.vi}; hãy xử lý các đơn vị đó trước",
                f"subordinate units lie outside this period: {names}{more.en}; settle them first",
            ),
        )


def _successors(row: UnitRow, register: Register, unreadable: Collection[str]) -> Iterator[Problem]:
    if row.successors and row.valid_to is None:
        yield Problem(
            "successors",
            "successors_without_end",
            Wording(
                "có đơn vị kế thừa thì phải có ngày kết thúc",
                "successors need the last day of the unit that they follow",
            ),
        )
        return
    if row.basis and not row.successors:
        yield Problem(
            "basis",
            "basis_without_successors",
            Wording(
                "căn cứ kế thừa chỉ ghi khi có đơn vị kế thừa",
                "the basis of a succession needs a successor to belong to",
            ),
        )
    for key in row.successors:
        successor = register.get(key)
        if key == row.key:
            yield Problem(
                "successors",
                "own_successor",
                Wording("đơn vị không kế thừa chính mình", "a unit does not follow itself"),
            )
        elif successor is None and key not in unreadable:
            yield Problem("successors", "unknown_successor", _unknown(key))
        elif successor is not None and not successor.holds_on(since_of(row)):
            yield Problem("successors", "successor_not_there", _not_there(successor, since_of(row)))


def _predecessors(row: UnitRow, predecessors: list[UnitRow]) -> Iterator[Problem]:
    for one in predecessors:
        if one.valid_to is not None and not row.holds_on(since_of(one)):
            yield Problem("valid_from", "successor_not_there", _not_there(row, since_of(one)))


def since_of(row: UnitRow) -> date:
    """The day on which the successors of an ended unit take over: the one after its last."""
    assert row.valid_to is not None, "asked for ended units only"
    return row.valid_to + timedelta(days=1)


@cache
def _area_codes(province: str) -> tuple[frozenset[str], frozenset[str]]:
    """The codes of the communes, and of the former districts where they are known."""
    districts = places.districts(province, COMMUNES_SINCE - timedelta(days=1))
    return frozenset(c.code for c in places.communes(province)), frozenset(d.code for d in districts)


def _area(row: UnitRow, province: str) -> Iterator[Problem]:
    communes, districts = _area_codes(province)
    began_before = row.valid_from < COMMUNES_SINCE
    lasts = row.valid_to is None or row.valid_to >= COMMUNES_SINCE
    for code in row.area:
        looks_like_district = len(code) == 3 and code.isascii() and code.isdigit()
        is_district = looks_like_district and (code in districts or not districts)
        if (code in communes and lasts) or (is_district and began_before):
            continue
        name = places.province(province).full_name
        yield Problem(
            "area",
            "unknown_area",
            Wording(
                f"“{code[:20]}” không phải mã xã, phường của {name} trong thời gian đơn vị có hiệu lực (5 chữ số; "
                "trước 01/07/2025 dùng mã huyện 3 chữ số)",
                f"“{code[:20]}” is no commune code of {name} while the unit is valid (5 digits; before 01/07/2025 the "
                "3 digits of a district)",
            ),
        )


def _within(inner: UnitRow, outer: UnitRow) -> bool:
    ends_within = outer.valid_to is None or (inner.valid_to is not None and inner.valid_to <= outer.valid_to)
    return outer.valid_from <= inner.valid_from and ends_within


def _span(row: UnitRow) -> Wording:
    start = f"{row.valid_from:%d/%m/%Y}"
    if row.valid_to is None:
        return Wording(f"từ {start}", f"from {start}")
    return Wording(f"từ {start} đến hết {row.valid_to:%d/%m/%Y}", f"from {start} to {row.valid_to:%d/%m/%Y}")


def _unknown(key: str) -> Wording:
    return Wording(
        f"không có đơn vị mã “{key[:80]}” trong hệ thống và trong tệp",
        f"there is no unit with the key “{key[:80]}” in the office or in the file",
    )


def _not_there(successor: UnitRow, day: date) -> Wording:
    return Wording(
        f"đơn vị kế thừa “{successor.name}” không có hiệu lực vào ngày {day:%d/%m/%Y}, ngày nhận việc",
        f"the successor “{successor.name}” is not valid on {day:%d/%m/%Y}, the day of taking over",
    )
