"""Pages of the desk: lists, one advisory with what may be done with it, all its forms on one screen."""

from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from lachan.documents.advisories import PaperForm, script_of, short_messages
from lachan.documents.advisories.script import LENGTHS
from lachan.office.advisories.content import digest_of, facts_of, remarks_on
from lachan.office.advisories.models import OPEN, WENT_OUT, Advisory, AdvisoryVersion, Trick, TrickState, VersionState
from lachan.office.advisories.permissions import (
    is_inside,
    may_approve,
    may_review,
    may_sign_for,
    may_write,
    visible_advisories,
    visible_tricks,
    visible_versions,
)
from lachan.office.advisories.policies import (
    VERSION_NEXT_STEP,
    VERSION_OWNER,
    TrickMove,
    VersionMove,
    allowed,
    trick_allowed,
)
from lachan.office.advisories.queries.public import area_codes, area_text, public_text
from lachan.office.cases.models import Case, CaseState
from lachan.office.cases.permissions import may_see_cases, visible_cases
from lachan.office.intake.models import Subject, SubjectKind, SubjectState
from lachan.office.intake.permissions import may_see_intake, visible_subjects
from lachan.office.people.actor import Actor
from lachan.office.trail.models import Entry
from lachan.vietnam.text import plain


@dataclass(frozen=True)
class AdvisoryFilter:
    """Which advisories the list shows; `state` "" for all."""

    text: str = ""
    state: str = ""


def versions_of(actor: Actor, wanted: AdvisoryFilter) -> QuerySet[AdvisoryVersion]:
    """For each visible advisory its newest version that the person sees, newest first."""
    newest = AdvisoryVersion.objects.filter(advisory=OuterRef("advisory")).order_by("-version")
    newest = newest if is_inside(actor) else newest.filter(state__in=WENT_OUT)
    rows = AdvisoryVersion.objects.filter(
        advisory__in=visible_advisories(actor), pk=Subquery(newest.values("pk")[:1])
    ).select_related("advisory", "written_by")  # fmt: skip
    rows = rows.filter(state=wanted.state) if wanted.state else rows.exclude(state=VersionState.DISCARDED)
    for word in plain(wanted.text).split():
        rows = rows.filter(search_text__contains=word) | rows.filter(advisory__number__icontains=word)
    return rows.order_by(Coalesce("published_at", "written_at").desc(), "-pk")


def waiting_for(actor: Actor) -> int:
    """How many checked texts wait for an approval that this person may give."""
    rows = AdvisoryVersion.objects.filter(state=VersionState.CHECKED).exclude(written_by=actor.person)
    return rows.filter(advisory__unit__in=actor.units_to_sign_for()).count()


def page_of(actor: Actor, advisory: Advisory, version: AdvisoryVersion) -> dict[str, Any]:
    """One version, its sisters and history, and what the person may do with it now."""
    facts = facts_of(version)
    versions = list(visible_versions(actor, advisory))
    signs, writes = may_sign_for(actor, advisory.unit_id), may_write(actor)
    open_one = any(one.state in OPEN for one in versions)
    history = Entry.objects.filter(
        object_kind="advisories.advisoryversion", object_id__in=[str(one.pk) for one in versions]
    )
    return {
        "advisory": advisory,
        "version": version,
        "versions": versions,
        "said": facts.vietnamese,
        "english": None if facts.english.empty else facts.english,
        "area": area_text(area_codes(version)),
        "digest": digest_of(facts),
        "remarks": remarks_on(facts) if version.state in OPEN else [],
        "next_step": VERSION_NEXT_STEP[version.state],
        "owner": VERSION_OWNER[version.state],
        "inside": is_inside(actor),
        "case": visible_cases(actor).filter(pk=advisory.case_id).first() if advisory.case_id else None,
        "may_change": writes and allowed(version, VersionMove.CHANGE),
        "may_check": writes and allowed(version, VersionMove.CHECK),
        "may_approve": may_approve(actor, version) and allowed(version, VersionMove.APPROVE),
        "may_send_back": signs and allowed(version, VersionMove.SEND_BACK),
        "may_publish": writes and allowed(version, VersionMove.PUBLISH),
        "may_correct": writes and allowed(version, VersionMove.REPLACE) and not open_one,
        "may_withdraw": signs and allowed(version, VersionMove.WITHDRAW),
        "may_discard": writes and allowed(version, VersionMove.DISCARD),
        "wrote_it": version.written_by_id == actor.id and version.state == VersionState.CHECKED,
        "history": history.order_by("number") if is_inside(actor) else (),
    }


def forms_of(version: AdvisoryVersion) -> dict[str, Any]:
    """Every form of one text, for one screen."""
    text = public_text(version, "vi")
    english = public_text(version, "en") if version.english else None
    papers = [(form, "vi") for form in PaperForm]
    papers += [(form, "en") for form in PaperForm if english and "en" in form.languages]
    return {
        "version": version,
        "advisory": version.advisory,
        "text": text,
        "english": english,
        "papers": papers,
        "scripts": [script_of(text, limit) for limit in LENGTHS],
        "messages_shown": short_messages(text),
    }


@dataclass(frozen=True)
class TrickFilter:
    """Which tricks the catalogue shows."""

    text: str = ""
    audience: str = ""
    state: str = ""


def tricks_of(actor: Actor, wanted: TrickFilter) -> list[Trick]:
    """The entries that fit, the newest trick first. The catalogue is short, so audiences are sifted here."""
    rows = visible_tricks(actor)
    rows = rows.filter(state=wanted.state) if wanted.state else rows.exclude(state=TrickState.RETIRED)
    for word in plain(wanted.text).split():
        rows = rows.filter(search_text__contains=word)
    return [one for one in rows if not wanted.audience or wanted.audience in one.audiences]


def trick_page_of(actor: Actor, trick: Trick) -> dict[str, Any]:
    """One entry, with its cases and advisories, and what the person may do with it."""
    history = Entry.objects.filter(object_kind="advisories.trick", object_id=str(trick.pk))
    return {
        "trick": trick,
        "english": trick.english or None,
        "advisories": visible_advisories(actor).filter(trick=trick, number__isnull=False),
        "cases": visible_cases(actor).filter(tricks=trick) if may_see_cases(actor) else (),
        "inside": is_inside(actor),
        "may_write": may_write(actor),
        "may_change": may_write(actor) and trick_allowed(trick, TrickMove.CHANGE),
        "may_review": may_review(actor, trick) and trick_allowed(trick, TrickMove.REVIEW),
        "may_retire": may_write(actor) and trick_allowed(trick, TrickMove.RETIRE),
        "history": history.order_by("number") if is_inside(actor) else (),
    }


def cases_without_trick(actor: Actor) -> QuerySet[Case]:
    """Open cases that nobody has said the trick of, newest first: perhaps a new one."""
    return visible_cases(actor).filter(state__in=(CaseState.OPEN, CaseState.HANDED_OVER), tricks__isnull=True)


def messages_without_trick(actor: Actor) -> QuerySet[Subject]:
    """Messages and sites with signs of fraud of which no check knew the trick, the most seen first."""
    if not may_see_intake(actor):
        return Subject.objects.none()
    waiting = (SubjectState.WAITING, SubjectState.MORE, SubjectState.CORROBORATED)
    found = visible_subjects(actor).filter(kind=SubjectKind.MESSAGE, trick="", state__in=waiting)
    return found.order_by("-signal_count", "-last_seen")
