"""Logs and the holders' history into the store: staged, checked, sorted by day, packed, and committed in one step."""

import csv
import ipaddress
import secrets
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb
import numpy as np

from lachan.identify.contradictions import Span, settle
from lachan.identify.fixed import FixedLines, FixedRow, settled
from lachan.identify.moments import DAY_MS, day_name, day_start
from lachan.identify.names import Names, run_of, save_names
from lachan.identify.parts import Column, crowded_addresses, pack, save
from lachan.identify.sightings import save_sightings
from lachan.identify.staging import (
    Rejected,
    contradicting,
    contradicting_holders,
    open_workbench,
    stage_holders,
    stage_leases,
    stage_sightings,
)
from lachan.identify.store import Day, Manifest, changing, clear_leftovers, digests, read_manifest, write_manifest
from lachan.identify.trail import trail_locked
from lachan.readers.errors import InputError, Place
from lachan.vietnam.wording import Wording

REJECTED = "rejected.csv"
SILENT_MS = 15 * 60_000
BUSY_DAY = 10_000
"""From so many leases a day on, a quarter of an hour without a new one is a gap in the log."""

Told = Callable[[str, int, int], None]
"""Progress: what is done ("read" or "pack"), how many steps of how many."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did: leases taken into the days' parts, fixed lines, holdings, and rows refused."""

    days: tuple[str, ...]
    leases: int
    fixed: int
    holdings: int
    sightings: int
    rejected: int


def build(
    leases: Sequence[Path], *, holders: Path | None, store: Path, now: datetime, told: Told, imei: Path | None = None
) -> Built:
    """Add the days in `leases` to the store, and put `holders` and `imei` (sightings) in the place of those it had.

    Refused rows are written with their reasons to `rejected.csv` in the store, the others are taken. InputError, and
    nothing changed: a file that is no such table, `day_exists`, `repeated_file`, `busy`, `trail_broken`.
    """
    if len({path.resolve() for path in leases}) < len(leases):
        raise InputError(
            "repeated_file",
            Wording(
                "có tệp được ghi hai lần trong lệnh; hãy ghi mỗi tệp một lần", "a file is named twice; name it once"
            ),
        )
    with changing(store):
        manifest = read_manifest(store)
        clear_leftovers(store, manifest)
        workbench = store / "workbench"
        shutil.rmtree(workbench, ignore_errors=True)
        workbench.mkdir()
        try:
            with open_workbench(workbench) as db:
                return _Build(store, manifest, db, told).run(leases, holders, imei, now)
        finally:
            shutil.rmtree(workbench, ignore_errors=True)


class _Build:
    """One build at work: the store, its manifest to be, and the temporary data base."""

    def __init__(self, store: Path, manifest: Manifest, db: duckdb.DuckDBPyConnection, told: Told) -> None:
        self.store, self.manifest, self.db, self.told = store, manifest, db, told
        self.rejected: list[Rejected] = []
        self.disputed: list[FixedRow] = []
        self.names = Names(())

    def run(self, leases: Sequence[Path], holders: Path | None, imei: Path | None, now: datetime) -> Built:
        spare = self.store / "workbench" / "spare.csv"
        fixed: list[FixedRow] = []
        for at, path in enumerate(leases):
            self.told("read", at, len(leases))
            lines, refused = stage_leases(self.db, path, spare)
            fixed += lines
            self.rejected += refused
        self.told("read", len(leases), len(leases))
        if holders is not None:
            self.rejected += stage_holders(self.db, holders, spare)
        if imei is not None:
            self.rejected += stage_sightings(self.db, imei, spare)
        days = [int(row[0]) for row in self.db.execute("SELECT DISTINCT day FROM leases ORDER BY day").fetchall()]
        self._refuse_known(days)
        self._name_subscribers()
        taken = 0
        for at, day in enumerate(days):
            self.told("pack", at, len(days))
            taken += self._pack_day(day)
        self.told("pack", len(days), len(days))
        if fixed:
            self._keep_fixed(fixed)
        holdings = self._pack_holders(holders) if holders is not None else 0
        seen = self._pack_sightings() if imei is not None else 0
        self._explain_contradictions(leases)
        self._write_rejected()
        built = Built(tuple(day_name(day) for day in days), taken, len(fixed), holdings, seen, len(self.rejected))
        with trail_locked(self.store) as trail:
            write_manifest(self.store, self.manifest)
            trail.add(
                "build",
                now=now,
                facts={
                    "days": list(built.days),
                    "leases": taken,
                    "holdings": holdings,
                    "sightings": seen,
                    "rejected": built.rejected,
                },
            )
        return built

    def _refuse_known(self, days: Sequence[int]) -> None:
        known = [day_name(day) for day in days if str(day) in self.manifest.days]
        if known:
            raise InputError(
                "day_exists",
                Wording(
                    f"kho đã có ngày {', '.join(known)} (theo lúc bắt đầu, giờ Việt Nam); mỗi ngày chỉ nạp một lần, "
                    "hãy bỏ các dòng của ngày đó hoặc dựng lại kho",
                    f"the store already has the day {', '.join(known)} (by start, Vietnam time); a day is loaded once: "
                    "leave its rows out or build the store again",
                ),
                Place(self.store.name),
            )

    def _folder(self, kind: str) -> Path:
        folder = self.store / f"{kind}-{secrets.token_hex(6)}"
        folder.mkdir()
        return folder

    def _keep(self, folder: Path) -> str:
        self.manifest.files |= digests(self.store, folder.name)
        return folder.name

    def _forget(self, folder: str) -> None:
        self.manifest.files = {n: d for n, d in self.manifest.files.items() if not n.startswith(f"{folder}/")}

    def _name_subscribers(self) -> None:
        """Number the designations: those of former builds keep theirs, new ones follow."""
        db, known = self.db, Names([self.store / name for name in self.manifest.names])
        db.execute("CREATE TABLE names (code UINTEGER, subscriber VARCHAR)")
        if len(known):
            listing = self.store / "workbench" / "names.csv"
            with listing.open("w", newline="", encoding="utf-8") as out:
                csv.writer(out).writerows(enumerate(known))
            db.execute(
                "INSERT INTO names SELECT * FROM read_csv(?, auto_detect=false, header=false, quote='\"', escape='\"', "
                "columns={'code': 'UINTEGER', 'subscriber': 'VARCHAR'})",
                [str(listing)],
            )
        db.execute(
            f"INSERT INTO names SELECT {len(known)} - 1 + "  # noqa: S608
            "row_number() OVER (ORDER BY strlen(subscriber), subscriber), subscriber FROM "
            "(SELECT subscriber FROM leases UNION SELECT subscriber FROM holdings) "
            "ANTI JOIN names USING (subscriber)"
        )
        widths = db.execute(
            "SELECT DISTINCT strlen(subscriber) AS width FROM names WHERE code >= ? ORDER BY width", [len(known)]
        ).fetchall()
        folder = self._folder("names")
        save_names((self._run_of_names(len(known), int(width)) for (width,) in widths), folder)
        self.manifest.names.append(self._keep(folder))
        self.names = Names([self.store / name for name in self.manifest.names])

    def _run_of_names(self, first: int, width: int) -> Column:
        query = "SELECT subscriber FROM names WHERE code >= ? AND strlen(subscriber) = ? ORDER BY code"
        return run_of(self.db.sql(query, params=[first, width]).to_arrow_table().column(0), width)

    def _pack_day(self, day: int) -> int:
        columns = self.db.execute(
            "SELECT key, starts, ends, code FROM leases JOIN names USING (subscriber) WHERE day = ? "
            "ORDER BY key, starts, ends, code",
            [day],
        ).fetchnumpy()
        base = day_start(day)
        keys, starts, ends, codes = (np.asarray(columns[name]) for name in ("key", "starts", "ends", "code"))
        keys, starts, ends, codes = _without_repeats(keys, starts - base, ends - base, codes)
        blocks = keys[np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])))]
        overlaps = (keys[1:] == keys[:-1]) & (starts[1:] < ends[:-1])
        suspect = np.union1d(keys[1:][overlaps] >> np.uint64(32), crowded_addresses(blocks))
        if len(suspect):
            keys, starts, ends, codes = self._settled(keys, starts, ends, codes, suspect, base)
        part, lasting = pack(keys, starts, ends, codes), ends > 2 * DAY_MS
        long = pack(keys[lasting], starts[lasting], ends[lasting], codes[lasting])
        folder = self._folder("day")
        (folder / "long").mkdir()
        save(part, folder)
        save(long, folder / "long")
        self.manifest.days[str(day)] = Day(
            folder=self._keep(folder),
            rows=len(part),
            depth=part.depth,
            long_depth=long.depth,
            until=int(base + ends.max(initial=0)),
            gaps=_silences(starts, base),
        )
        return len(part)

    def _settled(
        self, keys: Column, starts: Column, ends: Column, codes: Column, suspect: Column, base: int
    ) -> tuple[Column, Column, Column, Column]:
        """The columns again, without the contradictions of the suspect addresses, which are remembered."""
        doubtful = np.isin(keys >> np.uint64(32), suspect)
        by_address: dict[int, list[Span]] = {}
        taken = (column[doubtful].tolist() for column in (keys, starts, ends, codes))
        for key, start, end, code in zip(*taken, strict=True):
            by_address.setdefault(key >> 32, []).append(Span(start, end, key >> 16 & 0xFFFF, key & 0xFFFF, code))
        again: list[tuple[int, int, int, int]] = []
        for address, spans in by_address.items():
            standing, disputed = settle(spans)
            again += [(address << 32 | s.first << 16 | s.last, s.start, s.end, s.holder) for s in standing]
            network = f"{ipaddress.IPv4Address(address)}/32"
            self.disputed += [
                (network, s.first, s.last, s.start + base, s.end + base, self.names[s.holder]) for s in disputed
            ]
        parts = []
        for at, column in enumerate((keys, starts, ends, codes)):
            extra = np.array([row[at] for row in again], dtype=column.dtype)
            parts.append(np.concatenate((column[~doubtful], extra)))
        order = np.lexsort((parts[1], parts[0]))
        return parts[0][order], parts[1][order], parts[2][order], parts[3][order]

    def _keep_fixed(self, rows: list[FixedRow]) -> None:
        former = FixedLines.load(self.store / self.manifest.fixed / "lines.json").rows if self.manifest.fixed else []
        standing, disputed = settled([*former, *rows])
        self.disputed += disputed
        folder = self._folder("fixed")
        FixedLines(standing).save(folder / "lines.json")
        self._forget(self.manifest.fixed or "fixed-")
        self.manifest.fixed = self._keep(folder)

    def _pack_holders(self, path: Path) -> int:
        columns = self.db.execute(
            "SELECT number, starts, ends, code FROM holdings JOIN names USING (subscriber) "
            "ORDER BY number, starts, ends, code"
        ).fetchnumpy()
        whole = [np.asarray(columns[name]) for name in ("number", "starts", "ends", "code")]
        numbers, starts, ends, codes = _without_repeats(*whole)
        overlaps = (numbers[1:] == numbers[:-1]) & (starts[1:] < ends[:-1])
        disputed: list[tuple[int, int, int, str]] = []
        if overlaps.any():
            doubtful = np.isin(numbers, numbers[1:][overlaps])
            rows: list[tuple[int, int, int, int]] = []
            by_number: dict[int, list[Span]] = {}
            taken = (column[doubtful].tolist() for column in (numbers, starts, ends, codes))
            for number, start, end, code in zip(*taken, strict=True):
                by_number.setdefault(number, []).append(Span(start, end, 0, 0, code))
            for number, spans in by_number.items():
                standing, refused = settle(spans)
                rows += [(number, s.start, s.end, s.holder) for s in standing]
                disputed += [(number, s.start, s.end, self.names[s.holder]) for s in refused]
            kept = [
                np.concatenate((column[~doubtful], np.array([row[at] for row in rows], dtype=column.dtype)))
                for at, column in enumerate((numbers, starts, ends, codes))
            ]
            order = np.lexsort((kept[1], kept[0]))
            numbers, starts, ends, codes = (column[order] for column in kept)
        folder = self._folder("holders")
        for name, kind, column in (
            ("numbers", "<u8", numbers), ("starts", "<i8", starts), ("ends", "<i8", ends), ("holders", "<u4", codes)
        ):  # fmt: skip
            column.astype(kind).tofile(folder / name)
        self._forget(self.manifest.holders or "holders-")
        self.manifest.holders = self._keep(folder)
        self.manifest.disputed_numbers = [(number, start, end) for number, start, end, _ in disputed]
        if disputed:
            self.rejected += contradicting_holders(self.db, path, disputed)
        return len(numbers)

    def _pack_sightings(self) -> int:
        columns = self.db.execute(
            "SELECT DISTINCT * FROM sightings ORDER BY devices, starts, ends, numbers"
        ).fetchnumpy()
        folder = self._folder("sightings")
        save_sightings(columns, folder)
        self._forget(self.manifest.sightings or "sightings-")
        self.manifest.sightings = self._keep(folder)
        return len(columns["devices"])

    def _explain_contradictions(self, leases: Sequence[Path]) -> None:
        if self.disputed:
            known = {tuple(row) for row in self.manifest.disputed}
            known |= {row[:5] for row in self.disputed}
            self.manifest.disputed = sorted(known)  # type: ignore[arg-type]
            for path in leases:
                self.rejected += contradicting(self.db, path, self.disputed)

    def _write_rejected(self) -> None:
        with (self.store / REJECTED).open("w", newline="", encoding="utf-8-sig") as out:
            writer = csv.writer(out)
            writer.writerow(("file", "row", "column", "code", "lý do", "reason", "values"))
            for row in sorted(self.rejected, key=lambda r: (r.file, r.row)):
                values = " | ".join(row.values)
                writer.writerow(
                    (row.file, row.row, row.column, row.code, row.wording.vi, row.wording.en, f"[{values}]")
                )


def _without_repeats(keys: Column, starts: Column, ends: Column, codes: Column) -> tuple[Column, ...]:
    """Sorted columns with rows that say the same once."""
    if len(keys) == 0:
        return keys, starts, ends, codes
    new = np.concatenate(
        (
            [True],
            (keys[1:] != keys[:-1]) | (starts[1:] != starts[:-1]) | (ends[1:] != ends[:-1]) | (codes[1:] != codes[:-1]),
        )
    )
    return (keys, starts, ends, codes) if new.all() else (keys[new], starts[new], ends[new], codes[new])


def _silences(starts: Column, base: int) -> list[tuple[int, int]]:
    """The stretches of a busy day in which no lease begins: there the log was not written."""
    if len(starts) < BUSY_DAY:
        return []
    begins = np.zeros(DAY_MS, bool)
    begins[starts] = True
    edges = np.concatenate(([0], np.flatnonzero(begins), [DAY_MS]))
    silent = np.flatnonzero(np.diff(edges) >= SILENT_MS)
    return [(int(edges[at] + base), int(edges[at + 1] + base)) for at in silent]
