"""What all tests share: the cast, and no network but loopback."""

import shutil
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from xdist.scheduler import LoadScopeScheduling

from tests.once import made_once, migrate
from tests.people import Cast, make_cast

_connect = socket.socket.connect

# What takes longest begins first, so that no worker is left alone with it at the end. One way through the office comes
# before the others: while it loads the demo, which they all copy, nobody should have to wait. The rest as written.
LONG = (
    "journeys/test_request_whole_way",
    "office/test_rights_matrix.py::test_exactly_those",
    "calls/test_follow.py::test_any_order",
    "subscribers/test_run.py::test_order",
    "cli/test_start_province",
    "office/backup/",
    "journeys/test_pages_for_everybody",
    "journeys/",
)
# What shares something dear (an office and its archive, Java, a proxy) stays on one worker, which makes it once. A mark
# `xdist_group` would say so too, but with pytest 9 it has no effect: pytest-xdist 3.8 cannot add it to a test's name.
TOGETHER = (
    "screening/test_kamailio",
    "office/backup/",
    "journeys/test_protected_list",
    "::test_spark_finds_what_duckdb_finds",
)


class Together(LoadScopeScheduling):
    """Gives each test to the worker that is free, and those that belong together to one."""

    def _split_scope(self, nodeid: str) -> str:
        return next((name for name in TOGETHER if name in nodeid), nodeid)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Together:
    """Share out the tests in this way, whatever `--dist` says."""
    return Together(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the long ones first."""

    def place(item: pytest.Item) -> int:
        return next((at for at, name in enumerate(LONG) if name in item.nodeid), len(LONG))

    items.sort(key=place)


@pytest.fixture(autouse=True)
def loopback_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection that would leave this machine."""

    def connect(self: socket.socket, address: Any) -> None:
        if isinstance(address, tuple) and address[0] not in ("127.0.0.1", "::1", "localhost"):
            raise OSError(f"tests may not connect to {address}")
        _connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect)


@pytest.fixture(autouse=True)
def no_heads_of_another_trail() -> Iterator[None]:
    """Heads that one test signed say nothing of the trail of the next, which begins at its first row again."""
    yield
    shutil.rmtree(settings.TRAIL_HEADS, ignore_errors=True)


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The file of a SQLite data base with all tables and nobody in it; to be copied."""
    return made_once(tmp_path_factory, worker_id, "migrated", migrate) / "var" / "lachan.sqlite3"


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """On SQLite the tests take what they find: the copy below."""
    return bool(connection.vendor == "sqlite")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(request: pytest.FixtureRequest) -> None:
    """On SQLite each worker begins with a copy; elsewhere it migrates a data base of its own name."""
    if connection.vendor == "sqlite":
        shutil.copy(request.getfixturevalue("migrated"), settings.DATABASES["default"]["TEST"]["NAME"])
    else:
        request.getfixturevalue("django_db_modify_db_settings_parallel_suffix")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """On SQLite, tests with real transactions empty the tables with DELETE, which the trail's own trigger refuses."""
    if connection.vendor == "sqlite":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER IF EXISTS trail_entry_no_delete")


@pytest.fixture
def cast(db: None) -> Cast:
    """The people and units of the small province."""
    return make_cast()


@pytest.fixture
def sign_in(db: None) -> Callable[..., Client]:
    """`sign_in(person, second_factor=True)` gives a browser client in which that person is signed in."""

    def go(person: Any, *, second_factor: bool = True) -> Client:
        browser = Client(HTTP_HOST="localhost")
        browser.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        if second_factor:
            session = browser.session
            session["account_authentication_methods_user"] = str(person.pk)
            session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": 0}]
            session.save()
        return browser

    return go
