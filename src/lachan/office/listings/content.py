"""What a listing says to the public: one value, its checks and the digest that an approval is bound to."""

import hashlib
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from lachan.office.cases.masks import tells_somebodys_number
from lachan.office.listings.models import Listing, Sureness
from lachan.office.listings.models.listings import LONGEST_NAME, LONGEST_REASON, LONGEST_SOURCES
from lachan.office.listings.terms import most_days
from lachan.office.refusals import NotRight
from lachan.readers.canonical import canonical
from lachan.vietnam.tricks import TRICKS

SHORTEST_REASON = 10


@dataclass(frozen=True, kw_only=True)
class ListingFacts:
    """A listing's content: all but `note` is for everybody. `days` is how long it holds once it is published."""

    trick: str
    sureness: str
    imitated: str = ""
    sources: str
    reason: str
    note: str = ""
    days: int


FIELDS = tuple(field.name for field in fields(ListingFacts))


def facts_of(listing: Listing) -> ListingFacts:
    """The content of a stored listing; what nobody has written yet is empty."""
    values: dict[str, Any] = {name: getattr(listing, name) for name in FIELDS}
    return ListingFacts(**values | {"days": listing.days or 0})


def digest_of(listing: Listing) -> str:
    """SHA-256 over subject, content and grounds, as they are shown to whoever approves, and over nothing else."""
    subject = listing.subject
    plain: dict[str, Any] = {name: getattr(listing, name) for name in FIELDS}
    plain |= {"number": listing.number, "kind": subject.kind, "key": subject.key, "shown": subject.shown}
    plain["grounds"] = [[step.move, step.reason, step.note] for step in listing.grounds]
    return hashlib.sha256(canonical(plain)).hexdigest()


def checked(facts: ListingFacts, today: date) -> ListingFacts:
    """The content in its stored form; NotRight names the field and what would be right."""
    tidy = replace(
        facts, imitated=one_line(facts.imitated), sources=one_line(facts.sources), reason=one_line(facts.reason),
        note=one_line(facts.note),
    )  # fmt: skip
    if tidy.trick not in TRICKS:
        raise NotRight("trick_unknown", _("Hãy chọn thủ đoạn trong danh sách."), field="trick")
    if tidy.sureness not in Sureness.values:
        raise NotRight("sureness_unknown", _("Hãy chọn mức chắc chắn."), field="sureness")
    most = most_days(today)
    if not 1 <= tidy.days <= most:
        raise NotRight("days_not_right", _("Thời hạn từ 1 đến %(n)d ngày.") % {"n": most}, field="days")
    _check_length("imitated", tidy.imitated, 0, LONGEST_NAME)
    _check_length("sources", tidy.sources, 5, LONGEST_SOURCES)
    _check_length("reason", tidy.reason, SHORTEST_REASON, LONGEST_REASON)
    _check_length("note", tidy.note, 0, LONGEST_REASON)
    for field in ("imitated", "sources", "reason"):
        for_everybody(getattr(tidy, field), field=field)
    return tidy


def said_reason(text: str, *, field: str = "reason") -> str:
    """The public reason of one step, in one line, without anybody's number."""
    words = one_line(text)
    _check_length(field, words, SHORTEST_REASON, LONGEST_REASON)
    return for_everybody(words, field=field)


def said_note(text: str) -> str:
    """An internal note, in one line."""
    words = one_line(text)
    _check_length("note", words, 0, LONGEST_REASON)
    return words


def for_everybody(text: str, *, field: str) -> str:
    """The same text; NotRight when it holds what looks like somebody's number."""
    if tells_somebodys_number(text):
        raise NotRight(
            "number_in_the_open",
            _("Lời này đăng công khai: không ghi số điện thoại, số tài khoản, số giấy tờ của ai."),
            field=field,
        )
    return text


def one_line(text: str) -> str:
    """Text without control and direction marks, in one line."""
    return " ".join("".join(one if one.isprintable() else " " for one in text).split())


def _check_length(field: str, text: str, least: int, most: int) -> None:
    if not least <= len(text) <= most:
        raise NotRight(
            "length_not_right",
            _("Hãy ghi từ %(least)d đến %(most)d ký tự.") % {"least": least, "most": most},
            field=field,
        )
