#!/usr/bin/env python3
"""Finds phone and identity numbers that could be somebody's in tests and in the demo.

    python scripts/check_personal_data.py [FILE …]

Without files it reads everything under `tests/` and `src/lachan/office/demo/`. Invented numbers come from ranges that
belong to nobody:

- phone numbers begin with 050 (or +8450): no network has this prefix;
- where a number must fit the plan, 0205 000 (or +84205000): behind an area code no number begins with 0;
- personal numbers (12 digits) begin with 099: no province has this code, the last one is 096.

Exit: 0 nothing found, 1 a number that could be real, named with file and line.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("tests", "src/lachan/office/demo")
# The tests of the numbering plan, of the readers, of the screen and of the rules on records and messages need
# numbers and papers of every prefix, province and writing, since that is what they test; the people are invented.
_COMMANDS = ("calls_check", "messages", "owners", "subscribers", "understood")
EXEMPT = {
    ROOT / "tests" / "vietnam" / "test_numbers.py",
    ROOT / "tests" / "vietnam" / "test_report_forms.py",
    ROOT / "tests" / "checks" / "calls",
    ROOT / "tests" / "checks" / "messages",
    ROOT / "tests" / "checks" / "subscribers",
    ROOT / "tests" / "readers" / "calls",
    ROOT / "tests" / "readers" / "subscribers",
    ROOT / "tests" / "readers" / "test_subjects.py",
    ROOT / "tests" / "office" / "fetching",  # addresses of machines in every writing
    ROOT / "tests" / "screening",
    *(ROOT / "tests" / "cli" / f"test_{one}.py" for one in _COMMANDS),
}
TEXTS = {".py", ".txt", ".csv", ".json", ".toml", ".md", ".html", ".jsonl"}

_GAP = r"[ .\-]?"
# Not inside a longer number, word or hash; the digits may be parted as people part them.
PHONE = re.compile(rf"(?<![\w.])(?:\+?84|0){_GAP}(?:[35789]\d(?:{_GAP}\d){{7}}|2\d(?:{_GAP}\d){{8}})(?![\w])")
PERSONAL = re.compile(r"(?<![\w.])\d{3}[ ]?\d{3}[ ]?\d{3}[ ]?\d{3}(?![\w])")
FICTIONAL_PHONE = re.compile(r"^(84|0)(50|205000)")
FICTIONAL_PERSONAL = re.compile(r"^099")


def real_looking(line: str) -> Iterator[str]:
    """The numbers of a line that could be somebody's phone or identity paper."""
    for found in PHONE.finditer(line):
        if not FICTIONAL_PHONE.match(re.sub(r"\D", "", found[0])):
            yield found[0]
    for found in PERSONAL.finditer(line):
        digits = re.sub(r"\D", "", found[0])
        if digits[0] == "0" and digits[:3] <= "096" and not FICTIONAL_PERSONAL.match(digits):
            yield found[0]


def check(paths: list[Path]) -> list[str]:
    """A sentence for each number found, with its place."""
    sentences = []
    for path in paths:
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            sentences += [f"{path}:{number}: {one!r} could be somebody's" for one in real_looking(line)]
    return sentences


def is_exempt(path: Path) -> bool:
    """Whether the file, or a folder that it lies in, needs such numbers."""
    return not EXEMPT.isdisjoint((path, *path.parents))


def files() -> list[Path]:
    """Every text of tests and demo."""
    found = (one for folder in FOLDERS for one in (ROOT / folder).rglob("*"))
    return sorted(one for one in found if one.is_file() and one.suffix in TEXTS and not is_exempt(one))


def main(arguments: list[str]) -> int:
    """Print what was found; the exit code."""
    given = [one for one in map(Path, arguments) if not is_exempt(one.resolve())]
    sentences = check(given if arguments else files())
    if sentences:
        sys.stdout.write("\n".join([*sentences, "Use 050… or 0205 000… for phones and 099… for personal numbers.", ""]))
    return 1 if sentences else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
