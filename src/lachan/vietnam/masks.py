"""How numbers, papers and names are shown to eyes that have no purpose with them: enough to recognise, not to know."""

import re

HIDDEN = "***"
GAP = "****"
_END = 3
_SHORT = 8  # digits; a service or an old number of so few would be guessed from its ends
_DIGITS = re.compile(r"\d(?:[ .\-]?\d){5,}")


def masked_number(number: str) -> str:
    """A telephone number: "0912345678" and "+84912345678" become "091****678"; short ones keep their first digit."""
    digits = re.sub(r"\D", "", number)
    digits = f"0{digits[2:]}" if number.startswith("+84") else digits
    return f"{digits[:_END]}{GAP}{digits[-_END:]}" if len(digits) > _SHORT else f"{digits[:1]}{GAP}"


def masked_paper(paper: str) -> str:
    """An identity paper, tax code or account: the last three characters alone ("****901"), of short ones none."""
    marks = re.sub(r"\W", "", paper)
    return f"{GAP}{marks[-_END:]}" if len(marks) > 2 * _END else GAP


def masked_name(name: str) -> str:
    """A name: the first letter of each word."""
    return " ".join(f"{word[0]}{HIDDEN}" for word in name.split())


def masked_digits(text: str) -> str:
    """A text in which every run of six digits or more is hidden but for its last two."""
    return _DIGITS.sub(lambda found: f"{GAP}{found[0][-2:]}", text)
