"""The files that a screen goes by: looked at again and again, checked whole, and only then handed to the workers.

A file that is bad, older than the one in use or out of date is refused; the last good one stays, also when the screen
is started anew, and an alarm says so until it is right again.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from lachan.readers.canonical import ZONE
from lachan.readers.errors import InputError, Place
from lachan.readers.protected_list import ProtectedList, expired, read_protected_list
from lachan.readers.signing_keys import read_verifying_key
from lachan.screening.listed import compile_tables
from lachan.screening.passport import Trust
from lachan.screening.roaming import compile_roaming
from lachan.screening.run_folder import State, write_state
from lachan.screening.settings import Settings, compiled_settings, load_settings
from lachan.screening.whole_files import write_whole
from lachan.vietnam.wording import Wording

GOOD_LIST, GOOD_TRUNKS, GOOD_RULES = "good.signed", "good.trunks.toml", "good.rules.toml"
"""Copies of the last good files, as they came: what a new start goes by when the file itself is bad."""
Stamp = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Sources:
    """Where the operator keeps what the screen goes by; `key` is the public key of who signs the list."""

    trunks: Path
    protected: Path
    key: Path
    rules: Path | None = None
    anchors: Path | None = None
    certificates: Path | None = None
    revoked: Path | None = None


class Watched:
    """The sources, their last good state, and what is wrong with them now (`alarms`, by what it is about)."""

    def __init__(self, sources: Sources, folder: Path, log: Path) -> None:
        self.alarms: dict[str, Wording] = {}
        self.protected: ProtectedList | None = None
        self.settings: Settings | None = None
        self.taken = 0
        self._sources = sources
        self._folder = folder
        self._state = State(settings="", log=str(log))
        self._stamps: dict[str, Stamp] = {}
        self._number = _highest_number(folder)

    def start(self, now: datetime) -> State:
        """Take everything; what is bad is replaced by its last good copy. InputError when there is none either."""
        for name, take in self._parts():
            self._stamps[name] = self._stamp(name)
            try:
                take(now, kept=False)
            except InputError as error:
                try:
                    take(now, kept=True)
                except (InputError, OSError):
                    raise error from None
                self.alarms[name] = _kept_back(error)
        assert self.settings
        self._state = replace(self._state, window=self.settings.window)
        write_state(self._folder, self._state)
        self.look_at_time(now)
        return self._state

    def look(self, now: datetime) -> bool:
        """Take what changed since the last look; whether the workers got something new. Never raises."""
        before = self._state
        for name, take in self._parts():
            stamp = self._stamp(name)
            if stamp == self._stamps[name]:
                continue
            self._stamps[name] = stamp
            try:
                take(now, kept=False)
            except InputError as error:
                self.alarms[name] = _kept_back(error)
            except OSError as error:
                self.alarms[name] = _not_written(error)
            else:
                self.alarms.pop(name, None)
        self.look_at_time(now)
        if self._state == before:
            return False
        self._state = replace(self._state, window=before.window)
        try:
            write_state(self._folder, self._state)
        except OSError as error:
            self._state = before
            self.alarms["state"] = _not_written(error)
            return False
        self.alarms.pop("state", None)
        self._sweep(before)
        self.taken += 1
        return True

    def look_at_time(self, now: datetime) -> None:
        """Raise the alarm when the list in use has run out; it stays in use."""
        if self.protected and expired(self.protected, now):
            day = self.protected.valid_until.astimezone(ZONE).strftime("%d/%m/%Y %H:%M")
            self.alarms["list_expired"] = Wording(
                f"danh sách đang dùng (số {self.protected.serial}) đã hết hạn lúc {day}; hãy tải danh sách mới",
                f"the list in use (serial {self.protected.serial}) ran out at {day}; fetch a new one",
            )
        else:
            self.alarms.pop("list_expired", None)

    def _parts(self) -> tuple[tuple[str, Callable[..., None]], ...]:
        return (
            ("trunks", self._take_settings),
            ("list", self._take_list),
            ("roaming", self._take_roaming),
            ("trust", self._take_trust),
        )

    def _stamp(self, name: str) -> Stamp:
        one = self._sources
        files = {
            "trunks": (one.trunks, one.rules),
            "list": (one.protected, one.key),
            "roaming": (self._roaming_table(),),
            "trust": (one.anchors, one.certificates, one.revoked),
        }[name]
        return tuple(part for file in files if file for part in _stamp_of(file))

    def _take_settings(self, now: datetime, *, kept: bool) -> None:
        one = self._sources
        trunks = _content(self._folder / GOOD_TRUNKS if kept else one.trunks)
        rules = None
        if one.rules:
            rules = _content(self._folder / GOOD_RULES if kept else one.rules)
        compiled = compiled_settings(
            trunks, rules, name=one.trunks.name, rules_name=one.rules.name if one.rules else "rules.toml"
        )
        self.settings = load_settings(compiled)
        self._number += 1
        name = f"settings.{self._number}.json"
        write_whole(self._folder / name, compiled)
        write_whole(self._folder / GOOD_TRUNKS, trunks)
        if rules is not None:
            write_whole(self._folder / GOOD_RULES, rules)
        self._state = replace(self._state, settings=name)

    def _take_list(self, now: datetime, *, kept: bool) -> None:
        one = self._sources
        file = self._folder / GOOD_LIST if kept else one.protected
        key = read_verifying_key(_content(one.key), name=one.key.name)
        content = _content(file)
        found = read_protected_list(content, key=key, name=one.protected.name)
        if not kept:
            self._refuse(found, now)
        self._number += 1
        name = f"list.{self._number}.bin"
        compile_tables(found, self._folder / name)
        write_whole(self._folder / GOOD_LIST, content)
        self.protected = found
        self._state = replace(self._state, protected=name)

    def _refuse(self, found: ProtectedList, now: datetime) -> None:
        """A list that is out of date or older than the one that was in use last."""
        place = Place(self._sources.protected.name)
        if expired(found, now):
            day = found.valid_until.astimezone(ZONE).strftime("%d/%m/%Y %H:%M")
            raise InputError(
                "list_expired",
                Wording(
                    f"danh sách đã hết hạn lúc {day}; hãy tải danh sách mới (lachan lists pull)",
                    f"the list ran out at {day}; fetch a new one (lachan lists pull)",
                ),
                place,
            )
        newest = self.protected or self._kept_list()
        if newest and found.serial < newest.serial:
            raise InputError(
                "list_older",
                Wording(
                    f"danh sách số {found.serial} cũ hơn danh sách đang dùng, số {newest.serial}",
                    f"the list has serial {found.serial}, older than the one in use, {newest.serial}",
                ),
                place,
            )

    def _kept_list(self) -> ProtectedList | None:
        try:
            key = read_verifying_key(_content(self._sources.key))
            return read_protected_list(_content(self._folder / GOOD_LIST), key=key)
        except InputError:
            return None

    def _roaming_table(self) -> Path | None:
        if not self.settings or not self.settings.roaming.table:
            return None
        return self._sources.trunks.parent / self.settings.roaming.table

    def _take_roaming(self, now: datetime, *, kept: bool) -> None:
        table = self._roaming_table()
        if table is None or kept:
            self._state = replace(self._state, roaming="")
            return
        try:
            taken_at = table.stat().st_mtime
            with table.open(encoding="utf-8") as lines:
                self._number += 1
                name = f"roaming.{self._number}.bin"
                compile_roaming(lines, self._folder / name, taken_at=taken_at, name=table.name)
        except (OSError, UnicodeDecodeError):
            raise _unreadable(table) from None
        self._state = replace(self._state, roaming=name)

    def _take_trust(self, now: datetime, *, kept: bool) -> None:
        """Workers read these files themselves; here they are only tried."""
        one = self._sources
        if one.anchors is None or one.certificates is None:
            return
        Trust.from_files(one.anchors, one.certificates, one.revoked)
        self._state = replace(
            self._state,
            anchors=str(one.anchors.resolve()),
            certificates=str(one.certificates.resolve()),
            revoked=str(one.revoked.resolve()) if one.revoked else "",
        )

    def _sweep(self, before: State) -> None:
        """Take away copies that no worker needs: neither those of this state nor of the one before."""
        needed = {*_files(self._state), *_files(before)}
        for pattern in ("settings.*.json", "list.*.bin", "roaming.*.bin"):
            for file in self._folder.glob(pattern):
                if file.name not in needed:
                    file.unlink(missing_ok=True)


def _files(state: State) -> tuple[str, ...]:
    return state.settings, state.protected, state.roaming


def _highest_number(folder: Path) -> int:
    """So that a new start never writes over a file that is mapped."""
    numbers = [part for file in folder.glob("*.*.*") for part in file.name.split(".") if part.isdigit()]
    return max(map(int, numbers), default=0)


def _stamp_of(file: Path) -> Stamp:
    try:
        found = file.stat()
    except OSError:
        return (0,)
    if file.is_dir():
        index = file / "index.json"
        return (found.st_mtime_ns, *(_stamp_of(index) if index.exists() else (0,)))
    return found.st_mtime_ns, found.st_ino, found.st_size


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        raise _unreadable(file) from None


def _unreadable(file: Path) -> InputError:
    return InputError("unreadable", Wording("không đọc được tệp", "the file cannot be read"), Place(file.name))


def _kept_back(error: InputError) -> Wording:
    return Wording(
        f"{error.message('vi')}; giữ bản đúng gần nhất", f"{error.message('en')}; the last good one stays in use"
    )


def _not_written(error: OSError) -> Wording:
    reason = error.strerror or type(error).__name__
    return Wording(f"không ghi được ({reason})", f"cannot be written ({reason})")
