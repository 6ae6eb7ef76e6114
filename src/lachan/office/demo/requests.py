"""The requests of the demo: the Department's, one in each state, about lines and sites that do not exist."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from lachan.office.demo.cast import Company
from lachan.office.people.actor import Actor, actor_for
from lachan.office.people.models import Membership
from lachan.office.requests.actions import answers, approval, closing, drafts
from lachan.office.requests.actions.answers import Reply
from lachan.office.requests.actions.drafts import Wanted
from lachan.office.requests.content import digest_of
from lachan.office.requests.models import AgencyRequest, RequestState
from lachan.office.units.models import Unit, UnitKind
from lachan.vietnam.request_checks import Identifier
from lachan.vietnam.requests_law import grounds_for

S = RequestState
REPLIES = {
    S.PARTIAL: Reply("partial", "Đã tạm ngừng một đường truyền, đường còn lại đang kiểm tra."),
    S.OBJECTED: Reply("objection", "Đường truyền đã chuyển chủ thể từ trước ngày văn bản, đề nghị xem lại."),
}
ANSWER = Reply("answered", "Đã tạm ngừng cung cấp dịch vụ trên đường truyền.")


@dataclass(frozen=True)
class _Part:
    """One request: what it asks of whom, how many days before the last day it is made, and how far it has come."""

    kind: str
    asked: UnitKind
    item: Identifier
    reason: str
    days_ago: int
    end: RequestState


PLOT = (
    _Part("suspend", UnitKind.OPERATOR, Identifier("line", "ftth-mau-0001"),
          "Đường truyền đặt thiết bị chuyển tiếp cuộc gọi giả danh công an.", 12, S.CLOSED),
    _Part("suspend", UnitKind.OPERATOR, Identifier("line", "ftth-mau-0002"),
          "Chủ thuê bao không giải trình được việc sử dụng đường truyền.", 3, S.RECEIVED),
    _Part("block_site", UnitKind.POLICE, Identifier("site", "nap-the-trung-thuong.example"),
          "Trang giả mạo chương trình tặng quà của nhà mạng.", 2, S.SENT),
    _Part("take_down_account", UnitKind.POLICE, Identifier("account", "mang-xa-hoi.example/vay-nhanh-mau"),
          "Tài khoản mời vay tiền, yêu cầu đóng phí trước.", 1, S.TO_APPROVE),
    _Part("suspend", UnitKind.OPERATOR, Identifier("line", "ftth-mau-0003"),
          "Đường truyền phát tán cuộc gọi tự động trong đêm.", 1, S.DRAFT),
    _Part("suspend", UnitKind.OPERATOR, Identifier("line", "ftth-mau-0004"),
          "Hai đường truyền đặt thiết bị chuyển tiếp cuộc gọi.", 4, S.PARTIAL),
    _Part("suspend", UnitKind.OPERATOR, Identifier("line", "ftth-mau-0005"),
          "Chủ thuê bao đã chuyển quyền sử dụng đường truyền.", 5, S.OBJECTED),
    _Part("suspend", UnitKind.OPERATOR, Identifier("line", "ftth-mau-0006"),
          "Đường truyền dùng gọi giả danh ngân hàng.", 6, S.ANSWERED),
    _Part("suspend", UnitKind.OPERATOR, Identifier("line", "ftth-mau-0007"),
          "Đường truyền dùng gọi giả danh bưu điện.", 7, S.CONCLUDED),
    _Part("suspend", UnitKind.OPERATOR, Identifier("line", "ftth-mau-0008"),
          "Đường truyền bị nghi phát tán cuộc gọi, đã xác minh là không phải.", 8, S.WITHDRAWN),
)  # fmt: skip


def tell_requests(company: Company, *, last_day: date, at: Callable[[date, int], datetime]) -> list[AgencyRequest]:
    """Make the requests over the last two weeks; one whose law or unit does not exist on the day is left out."""
    made = []
    for number, part in enumerate(PLOT, start=1):
        day = last_day - timedelta(days=part.days_ago)
        asked = Unit.objects.valid_on(day).filter(kind=part.asked).order_by("key").first()
        grounds = grounds_for(part.kind, "department", day)
        if asked is not None and grounds:
            made.append(_tell(company, part, number, asked, grounds[-1].code, at(day, 9)))
    return made


def _tell(company: Company, part: _Part, number: int, asked: Unit, ground: str, now: datetime) -> AgencyRequest:
    writer, leader = company.writer(company.department, now), company.leader(company.department, now)
    wanted = Wanted(
        kind=part.kind, ground=ground, asked_unit_id=asked.pk, letter_number=f"{100 + number}/SKHCN-TTr",
        letter_on=now.date(), letter_signer_id=leader.id, letter_title="Giám đốc",
        case_reference=f"HS {number:02d}", items=(part.item,), data_kinds=("measure",), reason=part.reason,
        letter_days=5,
    )  # fmt: skip
    request = drafts.draft_request(unit_id=company.department.pk, wanted=wanted, actor=writer, now=now)
    if part.end == S.DRAFT:
        return request
    drafts.submit_request(request_id=request.pk, actor=writer, now=now + timedelta(hours=1))
    if part.end == S.TO_APPROVE:
        return request
    sent_at = now + timedelta(hours=2)
    approval.approve_request(request_id=request.pk, seen_digest=digest_of(request), actor=leader, now=sent_at)
    if part.end == S.SENT:
        return request
    if part.end == S.WITHDRAWN:
        why = "Đã xác minh: không phải cuộc gọi lừa đảo."
        return closing.withdraw_request(
            request_id=request.pk, reason=why, actor=leader, now=sent_at + timedelta(hours=1)
        )
    answering = _somebody_of(asked, sent_at)
    answers.take_in_request(request_id=request.pk, actor=answering, now=sent_at + timedelta(hours=3))
    if part.end == S.RECEIVED:
        return request
    later = sent_at + timedelta(days=1)
    reply = REPLIES.get(part.end, ANSWER)
    answers.answer_request(request_id=request.pk, reply=reply, actor=answering, now=later)
    if part.end in (S.CONCLUDED, S.CLOSED):
        closing.record_outcome(request_id=request.pk, kind="used", text="", actor=writer, now=later)
    if part.end == S.CLOSED:
        closing.close_request(request_id=request.pk, actor=writer, now=later)
    return request


def _somebody_of(unit: Unit, now: datetime) -> Actor:
    held = Membership.objects.filter(unit=unit).valid_on(now.date()).select_related("person").order_by("pk")
    return actor_for(held[0].person, now=now, second_factor=True)
