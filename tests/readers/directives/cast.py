"""Invented directives of differing layout; bodies are real kinds of bodies, persons and numbers are not."""

COMMUNES_2026 = """ỦY BAN NHÂN DÂN
TỈNH LẠNG SƠN
SỞ KHOA HỌC VÀ CÔNG NGHỆ
-------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập – Tự do – Hạnh phúc
_______________

Số: 318/SKHCN-BCVT
V/v phối hợp phòng, chống lừa đảo qua mạng viễn thông, Internet

Lạng Sơn, ngày 09 tháng 3 năm 2026

Kính gửi:
- UBND các xã, phường trên địa bàn tỉnh;
- Các doanh nghiệp viễn thông trên địa bàn tỉnh.

Căn cứ Luật Viễn thông số 24/2023/QH15 ngày 24/11/2023;
Căn cứ Nghị định số 163/2024/NĐ-CP ngày 24 tháng 12 năm 2024 của Chính phủ;
Thực hiện Công văn số 77/CAT-PA05 ngày 02/3/2026 của Công an tỉnh, Sở Khoa học và Công nghệ đề nghị:

I. ỦY BAN NHÂN DÂN CÁC XÃ, PHƯỜNG
1. Tổ chức tuyên truyền, phổ biến đến người dân các thủ đoạn lừa đảo qua hệ thống truyền thanh:
- Mỗi tuần ít nhất hai buổi phát;
- Ưu tiên người cao tuổi.
2. Rà soát, phát hiện các website, tài khoản mạng xã hội có dấu hiệu lừa đảo, chuyển Công an cấp xã.

II. CÁC DOANH NGHIỆP VIỄN THÔNG
1. Chuẩn hóa, xác thực thông tin thuê bao theo quy định.
2. Ngăn chặn cuộc gọi giả mạo, cuộc gọi rác; thống kê số cuộc gọi đã chặn.
3. Cung cấp thông tin khi có yêu cầu của cơ quan có thẩm quyền.

Đề nghị các đơn vị báo cáo kết quả về Sở trước ngày 25/6/2026 để tổng hợp./.

Nơi nhận:
- Như trên;
- UBND tỉnh (b/c);
- Lưu: VT, BCVT.

KT. GIÁM ĐỐC
PHÓ GIÁM ĐỐC

(Đã ký)

Hoàng Thị Mẫu
"""

LETTERS_UNDER_NUMBERS = """UBND TỈNH CAO BẰNG
SỞ THÔNG TIN VÀ TRUYỀN THÔNG
Số: 12/STTTT-BCVT
Cao Bằng, ngày 01 tháng 02 năm 2021
V/v ngăn chặn cuộc gọi lừa đảo
Kính gửi: Phòng Văn hóa và Thông tin các huyện, thành phố; Các doanh nghiệp viễn thông; Công an tỉnh.
Thực hiện Công văn số 05/BTTTT-CVT ngày 05/01/2021.
1) Phòng Văn hóa và Thông tin các huyện, thành phố:
a) Tuyên truyền trên hệ thống truyền thanh cơ sở.
b) Phối hợp kiểm tra các điểm cung cấp dịch vụ viễn thông, thuê bao di động.
2) Đề nghị Công an tỉnh: chủ trì xác minh, điều tra các vụ việc được chuyển đến.
3) Các doanh nghiệp viễn thông:
a) Ngăn chặn cuộc gọi giả mạo số của cơ quan nhà nước.
4) Chế độ báo cáo: định kỳ hằng tháng gửi Sở trước ngày 20.
Nơi nhận: Như trên; Lưu: VT.
CHÁNH THANH TRA
Nông Văn Thử
"""

DOTTED_NUMBERS = """SỞ THÔNG TIN VÀ TRUYỀN THÔNG
Số: 44/STTTT-TTr
Lạng Sơn, ngày 10 tháng 5 năm 2022
V/v rà soát thuê bao
Kính gửi: Các doanh nghiệp viễn thông trên địa bàn tỉnh.
Căn cứ Nghị định 49/2017/NĐ-CP ngày 24/4/2017 của Chính phủ.
1. Các doanh nghiệp viễn thông.
1.1. Lưu trữ đầy đủ, chính xác thông tin thuê bao.
1.2. Đối soát thông tin thuê bao theo từng giấy tờ.
+ Lập danh sách chủ thể có nhiều thuê bao.
2. Thanh tra Sở.
2.1. Kiểm tra các doanh nghiệp viễn thông sau 30 ngày.
Các đơn vị báo cáo trong thời hạn 15 ngày làm việc kể từ ngày nhận được văn bản này.
GIÁM ĐỐC
Lý Thị Ví Dụ
"""

UNNUMBERED_HEADINGS = """UBND TỈNH LẠNG SƠN
SỞ KHOA HỌC VÀ CÔNG NGHỆ
Số: 07/SKHCN-TTr
Lạng Sơn, ngày 15 tháng 01 năm 2026
V/v tăng cường phòng ngừa lừa đảo
Kính gửi: Các cơ quan, đơn vị
Theo đề nghị của Công an tỉnh tại Công văn số 9/CAT-PC02.
Đối với Phòng Văn hóa - Xã hội các xã, phường:
• Tuyên truyền về thủ đoạn lừa đảo mới.
• Cập nhật thủ đoạn lừa đảo lên Fanpage.
Đối với các doanh nghiệp viễn thông:
• Xác thực thông tin thuê bao.
Trên đây là đề nghị của Sở; kết quả báo cáo khi có yêu cầu.
Nơi nhận:
- Như trên;
- Lưu: VT.
GIÁM ĐỐC
Vi Văn Mẫu
"""

FLAT_LIST = """UBND TỈNH LẠNG SƠN
SỞ THÔNG TIN VÀ TRUYỀN THÔNG
Số: 91/STTTT-TTr
Lạng Sơn, ngày 3 tháng 12 năm 2023
V/v xử lý SIM kích hoạt sẵn
Kính gửi: Các doanh nghiệp viễn thông trên địa bàn tỉnh
Căn cứ chức năng, nhiệm vụ được giao, Sở đề nghị các doanh nghiệp:
1. Chuẩn hóa thông tin thuê bao.
2. Kiểm tra các điểm cung cấp dịch vụ viễn thông, thu hồi SIM sai quy định.
3. Báo cáo kết quả về Sở trước ngày 30 tháng 12 năm 2023.
GIÁM ĐỐC
Mã Văn Thí
"""

PLAIN_PARAGRAPHS_UNDER_HEADINGS = """UBND TỈNH LẠNG SƠN
SỞ THÔNG TIN VÀ TRUYỀN THÔNG
Số: 17/STTTT-TTr
Lạng Sơn, ngày 20 tháng 4 năm 2020
V/v phòng ngừa tội phạm

Kính gửi: Phòng Văn hóa và Thông tin các huyện, thành phố

Thực hiện Công văn số 1846/CAT-PC02.

1. Phòng Văn hóa và Thông tin các huyện, thành phố

Tuyên truyền đến người dân các thủ đoạn lừa đảo.

Rà soát các website có biểu hiện lừa đảo.

2. Công an các huyện, thành phố

Xác minh các tin báo được chuyển đến.

Đề nghị các đơn vị báo cáo trước ngày 30/4.

GIÁM ĐỐC

Tô Thị Nghiệm
"""

CHAIRMAN_2025 = """ỦY BAN NHÂN DÂN
TỈNH LẠNG SƠN
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 05/CT-UBND
Lạng Sơn, ngày 08 tháng 8 năm 2025
CHỈ THỊ
Về tăng cường phòng, chống lừa đảo chiếm đoạt tài sản trên không gian mạng
- Căn cứ Luật An ninh mạng số 24/2018/QH14;
- Căn cứ Luật Viễn thông số 24/2023/QH15;
Chủ tịch Ủy ban nhân dân tỉnh yêu cầu:
1. Các sở, ban, ngành
a) Phổ biến thủ đoạn lừa đảo trên cổng thông tin.
b) Xử lý nghiêm tổ chức vi phạm.
2. Ủy ban nhân dân cấp xã
a) Tổ chức hội nghị tuyên truyền tại thôn, khối phố.
3. Công an tỉnh
a) Tiếp nhận, xác minh tin báo.
4. Các doanh nghiệp viễn thông
a) Ngăn chặn cuộc gọi rác, cuộc gọi lừa đảo.
Yêu cầu các đơn vị định kỳ hằng quý báo cáo Ủy ban nhân dân tỉnh./.
Nơi nhận:
- Thường trực Tỉnh ủy;
- Lưu: VT, KGVX.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Lương Văn Giả Định
"""

TOPICS = """UBND TỈNH LẠNG SƠN
SỞ KHOA HỌC VÀ CÔNG NGHỆ
Số: 500/SKHCN-BCVT
Lạng Sơn, ngày 2 tháng 9 năm 2026
V/v cao điểm phòng, chống lừa đảo
Kính gửi: Các doanh nghiệp viễn thông
Thực hiện Kế hoạch số 10/KH-UBND ngày 01/8/2026.
1. Về công tác tuyên truyền:
- Gửi tin nhắn cảnh báo đến thuê bao.
- Tuyên truyền tại điểm giao dịch.
2. Về kỹ thuật:
- Ngăn chặn cuộc gọi giả mạo.
Báo cáo kết quả sau 10 ngày.
GIÁM ĐỐC
Hà Văn Thử
"""

UNKNOWN_BODY = """SỞ THÔNG TIN VÀ TRUYỀN THÔNG
Số: 6/STTTT-VP
Lạng Sơn, ngày 6 tháng 6 năm 2024
V/v phòng ngừa lừa đảo
Kính gửi: Hội Người cao tuổi tỉnh
Theo chương trình công tác.
1. Hội Người cao tuổi tỉnh:
- Tuyên truyền cho hội viên.
- Trồng cây xanh.
3. Phòng Văn hóa và Thông tin các huyện:
- Tuyên truyền trên hệ thống truyền thanh.
Báo cáo khi có yêu cầu.
GIÁM ĐỐC
Bế Thị Mẫu
"""
