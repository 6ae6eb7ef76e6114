"""What a trick and an advisory say: values, their checks, and the digest that an approval is bound to."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from lachan.office.advisories.models import LONGEST_TITLE, AdvisoryVersion, Audience, Severity, Sureness, Trick, Way
from lachan.office.refusals import NotRight
from lachan.office.units.models import Unit
from lachan.readers.canonical import canonical
from lachan.vietnam.plain_words import Remark, remarks

LONGEST_LINE = 200
MOST_LINES = {"signs": 6, "script": 4, "say": 3, "what_to_do": 6, "advice": 4}
TEXT_FIELDS = ("title", "key_line", *MOST_LINES)
NEEDED = {
    "title": _("Hãy ghi tên cảnh báo."),
    "key_line": _("Hãy ghi câu cần nhớ."),
    "signs": _("Hãy ghi ít nhất một dấu hiệu."),
    "what_to_do": _("Hãy ghi ít nhất một việc cần làm."),
}
MOST_DAYS = 366
LONGEST_NOTE = 300


@dataclass(frozen=True, kw_only=True)
class Said:
    """A text in one language: title, the one line to remember, and lists of sentences."""

    title: str = ""
    key_line: str = ""
    signs: tuple[str, ...] = ()
    script: tuple[str, ...] = ()
    say: tuple[str, ...] = ()
    what_to_do: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()

    def lines(self) -> Iterator[tuple[str, str]]:
        """Field and sentence, in reading order."""
        for name in TEXT_FIELDS:
            value = getattr(self, name)
            for line in (value,) if isinstance(value, str) else value:
                if line:
                    yield name, line

    @property
    def empty(self) -> bool:
        """Whether nothing was said."""
        return not any(True for _line in self.lines())

    def stored(self) -> dict[str, Any]:
        """As plain JSON values, {} when nothing was said."""
        if self.empty:
            return {}
        values = {name: getattr(self, name) for name in TEXT_FIELDS}
        return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}


def said_of(stored: dict[str, Any]) -> Said:
    """What `Said.stored` gave."""
    values: dict[str, Any] = {name: tuple(one) if isinstance(one, list) else one for name, one in stored.items()}
    return Said(**values)


@dataclass(frozen=True, kw_only=True)
class AdvisoryFacts:
    """An advisory's content: the texts, for whom, where (nothing: the whole province), and its last day."""

    vietnamese: Said
    english: Said = Said()
    audiences: tuple[str, ...] = ()
    area: tuple[Unit, ...] = ()
    until: date


@dataclass(frozen=True, kw_only=True)
class TrickFacts:
    """An entry of the catalogue, but for its key."""

    vietnamese: Said
    english: Said = Said()
    variants: tuple[str, ...] = ()
    audiences: tuple[str, ...]
    ways: tuple[str, ...]
    severity: str
    first_seen: date
    sureness: str
    sources: str = ""
    valid_from: date
    valid_to: date | None = None


def facts_of(version: AdvisoryVersion) -> AdvisoryFacts:
    """The content of a stored version."""
    return AdvisoryFacts(
        vietnamese=said_of(version.vietnamese), english=said_of(version.english), audiences=tuple(version.audiences),
        area=tuple(version.area.order_by("key")), until=version.until,
    )  # fmt: skip


def digest_of(facts: AdvisoryFacts) -> str:
    """SHA-256 over the content, and over nothing else."""
    plain = {
        "vietnamese": facts.vietnamese.stored(),
        "english": facts.english.stored(),
        "audiences": sorted(facts.audiences),
        "area": sorted(unit.key for unit in facts.area),
        "until": facts.until.isoformat(),
    }
    return hashlib.sha256(canonical(plain)).hexdigest()


@dataclass(frozen=True, slots=True)
class Pointed:
    """A remark with the language and field in which it was found."""

    language: str
    field: str
    remark: Remark


def remarks_on(facts: AdvisoryFacts) -> list[Pointed]:
    """All remarks on both texts; of the English one those that are grave, since the advice is for Vietnamese."""
    found = [Pointed("vi", name, one) for name, line in facts.vietnamese.lines() for one in remarks(line)]
    english = [Pointed("en", name, one) for name, line in facts.english.lines() for one in remarks(line)]
    return found + [one for one in english if one.remark.grave]


def fit_to_publish(facts: AdvisoryFacts, today: date) -> AdvisoryFacts:
    """The same, when it may go out: no personal data, no bank account, a last day to come."""
    for one in remarks_on(facts):
        if one.remark.grave:
            raise NotRight(
                "personal_data",
                _("Không công bố được vì có “%(quoted)s”. %(advice)s")
                % {"quoted": one.remark.quoted, "advice": one.remark.advice.vi},
                field=form_field(one.language, one.field),
            )
    return _in_time(facts, today)


def form_field(language: str, name: str) -> str:
    """The field of the form in which a text stands."""
    return f"en_{name}" if language == "en" else name


def checked(facts: AdvisoryFacts, today: date) -> AdvisoryFacts:
    """An advisory's content in its stored form; NotRight names the field and what would be right."""
    tidy = replace(
        facts, vietnamese=checked_text(facts.vietnamese, "vi"), english=checked_text(facts.english, "en"),
        audiences=_known(facts.audiences, Audience.values, "audiences"),
    )  # fmt: skip
    for unit in tidy.area:
        if not unit.is_valid_on(today):
            raise NotRight("unit_over", _("%(unit)s không còn hoạt động.") % {"unit": unit.name}, field="area")
    return _in_time(tidy, today)


def _in_time(facts: AdvisoryFacts, today: date) -> AdvisoryFacts:
    if not today <= facts.until <= today + timedelta(days=MOST_DAYS):
        raise NotRight("until_not_right", _("Ngày cuối từ hôm nay đến một năm sau."), field="until")
    return facts


def checked_text(said: Said, language: str) -> Said:
    """A text without stray signs, of bounded length; an English one may be missing, a Vietnamese one may not."""
    values: dict[str, Any] = {
        name: _line(value) if isinstance(value, str) else tuple(line for line in map(_line, value) if line)
        for name, value in vars(said).items()
    }
    tidy = Said(**values)
    if language == "en" and tidy.empty:
        return tidy
    for name, sentence in NEEDED.items():
        if not getattr(tidy, name):
            raise NotRight("text_missing", sentence, field=form_field(language, name))
    for name, line in tidy.lines():
        most, field = LONGEST_TITLE if name == "title" else LONGEST_LINE, form_field(language, name)
        if len(line) > most:
            raise NotRight("too_long", _("Mỗi dòng tối đa %(n)d ký tự.") % {"n": most}, field=field)
    for name, most in MOST_LINES.items():
        if len(getattr(tidy, name)) > most:
            raise NotRight("too_many", _("Tối đa %(n)d dòng.") % {"n": most}, field=form_field(language, name))
    return tidy


def checked_trick(facts: TrickFacts, today: date) -> TrickFacts:
    """A trick's content in its stored form."""
    tidy = replace(
        facts, vietnamese=checked_text(facts.vietnamese, "vi"), english=checked_text(facts.english, "en"),
        variants=tuple(line for line in map(_line, facts.variants) if line), sources=facts.sources.strip()[:2000],
        audiences=_known(facts.audiences, Audience.values, "audiences"), ways=_known(facts.ways, Way.values, "ways"),
    )  # fmt: skip
    if not tidy.audiences:
        raise NotRight("audience_missing", _("Hãy chọn ít nhất một nhóm người."), field="audiences")
    if tidy.severity not in Severity.values or tidy.sureness not in Sureness.values:
        raise NotRight("choice_unknown", _("Lựa chọn không hợp lệ; hãy tải lại trang."), field="severity")
    if tidy.first_seen > today:
        raise NotRight("seen_later", _("Ngày thấy lần đầu không sau hôm nay."), field="first_seen")
    if tidy.valid_to is not None and tidy.valid_to < tidy.valid_from:
        raise NotRight("ends_before_it_begins", _("Ngày cuối phải từ ngày đầu trở đi."), field="valid_to")
    return tidy


def trick_facts_of(trick: Trick) -> TrickFacts:
    """The content of a stored trick."""
    return TrickFacts(
        vietnamese=said_of(trick.vietnamese), english=said_of(trick.english), variants=tuple(trick.variants),
        audiences=tuple(trick.audiences), ways=tuple(trick.ways), severity=trick.severity,
        first_seen=trick.first_seen, sureness=trick.sureness, sources=trick.sources, valid_from=trick.valid_from,
        valid_to=trick.valid_to,
    )  # fmt: skip


def _known(values: tuple[str, ...], all_of: list[str], field: str) -> tuple[str, ...]:
    if not set(values) <= set(all_of):
        raise NotRight("choice_unknown", _("Lựa chọn không hợp lệ; hãy tải lại trang."), field=field)
    return tuple(sorted(set(values), key=all_of.index))


def _line(text: str) -> str:
    return " ".join("".join(one if one.isprintable() else " " for one in text).split())
