"""Call records of a made-up network with the truth kept: who was planted as a fraud, and who is honest and busy.

Nobody in them is real; they are made at run time, the same for the same seed. Numbers must look allocated or no rule
could be tried; one that happens to be somebody's says nothing about anybody. docs/decisions/0016

    >>> truth = make_calls(1_000_000, seed=7, out=Path("made"))
    >>> truth.files, truth.planted
"""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from lachan.invented.calls.busy import add_busy
from lachan.invented.calls.day import DAY, HOUR, Day, Told
from lachan.invented.calls.frauds import add_frauds
from lachan.invented.calls.ordinary import HOURS, TET_HOURS, ordinary_hour
from lachan.invented.calls.protection import protected_list
from lachan.invented.calls.records import NONE, Records, joined
from lachan.invented.calls.world import TRUNK_KINDS, TRUNKS, World, draw_world
from lachan.readers.calls.columns import WITHHELD as ANONYMOUS
from lachan.readers.protected_list import ProtectedList

FIRST_DAY = date(2026, 2, 16)
"""The last day of the lunar year: with `evening="tet"` its evening is that of the last evening of the year."""
LEAST_A_DAY = 100_000
LISTED_BESIDE = 2_000
WITHHELD = (ANONYMOUS, "restricted", "")
"""What switches show of a caller who withholds his number."""
WITHOUT_RINGING = TRUNKS.index("INT-04")
"""A trunk whose switch does not say how long an unanswered call rang."""
SCHEMA = pa.schema(
    [
        ("started_at", pa.timestamp("us")), ("seconds", pa.int32()), ("caller", pa.string()), ("callee", pa.string()),
        ("trunk", pa.string()), ("trunk_kind", pa.string()), ("answered", pa.bool_()), ("cell", pa.string()),
        ("imei", pa.string()), ("imsi", pa.string()),
    ]
)  # fmt: skip
TRUTH_SCHEMA = pa.schema([(name, pa.string()) for name in ("subject_kind", "subject", "kind", "strength", "negative")])
"""`truth.parquet`: a planted subject has `kind` and `strength` (strong, border, part), an honest busy one `negative`.

A caller that is not in it is ordinary. Subjects are in their canonical form; a pattern is what its numbers begin
with.
"""


@dataclass(frozen=True)
class Truth:
    """What was made: files in order of time, the truth, listed bad numbers (one a line), the protected list.

    `planted` counts subjects by kind, without parts; `ordinary` is how many people called.
    """

    files: tuple[Path, ...]
    subjects: Path
    listed: Path
    protected: ProtectedList
    rows: int
    ordinary: int
    planted: dict[str, int] = field(default_factory=dict)


def make_calls(
    rows: int,
    *,
    seed: int,
    out: Path,
    days: int = 1,
    evening: Literal["ordinary", "tet"] = "ordinary",
    first_day: date = FIRST_DAY,
    as_shown: bool = False,
) -> Truth:
    """Write `calls-YYYYMMDD-HH.parquet` (canonical columns), `truth.parquet`, `listed.txt` into `out`, which is made.

    Numbers are in their canonical form; `as_shown` leaves them as switches show them (without +, with 0, withheld in
    several words), for whoever tries a reader. Moments are those of Vietnam without zone. `evening="tet"` makes the
    evening of the last day that of Tết. At least 100,000 rows a day: in fewer there would be more planted than ordinary
    life.
    """
    if days < 1 or rows // days < LEAST_A_DAY:
        raise ValueError(f"at least {LEAST_A_DAY:,} calls a day are made, not {rows:,} in {days} days")
    out.mkdir(parents=True, exist_ok=True)
    world = draw_world(np.random.default_rng([seed, 0]), rows / days, as_shown=as_shown)
    withheld = world.numbers.add(WITHHELD if as_shown else [ANONYMOUS] * len(WITHHELD))
    told, files, seen = Told(), [], np.zeros(len(world.numbers.base), bool)
    for place in range(days):
        on = first_day + timedelta(days=place)
        tet = evening == "tet" and place == days - 1
        wanted = rows * (place + 1) // days - rows * place // days
        special = _special(world, seed, place, on, wanted, told)
        hours = _hours(world, special, seed, place, on, wanted, tet, withheld)
        files += _written(world, hours, out, on, seen)
    subjects = _write_truth(told, out)
    listed = _write_listed(told, world, np.random.default_rng([seed, 1]), out)
    ordinary = int(seen[: world.own + world.others + world.foreign].sum())
    return Truth(tuple(files), subjects, listed, protected_list(first_day), rows, ordinary, _planted(told))


def _special(world: World, seed: int, place: int, on: date, rows: int, told: Told) -> Records:
    """The calls of busy lines and frauds, in order of time."""
    rng = np.random.default_rng([seed, 2, place])
    day = Day(world, np.random.default_rng([seed, 3]), rng, _start(on), rows, told)
    add_busy(day)
    add_frauds(day)
    found = joined(day.parts)
    order = np.argsort(found.at, kind="stable")
    return found.take(order)


def _start(on: date) -> int:
    return int(np.datetime64(on).astype("datetime64[s]").astype(np.int64))


def _hours(
    world: World, special: Records, seed: int, place: int, on: date, rows: int, tet: bool, withheld: NDArray[Any]
) -> Iterator[tuple[int, Records]]:
    """Every hour of the day with all its calls in order of time; two are made at a time."""
    weights = TET_HOURS if tet else HOURS
    ends = np.rint(np.cumsum(weights / weights.sum()) * (rows - len(special))).astype(np.int64)
    counts = np.diff(ends, prepend=0)
    edges = np.searchsorted(special.at, _start(on) + HOUR * np.arange(25))

    def hour_of(hour: int) -> tuple[int, Records]:
        rng = np.random.default_rng([seed, 4, place, hour])
        start = _start(on) + HOUR * hour
        made = ordinary_hour(rng, world, int(counts[hour]), start=start, hour=hour, tet=tet, withheld=withheld)
        found = joined([made, special.take(slice(edges[hour], edges[hour + 1]))])
        found.seconds = np.where((found.trunk == WITHOUT_RINGING) & ~found.answered, 0, found.seconds)
        return hour, found.take(np.argsort(found.at, kind="stable"))

    with ThreadPoolExecutor(2) as pool:
        waiting = [pool.submit(hour_of, hour) for hour in range(2)]
        for following in range(2, 26):
            yield waiting.pop(0).result()
            if following < DAY // HOUR:
                waiting.append(pool.submit(hour_of, following))


def _written(world: World, hours: Iterator[tuple[int, Records]], out: Path, on: date, seen: NDArray[Any]) -> list[Path]:
    """Write an hour a file; `seen` learns which of the people called."""
    numbers, imei, imsi = world.numbers.whole(), world.imei.whole(), world.imsi.whole()
    cells, trunks, kinds = world.cell_names.whole(), pa.array(TRUNKS), pa.array(TRUNK_KINDS)
    files = []
    for hour, found in hours:
        seen[found.caller[found.caller < len(seen)]] = True
        table = pa.table(
            [
                pa.array(found.at * 1_000_000).cast(pa.timestamp("us")), pa.array(found.seconds),
                numbers.take(pa.array(found.caller)), numbers.take(pa.array(found.callee)),
                trunks.take(pa.array(found.trunk)), kinds.take(pa.array(found.trunk)), pa.array(found.answered),
                *(names.take(_or_null(places)) for names, places in (
                    (cells, found.cell), (imei, found.device), (imsi, found.sim),
                )),
            ],
            schema=SCHEMA,
        )  # fmt: skip
        files.append(out / f"calls-{on:%Y%m%d}-{hour:02}.parquet")
        pq.write_table(table, files[-1], compression="zstd", row_group_size=250_000)
    return files


def _or_null(places: NDArray[Any]) -> pa.Array:
    return pa.array(places, mask=places == NONE)


def _write_truth(told: Told, out: Path) -> Path:
    columns = [told.subject_kind, told.subject, told.kind, told.strength, told.negative]
    pq.write_table(pa.table(columns, schema=TRUTH_SCHEMA), out / "truth.parquet")
    return out / "truth.parquet"


def _write_listed(told: Told, world: World, rng: np.random.Generator, out: Path) -> Path:
    """The planted numbers of the list among others of which none calls."""
    planted = [subject for subject, kind in zip(told.subject, told.kind, strict=True) if kind == "listed"]
    lines = np.array([*planted, *world.fresh(LISTED_BESIDE)])
    (out / "listed.txt").write_text("\n".join(rng.permutation(lines)) + "\n", encoding="utf-8")
    return out / "listed.txt"


def _planted(told: Told) -> dict[str, int]:
    kinds = zip(told.kind, told.strength, strict=True)
    return dict(Counter(kind for kind, strength in kinds if kind and strength != "part"))


__all__ = ["FIRST_DAY", "SCHEMA", "TRUTH_SCHEMA", "Truth", "make_calls"]
