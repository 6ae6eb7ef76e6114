"""The words of a report on calls: facts, kinds of subjects and trunks, signs of numbers as people read them."""

from lachan.vietnam.numbers import signs
from lachan.vietnam.numbers.plan import KIND_WORDS
from lachan.vietnam.wording import Wording

SUBJECTS: dict[str, Wording] = {
    "caller": Wording("Số gọi", "Caller"),
    "trunk": Wording("Trung kế", "Trunk"),
    "imei": Wording("Thiết bị", "Device"),
    "cell": Wording("Ô sóng", "Cell"),
    "pattern": Wording("Khối số", "Block of numbers"),
}

TRUNK_KINDS: dict[str, Wording] = {
    "international": Wording("quốc tế", "international"),
    "domestic": Wording("trong nước", "domestic"),
    "internal": Wording("nội mạng", "internal"),
    "": Wording("không rõ hướng", "direction unknown"),
}

COLUMNS: dict[str, Wording] = {
    "body": Wording("Cơ quan có số", "Body whose number it is"),
    "originates": Wording("Được gọi đi từ", "May originate"),
    "what": Wording("Loại số", "Kind of number"),
    "form_sign": Wording("Sai ở", "What is wrong"),
    "range_sign": Wording("Sai ở", "What is wrong"),
    "abroad_sign": Wording("Sai ở", "What is wrong"),
    "trunk": Wording("Trung kế chính", "Main trunk"),
    "trunks": Wording("Số trung kế", "Trunks"),
    "cell": Wording("Ô sóng", "Cell"),
    "callees": Wording("Số người bị gọi", "Callees"),
    "callers": Wording("Số gọi sai", "Wrong callers"),
    "bodies": Wording("Số cơ quan bị mạo danh", "Bodies imitated"),
    "calls": Wording("Cuộc gọi", "Calls"),
    "calls_a_sim": Wording("Cuộc gọi mỗi SIM", "Calls a SIM"),
    "most_calls": Wording("Số gọi nhiều nhất", "Most calls of one"),
    "sims": Wording("Số SIM", "SIMs"),
    "members": Wording("Số trong khối", "Numbers of the block"),
    "answered_calls": Wording("Được trả lời", "Answered"),
    "lost_calls": Wording("Không thành", "In vain"),
    "home_calls": Wording("Gọi từ trong nước", "Calls at home"),
    "abroad": Wording("Từ nước ngoài", "From abroad"),
    "incoming": Wording("Người khác gọi đến", "Calls from others"),
    "called_back": Wording("Người gọi lại", "Called back"),
    "peak_callees": Wording("Nhiều nhất trong một giờ", "Most in an hour"),
    "hours": Wording("Số giờ gọi", "Hours of calling"),
    "neighbours": Wording("Cặp số liền nhau", "Neighbouring callees"),
    "rung": Wording("Cuộc nháy máy", "Brief rings"),
    "rung_callees": Wording("Người bị nháy máy", "People rung"),
    "gaps": Wording("Khoảng cách", "Gaps"),
    "equal_gaps": Wording("Khoảng cách đều", "Equal gaps"),
    "middle_gap": Wording("Khoảng cách giữa (giây)", "Middle gap (seconds)"),
    "least_gap": Wording("Cách nhau ít nhất (giây)", "Least apart (seconds)"),
    "ordinary_calls_median": Wording("Thường: cuộc gọi/ngày", "Ordinary: calls a day"),
    "ordinary_calls_p99": Wording("Thường: 99 % dưới mức", "Ordinary: 99% below"),
    "ordinary_lost_percent": Wording("Thường: % không thành", "Ordinary: % in vain"),
    "callers_with_more_calls": Wording("Số gọi nhiều hơn", "Callers with more calls"),
    "points_many_callees": Wording("Điểm: nhiều người lạ", "Points: many strangers"),
    "points_in_vain": Wording("Điểm: không thành", "Points: in vain"),
    "points_hardly_anybody_talks": Wording("Điểm: hầu như không ai nói", "Points: hardly anybody talks"),
    "points_nobody_rings_back": Wording("Điểm: không ai gọi lại", "Points: nobody rings back"),
    "points_only_outgoing": Wording("Điểm: chỉ gọi đi", "Points: only outgoing"),
    "points_dear_number": Wording("Điểm: số cước cao", "Points: dear number"),
    "points_short_rings": Wording("Điểm: chuông ngắn", "Points: short rings"),
    "points_called_back": Wording("Điểm: bị gọi lại", "Points: called back"),
    "points_beyond_ordinary": Wording("Điểm: vượt mức thường", "Points: beyond ordinary"),
    "points_many_sims": Wording("Điểm: nhiều SIM", "Points: many SIMs"),
    "points_new_callees": Wording("Điểm: người gọi mới", "Points: new callees"),
}

FIRST_FACTS = (
    "body", "what", "form_sign", "range_sign", "sims", "members", "callers", "cell", "callees", "lost_calls",
    "rung_callees", "neighbours", "equal_gaps", "least_gap", "home_calls", "abroad", "called_back", "incoming",
    "ordinary_calls_p99", "ordinary_lost_percent", "trunk", "answered_calls", "peak_callees",
    "ordinary_calls_median",
)  # fmt: skip
"""The order in which facts stand in tables: what is wrong, the figures, the ordinary of that day; others follow."""

VALUES: dict[str, Wording] = {
    **{str(kind): words for kind, words in KIND_WORDS.items()},
    **{one.key: one.wording for one in vars(signs).values() if isinstance(one, signs.Sign)},
    "never": Wording("không nơi nào", "nowhere"),
    "only_from": Wording("trung kế đã đăng ký", "its registered trunks"),
    **TRUNK_KINDS,
}
"""Closed values of facts as people read them."""


def column_name(name: str) -> Wording:
    """A fact's name as people read it; an unknown one as it is."""
    return COLUMNS.get(name) or Wording(name.replace("_", " "), name.replace("_", " "))


def value_name(value: str) -> Wording:
    """A closed value as people read it; any other as it is."""
    return VALUES.get(value) or Wording(value, value) if value else Wording("", "")
