"""Receipt codes for people without account: read aloud over the telephone, shown once, kept as a keyed hash alone."""

import secrets

# Read aloud over the telephone: no 0/O, 1/I/L, 2/Z, 5/S, 8/B. 15 characters of 24 are 68 bits.
_ALPHABET = "34679ACDEFGHJKMNPQRTVWXY"
_GROUPS, _IN_A_GROUP = 5, 3


def new_code() -> str:
    """A new code, "ACD-EFG-HJK-MNP-QRT"; whoever makes it stores `vault.blind(usual_code(code), column=…)` of it."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(_IN_A_GROUP)) for _ in range(_GROUPS))


def usual_code(typed: str) -> str:
    """A receipt code as it is hashed, however a person typed it."""
    return "".join(letter for letter in typed.upper() if letter in _ALPHABET)
