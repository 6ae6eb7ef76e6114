"""Text messages as an operator, a hotline or a citizen's telephone exports them, read into the canonical columns."""

from collections.abc import Sequence
from pathlib import Path

from lachan.readers.exports import mapping as mappings
from lachan.readers.exports.mapping import Mapping
from lachan.readers.exports.reading import Progress, Snapshot, read_exports
from lachan.readers.exports.understanding import SAMPLE_ROWS, understand
from lachan.readers.exports.understood import Understood
from lachan.readers.messages.layout import MESSAGES

__all__ = ["Mapping", "Snapshot", "read_mapping", "read_messages", "understand_messages"]


def read_mapping(path: Path) -> Mapping:
    """The mapping in a TOML file; InputError (`mapping_…`) names what is wrong and what would be right."""
    return mappings.read_mapping(path, MESSAGES)


def read_messages(
    files: Sequence[Path],
    *,
    mapping: Mapping | None = None,
    work: Path,
    rejected: Path | None = None,
    progress: Progress | None = None,
) -> Snapshot:
    """Read the files into the folder `work`; see `lachan.readers.exports.reading.read_exports`.

    A message is kept as it is written, to the last sign: how it is written is what the check looks at.
    """
    return read_exports(files, MESSAGES, mapping=mapping, work=work, rejected=rejected, progress=progress)


def understand_messages(
    files: Sequence[Path], *, mapping: Mapping | None = None, sample_rows: int = SAMPLE_ROWS
) -> tuple[Understood, ...]:
    """What is understood of the first rows of each file; InputError as `read_messages`."""
    return understand(files, MESSAGES, mapping=mapping, sample_rows=sample_rows)
