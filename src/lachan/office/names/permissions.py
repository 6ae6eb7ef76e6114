"""Who may do what with protected names; the rights are those of the register of protected numbers.

| Who                                          | Sees            | Does                                                |
|----------------------------------------------|-----------------|-----------------------------------------------------|
| Officer of the Department                    | the register    | adds, changes, imports, exports                     |
| Leader (or deputy) of it, with two factors   | the same        | approves what another wrote, sends back, withdraws  |
| Clerk, reader of the Department              | the register    | exports                                             |
| Everybody, without account                   | the approved names that the Department shows |                        |
"""

from datetime import date

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from lachan.office.names.models import NameState, ProtectedName
from lachan.office.names.policies import IN_USE
from lachan.office.people.actor import Actor
from lachan.office.protected.permissions import may_see_numbers, may_sign, may_write
from lachan.office.refusals import NotAllowed


def sees_names(actor: Actor) -> None:
    """Rule of the pages of the register."""
    if not may_see_numbers(actor):
        raise NotAllowed("no_protected_names", _("Chỉ người của Sở xem sổ tên được bảo vệ."))


def writes_names(actor: Actor) -> None:
    """Rule of the pages on which entries are written."""
    if not may_write(actor):
        raise NotAllowed("not_writing_names", _("Chỉ chuyên viên, lãnh đạo của Sở ghi sổ tên được bảo vệ."))


def signs_names(actor: Actor) -> None:
    """Rule of the pages on which entries are approved."""
    if not may_sign(actor):
        raise NotAllowed("not_signing_names", _("Chỉ lãnh đạo Sở, hoặc người ký thay, phê duyệt tên được bảo vệ."))


def may_approve(actor: Actor, name: ProtectedName) -> bool:
    """Whether the person approves this entry: somebody else wrote it, or it came with the product (four eyes)."""
    return may_sign(actor) and name.written_by_id != actor.id


def visible_names(actor: Actor) -> QuerySet[ProtectedName]:
    """The whole register, for whoever reads it."""
    sees_names(actor)
    return ProtectedName.objects.select_related("written_by", "approved_by")


def find_name(actor: Actor, name_id: int, *, lock: bool = False) -> ProtectedName:
    """The door to an entry. It holds no personal data, so looking at it leaves no line in the trail."""
    rows = visible_names(actor)
    found = (rows.select_for_update(of=("self",)) if lock else rows).filter(pk=name_id).first()
    if found is None:
        raise Http404
    return found


def in_use(day: date) -> QuerySet[ProtectedName]:
    """The names that checks go by on a day."""
    return ProtectedName.objects.filter(_valid(day), state__in=IN_USE)


def shown_to_everybody(day: date) -> QuerySet[ProtectedName]:
    """The names that the public page shows: approved, valid on `day`, and meant to be shown."""
    return ProtectedName.objects.filter(_valid(day), state=NameState.APPROVED, shown=True)


def _valid(day: date) -> Q:
    return Q(valid_from__lte=day) & (Q(valid_to__isnull=True) | Q(valid_to__gte=day))
