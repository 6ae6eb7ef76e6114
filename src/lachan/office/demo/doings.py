"""What the units of the demo say that they did, duty by duty: plain sentences an office would write."""

import random
from collections.abc import Iterable

from lachan.vietnam.duties import Indicator

DOINGS = {
    "1.1": (
        "Phát bài tuyên truyền về thủ đoạn giả danh công an, ngân hàng trên loa truyền thanh sáng và chiều.",
        "Lồng ghép hướng dẫn nhận biết lừa đảo qua mạng trong buổi sinh hoạt thôn, khối phố.",
        "Phát tờ rơi tại chợ phiên cho người mới dùng mạng xã hội và ngân hàng trực tuyến.",
        "Tổ công nghệ số cộng đồng hướng dẫn người cao tuổi cách kiểm tra số điện thoại lạ.",
    ),
    "1.2": (
        "Đăng bài cảnh báo thủ đoạn mới trên trang thông tin điện tử và Fanpage của đơn vị.",
        "Chia sẻ cảnh báo của cơ quan Công an về đường dẫn giả mạo dịch vụ công.",
    ),
    "1.3": (
        "Phối hợp kiểm tra điểm đăng ký thuê bao trên địa bàn; lập biên bản, nhắc nhở bổ sung hồ sơ.",
        "Rà soát cá nhân, tổ chức đăng ký nhiều thuê bao theo danh sách của doanh nghiệp.",
    ),
    "1.4": (
        "Tiếp nhận phản ánh cuộc gọi mạo danh cơ quan nhà nước, chuyển doanh nghiệp xác minh nguồn cuộc gọi.",
        "Thông báo danh sách số điện thoại chính thức của cơ quan để người dân đối chiếu.",
    ),
    "1.5": (
        "Rà soát trang, nhóm bán hàng có dấu hiệu lừa đảo; lập phiếu chuyển cơ quan Công an.",
        "Phát hiện tài khoản mạo danh cơ quan, lưu chứng cứ và đề nghị xử lý.",
    ),
    "2.1": (
        "Đối soát thông tin thuê bao, nhắn tin đề nghị chuẩn hóa các thuê bao còn thiếu thông tin.",
        "Rà soát thuê bao có thông tin trùng lặp, hẹn khách hàng xác thực lại tại điểm giao dịch.",
    ),
    "2.2": ("Trả lời yêu cầu xác minh chủ thuê bao của cơ quan có thẩm quyền trong thời hạn.",),
    "2.3": ("Cử đầu mối phối hợp, cung cấp số liệu theo đề nghị của Sở.",),
}
DIFFICULTIES = (
    "",
    "Một số thôn vùng cao sóng yếu, việc truyền thông phải làm trực tiếp nên tốn thời gian.",
    "Cán bộ kiêm nhiệm nhiều việc; thiếu tài liệu bằng tiếng dân tộc.",
    "Thủ đoạn thay đổi nhanh, tài liệu tuyên truyền có lúc chưa kịp cập nhật.",
)
PROPOSALS = (
    "",
    "Đề nghị Sở cung cấp bản tin âm thanh ngắn để phát trên loa truyền thanh.",
    "Đề nghị tổ chức tập huấn cho tổ công nghệ số cộng đồng.",
)
COUNT, STATE, FINE = 6, 40, 5_000_000  # most a local office counts in a period; the fine step in đồng


def doing(code: str, chance: random.Random) -> str:
    """A sentence on work for the duty with that code."""
    return chance.choice(DOINGS.get(code, ("Đã triển khai thực hiện nội dung được giao.",)))


def figures_for(indicators: Iterable[Indicator], chance: random.Random) -> dict[str, int]:
    """Small numbers, by indicator, that fit their kinds and one another."""
    found = {one.code: _number(one, chance) for one in indicators}
    if "TB-01" in found:  # an operator's subscriptions: complete ones and the rest make the whole
        whole = chance.randint(40_000, 190_000)
        lacking = chance.randint(whole // 200, whole // 30)
        parts = {"TB-01": whole, "TB-02": whole - lacking, "TB-03": lacking, "TB-04": 100 * (whole - lacking) // whole}
        found |= {code: value for code, value in parts.items() if code in found}
    if "KT-06" in found:  # few inspections end with a fine, and every fine has its decision
        found["KT-05"] = found.get("KT-01", 0) // 4
        found["KT-06"] = FINE * found["KT-05"]
    return found


def _number(one: Indicator, chance: random.Random) -> int:
    if one.kind == "share":
        return chance.randint(80, 99)
    if one.code == "TT-07":  # people reached: a meeting alone reaches dozens
        return chance.randint(30, 400)
    return chance.randint(0, STATE if one.kind == "state" else COUNT)
