"""The decision and the minutes of an inspection as papers by Decree 30/2020, made from its rows each time.

They hold names and numbers in full, as the law wants of minutes; so they are handed out for a purpose and not kept.
"""

from django.utils import timezone

from lachan.documents.papers.model import (
    Align,
    Annex,
    Bullets,
    Column,
    DataTable,
    Numbered,
    Paper,
    PaperKind,
    Paragraph,
    SignOff,
)
from lachan.office.inspections.models import CheckedNumber, InspectedKind, Inspection, Result
from lachan.office.inspections.sealing import opened
from lachan.office.people.letterhead import Letterhead

INSPECTED_TITLE = {
    InspectedKind.PERSON: "Người được kiểm tra",
    InspectedKind.ORGANISATION: "Đại diện tổ chức được kiểm tra",
    InspectedKind.POINT: "Đại diện điểm cung cấp dịch vụ",
    InspectedKind.OPERATOR: "Đại diện doanh nghiệp",
}
RESULT_WORDS = {
    Result.OPEN: "Chưa kiểm tra",
    Result.CONFIRMED: "Không đúng quy định",
    Result.DROPPED: "Không có sai sót",
    Result.UNCLEAR: "Chưa làm rõ",
}


def decision_of(inspection: Inspection, head: Letterhead) -> Paper:
    """The decision to inspect, for the leader's signature; the clerk's number may still be missing."""
    unit, name = inspection.unit, opened(inspection, "sealed_inspected")
    number, _slash, symbol = inspection.decision_number.partition("/")
    assert inspection.decision_on is not None
    return Paper(
        parent_body=head.parent_body,
        body=unit.name,
        symbol=symbol or f"QĐ-{unit.symbol.split('-')[0]}",
        number=number,
        place=head.place,
        date=inspection.decision_on,
        kind=PaperKind.QUYET_DINH,
        subject=f"Kiểm tra {inspection.title[0].lower()}{inspection.title[1:]}",
        addressees=(),
        blocks=(
            Paragraph("Căn cứ Luật Viễn thông số 24/2023/QH15;", italic=True),
            Paragraph("Căn cứ Nghị định số 163/2024/NĐ-CP quy định chi tiết một số điều của Luật Viễn thông;",
                      italic=True),
            *_ground(inspection),
            Paragraph("QUYẾT ĐỊNH:", bold=True),
            Paragraph(
                f"Điều 1. Kiểm tra {name} ({inspection.get_inspected_kind_display().lower()}) về việc đăng ký, sử dụng"
                f" {inspection.numbers.count()} thuê bao nêu tại Phụ lục, từ ngày {inspection.starts_on:%d/%m/%Y} đến"
                f" hết ngày {inspection.ends_on:%d/%m/%Y}."
            ),
            Paragraph("Điều 2. Thành lập đoàn kiểm tra gồm:"),
            Numbered(tuple(_member(one.name, one.title, leads=one.leads) for one in inspection.team.all())),
            Paragraph(
                "Điều 3. Đoàn kiểm tra đối chiếu thông tin từng thuê bao với giấy tờ và việc sử dụng thực tế, ghi ý"
                " kiến giải trình, lập biên bản và báo cáo kết quả. Các dấu hiệu nêu trong Phụ lục chưa phải là"
                " kết luận vi phạm."
            ),
            Paragraph("Điều 4. Đoàn kiểm tra và người được kiểm tra chịu trách nhiệm thi hành Quyết định này"),
        ),
        sign_off=head.sign_off,
        recipients=("Như Điều 4", "Lãnh đạo Sở", "Lưu: VT, hồ sơ kiểm tra"),
        annexes=(Annex("Danh sách thuê bao được kiểm tra", (_signs(inspection),)),),
    )  # fmt: skip


def minutes_of(inspection: Inspection, head: Letterhead) -> Paper:
    """The minutes: who, when, where, each number with its result and measure, what was explained."""
    unit, name = inspection.unit, opened(inspection, "sealed_inspected")
    assert inspection.began_at is not None
    assert inspection.ended_at is not None
    assert inspection.decision_on is not None
    began, ended = timezone.localtime(inspection.began_at), timezone.localtime(inspection.ended_at)
    team = list(inspection.team.all())
    rows = list(inspection.numbers.all())
    counts = {result: sum(row.result == result for row in rows) for result in Result}
    decision = f"Quyết định số {inspection.decision_number}" if inspection.decision_number else "Quyết định kiểm tra"
    return Paper(
        parent_body=head.parent_body,
        body=unit.name,
        symbol=f"BB-{unit.symbol.split('-')[0]}",
        number="",
        place=head.place,
        date=ended.date(),
        kind=PaperKind.BIEN_BAN,
        subject=f"Kiểm tra {inspection.title[0].lower()}{inspection.title[1:]}",
        addressees=(),
        blocks=(
            Paragraph(
                f"Căn cứ {decision} ngày {inspection.decision_on:%d/%m/%Y} của {unit.name}; hôm nay, từ"
                f" {began:%H} giờ {began:%M} ngày {began:%d/%m/%Y}, tại {inspection.place}, đoàn kiểm tra gồm:"
            ),
            Numbered(tuple(_member(one.name, one.title, leads=one.leads) for one in team)),
            Paragraph(f"đã làm việc với {name} ({inspection.get_inspected_kind_display().lower()})."),
            Paragraph("I. NỘI DUNG KIỂM TRA", bold=True),
            Paragraph(
                f"Đoàn kiểm tra đối chiếu {len(rows)} thuê bao (Phụ lục). Kết quả: {counts[Result.CONFIRMED]} thuê bao"
                f" có thông tin không đúng quy định; {counts[Result.DROPPED]} thuê bao không có sai sót;"
                f" {counts[Result.UNCLEAR]} thuê bao chưa làm rõ."
            ),
            Paragraph("II. Ý KIẾN GIẢI TRÌNH", bold=True),
            Paragraph(opened(inspection, "sealed_explanation")),
            Paragraph("III. BIỆN PHÁP XỬ LÝ", bold=True),
            Bullets(tuple(_measures(rows)) or ("Không có thuê bao phải xử lý.",)),
            Paragraph(
                f"Việc kiểm tra kết thúc lúc {ended:%H} giờ {ended:%M} ngày {ended:%d/%m/%Y}. Biên bản được lập thành"
                " 02 bản, đã đọc cho những người có tên nghe, công nhận là đúng và cùng ký; mỗi bên giữ 01 bản"
            ),
        ),
        co_signers=(
            SignOff(None, "", INSPECTED_TITLE[InspectedKind(inspection.inspected_kind)], _hand(inspection, name)),
            SignOff(None, "", "Người ghi biên bản", team[-1].name),
        ),
        sign_off=SignOff(None, "", "Trưởng đoàn kiểm tra", team[0].name),
        recipients=("Người được kiểm tra", "Lưu: hồ sơ kiểm tra"),
        annexes=(Annex("Kết quả kiểm tra từng thuê bao", (_results(rows),)),),
    )


def _hand(inspection: Inspection, name: str) -> str:
    """Whose name stands under the signature: a person's own; a body's representative writes it by hand."""
    return name if inspection.inspected_kind == InspectedKind.PERSON else ""


def _member(name: str, title: str, *, leads: bool) -> str:
    return f"{name}, {title}{' - Trưởng đoàn' if leads else ' - Thành viên'};"


def _ground(inspection: Inspection) -> tuple[Paragraph, ...]:
    if inspection.request is None:
        return ()
    words = f"Căn cứ kết quả trả lời Yêu cầu số {inspection.request.reference};"
    return (Paragraph(words, italic=True),)


def _measures(rows: list[CheckedNumber]) -> list[str]:
    counted: dict[str, int] = {}
    for row in rows:
        if row.result != Result.DROPPED and row.measure != "none":
            counted[str(row.get_measure_display())] = counted.get(str(row.get_measure_display()), 0) + 1
    return [f"{measure}: {count} thuê bao;" for measure, count in counted.items()]


def _signs(inspection: Inspection) -> DataTable:
    columns = (Column("TT", Align.CENTRE, 6), Column("Số thuê bao", Align.LEFT, 20), Column("Dấu hiệu", Align.LEFT, 60))
    rows = tuple((row.order, national(opened(row, "sealed")), row.sign) for row in inspection.numbers.all())
    return DataTable("", columns, rows)


def _results(rows: list[CheckedNumber]) -> DataTable:
    columns = (
        Column("TT", Align.CENTRE, 5),
        Column("Số thuê bao", Align.LEFT, 14),
        Column("Dấu hiệu", Align.LEFT, 24),
        Column("Kết quả", Align.LEFT, 17),
        Column("Biện pháp", Align.LEFT, 18),
        Column("Ghi chú", Align.LEFT, 12),
    )
    said = tuple(
        (
            row.order, national(opened(row, "sealed")), row.sign, RESULT_WORDS[Result(row.result)],
            str(row.get_measure_display()), row.note,
        )
        for row in rows
    )  # fmt: skip
    return DataTable("", columns, said)


def national(number: str) -> str:
    """A stored number as people in Vietnam write it."""
    return f"0{number[3:]}" if number.startswith("+84") else number
