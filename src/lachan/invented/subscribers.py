"""Files of made-up subscribers with the truth kept: who is behind each number, and which fault was planted where.

Nobody in them is real, and no file of the repository holds one: they are made at run time, the same for the same seed.
Numbers must look allocated and papers well formed, or no rule could be tried; a number that happens to be somebody's
is therefore possible and says nothing about anybody. `marked=True` makes them recognisable (phones begin with 050,
personal numbers with 099: neither exists) for everything that people are shown; the rules on prefixes and birth
provinces then find fault with each row.

    >>> truth = make_subscribers(100_000, seed=7, out=Path("made"))
    >>> truth.subscribers, truth.owners
"""

from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from lachan.invented.faults import USUAL, plant
from lachan.invented.holders import draw_holders
from lachan.invented.registrations import Registrations, draw_registrations
from lachan.invented.writings import disguise
from lachan.readers.subscribers.columns import COLUMNS, Kind

BLOCK = 250_000
"""Rows made at a time; each block has its own stream of random numbers, hence the result does not depend on threads."""
AS_OF = date(2026, 10, 1)

_ARROW: dict[Kind, pa.DataType] = {
    "text": pa.string(),
    "date": pa.date32(),
    "moment": pa.timestamp("us"),
    "flag": pa.bool_(),
    "count": pa.int8(),
}
SCHEMA = pa.schema([(column.name, _ARROW[column.kind]) for column in COLUMNS])
TRUTH_SCHEMA = pa.schema(
    [
        ("number", pa.string()),
        ("owner", pa.string()),
        ("owner_kind", pa.string()),
        ("held", pa.int32()),
        ("writing", pa.string()),
        ("fault", pa.string()),
        ("negative", pa.string()),
    ]
)
"""`truth.parquet`, one row a number, in the order of the records.

`owner` is the true owner's id, `held` how many numbers it holds; `writing` how this row differs from the owner's right
writing, `fault` the planted fault, `negative` the hard negative that the owner or row belongs to; "" for none.
"""


@dataclass(frozen=True)
class Truth:
    """What was made: the two files, and how many rows have which fault and writing."""

    subscribers: Path
    owners: Path
    rows: int
    faults: dict[str, int]
    writings: dict[str, int]


def make_subscribers(
    rows: int,
    *,
    seed: int,
    out: Path,
    faults: Mapping[str, float] = USUAL,
    as_of: date = AS_OF,
    marked: bool = False,
    block: int = BLOCK,
) -> Truth:
    """Write `subscribers.parquet` (canonical columns) and `truth.parquet` into the folder `out`, which is made.

    `faults` gives the share of rows for each kind of `lachan.invented.faults.FAULTS` (empty: none); every kind is
    planted once at least where a row fits. Nothing in the records is later than the day before `as_of`.
    """
    if not 0 < rows <= 300_000_000:
        raise ValueError(f"between 1 and 300 million rows can be made, not {rows}")
    out.mkdir(parents=True, exist_ok=True)
    truth = Truth(out / "subscribers.parquet", out / "truth.parquet", rows, {}, {})
    last_day = int(np.datetime64(as_of).astype(np.int64))
    blocks = -(-rows // block)
    counted: dict[str, Counter[str]] = {"fault": Counter(), "writing": Counter()}

    def make(index: int) -> tuple[Registrations, pa.Array]:
        rng = np.random.default_rng([seed, index])
        size = min(block, rows - index * block)
        holders = draw_holders(rng, size, block=index, blocks=blocks, last_day=last_day, marked=marked)
        found = draw_registrations(
            rng, holders, first_serial=index * block, block=index, blocks=blocks,
            points=max(4, min(rows // 40_000, 60)), last_day=last_day, marked=marked,
        )  # fmt: skip
        disguise(rng, found)
        plant(rng, found, dict(faults))
        found.settle()
        return found, pa.array(rng.permutation(size))

    with (
        pq.ParquetWriter(truth.subscribers, SCHEMA, compression="zstd") as records,
        pq.ParquetWriter(truth.owners, TRUTH_SCHEMA, compression="zstd") as truths,
    ):
        for found, order in _in_order(make, blocks):
            records.write_table(pa.table(found.columns).select(SCHEMA.names).cast(SCHEMA).take(order))
            truths.write_table(_truth(found).take(order))
            counted["fault"].update(found.fault[found.fault != ""].tolist())
            counted["writing"].update(found.writing[found.writing != ""].tolist())
    truth.faults.update(counted["fault"])
    truth.writings.update(counted["writing"])
    return truth


def _in_order(
    make: Callable[[int], tuple[Registrations, pa.Array]], blocks: int
) -> Iterator[tuple[Registrations, pa.Array]]:
    """The blocks in their order, two made at a time and none further ahead, so that memory stays small."""
    with ThreadPoolExecutor(2) as pool:
        waiting = deque(pool.submit(make, index) for index in range(min(2, blocks)))
        for following in range(len(waiting), blocks + len(waiting)):
            done = waiting.popleft().result()
            if following < blocks:
                waiting.append(pool.submit(make, following))
            yield done


def _truth(found: Registrations) -> pa.Table:
    """The rows of the truth, in the order of the block."""
    firm = found.holders.organisation
    owners = pa.array([f"{'O' if of_firm else 'P'}{found.block:04}-{index:06}" for index, of_firm in enumerate(firm)])
    kinds = pa.array(["person", "organisation"]).take(pa.array(firm.astype(np.int64)))
    rows = pa.array(found.holder)
    return pa.table(
        {
            "number": found.columns["number"],
            "owner": owners.take(rows),
            "owner_kind": kinds.take(rows),
            "held": pa.array(found.holders.size).take(rows),
            "writing": pa.array(found.writing.tolist()),
            "fault": pa.array(found.fault.tolist()),
            "negative": pa.array(found.negative.tolist()),
        }
    ).cast(TRUTH_SCHEMA)
