"""The official letter by Decree 30/2020 with which a body is asked to block or take down: made anew, kept nowhere."""

from django.utils import timezone

from lachan.documents.papers.model import Align, Annex, Column, DataTable, Paper, PaperKind, Paragraph
from lachan.office.listings.models import Listing
from lachan.office.people.letterhead import Letterhead
from lachan.office.units.models import Unit
from lachan.vietnam.tricks import TRICKS


def letter_of(listing: Listing, to_unit: Unit, head: Letterhead) -> Paper:
    """The letter of the listing's Department, in Vietnamese; number and date stay empty for the clerk."""
    unit, subject = listing.unit, listing.subject
    kind = str(subject.get_kind_display()).lower()
    return Paper(
        parent_body=head.parent_body,
        body=unit.name,
        symbol=unit.symbol,
        number="",
        place=head.place,
        date=None,
        kind=PaperKind.CONG_VAN,
        subject=f"đề nghị xem xét, ngăn chặn {kind} có dấu hiệu lừa đảo",
        addressees=(to_unit.name,),
        blocks=(
            Paragraph(
                f"Qua tiếp nhận phản ánh, rà soát và thẩm định, {unit.name} nhận thấy {kind} {subject.shown} có dấu"
                f" hiệu lừa đảo ({TRICKS[listing.trick].vi}). Nội dung, thời gian và căn cứ nêu tại Phụ lục."
            ),
            Paragraph(
                f"{unit.name} đề nghị {to_unit.name} xem xét, áp dụng biện pháp ngăn chặn, gỡ bỏ theo thẩm quyền và"
                " thông báo kết quả. Các dấu hiệu nêu trong văn bản này chưa phải là kết luận vi phạm."
            ),
            Paragraph(
                "Địa chỉ đầy đủ và gói chứng cứ được gửi kèm yêu cầu trên hệ thống Lá Chắn; mã kiểm tra của gói có"
                " trong yêu cầu."
            ),
        ),
        sign_off=head.sign_off,
        recipients=("Như trên", "Lãnh đạo Sở", "Lưu: VT, hồ sơ mục cảnh báo"),
        annexes=(Annex("Đối tượng đề nghị ngăn chặn", (_table(listing),)),),
    )


def _table(listing: Listing) -> DataTable:
    """One line in the columns of annex 5 of the report, so that both can be compared."""
    columns = (
        Column("TT", Align.CENTRE, 6),
        Column("Đối tượng", Align.LEFT, 30),
        Column("Loại", Align.LEFT, 16),
        Column("Dấu hiệu", Align.LEFT, 34),
        Column("Ngày đăng cảnh báo", Align.CENTRE, 14),
    )
    assert listing.published_at is not None  # only what is published is proposed
    row = (
        1, listing.subject.shown, str(listing.subject.get_kind_display()),
        f"{TRICKS[listing.trick].vi}. {listing.reason} Căn cứ: {listing.sources}.",
        timezone.localdate(listing.published_at).strftime("%d/%m/%Y"),
    )  # fmt: skip
    return DataTable(f"Mục cảnh báo {listing.number}", columns, (row,))
