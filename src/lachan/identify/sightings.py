"""Which telephone numbers a device (IMEI) was seen with, and when: an optional table of the store.

A device is named by the first 14 digits of its IMEI: the 15th is a check digit, and networks log 16 with a version of
the software in place of it (3GPP TS 23.003, 6.2).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from lachan.identify.moments import moment_or_day
from lachan.identify.parts import Column
from lachan.readers.errors import InputError, Place
from lachan.vietnam.numbers import normal_number
from lachan.vietnam.wording import Wording

COLUMNS = ("imei", "number", "from", "to")
_KINDS = {"devices": "<u8", "numbers": "<u8", "starts": "<i8", "ends": "<i8"}
_DEVICE_DIGITS = 14


@dataclass(frozen=True, slots=True)
class Sighting:
    """The device was seen with the number (digits of E.164) from `start` to `end`, both included (milliseconds)."""

    device: int
    number: int
    start: int
    end: int


def device(text: str, place: Place) -> int:
    """The device that an IMEI names; InputError `not_an_imei` for other lengths or a wrong check digit."""
    digits = "".join(character for character in text if character not in " -./")
    right = digits.isascii() and digits.isdigit() and len(digits) in (_DEVICE_DIGITS, 15, 16)
    if not right or (len(digits) == 15 and not _checks(digits)):
        raise InputError(
            "not_an_imei",
            Wording(
                f"“{text[:30]}” không phải IMEI: cần 14, 15 (đúng số kiểm tra) hoặc 16 chữ số",
                f"“{text[:30]}” is no IMEI: 14, 15 (with the right check digit) or 16 digits are needed",
            ),
            place,
        )
    return int(digits[:_DEVICE_DIGITS])


def _checks(digits: str) -> bool:
    """Whether the last digit is the check digit (Luhn) of the others."""
    total = 0
    for at, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + at % 2)
        total += value // 10 + value % 10
    return total % 10 == 0


def sighting(values: Mapping[str, str], *, file: str, row: int) -> Sighting:
    """A row of the table; InputError names the column."""
    number = normal_number(values["number"])
    if number is None:
        raise InputError(
            "not_a_number",
            Wording(
                f"“{values['number'][:30]}” không phải số điện thoại; ví dụ đúng: 0912345678",
                f"“{values['number'][:30]}” is no telephone number; right is 0912345678",
            ),
            Place(file, row, "number"),
        )
    start = moment_or_day(values["from"], Place(file, row, "from"))
    end = moment_or_day(values["to"], Place(file, row, "to"))
    if end < start:
        raise InputError(
            "backward_time",
            Wording(
                "lúc thấy lần cuối trước lúc thấy lần đầu; hãy xem lại hai cột thời gian",
                "last seen before first seen; look at both columns of time",
            ),
            Place(file, row, "to"),
        )
    return Sighting(device(values["imei"], Place(file, row, "imei")), int(number[1:]), start, end)


def save_sightings(columns: Mapping[str, Column], folder: Path) -> None:
    """Write columns that are in order of device and start."""
    for name, kind in _KINDS.items():
        np.ascontiguousarray(columns[name], dtype=kind).tofile(folder / name)


class Sightings:
    """The table, opened. One device may be seen with several numbers at once: phones hold two SIMs."""

    def __init__(self, folder: Path) -> None:
        self._columns = {name: np.fromfile(folder / name, dtype=kind) for name, kind in _KINDS.items()}

    def find(self, device: int, since: int, until: int) -> list[int]:
        """The numbers it was seen with from `since` to `until`, both included, in order of first sight."""
        devices = self._columns["devices"]
        rows = slice(int(np.searchsorted(devices, device)), int(np.searchsorted(devices, device, side="right")))
        seen = (self._columns["starts"][rows] <= until) & (self._columns["ends"][rows] >= since)
        return list(dict.fromkeys(self._columns["numbers"][rows][seen].tolist()))

    def knows(self, device: int) -> bool:
        """Whether the table has the device at any time."""
        return bool(np.isin(device, self._columns["devices"]))
