"""From a published listing to the body that can act, and what is seen of it weeks later."""

import io
from datetime import timedelta

import pytest
from django.http import Http404

from lachan.office.evidence.actions import bring_evidence
from lachan.office.listings import actions
from lachan.office.listings.models import BlockingProposal
from lachan.office.listings.papers import letter_of
from lachan.office.listings.routes import routes_of
from lachan.office.people.letterhead import letterhead
from lachan.office.requests.content import content_of
from tests.office.listings.conftest import ACCOUNT, NUMBER, VN_SITE, Desk, refused
from tests.people import NOW

LATER = NOW + timedelta(days=7)


def outcome(desk: Desk, proposal: BlockingProposal, kind: str = "blocked") -> BlockingProposal:
    return actions.record_blocking_outcome(
        proposal_id=proposal.pk, outcome=kind, on=NOW.date(), note="Công văn trả lời số 5", actor=desk.actor("lan"),
        now=NOW,
    )  # fmt: skip


def blocked(desk: Desk, text: str = VN_SITE) -> BlockingProposal:
    proposal = desk.propose(desk.published(text, days=300))
    desk.send(proposal)
    return outcome(desk, proposal)


@pytest.mark.parametrize(
    ("text", "routes"),
    [
        (VN_SITE, ["registrar", "police"]),
        ("ngoai-nuoc.example", ["police"]),
        (ACCOUNT, ["platform", "police"]),
        (NUMBER, []),
    ],
)
def test_the_route_follows_from_what_it_is_and_no_operator_is_ordered_by_a_department(
    desk: Desk, text: str, routes: list[str]
) -> None:
    listing = desk.published(text)
    assert [route for route, _units in routes_of(listing, NOW.date())] == routes
    with refused("no_such_route"):
        desk.propose(listing, desk.cast.operator, route="operator")
    if routes:
        with refused("unit_not_of_route"):
            desk.propose(listing, desk.cast.operator)


def test_the_request_names_the_site_and_waits_for_a_second_person(desk: Desk) -> None:
    listing = desk.published(VN_SITE)
    proposal = desk.propose(listing, desk.registrar, route="registrar")
    content = content_of(proposal.request)
    assert (content["kind"], content["items"][0][:2]) == ("block_site", ["site", VN_SITE])
    assert content["case"] == [None, listing.number]
    assert proposal.request.state == "draft"
    desk.send(proposal)
    proposal.request.refresh_from_db()
    assert (proposal.request.state, proposal.request.approver) == ("sent", desk.cast.minh)


def test_an_account_is_asked_to_be_taken_down(desk: Desk) -> None:
    proposal = desk.propose(desk.published(ACCOUNT))
    content = content_of(proposal.request)
    assert (content["kind"], content["items"][0][0]) == ("take_down_account", "account")
    assert "facebook.com/ho.tro.ngan.hang.9" in content["items"][0][1]


def test_the_approval_binds_the_hashes_of_the_evidence_pack(desk: Desk) -> None:
    listing = desk.published(VN_SITE)
    bring_evidence(
        subject_id=listing.subject_id, files=[("mau.txt", io.BytesIO("Trang giả".encode()))], purpose="Đề nghị chặn",
        actor=desk.actor("lan"), now=NOW,
    )  # fmt: skip
    proposal = desk.propose(listing)
    assert proposal.pack_pdf is not None
    assert proposal.pack_zip is not None
    reason = content_of(proposal.request)["reason"]
    assert proposal.pack_pdf.sha256 in reason
    assert proposal.pack_zip.sha256 in reason


def test_one_body_is_not_asked_twice_at_a_time(desk: Desk) -> None:
    listing = desk.published(VN_SITE)
    desk.propose(listing)
    with refused("asked_already"):
        desk.propose(listing)
    assert desk.propose(listing, desk.registrar, route="registrar").pk


def test_only_what_is_in_force_is_asked_to_be_blocked(desk: Desk) -> None:
    with refused("not_in_this_state"):
        desk.propose(desk.proposed("cho-duyet.example"))
    listing = desk.published("da-rut.example")
    desk.withdraw(listing)
    with refused("not_in_this_state"):
        desk.propose(listing)
    appealed = desk.published("bi-khieu-nai.example")
    desk.appeal(appealed)
    with refused("not_in_this_state"):
        desk.propose(appealed)


def test_an_outcome_comes_after_the_request_was_sent_and_once(desk: Desk) -> None:
    proposal = desk.propose(desk.published(VN_SITE))
    with refused("not_sent"):
        outcome(desk, proposal)
    desk.send(proposal)
    desk.reply(proposal)
    found = outcome(desk, proposal)
    assert found.recheck_on == (NOW + timedelta(days=7)).date()
    with refused("outcome_already"):
        outcome(desk, proposal)


def test_what_was_refused_is_not_looked_at_again(desk: Desk) -> None:
    proposal = desk.propose(desk.published(VN_SITE))
    desk.send(proposal)
    assert outcome(desk, proposal, "refused").recheck_on is None
    with refused("not_blocked"):
        actions.recheck(proposal_id=proposal.pk, result="gone", note="", actor=desk.actor("lan"), now=LATER)


def test_it_is_looked_at_three_times_and_then_no_more(desk: Desk) -> None:
    proposal, days = blocked(desk), []
    for after in (7, 30, 90):
        now = NOW + timedelta(days=after)
        look = actions.recheck(
            proposal_id=proposal.pk, result="gone", note="", actor=desk.actor("lan", now=now), now=now
        )
        days.append(look.proposal.recheck_on)
    assert days == [(NOW + timedelta(days=30)).date(), (NOW + timedelta(days=90)).date(), None]


def test_where_it_moved_becomes_a_subject_that_says_from_where(desk: Desk) -> None:
    proposal = blocked(desk)
    given = {"proposal_id": proposal.pk, "note": "", "actor": desk.actor("lan", now=LATER), "now": LATER}
    with refused("moved_where"):
        actions.recheck(**given, result="moved")
    with refused("moved_nowhere"):
        actions.recheck(**given, result="moved", moved_to=f"http://{VN_SITE}/dang-nhap")
    with refused("moved_unreadable"):
        actions.recheck(**given, result="moved", moved_to="javascript:alert(1)")
    look = actions.recheck(**given, result="moved", moved_to="https://nha-moi.example/x")
    assert look.moved_to is not None
    assert look.moved_to.key == "nha-moi.example"
    assert proposal.listing.number in look.moved_to.signals.get().why


def test_what_is_back_is_asked_again_and_says_of_what(desk: Desk) -> None:
    proposal = blocked(desk)
    with refused("not_back"):
        desk.propose(proposal.listing, again_of=proposal.pk, letter_number="32/SKHCN")
    actions.recheck(proposal_id=proposal.pk, result="back", note="", actor=desk.actor("lan", now=LATER), now=LATER)
    proposal = BlockingProposal.objects.get(pk=proposal.pk)
    assert (proposal.recheck_on, proposal.is_back) == (None, True)
    again = desk.propose(proposal.listing, again_of=proposal.pk, letter_number="32/SKHCN")
    assert again.again_of == proposal
    assert not BlockingProposal.objects.get(pk=proposal.pk).is_back


def test_who_does_not_write_here_does_nothing(desk: Desk) -> None:
    listing = desk.published(VN_SITE)
    with refused("not_yours"):
        actions.propose_blocking(listing_id=listing.pk, asked=desk.asked(), actor=desk.actor("dung"), now=NOW)
    with refused("no_listings"):
        actions.propose_blocking(listing_id=listing.pk, asked=desk.asked(), actor=desk.actor("vy"), now=NOW)
    proposal = desk.propose(listing)
    with pytest.raises(Http404):
        actions.recheck(proposal_id=proposal.pk + 99, result="gone", note="", actor=desk.actor("lan"), now=NOW)


def test_the_letter_says_who_asks_whom_for_what_and_is_no_verdict(desk: Desk) -> None:
    from lachan.documents.papers import write_docx

    listing = desk.published(VN_SITE)
    paper = letter_of(listing, desk.cast.police, letterhead(listing.unit, desk.actor("minh"), NOW))
    words = " ".join(getattr(block, "text", "") for block in paper.blocks)
    assert listing.subject.shown in words
    assert "chưa phải là kết luận vi phạm" in words
    assert paper.addressees == (desk.cast.police.name,)
    assert io.BytesIO(write_docx(paper)).read(2) == b"PK"
