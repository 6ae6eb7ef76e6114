"""Who may do what with requests, keys and packages, and the doors through which web requests come to them.

| Who                                          | Sees                              | Does                             |
|----------------------------------------------|-----------------------------------|----------------------------------|
| Officer, leader, liaison of the asking unit  | its requests                      | drafts, submits, insists, closes |
| Its leader or deputy, two factors, no author | the same                          | approves, returns, withdraws     |
| Clerk, reader of the asking unit             | its requests, not restricted ones | nothing                          |
| Officer, leader, liaison of the asked unit   | what was approved and sent to it  | takes in, pauses, answers, seals |
| Member of the Department                     | police to operators: rows without | nothing                          |
|                                              | identifiers; counts of all        |                                  |
| The investigator whose key it is             | the package                       | takes it away                    |
| Officer, leader, liaison of the asking unit  | the package's outside             | copies it, once that person has  |
| Everybody else                               | nothing                           | nothing                          |
"""

from datetime import date

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from lachan.office.people.actor import Actor
from lachan.office.people.models import Delegation, Membership, Person, Role
from lachan.office.refusals import NotAllowed
from lachan.office.requests.models import AgencyRequest, InvestigatorKey, OperatorKey, Package, Secrecy
from lachan.office.units.models import Unit, UnitKind
from lachan.vietnam.requests_law import kinds_for

WORKS = (Role.LEADER, Role.OFFICER, Role.LIAISON)
READS = (*WORKS, Role.CLERK, Role.READER)
# Which kind of body in the catalogue a unit is; divisions ask in the Department's name, offices of districts are gone.
BODIES = {
    UnitKind.POLICE: "police",
    UnitKind.DEPARTMENT: "department",
    UnitKind.OPERATOR: "operator",
    UnitKind.COMMUNE_OFFICE: "commune_office",
    UnitKind.OTHER: "other",
}


def body_of(unit: Unit) -> str:
    """The kind of body that a unit is for the law of requests; "" for one that neither asks nor is asked."""
    return BODIES.get(UnitKind(unit.kind), "")


def may_see_requests(actor: Actor) -> bool:
    """Whether the person has any business with requests: works in a unit that asks or is asked."""
    return any(body_of(m.unit) and m.role in READS for m in actor.memberships)


def sees_requests(actor: Actor) -> None:
    """Rule of the pages of requests."""
    if not may_see_requests(actor):
        raise NotAllowed("no_requests", _("Vai trò của bạn không xem yêu cầu phối hợp."))


def oversees_requests(actor: Actor) -> None:
    """Rule of the page on which a Department oversees requests of the police to operators."""
    if not actor.department_ids:
        raise NotAllowed("not_overseeing", _("Chỉ Sở theo dõi yêu cầu công an gửi doanh nghiệp."))


def answers_requests(actor: Actor) -> None:
    """Rule of the page on which many requests are answered at once: whoever works in a unit that can be asked."""
    if not any(m.role in WORKS and body_of(m.unit) in ("operator", "police", "department") for m in actor.memberships):
        raise NotAllowed("not_answering", _("Vai trò của bạn không trả lời yêu cầu."))


def makes_requests(actor: Actor) -> None:
    """Rule of the page on which requests are drafted."""
    if not units_to_ask_for(actor):
        raise NotAllowed("not_asking", _("Đơn vị hoặc vai trò của bạn không lập yêu cầu phối hợp."))


def units_to_ask_for(actor: Actor) -> list[Unit]:
    """The units in whose name the person may draft a request."""
    units = {m.unit_id: m.unit for m in actor.memberships if m.role in WORKS and kinds_for(body_of(m.unit))}
    return sorted(units.values(), key=lambda unit: unit.name)


def may_write(actor: Actor, request: AgencyRequest) -> bool:
    """Whether the person writes for the asking unit."""
    return actor.has_role(request.asking_unit_id, *WORKS)


def may_approve_for_unit(actor: Actor, request: AgencyRequest) -> bool:
    """Whether the person stands for the asking unit: leader, or a leader's deputy."""
    return request.asking_unit_id in actor.units_to_sign_for()


def may_answer(actor: Actor, request: AgencyRequest) -> bool:
    """Whether the person works on the request in the asked unit; never before it was approved."""
    return request.approved_at is not None and actor.has_role(request.asked_unit_id, *WORKS)


def may_reveal(actor: Actor, request: AgencyRequest) -> bool:
    """Whether the person may open the sealed identifiers, each time with a purpose."""
    return may_write(actor, request) or may_answer(actor, request) or may_approve_for_unit(actor, request)


def is_recipient(actor: Actor, package: Package) -> bool:
    """Whether the package is sealed to this person."""
    return package.recipient_key.owner_id == actor.id


def require_two_factors(actor: Actor) -> None:
    """Refuse a session of one factor for what binds the unit."""
    if not actor.second_factor:
        raise NotAllowed("second_factor_needed", _("Hãy đăng nhập bằng hai yếu tố rồi làm việc này."))


def could_sign(person: Person, unit: Unit, day: date) -> bool:
    """Whether the person had authority to sign for the unit on that day: its leader, or a leader's deputy."""
    held = Q(valid_from__lte=day) & (Q(valid_to__isnull=True) | Q(valid_to__gte=day))
    running = held & (Q(ended_at__isnull=True) | Q(ended_at__date__gt=day))
    leaders = Membership.objects.filter(running, unit=unit, role=Role.LEADER)
    if leaders.filter(person=person).exists():
        return True
    given = Delegation.objects.filter(running, unit=unit, deputy=person)
    return given.filter(leader__in=leaders.order_by().values("person")).exists()


def visible_requests(actor: Actor) -> QuerySet[AgencyRequest]:
    """The requests of the person's units that ask, and the sent ones of those that are asked."""
    ours = Q(asking_unit_id__in=actor.units(*WORKS) | actor.units_to_sign_for())
    read = Q(asking_unit_id__in=actor.units(Role.CLERK, Role.READER)) & ~Q(secrecy=Secrecy.RESTRICTED)
    theirs = Q(asked_unit_id__in=actor.units(*WORKS), approved_at__isnull=False)
    return AgencyRequest.objects.filter(ours | read | theirs).select_related("asking_unit", "asked_unit")


def overseen_requests(actor: Actor) -> QuerySet[AgencyRequest]:
    """What a Department sees of others' requests, as rows without identifiers: police to operators, once sent."""
    if not actor.department_ids:
        return AgencyRequest.objects.none()
    rows = AgencyRequest.objects.filter(
        asking_unit__kind=UnitKind.POLICE, asked_unit__kind=UnitKind.OPERATOR, approved_at__isnull=False
    )
    return rows.exclude(secrecy=Secrecy.RESTRICTED).select_related("asking_unit", "asked_unit")


def access_request(actor: Actor, request_id: int, *, lock: bool = False) -> AgencyRequest:
    """The door to a request: one that is not there and one of others answer alike."""
    rows = visible_requests(actor)
    rows = rows.select_for_update(of=("self",)) if lock else rows
    found = rows.filter(pk=request_id).first()
    if found is None:
        raise Http404
    return found


def access_package(actor: Actor, package_id: int, *, lock: bool = False) -> Package:
    """The door to a package for whoever sees its request; handing out asks for the recipient in person."""
    rows = Package.objects.select_related("request__asking_unit", "request__asked_unit", "recipient_key", "file")
    rows = rows.select_for_update(of=("self",)) if lock else rows
    found = rows.filter(pk=package_id, request__in=visible_requests(actor).order_by()).first()
    if found is None:
        raise Http404
    return found


def visible_keys(actor: Actor) -> QuerySet[InvestigatorKey]:
    """The keys of the person's own units."""
    return InvestigatorKey.objects.filter(unit_id__in=actor.units(*WORKS)).select_related("owner", "unit")


def access_key(actor: Actor, key_id: int, *, lock: bool = False) -> InvestigatorKey:
    """The door to an investigator's key for the members of the unit."""
    rows = visible_keys(actor)
    found = (rows.select_for_update(of=("self",)) if lock else rows).filter(pk=key_id).first()
    if found is None:
        raise Http404
    return found


def visible_operator_keys(actor: Actor) -> QuerySet[OperatorKey]:
    """The operator's own keys, and all of them for whoever verifies at a Department."""
    rows = OperatorKey.objects.select_related("unit", "set_by", "verified_by")
    return rows if verifies_operator_keys(actor) else rows.filter(unit_id__in=actor.units(*WORKS))


def verifies_operator_keys(actor: Actor) -> bool:
    """Whether the person verifies operators' keys: officer or leader of a Department."""
    return any(m.unit.kind == UnitKind.DEPARTMENT and m.role in (Role.OFFICER, Role.LEADER) for m in actor.memberships)


def operators_to_sign_for(actor: Actor) -> list[Unit]:
    """The operators whose key the person may set."""
    return [m.unit for m in actor.memberships if m.role in WORKS and m.unit.kind == UnitKind.OPERATOR]


def access_operator_key(actor: Actor, key_id: int, *, lock: bool = False) -> OperatorKey:
    """The door to an operator's key."""
    rows = visible_operator_keys(actor)
    found = (rows.select_for_update(of=("self",)) if lock else rows).filter(pk=key_id).first()
    if found is None:
        raise Http404
    return found
