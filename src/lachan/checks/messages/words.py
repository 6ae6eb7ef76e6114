"""How the named features of the model are told to people."""

from functools import cache

from lachan.vietnam.wording import Wording

_NAMES: dict[str, Wording] = {
    "link_known": Wording("liên kết của đơn vị quen biết", "a link of a known body"),
    "link_state": Wording("liên kết của cơ quan nhà nước, trường học", "a link of the State or a school"),
    "link_short": Wording("liên kết rút gọn hoặc mời vào nhóm", "a shortened link or an invitation to a chat"),
    "link_imitating": Wording("liên kết nhái tên thương hiệu, cơ quan", "a link that imitates a brand or body"),
    "link_odd": Wording("liên kết có tên lạ", "a link with an odd name"),
    "link_plain": Wording("liên kết khác", "another link"),
    "mobile": Wording("số di động để liên hệ", "a mobile number as the contact"),
    "hotline": Wording("số tổng đài 1800, 1900", "a service number 1800, 1900"),
    "short_number": Wording("gửi tin đến đầu số ngắn", "an answer to a short number"),
    "account": Wording("số tài khoản hoặc dãy số dài", "an account or a long number"),
    "amount": Wording("số tiền", "an amount of money"),
    "brand": Wording("tên ngân hàng, ví điện tử", "the name of a bank or wallet"),
    "operator": Wording("tên nhà mạng", "the name of an operator"),
    "authority": Wording("lời của cơ quan công quyền", "words of an authority"),
    "shop": Wording("tên sàn bán hàng, mạng xã hội", "the name of a marketplace or network"),
    "chat": Wording("kéo sang Zalo, Telegram", "a call to Zalo or Telegram"),
    "urgent": Wording("thúc giục, hạn gấp", "urgency"),
    "secret": Wording("yêu cầu giữ kín", "secrecy"),
    "give": Wording("nhắc đến OTP, mật khẩu, giấy tờ", "codes, passwords, papers"),
    "warned": Wording("lời cảnh báo lừa đảo", "a warning of fraud"),
    "decline": Wording("cách từ chối, tổng đài hỗ trợ", "a way to decline, a help line"),
    "send": Wording("cú pháp soạn tin", "a text to be sent"),
    "bet": Wording("lời mời cá cược", "words of betting"),
    "earn": Wording("hứa thu nhập", "promised income"),
    "lend": Wording("mời vay", "an offer of a loan"),
    "win": Wording("báo trúng thưởng, tặng quà", "a prize or gift"),
    "debt": Wording("đòi nợ", "a debt"),
    "transfer": Wording("chuyển khoản", "a transfer"),
    "alike": Wording("chữ cái của bảng chữ khác", "letters of another alphabet"),
    "unseen": Wording("ký tự ẩn", "invisible signs"),
    "swapped": Wording("số, dấu thay chữ cái", "digits or signs for letters"),
    "parted": Wording("chữ bị tách rời", "letters cut apart"),
    "capitals": Wording("viết hoa nhiều", "many capitals"),
    "short": Wording("tin ngắn", "a short message"),
    "long": Wording("tin dài", "a long message"),
    "bracket": Wording("mở đầu bằng nhãn trong ngoặc", "a label in brackets at the start"),
    "link_cut": Wording("liên kết bị cắt bằng dấu cách", "a link cut by blanks"),
    "odd_end": Wording("đuôi chữ vô nghĩa", "a meaningless tail"),
}


@cache
def named(feature: str) -> Wording:
    """A named feature, alone or two together, as people read it."""
    parts = [_NAMES[one] for one in feature.split("+")]
    return Wording(" cùng ".join(one.vi for one in parts), " with ".join(one.en for one in parts))
