"""Numbers that a list warns of: one a line, or a column of a CSV file."""

from pathlib import Path

from lachan.readers.errors import InputError
from lachan.readers.number_files import read_numbers
from lachan.vietnam.numbers import normal_number
from lachan.vietnam.numbers.normal import compact_writing


def listed_numbers(file: Path) -> list[str]:
    """The numbers in the form in which calls show them, sorted, each once; InputError names a row that is none."""
    found = set()
    for one in read_numbers(file):
        if isinstance(one, InputError):
            raise one
        found.add(normal_number(one.text) or compact_writing(one.text))
    return sorted(found)
