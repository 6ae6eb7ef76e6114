"""After a new vault key: what older keys have sealed is sealed anew, so that they can be taken out of the key file.

Which fields are sealed is told by their names, the same in every app: `sealed`, `sealed_…` and `from_whom`. They are
bound to the row's id, or to the field that the model names in `SEALED_UNDER`. Work goes on meanwhile: a row that
somebody else changed in between is left to the next run.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.apps import apps
from django.db import models, transaction

from lachan.office.trail.events import Event
from lachan.office.trail.models import Head
from lachan.office.trail.record import record
from lachan.office.vault import SealBroken, needs_new_seal, open_sealed, place_of, seal

AT_ONCE = 500
OTHER_NAMES = ("from_whom",)


@dataclass(frozen=True)
class Resealed:
    """How many values were sealed anew, and the places whose value does not open."""

    done: int
    broken: tuple[str, ...]


def sealed_fields() -> Iterator[tuple[type[models.Model], str]]:
    """Every field of the office that holds sealed texts."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            named = field.name == "sealed" or field.name.startswith("sealed_") or field.name in OTHER_NAMES
            if named and isinstance(field, models.CharField | models.TextField):
                yield model, field.name


def reseal(*, now: datetime, progress: Callable[[int, int], None]) -> Resealed:
    """Seal with the newest key whatever was sealed with an older one; a second run finds nothing left to do."""
    fields = list(sealed_fields())
    total = sum(model._base_manager.exclude(**{name: ""}).count() for model, name in fields)
    seen, done = 0, 0
    broken: list[str] = []
    for model, name in fields:
        rows = model._base_manager.exclude(**{name: ""}).order_by("pk").values_list("pk", name)
        for keys in _in_parts([pk for pk, sealed in rows.iterator() if needs_new_seal(sealed)]):
            done += _part(model, name, keys, broken, now)
        seen += rows.count()
        progress(seen, total)
    return Resealed(done, tuple(broken))


def _in_parts(keys: list[object]) -> Iterator[list[object]]:
    for start in range(0, len(keys), AT_ONCE):
        yield keys[start : start + AT_ONCE]


@transaction.atomic
def _part(model: type[models.Model], name: str, keys: list[object], broken: list[str], now: datetime) -> int:
    done = 0
    under = getattr(model, "SEALED_UNDER", "pk")
    for pk, key, sealed in model._base_manager.filter(pk__in=keys).values_list("pk", under, name):
        place = place_of(model._meta.label, name, key)
        try:
            text = open_sealed(sealed, place=place)
        except SealBroken:
            broken.append(place)
            continue
        # only where it still says the same: nobody's change in between is written over
        done += model._base_manager.filter(pk=pk, **{name: sealed}).update(**{name: seal(text, place=place)})
    if done:
        end = Head.objects.filter(id=1).first() or Head(id=1)
        facts = {"field": f"{model._meta.label}.{name}", "values": done}
        record(Event.VAULT_RESEALED, on=end, by=None, at=now, after="", facts=facts)
    return done
