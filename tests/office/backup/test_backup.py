"""A backup brings everything back, tells nothing to others, and never leaves half of anything."""

import io
import json
import os
import shutil
import signal
import subprocess
import tarfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pyrage
import pytest

from lachan.exchange.handover.keys import new_identity, read_identity
from tests.office.backup.conftest import SET_UP, Place

ROWS = """
import hashlib, json
from django.apps import apps
from django.core.serializers import serialize
NOT = {"sessions.Session", "trail.Entry", "trail.Head", "django_tasks_db.DBTaskResult"}
out = {}
for model in apps.get_models():
    if model._meta.label not in NOT:
        text = serialize("json", model._default_manager.order_by("pk"))
        out[model._meta.label] = [model._default_manager.count(), hashlib.sha256(text.encode()).hexdigest()]
print(json.dumps(out))
"""
EVENTS = """
import json
from lachan.office.trail.models import Entry
print(json.dumps(list(Entry.objects.order_by("-number").values_list("event", flat=True)[:2])))
"""


def files_of(place: Place) -> dict[str, bytes]:
    folder = place.var / "files"
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def opened(archive: Path, identity: Path) -> dict[str, bytes]:
    """The members of an encrypted archive, read by other means than ours."""
    key = pyrage.x25519.Identity.from_str(read_identity(identity.read_bytes()))
    with tarfile.open(fileobj=io.BytesIO(pyrage.decrypt(archive.read_bytes(), [key]))) as tar:
        return {one.name: tar.extractfile(one).read() for one in tar if one.isreg()}  # type: ignore[union-attr]


def nothing_kept(place: Place) -> bool:
    return not [one for one in place.var.iterdir() if one.name.startswith(("restoring-", "files", "before-"))]


def test_everything_comes_back_and_the_trail_goes_on(
    office: Place, archive: Path, identity: tuple[Path, str], new_place: Callable[[], Place]
) -> None:
    place = new_place()
    done = place.run(
        "office", "restore", str(archive), "--identity", str(identity[0]), "--keys", str(archive.with_name("keys.age"))
    )
    assert done.returncode == 0, done.stderr
    assert "Nhật ký nguyên vẹn" in done.stdout
    assert "khớp 1 dấu chốt" in done.stdout
    before, after = json.loads(office.ask(ROWS)), json.loads(place.ask(ROWS))
    assert before == after
    assert sum(count for count, _sum in after.values()) > 40
    assert files_of(place) == files_of(office) != {}
    assert json.loads(place.ask(EVENTS))[0] == "backup_restored"
    assert json.loads(office.ask(EVENTS))[0] == "backup_made"
    assert (place.var / "files").stat().st_mode & 0o777 == 0o700
    assert place.run("office", "verify-trail").returncode == 0


def test_the_archive_is_for_its_owner_alone_and_holds_no_key(
    office: Place, archive: Path, identity: tuple[Path, str]
) -> None:
    assert archive.stat().st_mode & 0o777 == 0o600
    assert archive.with_name("keys.age").stat().st_mode & 0o777 == 0o600
    raw, members = archive.read_bytes(), opened(archive, identity[0])
    assert {"about.json", "database", "manifest.json"} <= set(members)
    secrets = [path.read_bytes().strip() for path in (office.var / "keys").glob("*.key")]
    assert len(secrets) >= 7
    for content in members.values():
        assert not any(secret in content for secret in secrets)
    assert not any(secret in archive.with_name("keys.age").read_bytes() for secret in secrets)
    assert b"PGDMP" not in raw
    assert b"SQLite format" not in raw
    assert members["database"].startswith((b"PGDMP", b"SQLite format 3"))


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_an_interrupted_backup_leaves_no_archive(
    office: Place, identity: tuple[Path, str], tmp_path: Path, how: signal.Signals
) -> None:
    var = tmp_path / "var"
    shutil.copytree(office.var, var)
    copy, out = replace(office, var=var), tmp_path / "out"
    out.mkdir()
    held = sorted(path for path in (var / "files").rglob("*") if path.is_file())[-1]
    content = held.read_bytes()
    held.unlink()
    os.mkfifo(held)  # whoever opens it waits: the backup stands still in the middle of its work
    command = copy.command("office", "backup", str(out), "--recipient", identity[1])
    process = subprocess.Popen(command, env=copy.environment, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while not any(one.stat().st_size for one in out.iterdir()) and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(0.3)
    process.send_signal(how)
    assert process.wait(30) != 0
    assert not [one for one in out.iterdir() if not one.name.startswith(".")]
    if how != signal.SIGKILL:
        assert not list(out.iterdir())
        assert not list(var.glob("backup-*"))
    held.unlink()
    held.write_bytes(content)
    done = copy.run("office", "backup", str(out), "--recipient", identity[1])  # the next one tidies up
    assert done.returncode == 0, done.stderr
    assert [one.name.startswith(".") for one in out.iterdir()] == [False]
    assert not list(var.glob("backup-*"))


@pytest.mark.archive
@pytest.mark.parametrize("damage", ["empty", "last_byte", "half", "flipped", "longer"])
def test_a_damaged_archive_is_refused_and_nothing_is_restored(
    archive: Path, identity: tuple[Path, str], with_keys: Place, tmp_path: Path, damage: str
) -> None:
    whole = archive.read_bytes()
    half = len(whole) // 2
    damaged = {
        "empty": b"", "last_byte": whole[:-1], "half": whole[:half],
        "flipped": whole[:half] + bytes([whole[half] ^ 1]) + whole[half + 1 :], "longer": whole + b"more",
    }[damage]  # fmt: skip
    path = tmp_path / "bad.tar.age"
    path.write_bytes(damaged)
    done = with_keys.run("office", "restore", str(path), "--identity", str(identity[0]))
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "bad.tar.age" in done.stderr
    assert nothing_kept(with_keys)
    if damage == "half":
        again = with_keys.run("office", "restore", str(archive), "--identity", str(identity[0]))
        assert again.returncode == 0, again.stderr  # the place was still empty


@pytest.mark.archive
def test_an_archive_for_another_key_or_of_another_office_is_refused(
    archive: Path, identity: tuple[Path, str], new_place: Callable[[], Place], with_keys: Place, tmp_path: Path
) -> None:
    other = tmp_path / "other.key"
    other.write_bytes(new_identity()[0])
    other.chmod(0o600)
    done = with_keys.run("office", "restore", str(archive), "--identity", str(other))
    assert (done.returncode, "mã hóa cho khóa khác" in done.stderr) == (1, True)
    assert with_keys.run("office", "restore", str(archive)).returncode == 1
    stranger = new_place()
    done = stranger.run("office", "restore", str(archive), "--identity", str(identity[0]))
    assert done.returncode == 1
    assert "trail" in done.stderr
    assert "--keys" in done.stderr
    assert nothing_kept(stranger)


def remade(archive: Path, identity: Path, path: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """A plain archive with the same members, changed."""
    members = opened(archive, identity)
    change(members)
    with tarfile.open(path, "w") as tar:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
    return path


def newer(members: dict[str, bytes]) -> None:
    about = json.loads(members["about.json"])
    members["about.json"] = json.dumps(about | {"migrations": [*about["migrations"], "trail.0099_later"]}).encode()


def changed_file(members: dict[str, bytes]) -> None:
    name = next(one for one in members if one.startswith("files/"))
    members[name] = b"x" + members[name][1:]


def forged(members: dict[str, bytes]) -> None:
    manifest = json.loads(members["manifest.json"])
    members["manifest.json"] = json.dumps(manifest | {"seal": "0" * 64}).encode()


def climbing(members: dict[str, bytes]) -> None:
    manifest = members.pop("manifest.json")
    members["files/../../outside"] = b"x"
    members["manifest.json"] = manifest


def without_manifest(members: dict[str, bytes]) -> None:
    del members["manifest.json"]


@pytest.mark.archive
@pytest.mark.parametrize(
    ("change", "said"),
    [
        (newer, "newer version"), (changed_file, "damaged"), (forged, "seal"), (climbing, "damaged"),
        (without_manifest, "damaged"),
    ],
)  # fmt: skip
def test_an_archive_that_somebody_changed_or_a_newer_one_is_refused(
    archive: Path, identity: tuple[Path, str], with_keys: Place, tmp_path: Path,
    change: Callable[[dict[str, bytes]], None], said: str,
) -> None:  # fmt: skip
    path = remade(archive, identity[0], tmp_path / "changed.tar", change)
    without = with_keys.run("office", "restore", str(path))
    assert (without.returncode, "--plain" in without.stderr) == (1, True)
    done = with_keys.run("office", "restore", str(path), "--plain")
    assert done.returncode == 1
    assert said in done.stderr
    assert nothing_kept(with_keys)
    assert not (tmp_path / "outside").exists()


def test_a_full_place_is_kept_unless_asked_and_goes_aside_then(
    archive: Path, identity: tuple[Path, str], with_keys: Place
) -> None:
    arguments = ("office", "restore", str(archive), "--identity", str(identity[0]))
    assert with_keys.run(*arguments).returncode == 0
    full = with_keys.run(*arguments)
    assert (full.returncode, "không trống" in full.stderr) == (1, True)
    said_no = with_keys.run(*arguments, "--replace", answer="n\n")
    assert said_no.returncode != 0
    assert json.loads(with_keys.ask(EVENTS)) == ["backup_restored", json.loads(with_keys.ask(EVENTS))[1]]
    said_yes = with_keys.run(*arguments, "--replace", answer="y\n")
    assert said_yes.returncode == 0, said_yes.stderr
    assert next(with_keys.var.glob("before-restore-*/files")).is_dir()
    assert with_keys.run("office", "verify-trail").returncode == 0


def test_a_running_office_is_not_replaced(archive: Path, identity: tuple[Path, str], with_keys: Place) -> None:
    arguments = ("office", "restore", str(archive), "--identity", str(identity[0]))
    assert with_keys.run(*arguments).returncode == 0
    hold = (
        "from django.db import connection; import sys, time; connection.ensure_connection();"
        "connection.cursor().execute('select count(*) from trail_entry');"
        "print('ready', flush=True); time.sleep(120)"
    )
    command = [with_keys.command()[0], "-c", SET_UP + hold]
    holder = subprocess.Popen(command, env=with_keys.environment, stdout=subprocess.PIPE)
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"ready\n"
        done = with_keys.run(*arguments, "--replace", "--yes")
    finally:
        holder.kill()
        holder.communicate()
    assert (done.returncode, "đang được dùng" in done.stderr) == (1, True)
    assert with_keys.run(*arguments, "--replace", "--yes").returncode == 0


def test_a_content_that_the_disk_lost_is_told(office: Place, identity: tuple[Path, str], tmp_path: Path) -> None:
    copy = replace(office, var=tmp_path / "var")
    shutil.copytree(office.var, copy.var)
    lost, changed = sorted(path for path in (copy.var / "files").rglob("*") if path.is_file())[:2]
    lost.unlink()
    changed.write_bytes(b"x")
    done = copy.run("office", "backup", str(tmp_path / "a.tar.age"), "--recipient", identity[1])
    assert done.returncode == 1
    assert "2 tệp" in done.stderr
    assert (tmp_path / "a.tar.age").is_file()  # what is there is saved all the same


@pytest.mark.archive
def test_without_a_key_to_encrypt_to_nothing_is_written(office: Place, tmp_path: Path) -> None:
    for given in ((), ("--recipient", "age1nothing"), ("--plain", "--recipient", "age1nothing")):
        done = office.run("office", "backup", str(tmp_path / "a.tar"), *given)
        assert done.returncode == 1
        assert "Traceback" not in done.stderr
    assert not list(tmp_path.iterdir())
    (tmp_path / "a.tar").write_bytes(b"here already")
    done = office.run("office", "backup", str(tmp_path / "a.tar"), "--plain")
    assert done.returncode == 1
    assert (tmp_path / "a.tar").read_bytes() == b"here already"
