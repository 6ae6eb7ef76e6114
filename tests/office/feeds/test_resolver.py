"""A real resolver goes by the lists of the office: a listed name has no answer, its neighbours have, and a withdrawn
one has again."""

from pathlib import Path

import pytest
from django.test import Client

from tests.office.feeds.resolver import Unbound, unbound
from tests.office.listings.conftest import Desk

pytestmark = pytest.mark.django_db
RPZ = 'rpz:\n  name: lachan.rpz\n  zonefile: "{folder}/rpz.zone"'
LISTED = "lua-dao.example"


def fetch(name: str, folder: Path) -> None:
    (folder / name).write_bytes(Client().get(f"/danh-sach/{name}").content)


@pytest.mark.parametrize(
    ("name", "more"), [("rpz.zone", RPZ), ("unbound.conf", 'include: "{folder}/list.conf"')], ids=["rpz", "local-zone"]
)
def test_a_listed_name_is_blocked_and_no_longer_after_its_withdrawal(
    desk: Desk, tmp_path: Path, name: str, more: str
) -> None:
    def take() -> None:
        fetch(name, tmp_path / "got")
        (tmp_path / "got" / name).replace(tmp_path / ("list.conf" if name == "unbound.conf" else name))

    (tmp_path / "got").mkdir()
    listing = desk.published(LISTED)
    desk.published("https://bad.github.io/")
    take()
    with unbound(tmp_path, more.format(folder=tmp_path)) as resolver:
        assert _blocked(resolver) == {LISTED, f"www.{LISTED}", "bad.github.io"}
        desk.withdraw(listing)
        take()
        resolver.read_again()
        assert _eventually_not(resolver, LISTED)
        assert _blocked(resolver) == {"bad.github.io"}


def _blocked(resolver: Unbound) -> set[str]:
    asked = (LISTED, f"www.{LISTED}", f"not-{LISTED}", "example", "bad.github.io", "honest.github.io", "github.io")
    return {name for name in asked if resolver.blocked(name)}


def _eventually_not(resolver: Unbound, name: str) -> bool:
    return any(not resolver.blocked(name) for _try in range(200))
