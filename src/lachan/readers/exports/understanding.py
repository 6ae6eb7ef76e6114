"""The dry run: what would be understood of each file, from its header and its first rows, with nothing left behind."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from lachan.readers.exports.copying import copy_rows, workbench
from lachan.readers.exports.inputs import opened
from lachan.readers.exports.layout import Layout
from lachan.readers.exports.mapping import Mapping
from lachan.readers.exports.rejected import REJECTED, RejectedFile
from lachan.readers.exports.understood import Understood, understood_of

SAMPLE_ROWS = 10_000


def understand(
    files: Sequence[Path], layout: Layout, *, mapping: Mapping | None = None, sample_rows: int = SAMPLE_ROWS
) -> tuple[Understood, ...]:
    """What is understood of the first rows of each file; InputError as `read_exports`."""
    found = []
    with tempfile.TemporaryDirectory(prefix="lachan-") as name, workbench(Path(name)) as db:
        folder = Path(name)
        inputs = [opened(index, path, mapping, layout, db) for index, path in enumerate(files)]
        rejected = RejectedFile(folder / REJECTED, inputs)
        for given in inputs:
            copied = copy_rows(db, given, folder, rejected, limit=sample_rows)
            found.append(understood_of(given, copied.parquet, copied.rows, copied.rejections, as_it_is=False))
        rejected.finish()
    return tuple(found)
