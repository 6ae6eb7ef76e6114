"""What is known of a thing that somebody asks about: warned of, having signs, official, or unknown. Never "safe".

Four sources, in the order of their weight: listings in force, the look of the thing itself (name of a site, number,
wording of a message), the registers of official numbers and names. Nothing that is asked is kept.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lachan.checks.messages.judge import LEAST, judge_message
from lachan.checks.sites import judge_name
from lachan.office.directives.wording import said
from lachan.office.intake.keys import Named, named, named_message
from lachan.office.intake.models import SubjectKind
from lachan.office.listings.advice import advice_for
from lachan.office.listings.queries.published import PublishedEntry, look_up_any
from lachan.office.portal.known import Known, known
from lachan.office.protected.queries.entries import holder_of
from lachan.readers.errors import InputError
from lachan.readers.subjects import LONGEST, WARNINGS, Asked, AskedKind, read_subjects
from lachan.vietnam.numbers import explain
from lachan.vietnam.tricks import TRICKS

MOST_SHOWN = 5
"""Things of one question that are looked up: enough for a message with three links and a number in it."""
LEAST_OF_A_MESSAGE = 20
"""Letters from which a text is judged as a message; a name or a number alone has no wording."""
MESSAGE_READ = 4_000


class Level(StrEnum):
    """What is said of a thing, the weightiest first."""

    WARNED = "warned"
    SIGNS = "signs"
    UNREADABLE = "unreadable"
    OFFICIAL = "official"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of one thing. `shown` is never a link; `holder` is the body whose official number or name it is."""

    level: Level
    kind: str
    shown: str
    reasons: tuple[str, ...] = ()
    advice: Sequence[str | Promise] = ()
    entry: PublishedEntry | None = None
    trick: str = ""
    holder: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question. `left_out` counts things that were not looked up."""

    level: Level
    told: tuple[Told, ...]
    left_out: int = 0
    cut: bool = False

    @property
    def advice(self) -> tuple[str, ...]:
        """What to do about all of it, each once; of the weightiest thing first."""
        order = list(Level)
        steps = [str(step) for one in sorted(self.told, key=lambda one: order.index(one.level)) for step in one.advice]
        return tuple(dict.fromkeys(steps))


def check(text: str, now: datetime) -> Answer:
    """Everything that is known of what stands in `text`, at `now`. Any text is answered, also an empty one."""
    return answer_to(text, read_subjects(text), now)


def answer_to(text: str, asked: Sequence[Asked], now: datetime) -> Answer:
    """The same of a text in which `asked` was read before."""
    told = list(_each(asked[:MOST_SHOWN], now))
    message = _message(text, bool(told), now)
    if message is not None:
        told.insert(0, message)
    order = list(Level)
    level = min((one.level for one in told), key=order.index, default=Level.UNKNOWN)
    return Answer(level, tuple(told), max(0, len(asked) - MOST_SHOWN), len(text) > LONGEST)


def _each(asked: Sequence[Asked], now: datetime) -> Iterator[Told]:
    names = known(timezone.localdate(now))
    for one in asked:
        warnings = tuple(said(WARNINGS[warning]) for warning in one.warnings)
        if one.kind is AskedKind.UNREADABLE:
            yield Told(Level.UNREADABLE, "", one.shown, warnings)
            continue
        name = named(one)
        entry = look_up_any(name.kind, name.keys, now)
        if entry is not None:
            yield _warned(name, entry, warnings)
        elif name.kind == SubjectKind.NUMBER:
            yield _number(name, warnings, now)
        elif name.kind == SubjectKind.SITE:
            yield _site(one, name, warnings, names)
        else:
            yield _account(one, name, warnings, names)


def _warned(name: Named, entry: PublishedEntry, warnings: tuple[str, ...]) -> Told:
    trick = TRICKS.get(entry.trick)
    return Told(
        Level.WARNED, name.kind, name.shown, (entry.reason, *warnings), advice_for(name.kind), entry,
        said(trick) if trick else "",
    )  # fmt: skip


def _number(name: Named, warnings: tuple[str, ...], now: datetime) -> Told:
    number = name.secret
    holder = holder_of(number, timezone.localdate(now))
    if holder is not None:
        if holder.originates == "never":
            reason = _("Số này chỉ nhận cuộc gọi, không bao giờ gọi đi: máy hiện số này là cuộc gọi giả mạo.")
            return Told(
                Level.SIGNS, name.kind, holder.first, (reason, *warnings), advice_for(name.kind), holder=holder.body
            )
        reason = _("Số hiện trên máy vẫn có thể bị làm giả. Muốn chắc chắn: gác máy, tự bấm số này để gọi lại.")
        return Told(Level.OFFICIAL, name.kind, holder.first, (reason, *warnings), holder=holder.body)
    found = explain(number, on=timezone.localdate(now))
    signs = tuple(said(one.wording) for one in found.signs)
    what = (said(found.description),)
    if signs or warnings:
        return Told(Level.SIGNS, name.kind, name.shown, (*what, *signs, *warnings), advice_for(name.kind))
    return Told(Level.UNKNOWN, name.kind, name.shown, what)


def _site(asked: Asked, name: Named, warnings: tuple[str, ...], names: Known) -> Told:
    try:
        judged = judge_name(asked.key, names.register)
    except InputError:
        return Told(Level.UNREADABLE, name.kind, name.shown, warnings)
    why = tuple(said(one) for one in judged.why) if judged.rule else ()
    if why or warnings:
        return Told(Level.SIGNS, name.kind, name.shown, (*why, *warnings), advice_for(name.kind))
    return _of_owner(asked, name, names)


def _account(asked: Asked, name: Named, warnings: tuple[str, ...], names: Known) -> Told:
    if warnings:
        return Told(Level.SIGNS, name.kind, name.shown, warnings, advice_for(name.kind))
    return _of_owner(asked, name, names)


def _of_owner(asked: Asked, name: Named, names: Known) -> Told:
    owner = names.owner_of(asked)
    if not owner:
        return Told(Level.UNKNOWN, name.kind, name.shown)
    reason = _("Có trong danh mục trang, tài khoản thật. Hãy tự gõ địa chỉ, đừng đi qua liên kết người khác gửi.")
    return Told(Level.OFFICIAL, name.kind, name.shown, (reason,), holder=owner)


def _message(text: str, others: bool, now: datetime) -> Told | None:
    """What is said of the wording; None where there is hardly any, or nothing to say beside the other things."""
    text = text[:MESSAGE_READ]
    if sum(one.isalpha() for one in text) < LEAST_OF_A_MESSAGE or len(text.split()) < 4:
        return None
    name = named_message(text)
    entry = look_up_any(name.kind, name.keys, now)
    if entry is not None:
        return _warned(name, entry, ())
    judged = judge_message(text)
    if judged.score >= LEAST:
        language = get_language() or "vi"
        trick = TRICKS.get(judged.trick)
        reasons = tuple(one.in_language(language) for one in judged.why if one.points > 0)
        return Told(
            Level.SIGNS, name.kind, name.shown, reasons, advice_for(name.kind), trick=said(trick) if trick else ""
        )
    return None if others else Told(Level.UNKNOWN, name.kind, name.shown)
