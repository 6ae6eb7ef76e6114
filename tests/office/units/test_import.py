"""A table is first a plan: what it would add, correct and end, what is wrong where, and nothing written."""

import io
from dataclasses import replace
from datetime import date, timedelta

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lachan.documents.tables import write_csv, write_xlsx
from lachan.office.people.actor import Actor
from lachan.office.refusals import NotAllowed, NotNow, NotRight
from lachan.office.trail.models import Entry
from lachan.office.units.actions import add_unit, apply_import, export_units
from lachan.office.units.models import Succession, Unit, UnitKind
from lachan.office.units.plan import GivenTable, ImportPlan, plan_import, table_in
from lachan.office.units.queries import register_of_units
from lachan.office.units.rows import COLUMNS, UnitRow, sheet_of
from lachan.readers.errors import InputError
from lachan.readers.uploads import FileKind
from tests.office.units.conftest import refused
from tests.people import NOW, Cast

HEAD = "Mã,Tên đơn vị,Loại,Mã đơn vị cấp trên,Địa bàn,Từ ngày,Đến hết ngày,Mã đơn vị kế thừa\n"


def table(*lines: str, head: str = HEAD) -> GivenTable:
    return table_in((head + "\n".join(lines)).encode(), FileKind.CSV, name="don-vi.csv")


def planned(*lines: str, head: str = HEAD) -> ImportPlan:
    return plan_import(table(*lines, head=head), register_of_units(), province="20")


def codes(plan: ImportPlan) -> list[tuple[str, int | None, str]]:
    return [(error.code, error.place.row, error.place.column) for error in plan.errors]


def applied(given: GivenTable, actor: Actor) -> ImportPlan:
    plan = plan_import(given, register_of_units(), province="20")
    return apply_import(given=given, seen=plan.digest, actor=actor, now=NOW)


def test_a_plan_adds_corrects_ends_and_counts_what_stays(keeper: Actor) -> None:
    lines = [
        "to-2,Tổ công tác số 2,Đơn vị khác,to-1,06613,01/01/2026,,",  # its superior stands below
        "to-1,Tổ công tác số 1,other,skhcn,,2026-01-01,,",
        "fpt,FPT Telecom tại Lạng Sơn,Doanh nghiệp viễn thông,,,01/01/2020,,",
        "vnpt,VNPT Lạng Sơn,doanh nghiep vien thong,,,1/1/2020,30/06/2026,viettel",
        "viettel,Viettel Lạng Sơn,Doanh nghiệp viễn thông,,,01/01/2020,,",
    ]
    plan = planned(*lines)
    assert plan.errors == ()
    assert [row.key for row in plan.adds] == ["to-2", "to-1"]
    (change,), (end,) = plan.changes, plan.ends
    assert [(d.header, d.before, d.after) for d in change.differences] == [
        ("Tên đơn vị", "FPT Telecom Lạng Sơn", "FPT Telecom tại Lạng Sơn")
    ]
    assert [(d.column, d.before, d.after) for d in end.differences] == [
        ("valid_to", "", "30/06/2026"),
        ("successors", "", "viettel"),
    ]
    assert plan.unchanged == 1

    assert applied(table(*lines), keeper).digest == plan.digest
    assert Unit.objects.get(key="to-2").parent == Unit.objects.get(key="to-1")
    assert Unit.objects.get(key="to-1").search_name == "to cong tac so 1 to-1"
    assert Unit.objects.get(key="fpt").name == "FPT Telecom tại Lạng Sơn"
    succession = Succession.objects.get(predecessor__key="vnpt")
    assert (succession.successor.key, succession.since) == ("viettel", date(2026, 7, 1))
    assert planned(*lines).does_something is False
    events = Entry.objects.order_by("number").values_list("event", flat=True)
    assert list(events)[-5:] == ["unit_added", "unit_added", "unit_changed", "unit_ended", "units_imported"]


def test_planning_writes_nothing(lang_son: None) -> None:
    before = [list(model.objects.order_by("pk").values()) for model in (Unit, Succession, Entry)]
    planned("to-1,Tổ 1,Sở,,,01/01/2026,,", "fpt,FPT,Doanh nghiệp viễn thông,,,01/01/2020,31/12/2026,vnpt")
    assert [list(model.objects.order_by("pk").values()) for model in (Unit, Succession, Entry)] == before


def test_a_column_that_the_table_lacks_stays_and_an_empty_cell_empties(lang_son: None) -> None:
    """The symbol is in no column here; the end of the former Department is, and is not given."""
    short = "Mã,Tên đơn vị,Loại,Từ ngày\n"
    assert not planned("skhcn,Sở Khoa học và Công nghệ,Sở,01/03/2025", head=short).does_something
    plan = planned("skhcn,Sở Khoa học và Công nghệ,Sở,,,01/03/2025,,")
    assert [d.column for change in plan.changes for d in change.differences] == ["parent"]


@pytest.mark.parametrize(
    ("line", "code", "column"),
    [
        ("to-1,Tổ 1,Đơn vị khác,,,30/02/2026,,", "not_a_day", "Từ ngày"),
        ("to-1,Tổ 1,Đơn vị khác,,,mùng 3 tháng Giêng,,", "not_a_day", "Từ ngày"),
        ("to-1,Tổ 1,Đơn vị khác,,,46023,,", "not_a_day", "Từ ngày"),
        ("to-1,Tổ 1,Đơn vị khác,,,01/01/26,,", "not_a_day", "Từ ngày"),
        ("to-1,Tổ 1,Đơn vị khác,,,,,", "missing", "Từ ngày"),
        (",Tổ 1,Đơn vị khác,,,01/01/2026,,", "missing", "Mã"),
        ("Tổ 1,Tổ 1,Đơn vị khác,,,01/01/2026,,", "bad_key", "Mã"),
        ("to-1,=HYPERLINK(1),Đơn vị khác,,,01/01/2026,,", "formula", "Tên đơn vị"),
        ("to-1,+84 205,Đơn vị khác,,,01/01/2026,,", "formula", "Tên đơn vị"),
        ("to-1,Tổ 1,Bộ,,,01/01/2026,,", "unknown_kind", "Loại"),
        ("to-1,Tổ 1,Đơn vị khác,khong-co,,01/01/2026,,", "unknown_parent", "Mã đơn vị cấp trên"),
        ("to-1,Tổ 1,Đơn vị khác,to-1,,01/01/2026,,", "cycle", "Mã đơn vị cấp trên"),
        ("to-1,Tổ 1,Đơn vị khác,stttt,,01/01/2026,,", "outside_parent", "Mã đơn vị cấp trên"),
        ("to-1,Tổ 1,Đơn vị khác,,05978,01/01/2026,,", "unknown_area", "Địa bàn"),
        ("to-1,Tổ 1,Đơn vị khác,,,01/01/2026,31/12/2025,", "ends_before_it_begins", "Đến hết ngày"),
        ("to-1,Tổ 1,Đơn vị khác,,,01/01/2026,,fpt", "successors_without_end", "Mã đơn vị kế thừa"),
        ("to-1,Tổ 1,Đơn vị khác,,,01/01/2026,31/03/2026,fpt; abc", "unknown_successor", "Mã đơn vị kế thừa"),
        ("to-1,Tổ 1,Đơn vị khác,,,01/01/2026,31/03/2026,stttt", "successor_not_there", "Mã đơn vị kế thừa"),
        ("fpt,FPT Telecom Lạng Sơn,Công an,,,01/01/2020,,", "kind_changed", "Loại"),
        ("vhtt-189,Phòng VHTT,Phòng Văn hóa và Thông tin,ubnd-189,189,01/01/2020,,", "not_reopened", "Đến hết ngày"),
        ("ubnd-189,UBND,\"Huyện, thành phố thuộc tỉnh\",ubnd-20,189,01/01/2020,31/12/2024,", "subordinates_outside",
         "Đến hết ngày"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_by_row_and_column_in_both_languages(
    lang_son: None, line: str, code: str, column: str
) -> None:
    plan = planned(line)
    assert (code, 2, column) in codes(plan)
    error = next(error for error in plan.errors if error.code == code)
    assert error.message("vi").startswith(f"don-vi.csv, dòng 2, cột {column}: ")
    assert error.message("en").startswith(f"don-vi.csv, row 2, column {column}: ")


def test_superiors_in_a_ring_are_refused_at_each_row(lang_son: None) -> None:
    plan = planned("a,A,Sở,c,,01/01/2026,,", "b,B,Sở,a,,01/01/2026,,", "c,C,Sở,b,,01/01/2026,,")
    assert [code for code, _row, _column in codes(plan)] == ["cycle"] * 3


def test_a_key_given_twice_is_refused_at_the_second_row(lang_son: None) -> None:
    plan = planned("a,A,Sở,,,01/01/2026,,", "a,A khác,Sở,,,01/01/2026,,")
    assert codes(plan) == [("duplicate_key", 3, "Mã")]
    assert "dòng 2" in plan.errors[0].message("vi")


def test_a_row_that_cannot_be_read_is_one_error_not_one_for_each_row_that_names_it(lang_son: None) -> None:
    plan = planned("a,A,Sở,,,30/02/2026,,", "b,B,Đơn vị khác,a,,01/01/2026,,", "c,C,Sở,,,01/01/2026,02/01/2026,a")
    assert codes(plan) == [("not_a_day", 2, "Từ ngày")]


def test_a_department_ends_with_its_divisions_in_one_table(keeper: Actor) -> None:
    register = register_of_units()
    division, last = "Phòng chuyên môn, đơn vị thuộc Sở", "31/12/2026"
    head = "Mã,Tên đơn vị,Loại,Từ ngày,Đến hết ngày\n"
    below = [row for row in register.values() if row.parent == "skhcn"]
    department = f"skhcn,Sở Khoa học và Công nghệ,Sở,01/03/2025,{last}"
    rows = [f'{row.key},{row.name},"{division}",01/03/2025,{last}' for row in below]
    assert [code for code, _r, _c in codes(planned(department, head=head))] == ["subordinates_outside"]
    applied(table(department, *rows, head=head), keeper)
    ended = Unit.objects.filter(valid_to=date(2026, 12, 31))
    assert ended.count() == len(below) + 1


def test_wrong_headers_are_refused_with_what_was_found_and_what_is_needed() -> None:
    with pytest.raises(InputError) as caught:
        table("1,2", head="STT,Họ tên\n")
    assert caught.value.code == "wrong_headers"
    assert "“Mã”" in caught.value.message("vi")
    assert "“Họ tên”" in caught.value.message("vi")


def test_a_spreadsheet_is_read_with_its_dates_and_lost_zeros(lang_son: None) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Danh sách đơn vị mới"])
    sheet.append(["Mã", "Tên đơn vị", "Loại", "Địa bàn", "Từ ngày", "Ghi chú"])
    sheet.append(["to-1", "Tổ 1", "Đơn vị khác", 6613, date(2026, 1, 1), "x"])
    sheet.append(["to-2", '="Tổ "&2', "Đơn vị khác", "05977; 06613", "01/02/2026", None])
    out = io.BytesIO()
    book.save(out)
    given = table_in(out.getvalue(), FileKind.XLSX, name="moi.xlsx")
    plan = plan_import(given, register_of_units(), province="20")
    assert plan.ignored_columns == ("Ghi chú",)
    (row,) = plan.adds
    assert (row.area, row.valid_from) == (("06613",), date(2026, 1, 1))
    assert codes(plan) == [("missing", 4, "Tên đơn vị")]  # a formula that no spreadsheet has worked out is no name


def test_a_plan_with_errors_writes_nothing_at_all(keeper: Actor) -> None:
    given = table("to-1,Tổ 1,Đơn vị khác,,,01/01/2026,,", "to-2,Tổ 2,Đơn vị khác,khong-co,,01/01/2026,,")
    units, entries = Unit.objects.count(), Entry.objects.count()
    with refused(NotRight, "import_errors"):
        applied(given, keeper)
    assert (Unit.objects.count(), Entry.objects.count()) == (units, entries)


def test_a_plan_that_is_no_longer_what_was_seen_is_not_carried_out(keeper: Actor) -> None:
    given = table("to-1,Tổ 1,Đơn vị khác,,,01/01/2026,,")
    seen = plan_import(given, register_of_units(), province="20").digest
    row = UnitRow(key="to-1", name="Tổ một", kind=UnitKind.OTHER.value, valid_from=date(2026, 1, 1))
    add_unit(row=row, actor=keeper, now=NOW)
    with refused(NotNow, "changed_meanwhile"):
        apply_import(given=given, seen=seen, actor=keeper, now=NOW)
    assert Unit.objects.get(key="to-1").name == "Tổ một"


def test_only_an_administrator_imports(cast: Cast) -> None:
    given = table("to-1,Tổ 1,Đơn vị khác,,,01/01/2026,,")
    with pytest.raises(NotAllowed):
        applied(given, cast.actor("lan"))


@pytest.mark.parametrize("kind", [FileKind.CSV, FileKind.XLSX])
def test_the_export_of_lang_son_comes_back_without_a_change(keeper: Actor, kind: FileKind) -> None:
    content = export_units(kind=kind, actor=keeper, now=NOW)
    plan = plan_import(table_in(content, kind, name="x"), register_of_units(), province="20")
    assert plan.errors == ()
    assert not plan.does_something
    assert plan.unchanged == Unit.objects.count()
    entry = Entry.objects.latest("number")
    assert (entry.event, entry.facts) == ("export_made", {"kind": kind.value, "rows": plan.unchanged})


def test_the_export_starts_an_empty_office(keeper: Actor) -> None:
    """What one office hands out, another reads: every unit, superior, period and successor."""
    before = register_of_units()
    plan = plan_import(table_in(export_units(kind=FileKind.CSV, actor=keeper, now=NOW), FileKind.CSV, name="x"), {},
                       province="20")  # fmt: skip
    assert plan.errors == ()
    assert {row.key: row for row in plan.adds} == before


words = st.text(
    st.sampled_from("aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấềỏự 0123456789,;\"'=+-@\n\t()"), min_size=1, max_size=30
)
days = st.dates(date(2020, 1, 1), date(2030, 12, 31))


@st.composite
def registers(draw: st.DrawFn) -> dict[str, UnitRow]:
    """Units without superior, some ended and followed by one that exists on the day after."""
    rows: dict[str, UnitRow] = {}
    for key in draw(
        st.lists(st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,4})?", fullmatch=True), unique=True, max_size=6)
    ):
        start = draw(days)
        rows[key] = UnitRow(
            key=key,
            name=draw(words),
            kind=draw(st.sampled_from(UnitKind.values)),
            valid_from=start,
            valid_to=draw(st.none() | st.just(start + timedelta(days=draw(st.integers(0, 900))))),
            short_name=draw(st.just("") | words),
            symbol=draw(st.just("") | words),
            area=tuple(draw(st.lists(st.sampled_from(["05977", "06613", "06187"]), unique=True))),
        )
    for row in list(rows.values()):
        if row.valid_to is not None:
            heirs = [one.key for one in rows.values() if one.holds_on(row.valid_to + timedelta(days=1))]
            chosen = tuple(sorted(draw(st.sets(st.sampled_from(heirs))))) if heirs else ()
            rows[row.key] = replace(row, successors=chosen, basis=draw(words) if chosen else "")
    return rows


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rows=registers(), xlsx=st.booleans())
def test_every_register_that_the_office_accepts_survives_export_and_import(
    rows: dict[str, UnitRow], xlsx: bool
) -> None:
    """First the office reads the typed rows; what it accepts, it reads back the same from its own export."""
    typed = {key: {c: _as_cell(getattr(row, c)) for c in COLUMNS} for key, row in rows.items()}
    plan = plan_import(GivenTable("x", tuple(enumerate(typed.values()))), {}, province="20")
    accepted = {row.key: row for row in plan.adds}
    sheet = sheet_of(accepted.values(), title="Danh sách đơn vị", notes=("Kết xuất",))
    kind, content = (FileKind.XLSX, write_xlsx([sheet])) if xlsx else (FileKind.CSV, write_csv(sheet))
    if not accepted:
        return
    back = plan_import(table_in(content, kind, name="x"), accepted, province="20")
    assert not back.does_something
    assert back.unchanged == len(accepted)


def _as_cell(value: object) -> str:
    if isinstance(value, tuple):
        return "; ".join(value)
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value or "")
