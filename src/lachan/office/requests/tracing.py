"""What an operator must say when it answers a request to trace calls: checked as one, and stored with the answer."""

import ipaddress
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lachan.office.refusals import NotRight
from lachan.office.requests.models import AgencyRequest, Answer, CallSource, CallTrace, TrunkOrigin
from lachan.office.requests.sealing import seal_field
from lachan.office.units.models import Unit, UnitKind

MOST_CALLS = 2_000_000_000  # what the column holds; far above all calls of a province in a month
LONGEST_TRUNK, LONGEST_NAME = 80, 100


@dataclass(frozen=True)
class Traced:
    """One step of the path as the operator tells it; `upstream_id` is the next operator in the register of units."""

    trunk: str
    trunk_kind: str
    source: str
    upstream_id: int | None = None
    source_name: str = ""
    address: str = ""
    calls_blocked: int = 0
    blocked_since: datetime | None = None
    suspended: int = 0
    suspended_on: date | None = None


def check_trace(request: AgencyRequest, said: Traced, now: datetime) -> None:
    """Refuse what cannot be: no trunk, a source without its name, blocked calls without a moment, days to come."""
    if not 1 <= len(said.trunk.strip()) <= LONGEST_TRUNK:
        raise NotRight("trunk_missing", _("Hãy ghi tên hoặc mã trung kế mà cuộc gọi đi vào."), field="trunk")
    if said.trunk_kind not in TrunkOrigin.values:
        raise NotRight("trunk_kind_missing", _("Hãy chọn hướng của trung kế."), field="trunk_kind")
    if said.source not in CallSource.values:
        raise NotRight("source_missing", _("Hãy chọn nguồn đưa cuộc gọi vào trung kế."), field="source")
    _check_source(request, said)
    if not 0 <= said.calls_blocked <= MOST_CALLS or not 0 <= said.suspended <= MOST_CALLS:
        raise NotRight("count_not_right", _("Số lượng là số nguyên không âm."), field="calls_blocked")
    if said.calls_blocked and said.blocked_since is None:
        raise NotRight("blocked_since_missing", _("Hãy ghi đã chặn từ lúc nào."), field="blocked_since")
    if said.blocked_since is not None and said.blocked_since > now:
        raise NotRight("blocked_in_future", _("Thời điểm chặn không được sau lúc này."), field="blocked_since")
    if said.suspended and said.suspended_on is None:
        raise NotRight("suspended_on_missing", _("Hãy ghi ngày khóa thuê bao."), field="suspended_on")
    if said.suspended_on is not None and said.suspended_on > timezone.localdate(now):
        raise NotRight("suspended_in_future", _("Ngày khóa không được sau hôm nay."), field="suspended_on")


def _check_source(request: AgencyRequest, said: Traced) -> None:
    if said.source == CallSource.OPERATOR:
        known = Unit.objects.filter(pk=said.upstream_id or 0, kind=UnitKind.OPERATOR).exists()
        if not known or said.upstream_id == request.asked_unit_id:
            raise NotRight(
                "upstream_missing", _("Hãy chọn doanh nghiệp khác đã đưa cuộc gọi vào trung kế."), field="upstream"
            )
    if said.source == CallSource.FOREIGN and not 2 <= len(said.source_name.strip()) <= LONGEST_NAME:
        raise NotRight("foreign_name_missing", _("Hãy ghi tên nhà mạng nước ngoài."), field="source_name")
    if said.source == CallSource.ADDRESS and _usual_address(said.address) is None:
        raise NotRight(
            "address_not_right", _("Hãy ghi địa chỉ IP, có thể kèm cổng, dạng 203.0.113.7 hoặc 203.0.113.7:5060."),
            field="address",
        )  # fmt: skip


def keep_trace(answer: Answer, said: Traced) -> CallTrace:
    """Store the checked step with its answer; only what belongs to its kind of source is kept."""
    trace = CallTrace.objects.create(
        answer=answer, trunk=" ".join(said.trunk.split()), trunk_kind=said.trunk_kind, source=said.source,
        upstream_id=said.upstream_id if said.source == CallSource.OPERATOR else None,
        source_name=" ".join(said.source_name.split()) if said.source == CallSource.FOREIGN else "",
        calls_blocked=said.calls_blocked, blocked_since=said.blocked_since, suspended=said.suspended,
        suspended_on=said.suspended_on if said.suspended else None,
    )  # fmt: skip
    if said.source == CallSource.ADDRESS:
        seal_field(trace, "address", _usual_address(said.address) or "")
    return trace


def _usual_address(text: str) -> str | None:
    """ "203.0.113.7", "203.0.113.7:5060", "2001:db8::1" or "[2001:db8::1]:5060"; None when it is no address."""
    words, port = text.strip(), ""
    if words.startswith("["):
        words, _mark, port = words[1:].partition("]:")
        words = words.removesuffix("]")
    elif words.count(":") == 1:
        words, _mark, port = words.partition(":")
    try:
        address = ipaddress.ip_address(words)
    except ValueError:
        return None
    if port and not (port.isascii() and port.isdecimal() and 1 <= int(port) <= 65535):
        return None
    host = f"[{address}]" if port and address.version == 6 else str(address)
    return f"{host}:{int(port)}" if port else host
