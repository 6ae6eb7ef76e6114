"""What lies in one case, as one reader may see it, and the cases that it is linked with."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q

from lachan.office.cases.masks import masked
from lachan.office.cases.models import Case, CaseLink, CaseNote, CaseState, Evidence, Subject, SubjectKind
from lachan.office.cases.permissions import is_inside, visible_cases, visible_evidence, visible_subjects
from lachan.office.cases.sealing import opened, shown
from lachan.office.people.actor import Actor
from lachan.office.refusals import NotNow


@dataclass(frozen=True)
class ShownSubject:
    """A subject with its value masked."""

    row: Subject
    value: str


@dataclass(frozen=True)
class ShownEvidence:
    """A piece of evidence; from whom it came is told to the Department alone, masked."""

    row: Evidence
    from_whom: str


@dataclass(frozen=True)
class ShownLink:
    """Another case, and why it is linked: what subject is in both, or the reason that a person gave."""

    case: Case
    why: tuple[str, ...]


def subjects_of(actor: Actor, case: Case) -> list[ShownSubject]:
    """The subjects of the case, masked, withdrawn ones too."""
    return [ShownSubject(one, masked_value(one)) for one in visible_subjects(actor, case)]


def masked_value(subject: Subject) -> str:
    """The value of a subject as it is shown by default; the sentence of the refusal when it cannot be opened."""
    try:
        return masked(subject.kind, opened(subject))
    except NotNow as no:
        return str(no.sentence)


def evidence_of(actor: Actor, case: Case) -> list[ShownEvidence]:
    """The evidence of the case, oldest first."""
    inside = is_inside(actor, case)
    return [
        ShownEvidence(one, masked(SubjectKind.PERSON, shown(one)) if inside else "")
        for one in visible_evidence(actor, case)
    ]


def notes_of(actor: Actor, case: Case) -> list[tuple[CaseNote, str]]:
    """The notes with their texts; the police get none of them."""
    if not is_inside(actor, case):
        return []
    return [(one, shown(one)) for one in case.notes.select_related("added_by", "first_case")]


def links_of(actor: Actor, case: Case) -> list[ShownLink]:
    """Other cases that the person may see: with the same subject (found), and linked by a person, with the reason."""
    if not is_inside(actor, case):
        return []
    reasons: dict[int, list[str]] = defaultdict(list)
    own = {(one.kind, one.blind): one for one in case.subjects.filter(withdrawn_at__isnull=True)}
    if own:
        same = Subject.objects.filter(blind__in={blind for _kind, blind in own}, withdrawn_at__isnull=True)
        for twin in same.exclude(case=case).order_by("added_at", "id"):
            subject = own.get((twin.kind, twin.blind))
            if subject is not None:
                why = f"{subject.get_kind_display()} {masked_value(subject)}"
                reasons[twin.case_id] += [why] if why not in reasons[twin.case_id] else []
    for link in CaseLink.objects.filter(Q(one=case) | Q(other=case)):
        other = link.other_id if link.one_id == case.pk else link.one_id
        reasons[other].append(f"{link.get_kind_display()}: {link.reason}")
    found = visible_cases(actor).filter(pk__in=reasons).exclude(state=CaseState.MERGED)
    return [ShownLink(one, tuple(reasons[one.pk])) for one in found.order_by("-opened_at", "-id")]
