"""What went out, for everybody: no actor, no drafts. Portal, feeds and channels build on this alone."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from lachan.documents.advisories import AdvisoryText
from lachan.office.advisories.models import WENT_OUT, Advisory, AdvisoryVersion, VersionState
from lachan.vietnam.places import commune_name, province
from lachan.vietnam.wording import Wording


@dataclass(frozen=True, slots=True)
class PublicAdvisory:
    """An advisory as it stands now: its newest version that went out, and when that last changed.

    `area_codes` are codes of communes, empty for the whole province; `audiences` codes of `models.Audience`;
    `trick` the key of the catalogue or "". `gone` says that people shall no longer see it as a warning in force.
    """

    advisory: Advisory
    version: AdvisoryVersion
    area_codes: tuple[str, ...]
    audiences: tuple[str, ...]
    trick: str
    severity: str
    changed_at: datetime

    @property
    def number(self) -> str:
        """Its number, stable over all versions."""
        return str(self.advisory.number)

    @property
    def gone(self) -> bool:
        """Whether it was withdrawn or ran out."""
        return self.version.state in (VersionState.WITHDRAWN, VersionState.EXPIRED)

    @property
    def has_english(self) -> bool:
        """Whether there is an English text of its own."""
        return bool(self.version.english)


def published(now: datetime) -> tuple[PublicAdvisory, ...]:
    """What is in force at `now`, the newest change first; what is past its last day is out, even before the clock."""
    rows = _went_out().filter(state=VersionState.PUBLISHED, until__gte=timezone.localdate(now))
    return tuple(_public(one) for one in rows.order_by("-advisory__changed_at", "-pk"))


def changed_since(moment: datetime) -> tuple[PublicAdvisory, ...]:
    """What was published, corrected, withdrawn or ended after `moment`, as it stands now, the oldest change first."""
    newest: dict[int, AdvisoryVersion] = {}
    for one in _went_out().filter(advisory__changed_at__gt=moment).order_by("advisory__changed_at", "version"):
        newest[one.advisory_id] = one
    return tuple(_public(one) for one in newest.values())


def find_published(number: str) -> PublicAdvisory | None:
    """The advisory of a number, whatever became of it; None when no such number went out."""
    newest = _went_out().filter(advisory__number=number).order_by("-version").first()
    return _public(newest) if newest is not None else None


def public_text(advisory: PublicAdvisory | AdvisoryVersion, language: str) -> AdvisoryText:
    """The text in a language ("vi", "en"; Vietnamese when there is no English), complete for every form and channel."""
    version = advisory.version if isinstance(advisory, PublicAdvisory) else advisory
    spoken = "en" if language == "en" and version.english else "vi"
    said = version.english if spoken == "en" else version.vietnamese
    number = version.advisory.number if version.published_at is not None else None
    return AdvisoryText(
        number=number or "", version=version.version, language=spoken, title=said["title"], key_line=said["key_line"],
        signs=tuple(said["signs"]), script=tuple(said["script"]), say=tuple(said["say"]),
        what_to_do=tuple(said["what_to_do"]), advice=tuple(said["advice"]),
        area=area_text(area_codes(version)).in_language(spoken),
        since=timezone.localdate(version.published_at) if version.published_at else None, until=version.until,
        withdrawn=version.state == VersionState.WITHDRAWN, issuer=issuer_of(version),
        address=address_of(number) if number else settings.ORIGIN,
    )  # fmt: skip


def address_of(number: str) -> str:
    """The page of an advisory on the portal, in full: what square codes, feeds and messages point at."""
    return f"{settings.ORIGIN}/canh-bao/{number}/"


def issuer_of(version: AdvisoryVersion) -> str:
    """The Department with its province."""
    name, place = version.advisory.unit.name, province(settings.PROVINCE).name
    return name if place.lower() in name.lower() else f"{name} {_kind_and_name(place)}"


def area_codes(version: AdvisoryVersion) -> tuple[str, ...]:
    """The communes that it is for, by code; none for the whole province."""
    return tuple(sorted({code for unit in version.area.all() for code in unit.area}))


def area_text(codes: tuple[str, ...]) -> Wording:
    """Where it holds, in words."""
    if not codes:
        place = province(settings.PROVINCE).name
        return Wording(f"toàn {_kind_and_name(place)}", f"all of {place}")
    names = ", ".join(commune_name(code) for code in codes)
    return Wording(names, names)


def _kind_and_name(place: str) -> str:
    """ "Tỉnh Lạng Sơn" or "Lạng Sơn" as it stands inside a sentence."""
    return place[:1].lower() + place[1:] if place.startswith(("Tỉnh ", "Thành phố ")) else f"tỉnh {place}"


def _went_out() -> QuerySet[AdvisoryVersion]:
    rows = AdvisoryVersion.objects.filter(state__in=WENT_OUT).select_related("advisory__unit", "advisory__trick")
    return rows.prefetch_related("area")


def _public(version: AdvisoryVersion) -> PublicAdvisory:
    trick = version.advisory.trick
    return PublicAdvisory(
        advisory=version.advisory, version=version, area_codes=area_codes(version),
        audiences=tuple(version.audiences), trick=trick.key if trick else "", severity=trick.severity if trick else "",
        changed_at=version.advisory.changed_at,
    )  # fmt: skip
