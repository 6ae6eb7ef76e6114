"""What may be asked: one number, line, IMEI or address, at a moment or over a range, as a row of a sheet names it."""

from collections.abc import Mapping
from dataclasses import dataclass

from lachan.identify.addresses import Address, port, public_address
from lachan.identify.moments import DAY_MS, moment
from lachan.identify.sightings import device
from lachan.readers.errors import InputError, Place
from lachan.vietnam.numbers import normal_number
from lachan.vietnam.wording import Wording

COLUMNS = ("number", "line", "public_ip", "port", "imei", "at", "since", "until")
LONGEST_RANGE_DAYS = 31


@dataclass(frozen=True, slots=True)
class Question:
    """One number, IMEI or address (with or without port), from `since` to `until` (milliseconds, both included)."""

    number: int | None
    address: Address | None
    port: int | None
    since: int
    until: int
    imei: int | None = None


def question(values: Mapping[str, str], *, file: str, row: int, longest_days: int = LONGEST_RANGE_DAYS) -> Question:
    """The question in a row; InputError names its column."""

    def place(column: str) -> Place:
        return Place(file, row, column)

    since, until = _range(values, file, row, longest_days)
    subjects = [column for column in ("number", "line", "public_ip", "imei") if values.get(column)]
    if len(subjects) != 1:
        raise InputError(
            "one_subject",
            Wording(
                "mỗi dòng hỏi đúng một số, một đường dây, một địa chỉ hoặc một IMEI",
                "a row asks for one number or one address, one line or one IMEI",
            ),
            place("number"),
        )
    (subject,) = subjects
    if subject == "imei":
        return Question(None, None, None, since, until, device(values["imei"], place("imei")))
    if subject == "public_ip":
        address = public_address(values["public_ip"], place("public_ip"))
        return Question(None, address, port(values.get("port", ""), place("port")), since, until)
    number = normal_number(values[subject])
    if number is None:
        raise InputError(
            "not_a_number",
            Wording(
                f"“{values[subject][:30]}” không phải số điện thoại; ví dụ đúng: 0912345678",
                f"“{values[subject][:30]}” is no telephone number; right is 0912345678",
            ),
            place(subject),
        )
    return Question(int(number[1:]), None, None, since, until)


def _range(values: Mapping[str, str], file: str, row: int, longest_days: int) -> tuple[int, int]:
    """The moments of `at`, or of `since` and `until`."""
    if values.get("at"):
        at = moment(values["at"], Place(file, row, "at"))
        return at, at
    since = moment(values.get("since", ""), Place(file, row, "since" if "since" in values else "at"))
    until = moment(values.get("until", ""), Place(file, row, "until"))
    if until < since or until - since > longest_days * DAY_MS:
        raise InputError(
            "not_a_range",
            Wording(
                f"khoảng thời gian ngược hoặc dài hơn {longest_days} ngày; hãy hỏi hẹp lại",
                f"the range runs backwards or is longer than {longest_days} days; ask for less",
            ),
            Place(file, row, "until"),
        )
    return since, until
