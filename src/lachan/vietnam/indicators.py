"""The figures that a unit reports about an anti-fraud directive, by the six annex tables of the report.

The directive of April 2020 sets no table of its own; these columns follow its duties one by one. A subscriber count
is an operator's own count: the Department holds no subscriber data (Telecom Law 24/2023/QH15, article 6.4).
Thresholds in titles (10, 20, 50) are those of the nationwide inspections of 2023, not statutory limits.
"""

from dataclasses import dataclass
from typing import Literal

from lachan.vietnam.wording import Wording


@dataclass(frozen=True, slots=True)
class Indicator:
    """One figure that a unit reports.

    `annex` is the table 1-6 of the report it stands in; `kind` its type ("share" in percent, "money" in đồng,
    "state" a level on the last day of the period); `sum_over_units` whether units may be added up; `aggregate` how
    periods combine ("sum": figures of the periods are added, "latest": the last period's figure stands).
    """

    code: str
    annex: int
    title: Wording
    unit: Wording
    kind: Literal["count", "money", "share", "state"]
    sum_over_units: bool
    aggregate: Literal["sum", "latest"]
    counting_rule: Wording


ANNEX_TITLES: dict[int, Wording] = {
    1: Wording("Tuyên truyền", "Awareness work"),
    2: Wording("Rà soát thuê bao", "Review of subscriptions"),
    3: Wording("Thanh tra, kiểm tra", "Inspection"),
    4: Wording("Cuộc gọi giả mạo", "Spoofed calls"),
    5: Wording("Website, tài khoản mạng xã hội", "Websites and social-network accounts"),
    6: Wording("Yêu cầu xác minh, phối hợp", "Requests for verification and cooperation"),
}
"""Title of each annex table, by number 1-6."""

_ITEM = Wording("tin, bài", "items")
_TIME = Wording("lượt", "times")
_NUMBER = Wording("thuê bao", "subscriptions")
_OWNER = Wording("chủ thể", "owners")
_CALL = Wording("cuộc gọi", "calls")
_SITE = Wording("website", "websites")
_ACCOUNT = Wording("tài khoản", "accounts")
_CASE = Wording("vụ việc", "cases")
_REQUEST = Wording("yêu cầu", "requests")
_PERCENT = Wording("%", "%")

_OWNER_RULE = Wording(
    "Tính theo từng giấy tờ trong mạng của một doanh nghiệp, tại ngày cuối kỳ; không cộng giữa các doanh nghiệp vì"
    " một chủ thể có thể có ở nhiều mạng",
    "Per identity paper within one operator, on the last day of the period; not added over operators, for one owner"
    " can be with several",
)

_PART_RULE = Wording(
    "Là một phần của TT-07; chỉ tính hoạt động dành riêng cho nhóm này",
    "Part of TT-07; only activities meant for this group",
)
_CHANGE_RULE = Wording("Số lần chuyển sang trạng thái này trong kỳ", "Changes into this state within the period")
_SYSTEM_RULE = Wording("Theo hệ thống của doanh nghiệp trong kỳ", "By the operator's systems within the period")


def _count(code: str, title: Wording, unit: Wording, rule: Wording, *, adds: bool = True) -> Indicator:
    """A figure of what happened within the period; periods add up."""
    return Indicator(code, _annex(code), title, unit, "count", adds, "sum", rule)


def _state(code: str, title: Wording, unit: Wording, rule: Wording, *, adds: bool = True) -> Indicator:
    """A figure as it stands on the last day of the period; the last period's stands."""
    return Indicator(code, _annex(code), title, unit, "state", adds, "latest", rule)


def _share(code: str, title: Wording, rule: Wording) -> Indicator:
    """A percentage; neither units nor periods add up."""
    return Indicator(code, _annex(code), title, _PERCENT, "share", False, "latest", rule)


def _annex(code: str) -> int:
    return {"TT": 1, "TB": 2, "KT": 3, "CG": 4, "WM": 5, "XM": 6}[code[:2]]


_AWARENESS = (
    _count(
        "TT-01",
        Wording("Tin, bài trên trang thông tin điện tử", "Items on the web page"),
        _ITEM,
        Wording(
            "Mỗi tin, bài tính một lần vào ngày đăng; đăng lại không tính",
            "Each item once, on the day it is published; re-posts are not counted",
        ),
    ),
    _count(
        "TT-02",
        Wording("Tin, bài trên Fanpage, mạng xã hội", "Items on Fanpage and social networks"),
        _ITEM,
        Wording(
            "Mỗi bài trên mỗi kênh tính một lần vào ngày đăng; chia sẻ lại không tính",
            "Each post once per channel, on the day it is published; shares are not counted",
        ),
    ),
    _count(
        "TT-03",
        Wording("Lượt phát trên hệ thống truyền thanh", "Broadcasts on public loudspeakers"),
        _TIME,
        Wording("Mỗi lần phát một bản tin tính một lượt", "Each broadcast of a bulletin counts once"),
    ),
    _count(
        "TT-04",
        Wording("Tờ rơi, áp phích đã phát, đã treo", "Leaflets and posters handed out or put up"),
        Wording("tờ", "sheets"),
        Wording("Số bản đến tay người dân, không tính bản in còn lưu", "Copies handed out, not those in stock"),
    ),
    _count(
        "TT-05",
        Wording("Tin nhắn cảnh báo đã gửi", "Warning messages sent"),
        Wording("tin nhắn", "messages"),
        Wording("Số tin gửi thành công (SMS, Zalo OA)", "Messages delivered (SMS, Zalo official account)"),
    ),
    _count(
        "TT-06",
        Wording("Hội nghị, buổi tuyên truyền trực tiếp", "Meetings and direct awareness sessions"),
        Wording("buổi", "sessions"),
        Wording("Buổi phối hợp do đơn vị chủ trì báo cáo", "A joint session is reported by the unit that leads it"),
    ),
    _count(
        "TT-07",
        Wording("Lượt người được tiếp cận", "Persons reached"),
        Wording("lượt người", "person contacts"),
        Wording(
            "Lượt xem, người dự, người nhận; một người có thể tính nhiều lượt",
            "Views, attendants, receivers; one person may count several times",
        ),
    ),
    _count(
        "TT-08",
        Wording("Lượt người sử dụng dịch vụ ngân hàng trực tuyến được tuyên truyền", "Online-banking users reached"),
        Wording("lượt người", "person contacts"),
        _PART_RULE,
    ),
    _count(
        "TT-09",
        Wording("Lượt người mới sử dụng mạng xã hội được tuyên truyền", "New social-network users reached"),
        Wording("lượt người", "person contacts"),
        _PART_RULE,
    ),
    _count(
        "TT-10",
        Wording("Thủ đoạn lừa đảo được cập nhật", "Fraud tricks newly described"),
        Wording("thủ đoạn", "tricks"),
        Wording(
            "Thủ đoạn lần đầu được đơn vị đăng; không cộng giữa các đơn vị vì có thể trùng",
            "Tricks the unit described for the first time; not added over units, for they can be the same",
        ),
        adds=False,
    ),
)

_SUBSCRIPTIONS = (
    _state(
        "TB-01",
        Wording("Tổng số thuê bao đang hoạt động", "Active subscriptions"),
        _NUMBER,
        Wording(
            "Thuê bao di động, cố định, Internet trên địa bàn tỉnh tại ngày cuối kỳ",
            "Mobile, fixed and Internet subscriptions in the province on the last day of the period",
        ),
    ),
    _state(
        "TB-02",
        Wording("Thuê bao đủ thông tin", "Subscriptions with complete information"),
        _NUMBER,
        Wording(
            "Đủ mọi trường bắt buộc theo quy định có hiệu lực tại ngày cuối kỳ",
            "All fields required by the rules in force on the last day of the period are filled",
        ),
    ),
    _state(
        "TB-03",
        Wording("Thuê bao thiếu hoặc sai thông tin", "Subscriptions with missing or wrong information"),
        _NUMBER,
        Wording("Bằng TB-01 trừ TB-02", "TB-01 minus TB-02"),
    ),
    _share(
        "TB-04",
        Wording("Tỷ lệ thuê bao đủ thông tin", "Share of subscriptions with complete information"),
        Wording("TB-02 chia TB-01, làm tròn hai chữ số thập phân", "TB-02 over TB-01, rounded to two decimals"),
    ),
    _state(
        "TB-05",
        Wording("Chủ thể đăng ký từ 4 đến 9 thuê bao", "Owners of 4 to 9 subscriptions"),
        _OWNER,
        _OWNER_RULE,
        adds=False,
    ),
    _state(
        "TB-06",
        Wording("Chủ thể đăng ký từ 10 đến 19 thuê bao", "Owners of 10 to 19 subscriptions"),
        _OWNER,
        _OWNER_RULE,
        adds=False,
    ),
    _state(
        "TB-07",
        Wording("Cá nhân đăng ký từ 20 thuê bao trở lên", "Persons with 20 or more subscriptions"),
        _OWNER,
        _OWNER_RULE,
        adds=False,
    ),
    _state(
        "TB-08",
        Wording("Tổ chức đăng ký từ 50 thuê bao trở lên", "Organisations with 50 or more subscriptions"),
        _OWNER,
        _OWNER_RULE,
        adds=False,
    ),
    _count(
        "TB-09",
        Wording("Thuê bao đã được thông báo chuẩn hóa", "Subscriptions notified to correct information"),
        _NUMBER,
        Wording("Tính một lần vào ngày thông báo đầu tiên", "Once, on the day of the first notice"),
    ),
    _count(
        "TB-10",
        Wording("Thuê bao bị tạm dừng một chiều", "Subscriptions suspended one-way"),
        _NUMBER,
        _CHANGE_RULE,
    ),
    _count(
        "TB-11",
        Wording("Thuê bao bị tạm dừng hai chiều", "Subscriptions suspended two-way"),
        _NUMBER,
        _CHANGE_RULE,
    ),
    _count(
        "TB-12",
        Wording("Thuê bao bị chấm dứt hợp đồng, thu hồi số", "Subscriptions ended and numbers recovered"),
        _NUMBER,
        Wording("Tính vào ngày thu hồi số", "On the day the number is recovered"),
    ),
    _count(
        "TB-13",
        Wording("Thuê bao đã chuẩn hóa lại thông tin", "Subscriptions with corrected information"),
        _NUMBER,
        Wording(
            "Thuê bao từ thiếu, sai thành đủ thông tin trong kỳ",
            "Subscriptions that went from incomplete to complete within the period",
        ),
    ),
)

_INSPECTION = (
    _count(
        "KT-01",
        Wording("Cuộc thanh tra, kiểm tra", "Inspections"),
        Wording("cuộc", "inspections"),
        Wording(
            "Tính vào ngày kết thúc; cuộc liên ngành do đơn vị chủ trì báo cáo",
            "On the day of the end; a joint inspection is reported by the unit that leads it",
        ),
    ),
    _count(
        "KT-02",
        Wording("Tổ chức, cá nhân được thanh tra, kiểm tra", "Organisations and persons inspected"),
        _OWNER,
        Wording("Mỗi chủ thể một lần trong một cuộc", "Each once in an inspection"),
    ),
    _count(
        "KT-03",
        Wording("Thuê bao được kiểm tra", "Subscriptions inspected"),
        _NUMBER,
        Wording("Theo biên bản", "According to the minutes"),
    ),
    _count(
        "KT-04",
        Wording("Thuê bao có thông tin không đúng quy định", "Subscriptions with information against the rules"),
        _NUMBER,
        Wording("Theo biên bản; là một phần của KT-03", "According to the minutes; part of KT-03"),
    ),
    _count(
        "KT-05",
        Wording("Quyết định xử phạt vi phạm hành chính", "Decisions on administrative penalties"),
        Wording("quyết định", "decisions"),
        Wording("Tính vào ngày ký quyết định", "On the day the decision is signed"),
    ),
    Indicator(
        "KT-06",
        3,
        Wording("Tổng số tiền phạt", "Sum of fines"),
        Wording("đồng", "VND"),
        "money",
        True,
        "sum",
        Wording("Theo quyết định đã ký trong kỳ, chưa xét đã thu", "As decided within the period, paid or not"),
    ),
)

_CALLS = (
    _count(
        "CG-01",
        Wording("Cuộc gọi giả mạo hướng quốc tế bị chặn", "Spoofed international calls blocked"),
        _CALL,
        _SYSTEM_RULE,
    ),
    _count(
        "CG-02",
        Wording("Cuộc gọi giả mạo hướng VoIP trong nước bị chặn", "Spoofed domestic VoIP calls blocked"),
        _CALL,
        _SYSTEM_RULE,
    ),
    _count(
        "CG-03",
        Wording(
            "Cuộc gọi giả mạo số của cơ quan nhà nước được ghi nhận",
            "Calls with a spoofed number of a state body recorded",
        ),
        _CALL,
        Wording(
            "Bị chặn hoặc được phản ánh; không cộng giữa các đơn vị vì có thể trùng",
            "Blocked or reported; not added over units, for they can be the same",
        ),
        adds=False,
    ),
    _count(
        "CG-04",
        Wording("Thuê bao bị khóa vì cuộc gọi giả mạo", "Subscriptions blocked for spoofed calls"),
        _NUMBER,
        Wording("Tính một lần vào ngày khóa", "Once, on the day of the block"),
    ),
    _count(
        "CG-05",
        Wording("Lượt phối hợp xử lý với cơ quan liên quan", "Cooperations with other bodies"),
        _TIME,
        Wording("Mỗi văn bản hoặc buổi làm việc tính một lượt", "Each letter or working session counts once"),
    ),
)

_SITES = (
    _count(
        "WM-01",
        Wording("Website được rà soát", "Websites reviewed"),
        _SITE,
        Wording("Mỗi tên miền một lần trong kỳ", "Each domain name once in the period"),
    ),
    _count(
        "WM-02",
        Wording("Tài khoản mạng xã hội được rà soát", "Social-network accounts reviewed"),
        _ACCOUNT,
        Wording("Mỗi tài khoản, nhóm, trang một lần trong kỳ", "Each account, group or page once in the period"),
    ),
    _count(
        "WM-03",
        Wording("Website, tài khoản có dấu hiệu lừa đảo", "Websites and accounts with signs of fraud"),
        _CASE,
        Wording(
            "Có biên bản rà soát; không cộng giữa các đơn vị vì có thể trùng",
            "With a record of the review; not added over units, for they can be the same",
        ),
        adds=False,
    ),
    _count(
        "WM-04",
        Wording("Vụ việc đã chuyển cơ quan có thẩm quyền", "Cases referred to the competent body"),
        _CASE,
        Wording("Tính vào ngày chuyển", "On the day of the referral"),
    ),
    _count(
        "WM-05",
        Wording("Website, tài khoản đã bị chặn, gỡ", "Websites and accounts blocked or taken down"),
        _CASE,
        Wording("Có xác nhận của cơ quan xử lý", "Confirmed by the body that acted"),
    ),
)

_REQUESTS = (
    _count(
        "XM-01",
        Wording("Yêu cầu xác minh, phối hợp nhận được", "Requests received"),
        _REQUEST,
        Wording("Tính vào ngày nhận văn bản", "On the day the letter is received"),
    ),
    _count(
        "XM-02",
        Wording("Yêu cầu đã trả lời đúng hạn", "Requests answered in time"),
        _REQUEST,
        Wording(
            "Tính vào ngày trả lời, kể cả trả lời không có dữ liệu",
            "On the day of the answer, an answer of no data included",
        ),
    ),
    _count(
        "XM-03",
        Wording("Yêu cầu đã trả lời quá hạn", "Requests answered late"),
        _REQUEST,
        Wording("Tính vào ngày trả lời", "On the day of the answer"),
    ),
    _state(
        "XM-04",
        Wording("Yêu cầu đang giải quyết", "Requests still open"),
        _REQUEST,
        Wording("Chưa trả lời tại ngày cuối kỳ", "Without an answer on the last day of the period"),
    ),
)

INDICATORS: tuple[Indicator, ...] = (
    *_AWARENESS,
    *_SUBSCRIPTIONS,
    *_INSPECTION,
    *_CALLS,
    *_SITES,
    *_REQUESTS,
)
"""The whole catalogue, in the order of the annexes."""

_BY_CODE = {one.code: one for one in INDICATORS}


def indicator(code: str) -> Indicator:
    """The indicator with `code`; KeyError when there is none."""
    return _BY_CODE[code]
