"""The demo's signals: invented sites, accounts, numbers and messages from every source, some judged, most waiting.

No brand is accused: what they imitate does not exist, names under .example belong to nobody, and numbers are of ranges
that no network gives out.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from lachan.office.demo.cast import Company
from lachan.office.intake import actions
from lachan.office.intake.actions import Said, ToldByCitizen
from lachan.office.intake.keys import named, named_message
from lachan.office.intake.models import Subject
from lachan.office.intake.policies import SubjectMove
from lachan.office.names.actions import add_name, approve_names, take_shipped
from lachan.office.names.content import NameFacts, digest_of, facts_of
from lachan.readers.subjects import read_subjects

At = Callable[[date, int], datetime]
FEED = "Danh sách tham khảo (hư cấu)"
BANK = "nganhanghucau"
FOUND = (
    ("http://hu-cau-bank-xacminh.example/dang-nhap", "WEB-003", 0.9, "fake_portal", BANK,
     "chép tên nganhanghucau (Ngân hàng Hư Cấu); kèm từ hay dùng để dụ"),
    ("vay-nhanh-88.example", "WEB-008", 0.82, "black_credit", "", "vay tiền: vay, nhanh"),
    ("vaynhanh88.example", "WEB-008", 0.78, "black_credit", "", "vay tiền: vay, nhanh"),
    ("viec-nhe-luong-cao.example", "WEB-011", 0.74, "task_job", "", "việc làm: viec, nhe, luong, cao"),
    ("cuoc-vui-79.example", "WEB-009", 0.71, "gambling", "", "cờ bạc: cuoc, vui"),
    ("hop-tac-xa-hoa-hoi.example", "WEB-010", 0.41, "counterfeit_goods", "", "cửa hàng: hop, tac"),
)  # fmt: skip
MESSAGE = "Ban du dieu kien nhan ho tro 5 trieu tu quy hu cau, bam vay-nhanh-88 .example de nhan tien"


def tell_names(company: Company, *, last_day: date, at: At) -> None:
    """The shipped names, to be confirmed, and an invented bank that the leader confirmed."""
    day = last_day - timedelta(days=20)
    now = at(day, 9)
    take_shipped(now)
    facts = NameFacts(
        key=BANK, name="Ngân hàng Hư Cấu", kind="bank", domains=("nganhanghucau.example",),
        short=("nganhanghucau", "hucaubank"), accounts=("facebook.com/nganhanghucau.example",),
        source="Văn bản của ngân hàng (hư cấu) số 12/NHHC", sure="văn bản", valid_from=day,
    )  # fmt: skip
    name = add_name(facts=facts, actor=company.writer(company.department, now), now=now)
    seen = {name.pk: digest_of(facts_of(name))}
    approve_names(seen=seen, actor=company.leader(company.department, now), now=now)


def tell_signals(company: Company, *, last_day: date, at: At) -> list[Subject]:
    """What checks, a feed and citizens told of; one found honest, one that needs more ground."""
    tell_names(company, last_day=last_day, at=at)
    yesterday = last_day - timedelta(days=1)  # nothing lies ahead of whoever opens the demo early in the morning
    first = last_day - timedelta(days=4)
    for place, (address, rule, score, trick, imitated, why) in enumerate(FOUND):
        _signal(
            address, "finding", "sites", f"demo-{place}", at(first, 8), score=score, rule=rule, trick=trick,
            imitated=imitated, why=why,
        )  # fmt: skip
    _signal("vay-nhanh-88.example", "feed", FEED, "demo-7", at(first, 9), trust=2, trick="black_credit")
    text = named_message(MESSAGE)
    actions.take_signal(
        said=Said(
            named=text, source="finding", origin="messages", mark="demo-8", seen_at=at(first, 10), score=0.93,
            rule="MSG-001", trick="fund_payout", why="nhan ho tro, quy, bam, nhan tien",
        ),
        actor=None, now=at(first, 10),
    )  # fmt: skip
    _reports(yesterday, at)
    officer, now = company.writer(company.department, at(yesterday, 21)), at(yesterday, 21)
    for key, move, reason in (
        ("hop-tac-xa-hoa-hoi.example", SubjectMove.FALSE_ALARM, "Trang thật của hợp tác xã, đã gọi xác minh"),
        ("cuoc-vui-79.example", SubjectMove.MORE, "Trang chưa có nội dung"),
    ):
        actions.decide(
            subject_id=Subject.objects.get(key=key).pk, move=move, reason=reason, actor=officer, now=now
        )  # fmt: skip
    return list(Subject.objects.filter(state="waiting"))


def _signal(text: str, source: str, origin: str, mark: str, now: datetime, **more: object) -> None:
    said = Said(
        named=named(read_subjects(text)[0]), source=source, origin=origin, mark=mark, seen_at=now,
        **more,  # type: ignore[arg-type]
    )  # fmt: skip
    actions.take_signal(said=said, actor=None, now=now)


def _reports(day: date, at: At) -> None:
    """Somebody who sent money that evening, and two who were called."""
    lost = ToldByCitizen(
        text="Tôi đăng ký vay ở trang hu-cau-bank-xacminh.example, đã chuyển phí rồi họ chặn liên lạc.",
        trick="black_credit", money_at=at(day, 19), amount=3_000_000,
    )  # fmt: skip
    actions.report(told=lost, channel="portal", now=at(day, 20))
    called = ToldByCitizen(
        text="Số 0205 000 0123 tự xưng công an, bảo kết bạn t.me/can-bo-hu-cau để làm việc.", trick="fake_authority"
    )
    for hour in (9, 15):
        actions.report(told=called, channel="phone", now=at(day, hour))
