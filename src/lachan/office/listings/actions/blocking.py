"""From a published listing to a request to the body that can act; what it did; and whether it holds."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import BinaryIO

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lachan.office.evidence.actions import Pack
from lachan.office.intake.actions.signals import Said as SignalSaid
from lachan.office.intake.actions.signals import take_signal
from lachan.office.intake.keys import named
from lachan.office.intake.models import SignalSource, Subject
from lachan.office.listings.actions.changes import add_step
from lachan.office.listings.content import said_note
from lachan.office.listings.evidence import pack_of
from lachan.office.listings.models import (
    ACTED,
    BlockingOutcome,
    BlockingProposal,
    BlockingRoute,
    Listing,
    Recheck,
    RecheckResult,
)
from lachan.office.listings.permissions import find_listing, find_proposal, may_write
from lachan.office.listings.policies import ListingMove, state_after
from lachan.office.listings.routes import kind_of_request, routes_of, what_is_asked
from lachan.office.listings.terms import looks
from lachan.office.people.actor import Actor
from lachan.office.refusals import NotNow, NotRight, require
from lachan.office.requests.actions.drafts import Wanted, draft_request
from lachan.office.requests.models import RequestState
from lachan.office.requests.refused import tried
from lachan.office.trail.events import Event
from lachan.office.trail.record import record
from lachan.readers.subjects import AskedKind, read_subjects

NO_PROPOSAL_MORE = (RequestState.WITHDRAWN,)


@dataclass(frozen=True)
class BlockingAsked:
    """What the officer says of the request; the site or account and the evidence come from the listing."""

    route: str
    asked_unit_id: int
    ground: str
    letter_number: str
    letter_on: date
    letter_signer_id: int
    letter_title: str
    letter_days: int | None
    reason: str
    urgent: bool = False
    again_of: int | None = None


@tried
def propose_blocking(
    *, listing_id: int, asked: BlockingAsked, letter: tuple[str, BinaryIO] | None = None, actor: Actor, now: datetime
) -> BlockingProposal:
    """Draft the request to block or take down, with the evidence pack. Another person approves and so sends it.

    The hashes of the pack stand in the reason of the request, so that its approval binds them.
    """
    listing = find_listing(actor, listing_id, lock=True)
    require(may_write(actor, listing))
    state_after(listing, ListingMove.ASK_BLOCKING)
    if not listing.is_in_force(now):
        raise NotNow("over_already", _("Mục này đã hết hạn; hãy gia hạn trước khi đề nghị ngăn chặn."))
    _check_route(listing, asked, timezone.localdate(now))
    again_of = _again_of(listing, asked)
    pack = pack_of(listing, route=asked.route, asked_unit_id=asked.asked_unit_id, actor=actor, now=now)
    wanted = Wanted(
        kind=kind_of_request(listing.subject), ground=asked.ground, asked_unit_id=asked.asked_unit_id,
        letter_number=asked.letter_number, letter_on=asked.letter_on, letter_signer_id=asked.letter_signer_id,
        letter_title=asked.letter_title, letter_days=asked.letter_days, case_reference=listing.number,
        items=what_is_asked(listing.subject), data_kinds=("measure",), reason=_reason(asked.reason, pack),
        urgent=asked.urgent,
    )  # fmt: skip
    request = draft_request(unit_id=listing.unit_id, wanted=wanted, letter=letter, actor=actor, now=now)
    proposal = BlockingProposal.objects.create(
        listing=listing, request=request, route=asked.route, again_of=again_of, proposed_by=actor.person,
        proposed_at=now, pack_pdf=pack.pdf if pack else None, pack_zip=pack.archive if pack else None,
    )  # fmt: skip
    add_step(listing, ListingMove.ASK_BLOCKING, actor=actor, now=now)
    record(
        Event.BLOCKING_PROPOSED, on=listing, by=actor, at=now, unit=listing.unit,
        facts={"request": request.pk, "route": asked.route, "pack": pack.archive.sha256 if pack else ""},
    )  # fmt: skip
    return proposal


def _check_route(listing: Listing, asked: BlockingAsked, today: date) -> None:
    fitting = dict(routes_of(listing, today))
    if asked.route not in fitting:
        raise NotRight("no_such_route", _("Nơi nhận này không xử lý loại đối tượng của mục."), field="route")
    if not fitting[BlockingRoute(asked.route)].filter(pk=asked.asked_unit_id).exists():
        raise NotRight("unit_not_of_route", _("Hãy chọn đơn vị phù hợp với nơi nhận."), field="asked_unit")
    open_ones = listing.proposals.filter(outcome="", request__asked_unit_id=asked.asked_unit_id)
    if open_ones.exclude(request__state__in=NO_PROPOSAL_MORE).exists():
        raise NotNow("asked_already", _("Đơn vị này đang có đề nghị chưa có kết quả về mục này."))


def _again_of(listing: Listing, asked: BlockingAsked) -> BlockingProposal | None:
    if asked.again_of is None:
        return None
    found = listing.proposals.filter(pk=asked.again_of, rechecks__result=RecheckResult.BACK).first()
    if found is None:
        raise NotRight("not_back", _("Chỉ đề nghị lại khi kiểm tra thấy hoạt động trở lại."), field="route")
    return found


def _reason(text: str, pack: Pack | None) -> str:
    if pack is None:
        return text
    hashes = "; ".join(f"{one.name} {one.sha256}" for one in (pack.pdf, pack.archive))
    enclosed = gettext("Gói chứng cứ kèm theo (SHA-256):")
    return f"{text.strip()}\n{enclosed} {hashes}"


@tried
def record_blocking_outcome(
    *, proposal_id: int, outcome: str, on: date, note: str, actor: Actor, now: datetime
) -> BlockingProposal:
    """What the asked body did, with what shows it; a block is looked at again on the days of `terms.looks`."""
    proposal = find_proposal(actor, proposal_id, lock=True)
    listing, today = proposal.listing, timezone.localdate(now)
    require(may_write(actor, listing))
    if outcome not in BlockingOutcome.values:
        raise NotRight("outcome_unknown", _("Hãy chọn kết quả trong danh sách."), field="outcome")
    if proposal.outcome:
        raise NotNow("outcome_already", _("Đề nghị này đã có kết quả."))
    sent = proposal.request.approved_at
    if sent is None or proposal.request.state in NO_PROPOSAL_MORE:
        raise NotNow("not_sent", _("Yêu cầu chưa được phê duyệt và gửi đi."))
    if not timezone.localdate(sent) <= on <= today:
        raise NotRight("day_not_right", _("Ngày có kết quả từ ngày gửi đến hôm nay."), field="on")
    words = said_note(note)
    if not 5 <= len(words) <= 300:
        raise NotRight("ground_missing", _("Hãy ghi văn bản hoặc cách đã xác nhận, 5 đến 300 ký tự."), field="note")
    proposal.outcome, proposal.outcome_on, proposal.outcome_note = outcome, on, words
    proposal.outcome_by = actor.person
    proposal.recheck_on = looks(on).next_after(on, today) if outcome in ACTED else None
    proposal.save()
    record(
        Event.BLOCKING_OUTCOME_RECORDED, on=listing, by=actor, at=now, unit=listing.unit,
        facts={"request": proposal.request_id, "outcome": outcome, "on": on.isoformat()},
    )  # fmt: skip
    return proposal


@tried
def recheck(*, proposal_id: int, result: str, note: str, moved_to: str = "", actor: Actor, now: datetime) -> Recheck:
    """Somebody looked again: gone (looked at once more later), moved, or back.

    `moved_to` is the new address as it was typed: it becomes a subject of its own, with a signal that says from where.
    """
    proposal = find_proposal(actor, proposal_id, lock=True)
    listing, today = proposal.listing, timezone.localdate(now)
    require(may_write(actor, listing))
    if result not in RecheckResult.values:
        raise NotRight("result_unknown", _("Hãy chọn kết quả trong danh sách."), field="result")
    if proposal.outcome not in ACTED or proposal.outcome_on is None:
        raise NotNow("not_blocked", _("Chỉ kiểm tra lại sau khi đã ngăn chặn hoặc gỡ bỏ."))
    if (result == RecheckResult.MOVED) is not bool(moved_to.strip()):
        raise NotRight("moved_where", _("Hãy ghi địa chỉ mới khi, và chỉ khi, đã chuyển đi."), field="moved_to")
    subject = _new_place(proposal, moved_to, actor, now) if moved_to.strip() else None
    look = Recheck.objects.create(
        proposal=proposal, at=now, result=result, note=said_note(note)[:300], moved_to=subject, by=actor.person
    )
    back = result == RecheckResult.BACK  # then it is asked again, and what comes of that is looked at
    proposal.recheck_on = None if back else looks(proposal.outcome_on).next_after(proposal.outcome_on, today)
    proposal.save()
    record(
        Event.BLOCKING_RECHECKED, on=listing, by=actor, at=now, unit=listing.unit,
        facts={"request": proposal.request_id, "result": result, "moved_to": subject.pk if subject else None},
    )  # fmt: skip
    return look


def _new_place(proposal: BlockingProposal, typed: str, actor: Actor, now: datetime) -> Subject:
    """The subject of the new address, known before or not, told of by a signal that names the listing."""
    listing = proposal.listing
    asked = next((one for one in read_subjects(typed) if one.kind is not AskedKind.UNREADABLE), None)
    if asked is None:
        raise NotRight("moved_unreadable", _("Không đọc được địa chỉ mới. Hãy ghi tên miền hoặc liên kết."),
                       field="moved_to")  # fmt: skip
    why = gettext("Chuyển đến từ mục cảnh báo %(number)s sau khi bị ngăn chặn.") % {"number": listing.number}
    name = named(asked)
    said = SignalSaid(
        named=name, source=SignalSource.STAFF, origin=f"recheck:{proposal.pk}", mark=f"{now:%Y%m%d%H%M%S%f}",
        seen_at=now, trick=listing.trick, imitated=listing.imitated[:60], why=why,
    )  # fmt: skip
    signal = take_signal(said=said, actor=actor, now=now)
    if signal is None or signal.subject_id == listing.subject_id:
        raise NotRight("moved_nowhere", _("Địa chỉ mới phải khác địa chỉ của mục."), field="moved_to")
    return signal.subject
