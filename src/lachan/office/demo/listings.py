"""The demo's listings: sites with invented names on their way to the public, one asked to be blocked, one appealed.

No brand is accused: what they imitate does not exist, and names under .example belong to nobody.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from lachan.office.demo.cast import Company
from lachan.office.demo.evidence import tell_evidence
from lachan.office.intake.actions import take_signal
from lachan.office.intake.actions.signals import Said as SignalSaid
from lachan.office.intake.keys import named
from lachan.office.intake.models import Subject
from lachan.office.listings import actions
from lachan.office.listings.actions import AppealTold, BlockingAsked, Said
from lachan.office.listings.content import ListingFacts, digest_of
from lachan.office.listings.models import Listing
from lachan.office.requests.actions import approval, drafts
from lachan.office.requests.content import digest_of as request_digest
from lachan.office.units.models import Unit, UnitKind
from lachan.readers.subjects import read_subjects
from lachan.vietnam.requests_law import grounds_for

At = Callable[[date, int], datetime]
BANK, PORTAL = "Ngân hàng Hư Cấu", "Cổng dịch vụ công Hư Cấu"


@dataclass(frozen=True)
class Site:
    """An invented site and what is said of it."""

    address: str
    trick: str
    imitated: str
    reason: str


BLOCKED = Site("https://hu-cau-bank-hotro.example", "fake_portal", BANK,
               "Trang sao chép giao diện ngân hàng, yêu cầu nhập mật khẩu và mã xác thực.")  # fmt: skip
APPEALED = Site("https://qua-tang-hu-cau.example", "prize", "",
                "Trang báo trúng thưởng, yêu cầu đóng phí trước khi nhận quà.")  # fmt: skip
WRONG = Site("https://cua-hang-hu-cau.example", "counterfeit_goods", "",
             "Trang nhận tiền đặt hàng nhưng không giao, theo phản ánh đầu tiên.")  # fmt: skip
WAITING = Site("https://dich-vu-cong-hu-cau.example", "vneid_app", PORTAL,
               "Trang mời tải ứng dụng lạ, giả cổng dịch vụ công.")  # fmt: skip


def tell_listings(company: Company, *, last_day: date, at: At) -> list[Listing]:
    """Published and asked to be blocked; published and appealed; withdrawn; waiting for the leader."""
    first = last_day - timedelta(days=12)
    blocked = _published(company, BLOCKED, first, at)
    tell_evidence(company, blocked.subject, at(first, 11))
    _ask_to_block(company, blocked, first + timedelta(days=1), at)
    wrong = _published(company, WRONG, first, at)
    _withdraw(company, wrong, first + timedelta(days=3), at)
    appealed = _published(company, APPEALED, last_day - timedelta(days=6), at)
    told = AppealTold("owner", "Trang là chương trình tri ân của cửa hàng chúng tôi, không thu phí của khách hàng.")
    actions.make_appeal(number=appealed.number, key="", told=told, now=at(last_day - timedelta(days=1), 15))
    return [blocked, wrong, appealed, _proposed(company, WAITING, last_day - timedelta(days=1), at)]


def _subject(site: Site, day: date, at: At) -> Subject:
    now = at(day, 8)
    name = named(read_subjects(site.address)[0])
    signals = [
        take_signal(
            said=SignalSaid(
                named=name, source=source, origin="demo", mark=f"{name.key}:{place}"[:60], seen_at=now,
                trick=site.trick, imitated=site.imitated, why="Tín hiệu mẫu của bản trình diễn.",
            ),
            actor=None, now=now,
        )
        for place, source in enumerate(("citizen", "citizen", "staff"))
    ]  # fmt: skip
    last = signals[-1]
    assert last is not None  # nothing of it was found honest before
    return last.subject


def _proposed(company: Company, site: Site, day: date, at: At) -> Listing:
    now = at(day, 9)
    officer = company.writer(company.department, now)
    said = Said("Nhiều người dân phản ánh cùng một trang.", "Dữ liệu mẫu.")
    listing = actions.open_listing(subject_id=_subject(site, day, at).pk, said=said, actor=officer, now=now)
    looked = Said("Cán bộ đã xem trang bằng máy riêng và thấy đúng như phản ánh.")
    actions.corroborate(listing_id=listing.pk, said=looked, actor=officer, now=now)
    facts = ListingFacts(
        trick=site.trick, sureness="several", imitated=site.imitated, reason=site.reason, days=180,
        sources="Người dân phản ánh: 2; Cán bộ ghi: 1",
    )  # fmt: skip
    return actions.propose(listing_id=listing.pk, facts=facts, actor=officer, now=now)


def _published(company: Company, site: Site, day: date, at: At) -> Listing:
    listing = _proposed(company, site, day, at)
    now = at(day, 10)
    leader = company.leader(company.department, now)
    return actions.publish_listings(seen={listing.pk: digest_of(listing)}, actor=leader, now=now)[0]


def _withdraw(company: Company, listing: Listing, day: date, at: At) -> None:
    now = at(day, 9)
    said = Said("Chủ trang đã giao hàng đủ; phản ánh đầu tiên do nhầm tên trang.")
    actions.withdraw(listing_id=listing.pk, said=said, actor=company.leader(company.department, now), now=now)


def _ask_to_block(company: Company, listing: Listing, day: date, at: At) -> None:
    police = Unit.objects.valid_on(day).filter(kind=UnitKind.POLICE, pk__in=company.writers).first()
    grounds = grounds_for("block_site", "department", day)
    if police is None or not grounds:
        return
    morning = at(day, 9)
    officer, leader = company.writer(company.department, morning), company.leader(company.department, morning)
    asked = BlockingAsked(
        route="police", asked_unit_id=police.pk, ground=grounds[0].code, letter_number="162/SKHCN-BCVT",
        letter_on=day, letter_signer_id=leader.id, letter_title="Giám đốc", letter_days=5,
        reason=f"Đề nghị ngăn chặn trang lừa đảo theo mục cảnh báo {listing.number}.",
    )  # fmt: skip
    proposal = actions.propose_blocking(listing_id=listing.pk, asked=asked, actor=officer, now=morning)
    drafts.submit_request(request_id=proposal.request_id, actor=officer, now=morning)
    proposal.request.refresh_from_db()
    approval.approve_request(
        request_id=proposal.request_id, seen_digest=request_digest(proposal.request), actor=leader, now=at(day, 11)
    )
