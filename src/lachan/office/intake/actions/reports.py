"""Citizens' reports: taken in from the portal or by an officer for somebody, with a receipt; erased on time."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lachan.office.intake.actions.signals import Said, put_signals, take_signal, weigh_anew
from lachan.office.intake.harm import JUST_SENT
from lachan.office.intake.keys import Named, named, named_message
from lachan.office.intake.models import Report, ReportChannel, SignalSource, Subject
from lachan.office.intake.permissions import departments_to_review_for, may_review
from lachan.office.intake.sealing import blind_of_code, blind_of_contact, sealed_of_report
from lachan.office.people.actor import Actor
from lachan.office.receipts import new_code, usual_code
from lachan.office.refusals import NotRight, require
from lachan.office.trail.events import Event
from lachan.office.trail.record import record
from lachan.readers.subjects import LONGEST, AskedKind, read_subjects
from lachan.vietnam.tricks import TRICKS

KEPT_DAYS = 180
"""How long text and contact of a reporter are kept; what was signalled stays, without them."""
LONGEST_CONTACT = 200
OLDEST_MONEY = timedelta(days=3650)
MOST_AMOUNT = 10**15
LEAST_MESSAGE = 20  # letters below which a text is no message of its own worth keeping as one


@dataclass(frozen=True, kw_only=True)
class ToldByCitizen:
    """What somebody reports, in their own words; all but `text` may be missing.

    `message` is a message that they received, word for word. `money_at` is when they sent money. `contact` is how they
    want to be reached; it is sealed, as is the text.
    """

    text: str
    message: str = ""
    trick: str = ""
    money_at: datetime | None = None
    amount: int | None = None
    contact: str = ""


@dataclass(frozen=True)
class Receipt:
    """The code that the reporter is shown this once, and what was read out of the report."""

    code: str
    report: Report
    subjects: tuple[Subject, ...]


@dataclass(frozen=True)
class Noted:
    """What an officer's note became; `code` is "" where nobody reported."""

    code: str
    subjects: tuple[Subject, ...]


@transaction.atomic
def report(*, told: ToldByCitizen, channel: str, now: datetime, actor: Actor | None = None) -> Receipt:
    """Take a report in. `actor` is the officer who writes it down for somebody, None when they did it themselves.

    NotRight when nothing in it can be looked into, with what would be right.
    """
    if actor is not None:
        require(may_review(actor))
    _check(told, channel, now)
    things = _things_or_refusal(told)
    code = new_code()
    row = Report(
        code_hash=blind_of_code(usual_code(code)), channel=channel, received_at=now, trick=told.trick,
        money_at=told.money_at, amount=told.amount, erase_on=timezone.localdate(now) + timedelta(days=KEPT_DAYS),
        noted_by=actor.person if actor is not None else None,
    )  # fmt: skip
    contact = " ".join(told.contact.split())
    row.sealed_text = sealed_of_report(row, "sealed_text", f"{told.text}\n\n{told.message}".strip())
    row.sealed_contact = sealed_of_report(row, "sealed_contact", contact)
    row.blind_contact = blind_of_contact(contact) if contact else ""
    row.save(force_insert=True)
    saids = [
        Said(
            named=one, source=SignalSource.CITIZEN.value, origin=channel, mark=f"{row.pk.hex}-{place}", seen_at=now,
            trick=told.trick,
        )
        for place, one in enumerate(things)
    ]  # fmt: skip
    taken = put_signals(saids=saids, actor=actor, now=now, report=row)
    subjects = tuple({one.subject_id: one.subject for one in taken.signals}.values())
    record(
        Event.REPORT_TAKEN, on=row, by=actor, at=now, after="",
        unit=departments_to_review_for(actor)[0] if actor is not None else None,
        facts={"channel": channel, "subjects": [one.pk for one in subjects], "money_sent": told.money_at is not None},
    )  # fmt: skip
    return Receipt(code, row, subjects)


@transaction.atomic
def note(
    *, text: str, message: str, channel: str, trick: str, money_at: datetime | None, amount: int | None, contact: str,
    actor: Actor, now: datetime,
) -> Noted:  # fmt: skip
    """What an officer writes down: somebody's report when `channel` says how it came, else a signal of their own."""
    require(may_review(actor))
    told = ToldByCitizen(text=text, message=message, trick=trick, money_at=money_at, amount=amount, contact=contact)
    if channel:
        receipt = report(told=told, channel=channel, now=now, actor=actor)
        return Noted(receipt.code, receipt.subjects)
    _check(told, ReportChannel.OFFICE.value, now)
    if money_at is not None or amount is not None or contact.strip():
        raise NotRight("channel_missing", _("Đây là phản ánh của một người; hãy chọn nơi nhận."), field="channel")
    signals = [
        take_signal(
            said=Said(
                named=one, source=SignalSource.STAFF.value, origin=f"staff-{actor.id}", mark=_mark(one, now),
                seen_at=now, trick=trick,
            ),
            actor=actor, now=now,
        )
        for one in _things_or_refusal(told)
    ]  # fmt: skip
    return Noted("", tuple({one.subject_id: one.subject for one in signals if one is not None}.values()))


def _mark(one: Named, now: datetime) -> str:
    """An officer's word on a subject counts once a day."""
    day = timezone.localdate(now).isoformat()
    return hashlib.sha256(f"{day}|{one.kind}|{one.key}".encode()).hexdigest()[:32]


def _check(told: ToldByCitizen, channel: str, now: datetime) -> None:
    if channel not in ReportChannel.values:
        raise NotRight("channel_unknown", _("Hãy chọn nơi nhận phản ánh."), field="channel")
    if len(told.text) > LONGEST or len(told.message) > LONGEST:
        raise NotRight("too_long", _("Tối đa %(n)d ký tự.") % {"n": LONGEST}, field="text")
    if told.trick and told.trick not in TRICKS:
        raise NotRight("trick_unknown", _("Hãy chọn thủ đoạn trong danh sách."), field="trick")
    if told.money_at is not None and not now - OLDEST_MONEY <= told.money_at <= now:
        raise NotRight("money_at_not_right", _("Lúc chuyển tiền không thể sau lúc này."), field="money_at")
    if told.amount is not None and not 0 <= told.amount <= MOST_AMOUNT:
        raise NotRight("amount_not_right", _("Số tiền là số nguyên, tính bằng đồng."), field="amount")
    if len(told.contact) > LONGEST_CONTACT:
        raise NotRight("too_long", _("Tối đa %(n)d ký tự.") % {"n": LONGEST_CONTACT}, field="contact")


def _things_or_refusal(told: ToldByCitizen) -> list[Named]:
    things = _things(told)
    if not things:
        raise NotRight(
            "nothing_named",
            _("Hãy ghi ít nhất một số điện thoại, liên kết, tên trang hoặc nội dung tin nhắn đã nhận."),
            field="text",
        )
    return things


def _things(told: ToldByCitizen) -> list[Named]:
    asked = read_subjects(f"{told.text}\n{told.message}")
    found = [named(one) for one in asked if one.kind is not AskedKind.UNREADABLE]
    if sum(one.isalpha() for one in told.message) >= LEAST_MESSAGE:
        found.append(named_message(told.message))
    return list({(one.kind, one.key): one for one in found}.values())


def erase_reports(now: datetime) -> int:
    """Erase text and contact of the reports whose time is over, and let go what was urgent too long ago. How many."""
    today = timezone.localdate(now)
    late = Subject.objects.filter(urgent=True).exclude(signals__report__money_at__gte=now - JUST_SENT)
    weigh_anew(late.values_list("pk", flat=True), now)
    done = 0
    for row in Report.objects.filter(erased_at__isnull=True, erase_on__lt=today).order_by("erase_on")[:1000]:
        with transaction.atomic():
            locked = Report.objects.select_for_update().get(pk=row.pk)
            if locked.erased_at is not None:
                continue
            locked.sealed_text = locked.sealed_contact = locked.blind_contact = ""
            locked.erased_at = now
            locked.save()
            record(Event.REPORTS_ERASED, on=locked, by=None, at=now, after="")
            done += 1
    return done
