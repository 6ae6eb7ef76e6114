"""The register of protected names made ready for the box: built anew only when the register or the day changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db.models import Count, Max

from lachan.checks.sites import Register, register_of
from lachan.office.names.models import ProtectedName
from lachan.office.names.permissions import in_use, shown_to_everybody
from lachan.readers.brands import Brand, shipped_brands
from lachan.readers.subjects import Asked, AskedKind


@dataclass(frozen=True, slots=True)
class Known:
    """`register` finds what copies a name; `owners` tells whose true site or account a key is, for the public."""

    register: Register
    owners: Mapping[tuple[str, str], str]

    def owner_of(self, asked: Asked) -> str:
        """The name of the body whose true site or account this is; "" when it is nobody's on the public page."""
        return next((self.owners[asked.kind, key] for key in asked.keys if (asked.kind, key) in self.owners), "")


def known(day: date) -> Known:
    """What is known on a day."""
    stamp = ProtectedName.objects.aggregate(Count("pk"), Max("written_at"), Max("approved_at"))
    return _known(day, tuple(str(one) for one in stamp.values()), ProtectedName.objects.db)


@lru_cache(maxsize=2)
def _known(day: date, stamp: tuple[str, ...], base: str) -> Known:
    rows = list(in_use(day))
    brands = tuple(
        Brand(one.key, one.name, one.kind, tuple(one.domains), tuple(one.short), frozenset(one.words)) for one in rows
    )
    owners: dict[tuple[str, str], str] = {}
    for one in shown_to_everybody(day):
        owners |= {(AskedKind.SITE, domain): one.name for domain in one.domains}
        owners |= {(AskedKind.ACCOUNT, key): one.name for key in one.account_keys}
    return Known(register_of(brands or shipped_brands()), owners)
