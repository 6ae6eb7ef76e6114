"""What the tests of units share: the register of Lạng Sơn, and the administrator who keeps it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
import time_machine
from django.test import Client

from lachan.office.people.actor import Actor, actor_for
from lachan.office.people.models import Role
from lachan.office.refusals import Refusal
from lachan.office.units.actions import seed_units
from lachan.office.units.models import Unit
from tests.people import NOW, Cast, person


@contextmanager
def refused(kind: type[Refusal], code: str) -> Iterator[None]:
    """What stands within is refused in this way, with this code."""
    with pytest.raises(kind) as caught:
        yield
    assert caught.value.code == code


@pytest.fixture(autouse=True)
def on_the_day_of_the_cast() -> Iterator[None]:
    """Pages ask the clock; here it shows the moment at which the cast lives."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def lang_son(db: None) -> None:
    """All the units that Lạng Sơn starts with."""
    seed_units(province="20", now=NOW)


@pytest.fixture
def keeper(lang_son: None) -> Actor:
    """An administrator of the Department in the register of Lạng Sơn."""
    department = Unit.objects.get(key="skhcn")
    return actor_for(person("ha", "Ma Thị Hà", department, Role.ADMINISTRATOR), now=NOW, second_factor=True)


@pytest.fixture
def quan(cast: Cast) -> Actor:
    """The administrator of the Department."""
    return cast.actor("quan")


@pytest.fixture
def browser(cast: Cast, sign_in: Callable[..., Client]) -> Client:
    """The administrator's browser."""
    return sign_in(cast.quan)
