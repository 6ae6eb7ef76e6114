"""Papers as a department writes them, with invented names."""

from datetime import date

from lachan.documents.charts import progress_chart
from lachan.documents.papers.model import (
    Align,
    Annex,
    Bullets,
    Column,
    DataTable,
    Figure,
    Heading,
    Numbered,
    Paper,
    PaperKind,
    Paragraph,
    SignOff,
)

TRICKY = "#let x = 1; $x^2$ *đậm* _nghiêng_ <a> & \"ngoặc\" 'đơn' \\u{41} @tên [1] {2} `mã` ~ -- --- // /* */ https://a.example"

LETTER = Paper(
    parent_body="UBND tỉnh Lạng Sơn",
    body="Sở Thông tin và Truyền thông",
    symbol="STTTT-TTr",
    number="5",
    place="Lạng Sơn",
    date=date(2020, 2, 5),
    kind=PaperKind.CONG_VAN,
    subject="tăng cường phòng ngừa, đấu tranh với tội phạm lừa đảo chiếm đoạt tài sản qua mạng viễn thông, Internet",
    addressees=("Phòng Văn hóa và Thông tin các huyện, thành phố", "Các doanh nghiệp viễn thông"),
    blocks=(
        Paragraph("Trước tình hình tội phạm lừa đảo diễn ra ngày càng tinh vi, Sở đề nghị thực hiện các nội dung sau:"),
        Heading("1. Các phòng chuyên môn, đơn vị thuộc Sở"),
        Bullets(("Tăng cường tuyên truyền về các thủ đoạn.", "Rà soát các website có biểu hiện lừa đảo.")),
        Heading("2. Các doanh nghiệp viễn thông trên địa bàn tỉnh"),
        Numbered(("Lưu trữ đầy đủ thông tin người dùng.", "Phối hợp khi có yêu cầu.")),
        Paragraph("Đề nghị các cơ quan, đơn vị quan tâm thực hiện và báo cáo kết quả về Sở khi có yêu cầu."),
    ),
    sign_off=SignOff(None, "", "Giám đốc", "Nguyễn Văn Mẫu"),
    recipients=("Như trên", "PC02 (để biết)", "Lưu: VT, TTr"),
)

COUNTS = DataTable(
    caption="Bảng 1. Kết quả chung",
    columns=(
        Column("TT", Align.CENTRE, 4),
        Column("Nhiệm vụ", Align.LEFT, 40),
        Column("Số tin, bài", Align.RIGHT, 12),
        Column("Tỷ lệ (%)", Align.RIGHT, 10),
    ),
    rows=((1, "Tuyên truyền", 12345, 75.5), (2, "Rà soát website", None, 100), ("", "Tổng số", 12345, 87.75)),
    total_row=True,
)

NOTHING = DataTable("Bảng 2. Xử lý website", (Column("TT"), Column("Địa chỉ"), Column("Kết quả")), ())

WIDE = DataTable(
    caption="",
    columns=tuple(Column(f"Cột {number}", width=12) for number in range(1, 11)),
    rows=(tuple(f"ô {number}" for number in range(1, 11)),),
)

CHART = Figure(progress_chart("Hoàn thành", [("Tuyên truyền", 60, 65)]), "Tuyên truyền: 60 trên 65 đơn vị.", "Hình 1")

REPORT = Paper(
    parent_body="UBND tỉnh Lạng Sơn",
    body="Sở Thông tin và Truyền thông",
    symbol="BC-STTTT",
    number="",
    place="Lạng Sơn",
    date=None,
    kind=PaperKind.BAO_CAO,
    subject="Kết quả phòng ngừa, đấu tranh với tội phạm lừa đảo tháng 4 năm 2020",
    addressees=("Ủy ban nhân dân tỉnh Lạng Sơn",),
    blocks=(
        Heading("I. CÔNG TÁC CHỈ ĐẠO"),
        Paragraph(TRICKY),
        Heading("II. KẾT QUẢ"),
        COUNTS,
        NOTHING,
        Heading("III. KIẾN NGHỊ"),
        Paragraph("Không có./."),
    ),
    sign_off=SignOff("KT.", "Giám đốc", "Phó Giám đốc", "Trần Thị Mẫu"),
    recipients=("Như trên", "Lưu: VT, TTr"),
    annexes=(Annex("Số liệu tuyên truyền", (COUNTS,)), Annex("Thanh tra, kiểm tra", (Paragraph("Chi tiết:"), WIDE))),
)

MINUTES = Paper(
    parent_body="UBND tỉnh Lạng Sơn",
    body="Sở Khoa học và Công nghệ",
    symbol="BB-SKHCN",
    number="",
    place="Lạng Sơn",
    date=None,
    kind=PaperKind.BIEN_BAN,
    subject="Kiểm tra việc đăng ký, sử dụng thuê bao",
    addressees=(),
    blocks=(Paragraph("Hôm nay, đoàn kiểm tra làm việc với chủ thuê bao."), COUNTS, Paragraph("Biên bản gồm 02 bản")),
    co_signers=(
        SignOff(None, "", "Chủ thuê bao", ""),
        SignOff(None, "", "Người ghi biên bản", "Lê Thị Mẫu"),
    ),
    sign_off=SignOff(None, "", "Trưởng đoàn", "Trần Văn Mẫu"),
    recipients=("Chủ thuê bao", "Lưu: hồ sơ kiểm tra"),
)

COMMUNES = DataTable(
    caption="",
    columns=(Column("TT", Align.CENTRE, 4), Column("Xã, phường", width=30), Column("Số tin", Align.RIGHT, 10)),
    rows=tuple((number, f"Xã số {number}", number * 100) for number in range(1, 66)),
)
