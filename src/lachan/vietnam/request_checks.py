"""What a request must say, and what is too wide: pure checks that name the place and say what would be right.

A request for personal data names exact identifiers and a closed range of time with its zone; "all", open ranges,
ranges past the limit of the kind, private addresses and whatever cannot exist are refused before anybody else sees
them. Sources: Telecom Law 24/2023/QH15, article 6.4; RFC 6598 (shared address space), RFC 4291 (IPv6).
"""

import ipaddress
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from lachan.vietnam.numbers import normal_number
from lachan.vietnam.requests_law import DATA_KINDS, GROUNDS, KINDS, MOST_IDENTIFIERS, RequestLaw
from lachan.vietnam.text import plain
from lachan.vietnam.wording import Wording

NAMES = {
    "number": Wording("Số điện thoại", "Phone number"),
    "shown": Wording("Số hiển thị trên máy người nghe", "Number shown to the called person"),
    "called": Wording("Số bị gọi", "Called number"),
    "address": Wording("Địa chỉ IP", "IP address"),
    "line": Wording("Mã thuê bao Internet, kênh thuê", "Line or Internet account"),
    "imei": Wording("IMEI", "IMEI"),
    "site": Wording("Trang thông tin điện tử", "Site"),
    "account": Wording("Tài khoản mạng xã hội", "Social-network account"),
}
"""The kinds of identifiers, as forms name them."""

_EVERYTHING = re.compile(r"\b(tat ca|toan bo|moi thue bao|all|any|every)\b")
_SHARED = ipaddress.ip_network("100.64.0.0/10")
_CARRIERS_OF_V4 = [ipaddress.ip_network(one) for one in ("64:ff9b::/96", "2002::/16", "2001::/32")]
_LINE = re.compile(r"[0-9A-Za-z][0-9A-Za-z._@/-]{2,63}")
_HOST = re.compile(r"(?=.{4,253}$)([\w-]{1,63}\.)+[^\W\d_][\w-]{1,62}", re.UNICODE)
_SEEN = re.compile(r"\+?[0-9]{3,20}")
_ACCOUNT = re.compile(r"\S.{2,299}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Identifier:
    """One thing asked about: its kind, its one usual writing, a port for an address, and the range of time."""

    kind: str
    value: str
    port: int | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a request cannot go out: `code` for tests, the sentence, the field of the form, the line at fault."""

    code: str
    wording: Wording
    field: str = ""
    line: int | None = None


def usual_writing(kind: str, value: str) -> str | None:
    """The identifier in its one usual writing; None when it cannot be one of its kind."""
    value = value.strip()
    match kind:
        case "number":
            return normal_number(value)
        case "shown" | "called":
            return number_as_seen(value)
        case "address":
            try:
                return str(ipaddress.ip_address(value))
            except ValueError:
                return None
        case "imei":
            return value if re.fullmatch(r"[0-9]{15}", value) and _luhn(value) else None
        case "line":
            return value if _LINE.fullmatch(value) else None
        case "site":
            return _site(value)
        case "account":
            return " ".join(value.split()) if _ACCOUNT.fullmatch(value) else None
    return None


def number_as_seen(value: str) -> str | None:
    """A number as it stood on a screen, in one writing: a forged one need not be any that a network gives out."""
    known = normal_number(value)
    if known is not None:
        return known
    seen = re.sub(r"[\s.\-()]", "", value)
    if not _SEEN.fullmatch(seen):
        return None
    return f"+84{seen[1:]}" if re.fullmatch(r"0[1-9][0-9]{8}", seen) else seen


def problem_of_identifier(one: Identifier, *, line: int | None = None) -> Problem | None:
    """What is wrong with the identifier itself, whatever its range."""
    wildcard = one.kind not in ("site", "account") and re.search(r"[*%?]", one.value)
    if wildcard or _EVERYTHING.search(plain(one.value)):
        return _said(
            "too_wide_all", "Yêu cầu phải nêu từng đối tượng cụ thể, không dùng “tất cả” hoặc ký tự đại diện.",
            "A request names each identifier; “all” and wildcards are refused.", "items", line,
        )  # fmt: skip
    if usual_writing(one.kind, one.value) is None or (one.kind in ("site", "account") and "*" in one.value):
        name = NAMES[one.kind] if one.kind in NAMES else Wording("Đối tượng", "Identifier")
        return _said("not_well_formed", f"{name.vi} không đúng dạng.", f"{name.en}: not well-formed.", "items", line)
    if one.kind == "address":
        return _problem_of_address(one, line)
    if one.port is not None:
        return _said(
            "port_without_address", "Cổng chỉ đi với địa chỉ IP.", "Only an address has a port.", "items", line
        )
    return None


def _problem_of_address(one: Identifier, line: int | None) -> Problem | None:
    address = ipaddress.ip_address(one.value.strip())
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return _said(
                "ipv4_mapped", "Địa chỉ IPv4 viết trong dạng IPv6; hãy ghi chính địa chỉ IPv4.",
                "An IPv4 address in IPv6 dress; write the IPv4 address itself.", "items", line,
            )  # fmt: skip
        if address.scope_id or any(address in network for network in _CARRIERS_OF_V4):
            return _said("not_public", "Địa chỉ này không phải địa chỉ công cộng.", "Not public.", "items", line)
    shared = isinstance(address, ipaddress.IPv4Address) and address in _SHARED
    if not address.is_global or address.is_multicast or shared:
        return _said(
            "not_public", "Đây là địa chỉ dùng riêng hoặc đặc biệt; hãy ghi địa chỉ công cộng nhìn thấy từ Internet.",
            "A private or special address; give the public one that the Internet saw.", "items", line,
        )  # fmt: skip
    if one.port is not None and not 1 <= one.port <= 65535:
        return _said(
            "port_out_of_range", "Cổng phải từ 1 đến 65535.", "A port lies between 1 and 65535.", "items", line
        )
    return None


def problem_of_range(one: Identifier, *, widest_days: int, now: datetime, line: int | None = None) -> Problem | None:
    """What is wrong with the range of time: open, without zone, backwards, too wide, not yet passed."""
    if one.since is None or one.until is None:
        return _said(
            "open_range", "Hãy ghi cả thời điểm đầu và thời điểm cuối, không để ngỏ.",
            "Give both ends of the time; open ranges are refused.", "items", line,
        )  # fmt: skip
    if one.since.utcoffset() is None or one.until.utcoffset() is None:
        return _said(
            "zone_missing", "Hãy ghi múi giờ, ví dụ +07:00.", "Give the time zone, for example +07:00.", "items", line
        )
    if one.since.utcoffset() != one.until.utcoffset():
        return _said(
            "clock_change", "Hai đầu khoảng thời gian khác múi giờ (qua lần đổi giờ); hãy ghi cùng một múi giờ.",
            "The two ends have different zones (a clock change lies between); use one zone.", "items", line,
        )  # fmt: skip
    if one.until <= one.since:
        return _said(
            "range_backwards", "Thời điểm cuối phải sau thời điểm đầu.", "The end must come after the start.",
            "items", line,
        )  # fmt: skip
    if one.until - one.since > timedelta(days=widest_days):
        return _said(
            "range_too_wide", f"Khoảng thời gian dài quá {widest_days} ngày; hãy thu hẹp.",
            f"The range is longer than {widest_days} days; narrow it.", "items", line,
        )  # fmt: skip
    if one.until > now:
        return _said(
            "range_in_future", "Thời điểm cuối phải đã qua; yêu cầu không dùng để theo dõi về sau.",
            "The end must have passed; a request is no order to watch.", "items", line,
        )  # fmt: skip
    return None


HOLDERS = "holders"


def problems_of_items(
    law: RequestLaw, items: Sequence[Identifier], *, data_kinds: Collection[str] = (), now: datetime
) -> list[Problem]:
    """Everything that is wrong with the identifiers of a request; lines are counted from 1.

    A request for nothing but the holders of many subscriptions names nobody: it asks who they are.
    """
    if not items and set(data_kinds) == {HOLDERS}:
        return []
    if not items:
        return [_said("nothing_named", "Hãy nêu ít nhất một đối tượng.", "Name at least one identifier.", "items")]
    if len(items) > MOST_IDENTIFIERS:
        return [
            _said(
                "too_many_identifiers", f"Mỗi yêu cầu nêu nhiều nhất {MOST_IDENTIFIERS} đối tượng.",
                f"A request names at most {MOST_IDENTIFIERS} identifiers.", "items",
            )
        ]  # fmt: skip
    found: list[Problem | None] = []
    seen: set[tuple[object, ...]] = set()
    for line, one in enumerate(items, start=1):
        if one.kind not in law.identifiers:
            found.append(
                _said(
                    "identifier_not_for_kind", "Loại đối tượng này không dùng cho loại yêu cầu đã chọn.",
                    "This kind of identifier does not belong to the kind of request.", "items", line,
                )
            )  # fmt: skip
            continue
        found.append(problem_of_identifier(one, line=line))
        if law.widest_days:
            found.append(problem_of_range(one, widest_days=law.widest_days, now=now, line=line))
        key = (one.kind, usual_writing(one.kind, one.value) or one.value, one.port, one.since, one.until)
        if key in seen:
            found.append(_said("named_twice", "Đối tượng này đã có ở dòng trên.", "Named twice.", "items", line))
        seen.add(key)
    if "shown" in law.identifiers and not any(one.kind == "shown" for one in items):
        found.append(
            _said(
                "shown_missing", "Hãy ghi số đã hiển thị trên máy người nghe.",
                "Give the number that was shown to the called person.", "items",
            )
        )  # fmt: skip
    return [one for one in found if one is not None]


def problems_of_data(
    kind: str, asker: str, ground: str, data_kinds: Iterable[str], seizure_order: str
) -> list[Problem]:
    """Whether the body may ask for these kinds of data on this ground; content needs an order of seizure."""
    asked = list(data_kinds)
    if not asked:
        return [_said("no_data_named", "Hãy chọn dữ liệu cần cung cấp.", "Choose what is asked for.", "data_kinds")]
    law, found = KINDS[kind], []
    for code in asked:
        data = DATA_KINDS.get(code)
        if data is None or code not in law.data_kinds or asker not in data.askers:
            found.append(
                _said(
                    "data_not_for_asker",
                    f"Cơ quan yêu cầu không được hỏi “{data.wording.vi if data else code}” bằng loại yêu cầu này.",
                    f"The asking body may not ask for “{data.wording.en if data else code}” by this request.",
                    "data_kinds",
                )
            )
    by_seizure = ground in GROUNDS and GROUNDS[ground].seizure
    wants_content = any(code in DATA_KINDS and DATA_KINDS[code].content for code in asked)
    if wants_content and not (by_seizure and seizure_order.strip()):
        found.append(
            _said(
                "seizure_order_missing",
                "Nội dung cuộc gọi, tin nhắn chỉ được cung cấp theo lệnh thu giữ; hãy chọn căn cứ đó và ghi số lệnh.",
                "Content is given only by an order of seizure; choose that ground and give the order's number.",
                "seizure_order",
            )
        )
    if by_seizure and not seizure_order.strip():
        found.append(_said("seizure_number", "Hãy ghi số lệnh thu giữ.", "Give the order's number.", "seizure_order"))
    return found


def same_letter_number(form: str, letter: str) -> bool:
    """Whether two writings of a letter's number are the same: "15/PC02-Đ3" and " 15 / pc02-đ3 "."""
    return re.sub(r"\s+", "", form).casefold() == re.sub(r"\s+", "", letter).casefold()


def _site(value: str) -> str | None:
    text = value if "://" in value else f"https://{value}"
    try:
        parts = urlsplit(text)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not _HOST.fullmatch(host) or parts.username or re.search(r"\s", text):
        return None
    if len(text) > 500:
        return None
    where = parts.path if parts.path != "/" else ""
    return f"{host}{where}" + (f"?{parts.query}" if parts.query else "")


def _luhn(digits: str) -> bool:
    doubled = [int(one) * (2 if place % 2 else 1) for place, one in enumerate(reversed(digits))]
    return sum(one - 9 if one > 9 else one for one in doubled) % 10 == 0


def _said(code: str, vi: str, en: str, field: str, line: int | None = None) -> Problem:
    if line is None:
        return Problem(code, Wording(vi, en), field)
    return Problem(code, Wording(f"Dòng {line}: {vi}", f"Line {line}: {en}"), field, line)
