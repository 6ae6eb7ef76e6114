"""The tests of listings live on the day of the cast: subjects of the queue, and who brings listings on their way.

Lan proposes, Minh publishes; Thao, deputy of Minh, answers appeals: she has judged nothing before.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest
from django.core.cache import cache

from lachan.office.files.actions import store_made
from lachan.office.intake.actions import take_signal
from lachan.office.intake.actions.signals import Said as SignalSaid
from lachan.office.intake.keys import named
from lachan.office.intake.models import Subject
from lachan.office.listings import actions
from lachan.office.listings.actions import AppealTold, BlockingAsked, Receipt, Said
from lachan.office.listings.content import ListingFacts, digest_of
from lachan.office.listings.models import BlockingProposal, Listing
from lachan.office.people.actor import Actor, actor_for
from lachan.office.people.models import Delegation, Person, Role
from lachan.office.refusals import Refusal
from lachan.office.requests.actions import answers, approval, drafts
from lachan.office.requests.actions.answers import Reply
from lachan.office.requests.content import digest_of as request_digest
from lachan.office.units.models import Unit, UnitKind
from lachan.readers.subjects import read_subjects
from lachan.readers.uploads import FileKind
from tests.people import NOW, Cast, person, unit

SITE, VN_SITE, ACCOUNT, NUMBER = (
    "vietcom-bank.example", "nganhang-hotro.com.vn", "https://www.facebook.com/ho.tro.ngan.hang.9", "+12025550123",
)  # fmt: skip
WHY = Said("Trang yêu cầu nhập mật khẩu ngân hàng.", "Cán bộ đã xem bằng máy riêng.")
TOLD = AppealTold("owner", "Trang này là của cửa hàng chúng tôi, không liên quan tới ngân hàng nào.", "zalo: chu.trang")


@contextmanager
def refused(code: str) -> Iterator[None]:
    """What is done inside is refused with this code."""
    with pytest.raises(Refusal) as no:
        yield
    assert no.value.code == code


@pytest.fixture(autouse=True)
def _today(on_the_day_of_the_cast: None) -> None:
    """Every test here."""


@pytest.fixture(autouse=True)
def _no_tries(db: None) -> None:
    """What one test counted is no limit for the next."""
    cache.clear()


def facts(**changes: Any) -> ListingFacts:
    """Content that is right, but for what is changed."""
    said = {
        "trick": "fake_portal", "sureness": "several", "imitated": "Ngân hàng mẫu", "days": 30,
        "sources": "Người dân phản ánh: 3; Rà soát: 1", "reason": "Trang giả giao diện ngân hàng để lấy mật khẩu.",
        "note": "Đã chụp màn hình.",
    }  # fmt: skip
    return ListingFacts(**(said | changes))


@dataclass
class Desk:
    """Who works on listings, and the ways to bring one on its way."""

    cast: Cast
    deputy: Person
    registrar: Unit

    def actor(self, who: str | Person, *, now: datetime = NOW, second_factor: bool = True) -> Actor:
        somebody = getattr(self.cast, who, None) or getattr(self, who) if isinstance(who, str) else who
        return actor_for(somebody, now=now, second_factor=second_factor)

    def subject(self, text: str = SITE) -> Subject:
        """A subject of which a citizen told."""
        name = named(read_subjects(f"https://{text}" if text.endswith(".example") else text)[0])
        said = SignalSaid(
            named=name, source="staff", origin="test", mark=name.key[:60], seen_at=NOW, trick="fake_portal"
        )  # fmt: skip
        signal = take_signal(said=said, actor=None, now=NOW)
        assert signal is not None
        return signal.subject

    def opened(self, text: str = SITE, *, now: datetime = NOW) -> Listing:
        return actions.open_listing(
            subject_id=self.subject(text).pk, said=WHY, actor=self.actor("lan", now=now), now=now
        )

    def corroborated(self, text: str = SITE, *, now: datetime = NOW) -> Listing:
        listing = self.opened(text, now=now)
        return actions.corroborate(listing_id=listing.pk, said=WHY, actor=self.actor("lan", now=now), now=now)

    def proposed(self, text: str = SITE, *, now: datetime = NOW, **changes: Any) -> Listing:
        listing = self.corroborated(text, now=now)
        return actions.propose(listing_id=listing.pk, facts=facts(**changes), actor=self.actor("lan", now=now), now=now)

    def publish(self, listing: Listing, *, by: str = "minh", now: datetime = NOW) -> Listing:
        seen = {listing.pk: digest_of(listing)}
        return actions.publish_listings(seen=seen, actor=self.actor(by, now=now), now=now)[0]

    def published(self, text: str = SITE, *, now: datetime = NOW, **changes: Any) -> Listing:
        return self.publish(self.proposed(text, now=now, **changes), now=now)

    def appeal(self, listing: Listing, *, key: str = "", now: datetime = NOW, told: AppealTold = TOLD) -> Receipt:
        return actions.make_appeal(number=listing.number, key=key, told=told, now=now)

    def answer(self, listing: Listing, *, uphold: bool, by: str = "deputy", now: datetime = NOW) -> Listing:
        seen = {str(one.pk) for one in listing.appeals.filter(state="open")}
        return actions.answer_appeals(
            listing_id=listing.pk, seen=seen, uphold=uphold, said=WHY, actor=self.actor(by, now=now), now=now
        )

    def withdraw(self, listing: Listing, *, by: str = "minh", now: datetime = NOW) -> Listing:
        return actions.withdraw(listing_id=listing.pk, said=WHY, actor=self.actor(by, now=now), now=now)

    def asked(self, to: Unit | None = None, **changes: Any) -> BlockingAsked:
        said = {
            "route": "police", "asked_unit_id": (to or self.cast.police).pk, "ground": "cooperation",
            "letter_number": "31/SKHCN", "letter_on": NOW.date(), "letter_signer_id": self.cast.minh.pk,
            "letter_title": "Giám đốc", "letter_days": 3, "reason": "Đề nghị ngăn chặn trang lừa đảo.",
        }  # fmt: skip
        return BlockingAsked(**(said | changes))

    def propose(self, listing: Listing, to: Unit | None = None, **changes: Any) -> BlockingProposal:
        return actions.propose_blocking(
            listing_id=listing.pk, asked=self.asked(to, **changes), actor=self.actor("lan"), now=NOW
        )

    def send(self, proposal: BlockingProposal, *, now: datetime = NOW) -> None:
        """The request submitted by Lan, approved by Minh."""
        drafts.submit_request(request_id=proposal.request_id, actor=self.actor("lan", now=now), now=now)
        proposal.request.refresh_from_db()
        approval.approve_request(
            request_id=proposal.request_id, seen_digest=request_digest(proposal.request),
            actor=self.actor("minh", now=now), now=now,
        )  # fmt: skip

    def reply(self, proposal: BlockingProposal, who: str | Person = "khoa", *, now: datetime = NOW) -> None:
        given = {"request_id": proposal.request_id, "actor": self.actor(who, now=now), "now": now}
        answers.take_in_request(**given)
        answers.answer_request(reply=Reply("answered", "Đã thực hiện biện pháp ngăn chặn."), **given)


def desk_of(cast: Cast) -> Desk:
    """The desk of a cast, for other tests too."""
    deputy = person("pho-giam-doc", "Chu Thị Thao", cast.department, Role.OFFICER, "Phó Giám đốc")
    Delegation.objects.create(
        unit=cast.department, leader=cast.minh, deputy=deputy, valid_from=NOW.date(),
        valid_to=NOW.date().replace(year=2027), basis="Giấy ủy quyền số 02",
    )  # fmt: skip
    return Desk(cast, deputy, unit("vnnic-mau", "Nhà đăng ký tên miền mẫu", UnitKind.OTHER))


@pytest.fixture
def desk(cast: Cast) -> Desk:
    return desk_of(cast)


def listings_of_the_world(cast: Cast) -> dict[str, Any]:
    """A listing in each state in which something is done with it, for the matrix of rights."""
    desk = desk_of(cast)
    subject = desk.subject("moi-thay.example")
    opened, corroborated = desk.opened("moi-mo.example"), desk.corroborated("doi-chung.example")
    proposed, published = desk.proposed("cho-duyet.example"), desk.published("dang-dang.example")
    appealed, waiting = desk.published("khieu-nai.example"), desk.published("da-gui.example")
    appeal = desk.appeal(appealed).appeal
    proposal = desk.propose(waiting)
    desk.send(proposal)
    keep = {"owner_unit": cast.department, "actor": desk.actor("lan"), "now": NOW}
    proposal.pack_pdf = store_made(content=b"%PDF-1.7", name="bo-chung-cu.pdf", kind=FileKind.PDF, **keep)
    proposal.save()
    blocked = desk.propose(desk.published("da-chan.example"))
    desk.send(blocked)
    actions.record_blocking_outcome(
        proposal_id=blocked.pk, outcome="blocked", on=NOW.date(), note="Công văn trả lời số 5", actor=desk.actor("lan"),
        now=NOW,
    )  # fmt: skip
    return {
        "listing_subject": subject.pk, "opened_listing": opened.pk, "corroborated_listing": corroborated.pk,
        "proposed_listing": proposed.pk, "published_listing": published.pk, "published_number": published.number,
        "appealed_listing": appealed.pk, "appeal": appeal.pk, "proposal": proposal.pk, "blocked_proposal": blocked.pk,
    }  # fmt: skip
