"""Subscriber records as operators export them, read into the canonical columns."""

from collections.abc import Sequence
from pathlib import Path

from lachan.readers.exports import mapping as mappings
from lachan.readers.exports.mapping import Mapping
from lachan.readers.exports.reading import InputFile, Progress, Snapshot, read_exports
from lachan.readers.exports.rejected import Rejection
from lachan.readers.exports.understanding import SAMPLE_ROWS
from lachan.readers.exports.understanding import understand as understand_exports
from lachan.readers.exports.understood import Converted, Understood, UnderstoodColumn
from lachan.readers.subscribers.layout import SUBSCRIBERS

__all__ = [
    "Converted",
    "InputFile",
    "Mapping",
    "Progress",
    "Rejection",
    "Snapshot",
    "Understood",
    "UnderstoodColumn",
    "read_mapping",
    "read_subscribers",
    "understand",
]


def read_mapping(path: Path) -> Mapping:
    """The mapping in a TOML file; InputError (`mapping_…`) names what is wrong and what would be right."""
    return mappings.read_mapping(path, SUBSCRIBERS)


def read_subscribers(
    files: Sequence[Path],
    *,
    mapping: Mapping | None = None,
    work: Path,
    rejected: Path | None = None,
    progress: Progress | None = None,
) -> Snapshot:
    """Read the files into the folder `work`; see `lachan.readers.exports.reading.read_exports`."""
    return read_exports(files, SUBSCRIBERS, mapping=mapping, work=work, rejected=rejected, progress=progress)


def understand(
    files: Sequence[Path], *, mapping: Mapping | None = None, sample_rows: int = SAMPLE_ROWS
) -> tuple[Understood, ...]:
    """What is understood of the first rows of each file; InputError as `read_subscribers`."""
    return understand_exports(files, SUBSCRIBERS, mapping=mapping, sample_rows=sample_rows)
