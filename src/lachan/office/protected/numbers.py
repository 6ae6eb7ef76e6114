"""Numbers of the register as people dial and read them."""

from lachan.readers.protected_list import is_range, listed_form

CITIES = ("24", "28")  # area codes of two digits
NETWORKS = ("69", "80")  # police and army; offices of Party and State


def dialled(number: str) -> str:
    """ "+842053800000" as people in Vietnam dial it, in groups: "0205 380 0000"; short numbers stay."""
    national = number.removeprefix("+84")
    if not number.startswith("+84"):
        return number
    if national.startswith(("1800", "1900")):
        return f"{national[:4]} {national[4:]}"
    if national.startswith(NETWORKS):
        rest = national[2:]
        return f"0{national[:2]} {rest[:-4]} {rest[-4:]}" if len(rest) >= 6 else f"0{national[:2]} {rest}"
    if national.startswith("2"):
        area = 2 if national.startswith(CITIES) else 3
        rest = national[area:]
        return f"0{national[:area]} {rest[:-4]} {rest[-4:]}"
    return f"0{national[:-6]} {national[-6:-3]} {national[-3:]}"


def ends_of(first: str, last: str) -> tuple[str, str] | None:
    """The two ends of a range as the list writes them, from any usual writing; `last` "" for one number.

    None when one of them is no number of Vietnam, or they are no range.
    """
    low = listed_form(first)
    high = listed_form(last) if last.strip() else low
    if low is None or high is None or not all(_is_vietnamese(one) for one in (low, high)):
        return None
    return (low, high) if is_range(low, high) else None


def _is_vietnamese(number: str) -> bool:
    return number.startswith("+84") or not number.startswith("+")
