#!/usr/bin/env python3
"""Refuses files that are too large for the repository, and merge marks that were left in.

    python scripts/check_files.py FILE …

Exit: 0 all right, 1 something found, named.
"""

import re
import sys
from pathlib import Path

MOST_BYTES = 300_000
LARGE_ON_PURPOSE = (
    "uv.lock",
    "src/lachan/documents/fonts/",
    "src/lachan/vietnam/data/",
    "docs/images/",
    "src/lachan/checks/sites/known.txt",
)
MERGE_MARK = re.compile(rb"^(<{7}|>{7}|\|{7})( |$)", re.MULTILINE)


def problems(name: str, content: bytes) -> list[str]:
    """What is wrong with one file, in sentences."""
    found = []
    if len(content) > MOST_BYTES and not name.startswith(LARGE_ON_PURPOSE):
        found.append(f"{name}: {len(content):,} bytes, more than {MOST_BYTES:,}")
    if MERGE_MARK.search(content):
        found.append(f"{name}: a merge mark was left in")
    return found


def main(arguments: list[str]) -> int:
    """Print what was found; the exit code."""
    paths = [Path(one) for one in arguments]
    found = [sentence for path in paths if path.is_file() for sentence in problems(str(path), path.read_bytes())]
    sys.stdout.writelines(f"{sentence}\n" for sentence in found)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
