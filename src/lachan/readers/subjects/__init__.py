"""What a person asks about or reports, read out of any text: sites, accounts on platforms, telephone numbers."""

from lachan.readers.subjects.accounts import Account, account_of, is_platform
from lachan.readers.subjects.asked import WARNINGS, Asked, AskedKind, AskedWarning, unlinked
from lachan.readers.subjects.reading import (
    LONGEST,
    MOST,
    keys_of_host,
    message_key,
    read_subjects,
    shown_host,
    shown_number,
)

__all__ = [
    "LONGEST",
    "MOST",
    "WARNINGS",
    "Account",
    "Asked",
    "AskedKind",
    "AskedWarning",
    "account_of",
    "is_platform",
    "keys_of_host",
    "message_key",
    "read_subjects",
    "shown_host",
    "shown_number",
    "unlinked",
]
