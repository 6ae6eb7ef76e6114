"""An office with real data in a place of its own, and empty places beside it, on whichever data base is tested."""

import os
import secrets
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings

from lachan.exchange.handover.keys import new_identity
from tests.once import fresh_office

SET_UP = "import os, django; os.environ['DJANGO_SETTINGS_MODULE'] = 'lachan.office.settings'; django.setup()\n"


FILLED = """
from django.core.management import call_command
call_command("migrate", verbosity=0)
from lachan.office.cases.actions import CaseFacts, add_note, add_subject, open_case
from lachan.office.files.actions import store_sealed
from tests.office.requests.world import requests_of_the_world
from tests.people import NOW, make_cast
cast = make_cast()
lan = cast.actor("lan")
given = {"owner_unit": cast.operator, "actor": lan, "now": NOW}
files = [store_sealed(content=bytes([n]) * 100_000 * n, name=f"goi-{n}.lch", **given) for n in range(1, 9)]
requests_of_the_world(cast, files[0])
facts = CaseFacts("Giả danh", "Giả danh công an", "citizen_report", 5)
case = open_case(unit=cast.department, facts=facts, actor=lan, now=NOW)
add_subject(case_id=case.pk, kind="person", role="suspect", value="Nông Văn Trồng", actor=lan, now=NOW)
add_note(case_id=case.pk, text="Nông Văn Trồng đã gọi", happened_at=None, actor=lan, now=NOW)
from lachan.office.trail.heads import keep_head
keep_head(NOW)
"""


@dataclass(frozen=True)
class Place:
    """Where an office is: its folder, and its data base when that is on a server."""

    var: Path
    url: str

    def run(self, *arguments: str, answer: str = "") -> "subprocess.CompletedProcess[str]":
        """Run `lachan …` there."""
        return subprocess.run(
            self.command(*arguments), env=self.environment, input=answer, capture_output=True, text=True, check=False,
            timeout=180,
        )  # fmt: skip

    def command(self, *arguments: str) -> list[str]:
        """The command line, for a process that is started otherwise."""
        return [sys.executable, "-m", "lachan.cli", *arguments]

    @property
    def environment(self) -> dict[str, str]:
        """What its processes are told."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("LACHAN_", "DJANGO_"))}
        return kept | {"LACHAN_VAR": str(self.var)} | ({"LACHAN_DATABASE_URL": self.url} if self.url else {})

    def ask(self, code: str) -> str:
        """Run Python inside the office; answers what it prints."""
        done = subprocess.run(
            [sys.executable, "-c", SET_UP + code],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


@pytest.fixture(scope="session")
def new_place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], Place]]:
    """`new_place()` is an empty folder, and on PostgreSQL an empty data base."""
    made: list[str] = []

    def make() -> Place:
        var = tmp_path_factory.mktemp("place") / "var"
        if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
            return Place(var, "")
        name = f"backup_{secrets.token_hex(6)}"
        _on_server(f"CREATE DATABASE {name}")
        made.append(name)
        return Place(var, f"postgresql:///{name}")

    yield make
    for name in made:
        _on_server(f"DROP DATABASE {name} WITH (FORCE)")


def _on_server(statement: str) -> None:
    import psycopg

    with closing(psycopg.connect(dbname="postgres", autocommit=True)) as server:
        server.execute(statement)  # type: ignore[call-overload]


@pytest.fixture(scope="session")
def office(new_place: Callable[[], Place], request: pytest.FixtureRequest) -> Place:
    """The cast with files, a case with a sealed person, requests in several states and keys. Not to be changed."""
    place = new_place()
    if not place.url:
        fresh_office(place.var, request.getfixturevalue("migrated"))
    place.ask(FILLED)
    return place


@pytest.fixture(scope="session")
def identity(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """An age key: the secret file and the public half."""
    secret, public = new_identity()
    path = tmp_path_factory.mktemp("age") / "backup.key"
    path.write_bytes(secret)
    path.chmod(0o600)
    return path, public.decode().strip()


@pytest.fixture(scope="session")
def archive(office: Place, identity: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An encrypted archive of that office, with its keys beside it as `keys.age`. Not to be changed."""
    folder = tmp_path_factory.mktemp("archive")
    done = office.run(
        "office", "backup", str(folder / "a.tar.age"), "--recipient", identity[1], "--keys", str(folder / "keys.age")
    )
    assert done.returncode == 0, done.stderr
    return folder / "a.tar.age"


@pytest.fixture
def with_keys(office: Place, new_place: Callable[[], Place]) -> Place:
    """An empty place that has the office's keys."""
    place = new_place()
    place.var.mkdir(mode=0o700)
    shutil.copytree(office.var / "keys", place.var / "keys")
    return place
