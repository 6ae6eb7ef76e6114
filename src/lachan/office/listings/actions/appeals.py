"""An appeal comes from anybody, is answered by somebody else than who published, and is erased on its day."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lachan.office.cases.permissions import checked_purpose
from lachan.office.listings.actions.announce import tell_writers
from lachan.office.listings.actions.changes import add_step, tell_feeds
from lachan.office.listings.actions.ending import end_listing
from lachan.office.listings.actions.opening import Said
from lachan.office.listings.content import said_note, said_reason
from lachan.office.listings.models import Appeal, AppealState, AppellantKind, ChangeMessage, Listing
from lachan.office.listings.permissions import find_appeal, find_listing, may_answer_appeals, may_read_appeals, may_sign
from lachan.office.listings.policies import ListingMove, state_after
from lachan.office.listings.sealing import hash_of_code, opened, opens, sealed_for
from lachan.office.listings.terms import appeal_due, erase_on
from lachan.office.people.actor import Actor
from lachan.office.receipts import new_code
from lachan.office.refusals import NotAllowed, NotNow, NotRight, require
from lachan.office.trail.events import Event
from lachan.office.trail.record import digest, record

SHORTEST, LONGEST, LONGEST_CONTACT = 20, 4000, 200
MOST_OPEN = 20  # appeals against one listing that wait: more say nothing new
AT_ONCE = 200  # appeals erased in one transaction


@dataclass(frozen=True)
class AppealTold:
    """What somebody says against a listing. Both texts are sealed; without contact the code alone tells the answer."""

    appellant: str
    text: str
    contact: str = ""


@dataclass(frozen=True)
class Receipt:
    """An appeal that was received, and its code: shown this once, the office keeps only its hash."""

    appeal: Appeal
    code: str


@transaction.atomic
def make_appeal(*, number: str, key: str, told: AppealTold, now: datetime) -> Receipt:
    """Receive an appeal, from anybody: the listing goes on to warn, and says that it is appealed.

    `key` opens a listing that must not be found by counting. The page that asks limits how often one network may.
    """
    listing = _appealed(number, key)
    after, before = state_after(listing, ListingMove.APPEAL), digest(listing)
    if not listing.is_in_force(now):
        raise NotNow("over_already", _("Mục này đã hết hạn, không còn cảnh báo ai."))
    text, contact = _checked(told)
    if listing.appeals.filter(state=AppealState.OPEN).count() >= MOST_OPEN:
        raise NotNow("many_appeals", _("Mục này đã có nhiều khiếu nại đang chờ; Sở sẽ trả lời chung trên trang này."))
    due, code = appeal_due(now), new_code()
    assert due.on is not None  # no pause stops it
    appeal = Appeal(
        listing=listing, appellant=told.appellant, code_hash=hash_of_code(code), received_at=now, due_on=due.on,
        due_steps=[{"vi": step.wording.vi, "en": step.wording.en} for step in due.steps],
    )  # fmt: skip
    appeal.sealed_text = sealed_for(appeal, "sealed_text", text)
    appeal.sealed_contact = sealed_for(appeal, "sealed_contact", contact)
    appeal.save(force_insert=True)
    if listing.state != after:
        listing.state = after
        tell_feeds(listing, ChangeMessage.UPDATE, now=now)
        listing.save()
    add_step(listing, ListingMove.APPEAL, actor=None, now=now)
    record(
        Event.LISTING_APPEALED, on=listing, by=None, at=now, unit=listing.unit, before=before,
        facts={"appeal": str(appeal.pk), "due_on": due.on.isoformat()},
    )  # fmt: skip
    tell_writers(listing, step=f"appealed-{appeal.pk}", subject=_("Có khiếu nại về mục %(number)s"), now=now)
    return Receipt(appeal, code)


def _appealed(number: str, key: str) -> Listing:
    rows = Listing.objects.select_related("subject", "unit").select_for_update(of=("self",))
    listing = rows.filter(number=number, published_at__isnull=False).first()
    if listing is None or not opens(listing, key):
        raise Http404
    return listing


def _checked(told: AppealTold) -> tuple[str, str]:
    if told.appellant not in AppellantKind.values:
        raise NotRight("appellant_unknown", _("Hãy chọn bạn là ai trong danh sách."), field="appellant")
    text, contact = told.text.replace("\x00", "").strip(), " ".join(told.contact.replace("\x00", "").split())
    if not SHORTEST <= len(text) <= LONGEST:
        raise NotRight(
            "length_not_right",
            _("Hãy ghi từ %(least)d đến %(most)d ký tự.") % {"least": SHORTEST, "most": LONGEST},
            field="text",
        )
    if len(contact) > LONGEST_CONTACT:
        raise NotRight("too_long", _("Tối đa %(n)d ký tự.") % {"n": LONGEST_CONTACT}, field="contact")
    return text, contact


@dataclass(frozen=True)
class OpenedAppeal:
    """An appeal in clear."""

    appeal: Appeal
    text: str
    contact: str


@transaction.atomic
def read_appeal(*, listing_id: int, appeal_id: UUID, purpose: str, actor: Actor, now: datetime) -> OpenedAppeal:
    """Open what an appellant wrote. Nothing comes out before the trail has its line."""
    listing = find_listing(actor, listing_id)
    require(may_read_appeals(actor, listing))
    appeal = find_appeal(listing, appeal_id)
    if appeal.erased_at is not None:
        raise NotNow("erased_already", _("Nội dung và liên lạc của khiếu nại này đã được xóa theo thời hạn."))
    record(
        Event.APPEAL_READ, on=listing, by=actor, at=now, unit=listing.unit, purpose=checked_purpose(purpose),
        facts={"appeal": str(appeal.pk)},
    )  # fmt: skip
    return OpenedAppeal(appeal, opened(appeal, "sealed_text"), opened(appeal, "sealed_contact"))


@transaction.atomic
def answer_appeals(
    *, listing_id: int, seen: Collection[str], uphold: bool, said: Said, actor: Actor, now: datetime
) -> Listing:
    """Answer all open appeals against a listing at once: withdraw it (`uphold`) or keep it, with the public reason.

    `seen` are the ids of the appeals that the person had before them; NotNow when another one came meanwhile.
    """
    listing = find_listing(actor, listing_id, lock=True)
    require(may_sign(actor, listing))
    move = ListingMove.UPHOLD if uphold else ListingMove.KEEP
    after, before = state_after(listing, move), digest(listing)
    if not may_answer_appeals(actor, listing):
        raise NotAllowed(
            "judge_of_own", _("Người thẩm định hoặc duyệt đăng mục này không trả lời khiếu nại về chính mục đó.")
        )
    waiting = list(listing.appeals.select_for_update().filter(state=AppealState.OPEN))
    if {str(one.pk) for one in waiting} != set(seen):
        raise NotNow("changed_meanwhile", _("Có khiếu nại mới sau khi bạn mở trang. Hãy đọc rồi trả lời."))
    reason, note = said_reason(said.reason), said_note(said.note)
    for appeal in waiting:
        appeal.state = AppealState.UPHELD if uphold else AppealState.REFUSED
        appeal.answer, appeal.answered_at, appeal.answered_by = reason, now, actor.person
        appeal.erase_on = erase_on(now)
        appeal.save()
    if uphold:
        end_listing(listing, after, now=now)
    else:
        listing.state = after
        tell_feeds(listing, ChangeMessage.UPDATE, now=now)
        listing.save()
    add_step(listing, move, actor=actor, now=now, reason=reason, note=note)
    record(
        Event.APPEALS_ANSWERED, on=listing, by=actor, at=now, unit=listing.unit, before=before,
        facts={"appeals": [str(one.pk) for one in waiting], "upheld": uphold, "serial": listing.serial},
    )  # fmt: skip
    return listing


def erase_answered(now: datetime) -> int:
    """Erase text and contact of answered appeals whose day has come; how many."""
    over = Appeal.objects.filter(erase_on__lte=timezone.localdate(now), erased_at__isnull=True)
    done = 0
    while keys := list(over.order_by("pk").values_list("pk", flat=True)[:AT_ONCE]):
        with transaction.atomic():
            for appeal in over.select_for_update(of=("self",)).filter(pk__in=keys).select_related("listing__unit"):
                appeal.sealed_text = appeal.sealed_contact = ""
                appeal.erased_at = now
                appeal.save()
                done += 1
                record(
                    Event.APPEAL_ERASED, on=appeal.listing, by=None, at=now, unit=appeal.listing.unit,
                    facts={"appeal": str(appeal.pk)},
                )  # fmt: skip
    return done
