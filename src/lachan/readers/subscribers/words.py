"""Usual words for the closed values, written without accents, case and signs; an operator's codes go into a mapping."""

from collections.abc import Mapping

from lachan.readers.exports.headers import key
from lachan.readers.subscribers.columns import COLUMNS

_WORDS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "service": {
        "mobile": ("di động", "thông tin di động", "di động mặt đất", "gsm"),
        "fixed": ("cố định", "điện thoại cố định", "cố định mặt đất", "landline"),
        "internet": ("băng rộng", "băng rộng cố định", "truy nhập internet", "ftth", "adsl", "broadband"),
    },
    "plan": {
        "prepaid": ("trả trước", "thuê bao trả trước", "di động trả trước", "tt", "pre"),
        "postpaid": ("trả sau", "thuê bao trả sau", "di động trả sau", "ts", "post"),
    },
    "use": {
        "h2h": ("người với người", "liên lạc giữa người với người", "human"),
        "m2m": ("thiết bị với thiết bị", "liên lạc giữa thiết bị với thiết bị", "thiết bị", "iot", "machine"),
    },
    "status": {
        "active": ("đang hoạt động", "hoạt động", "đang sử dụng", "hoạt động hai chiều", "bình thường"),
        "one_way": ("khóa 1 chiều", "khóa một chiều", "chặn 1 chiều", "chặn một chiều", "tạm dừng 1 chiều", "k1c"),
        "two_way": ("khóa 2 chiều", "khóa hai chiều", "chặn 2 chiều", "chặn hai chiều", "tạm dừng 2 chiều", "k2c"),
        "ended": ("chấm dứt", "đã chấm dứt", "thanh lý", "đã thanh lý", "thu hồi", "đã thu hồi", "đã hủy"),
    },
    "point_kind": {
        "own": ("doanh nghiệp", "điểm của doanh nghiệp", "của doanh nghiệp", "cửa hàng", "trực tiếp", "own shop"),
        "agent": ("đại lý", "ủy quyền", "điểm ủy quyền", "điểm được ủy quyền", "dealer"),
        "app": ("ứng dụng", "trực tuyến", "online", "website"),
    },
    "owner_kind": {
        "person": ("cá nhân", "cn", "khách hàng cá nhân", "individual", "personal"),
        "organisation": ("tổ chức", "doanh nghiệp", "tc", "dn", "khách hàng doanh nghiệp", "cơ quan", "company"),
    },
    "sex": {"M": ("nam", "male", "đàn ông"), "F": ("nữ", "female", "phụ nữ")},
    "id_kind": {
        "cccd": ("căn cước công dân", "căn cước", "thẻ căn cước", "thẻ căn cước công dân", "cccd gắn chip", "cc"),
        "cmnd": ("chứng minh nhân dân", "chứng minh thư", "giấy chứng minh nhân dân", "cmt", "cmtnd"),
        "passport": ("hộ chiếu", "hc", "pp"),
        "org": (
            "giấy phép kinh doanh", "gpkd", "đăng ký kinh doanh", "đkkd", "giấy chứng nhận đăng ký doanh nghiệp",
            "đăng ký doanh nghiệp", "quyết định thành lập", "giấy chứng nhận pháp nhân", "giấy phép đầu tư", "mst",
        ),
    },
    "user_kind": {
        "self": ("chính chủ", "bản thân", "chủ thuê bao"),
        "child": ("con", "con đẻ", "con nuôi", "trẻ em"),
        "ward": ("người được giám hộ", "được giám hộ", "giám hộ"),
        "employee": ("nhân viên", "người lao động", "cán bộ"),
        "device": ("thiết bị",),
    },
}  # fmt: skip

WORDS: Mapping[str, Mapping[str, str]] = {
    column.name: {key(word): value for value in column.values for word in (value, *_WORDS[column.name].get(value, ()))}
    for column in COLUMNS
    if column.values
}
"""For each closed column, the value that a word means, by the word's key."""
