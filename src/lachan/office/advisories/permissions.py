"""Who may do what with tricks and advisories, and the doors through which web requests come to them.

| Who                                   | Sees                                  | Does                            |
|---------------------------------------|---------------------------------------|---------------------------------|
| Officer of the Department             | everything                            | writes, checks facts, publishes |
|                                       |                                       | what was approved, reviews      |
| Leader (or deputy) of it, two factors | everything                            | the same; approves what another |
|                                       |                                       | wrote, sends back, withdraws    |
| Clerk, reader of the Department       | everything                            | nothing                         |
| Everybody else who works in a unit    | tricks, and what went out, every form | prints, reads aloud             |
"""

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from lachan.office.advisories.models import WENT_OUT, Advisory, AdvisoryVersion, Trick, TrickState
from lachan.office.people.actor import Actor
from lachan.office.people.models import Role
from lachan.office.refusals import NotAllowed
from lachan.office.units.models import Unit, UnitKind

WRITES = (Role.LEADER, Role.OFFICER)


def may_see_advisories(actor: Actor) -> bool:
    """Whether the person comes to the room: everybody who works in a unit."""
    return actor.sees_work


def sees_advisories(actor: Actor) -> None:
    """Rule of the pages that everybody who works sees."""
    if not may_see_advisories(actor):
        raise NotAllowed("no_advisories", _("Vai trò quản trị không xem cảnh báo."))


def is_inside(actor: Actor) -> bool:
    """Whether the person belongs to a Department, and so sees drafts."""
    return bool(actor.department_ids)


def sees_desk(actor: Actor) -> None:
    """Rule of the pages that show what did not go out."""
    if not is_inside(actor):
        raise NotAllowed("no_desk", _("Chỉ người của Sở xem bản nháp cảnh báo."))


def departments_to_write_for(actor: Actor) -> list[Unit]:
    """The Departments in whose name the person writes."""
    units = {m.unit_id: m.unit for m in actor.memberships if m.role in WRITES and m.unit.kind == UnitKind.DEPARTMENT}
    return sorted(units.values(), key=lambda unit: unit.name)


def may_write(actor: Actor) -> bool:
    """Whether the person writes tricks and advisories, and publishes what was approved."""
    return bool(departments_to_write_for(actor))


def writes_advisories(actor: Actor) -> None:
    """Rule of the pages on which texts are written and published."""
    if not may_write(actor):
        raise NotAllowed("not_writing_advisories", _("Chỉ chuyên viên, lãnh đạo của Sở soạn cảnh báo."))


def may_sign_for(actor: Actor, unit_id: int) -> bool:
    """Whether the person approves for the Department now: as leader or deputy, with two factors."""
    return actor.second_factor and unit_id in actor.units_to_sign_for() & actor.department_ids


def may_sign(actor: Actor) -> bool:
    """Whether the person approves, sends back and withdraws for any Department."""
    return actor.second_factor and bool(actor.units_to_sign_for() & actor.department_ids)


def signs_advisories(actor: Actor) -> None:
    """Rule of the pages on which texts are approved and withdrawn."""
    if not may_sign(actor):
        raise NotAllowed("not_signing_advisories", _("Chỉ lãnh đạo Sở, hoặc người ký thay, phê duyệt và rút cảnh báo."))


def may_approve(actor: Actor, version: AdvisoryVersion) -> bool:
    """Whether the person approves this version: somebody else wrote it (four eyes)."""
    return may_sign_for(actor, version.advisory.unit_id) and version.written_by_id != actor.id


def may_review(actor: Actor, trick: Trick) -> bool:
    """Whether the person says that an entry of the catalogue is right: somebody else wrote it last."""
    return may_write(actor) and trick.written_by_id != actor.id


def visible_tricks(actor: Actor) -> QuerySet[Trick]:
    """The catalogue: for the Department all of it, for others what was reviewed."""
    sees_advisories(actor)
    tricks = Trick.objects.select_related("written_by", "reviewed_by")
    return tricks if is_inside(actor) else tricks.filter(state=TrickState.REVIEWED)


def find_trick(actor: Actor, trick_id: int, *, lock: bool = False) -> Trick:
    """The door to an entry of the catalogue."""
    rows = visible_tricks(actor)
    found = (rows.select_for_update(of=("self",)) if lock else rows).filter(pk=trick_id).first()
    if found is None:
        raise Http404
    return found


def visible_advisories(actor: Actor) -> QuerySet[Advisory]:
    """For the Department all of them, for others those that went out."""
    sees_advisories(actor)
    rows = Advisory.objects.select_related("unit", "trick", "case")
    if is_inside(actor):
        return rows
    return rows.filter(Exists(AdvisoryVersion.objects.filter(advisory=OuterRef("pk"), state__in=WENT_OUT)))


def find_advisory(actor: Actor, advisory_id: int, *, lock: bool = False) -> Advisory:
    """The door to an advisory; it holds no personal data, so looking at it leaves no line in the trail."""
    rows = visible_advisories(actor)
    found = (rows.select_for_update(of=("self",)) if lock else rows).filter(pk=advisory_id).first()
    if found is None:
        raise Http404
    return found


def visible_versions(actor: Actor, advisory: Advisory) -> QuerySet[AdvisoryVersion]:
    """The versions that the person sees, newest first."""
    rows = AdvisoryVersion.objects.filter(advisory=advisory).select_related(
        "advisory__unit", "advisory__trick", "written_by", "checked_by", "approved_by"
    )
    rows = rows.order_by("-version")
    return rows if is_inside(actor) else rows.filter(state__in=WENT_OUT)


def find_version(actor: Actor, advisory_id: int, version: int, *, lock: bool = False) -> AdvisoryVersion:
    """The door to one version; with `lock` the advisory is locked first, so that two never act on it at once."""
    rows = visible_versions(actor, find_advisory(actor, advisory_id, lock=lock))
    found = (rows.select_for_update(of=("self",)) if lock else rows).filter(version=version).first()
    if found is None:
        raise Http404
    return found
