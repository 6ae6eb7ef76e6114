"""A register in TOML: compared with the office's, shown as a plan before anything is written; and written out again."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import translation

from lachan.exchange.brands import write_brands
from lachan.office.names.content import NameFacts, checked, digest_of, facts_of
from lachan.office.names.models import NameKind, NameState, ProtectedName
from lachan.office.names.permissions import in_use
from lachan.office.refusals import NotRight
from lachan.readers.brands import Brand, read_entries
from lachan.readers.canonical import canonical
from lachan.readers.errors import InputError, Place
from lachan.vietnam.wording import Wording

MOST_BYTES = 1024 * 1024
MOST_ENTRIES = 2000


@dataclass(frozen=True)
class NamesPlan:
    """The entries that would be added or changed; an error stops the whole import."""

    name: str
    adds: tuple[NameFacts, ...]
    changes: tuple[NameFacts, ...]
    unchanged: int
    errors: tuple[InputError, ...]

    @property
    def digest(self) -> str:
        """SHA-256 over all that would be written."""
        return hashlib.sha256(canonical([digest_of(one) for one in (*self.adds, *self.changes)])).hexdigest()


def plan_import(content: str, *, name: str, today: date) -> NamesPlan:
    """What importing the file would do; InputError when it is no register at all."""
    if len(content.encode()) > MOST_BYTES:
        raise InputError("too_large", Wording("tệp lớn quá 1 MB", "the file is larger than 1 MB"), Place(file=name))
    entries = read_entries(content.encode(), name=name)
    if len(entries) > MOST_ENTRIES:
        raise InputError(
            "too_many", Wording(f"quá {MOST_ENTRIES} mục", f"more than {MOST_ENTRIES} entries"), Place(file=name)
        )
    stored = {one.key: one for one in ProtectedName.objects.all()}
    adds, changes, errors, unchanged = [], [], [], 0
    for place, (brand, entry) in enumerate(entries, 1):
        try:
            facts = checked(facts_of_entry(brand, entry, today, stored.get(brand.key)))
        except (NotRight, ValueError) as no:
            errors.append(_refused(name, place, no))
            continue
        known = stored.get(facts.key)
        if known is None:
            adds.append(facts)
        elif digest_of(facts_of(known)) == digest_of(facts) and known.state != NameState.WITHDRAWN:
            unchanged += 1
        else:
            changes.append(facts)
    return NamesPlan(name, tuple(adds), tuple(changes), unchanged, tuple(errors))


def facts_of_entry(
    brand: Brand, entry: Mapping[str, Any], today: date, known: ProtectedName | None = None
) -> NameFacts:
    """An entry of a file as content; what the file does not say stays as it is known. ValueError for a day."""
    known_facts = facts_of(known) if known is not None else None
    began = known_facts.valid_from if known_facts else today
    ends = known_facts.valid_to if known_facts else None
    logos = entry.get("logos")
    return NameFacts(
        key=brand.key, name=brand.name, kind=brand.kind if brand.kind in NameKind.values else NameKind.OTHER,
        domains=brand.domains, short=brand.short,
        words=tuple(one for one in brand.short if one in brand.words), accounts=brand.accounts,
        logos=tuple(map(str, logos)) if isinstance(logos, list) else known_facts.logos if known_facts else (),
        source=str(entry.get("source") or (known_facts.source if known_facts else "")),
        sure=str(entry.get("sure") or ""),
        valid_from=_day(entry.get("valid_from")) or began, valid_to=_day(entry.get("valid_to")) or ends,
        shown=known_facts.shown if known_facts else True,
    )  # fmt: skip


def _day(value: Any) -> date | None:
    if not value:
        return None
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def _refused(name: str, place: int, no: Exception) -> InputError:
    said = []
    for language in ("vi", "en"):
        with translation.override(language):
            said.append(str(no.sentence) if isinstance(no, NotRight) else str(no))
    vi, en = said
    return InputError("entry_refused", Wording(f"mục {place}: {vi}", f"entry {place}: {en}"), Place(file=name))


def as_toml(day: date) -> str:
    """The names in use on a day as the file that `lachan sites check --brands` takes."""
    entries = []
    for one in in_use(day).order_by("key"):
        said: dict[str, Any] = {field: list(getattr(one, field)) for field in _LISTS}
        said |= {"key": one.key, "name": one.name, "kind": one.kind, "source": one.source}
        said |= {"sure": "approved" if one.state == NameState.APPROVED else one.sure}
        said |= {"valid_from": one.valid_from.isoformat(), "valid_to": one.valid_to and one.valid_to.isoformat()}
        entries.append(said)
    return write_brands(entries, heading=f"Sổ tên được bảo vệ, ngày {day:%d/%m/%Y}")


_LISTS = ("domains", "short", "words", "accounts", "logos")
