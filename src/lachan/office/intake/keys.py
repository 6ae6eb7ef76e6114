"""From what a person or source names to the keys under which the office knows it.

A number is found by a blind value of its own column, so that the data base alone tells nobody's number.
"""

import re
from dataclasses import dataclass

from lachan.checks.sites.judge import is_known
from lachan.office.intake.models import SubjectKind
from lachan.office.intake.models.subjects import LONGEST_SHOWN
from lachan.office.vault import blind
from lachan.readers.subjects import Asked, AskedKind, message_key
from lachan.vietnam.masks import masked_digits, masked_number

LONGEST_MESSAGE = 4000
SHOWN_OF_MESSAGE = 100
COLUMN = "intake.Subject"


@dataclass(frozen=True)
class Named:
    """What is named, in the office's terms.

    `key` is the one under which it would be kept as something new; `keys` are all under which it may be known, the
    most exact first. `secret` is what will be sealed: a number, the text of a message.
    """

    kind: str
    key: str
    keys: tuple[str, ...]
    shown: str
    secret: str = ""
    address: str = ""


def named(asked: Asked) -> Named:
    """What a person asks about or reports. ValueError for what is unreadable: it has no key."""
    if asked.kind is AskedKind.UNREADABLE:
        raise ValueError("what is unreadable has no key")
    if asked.kind is AskedKind.NUMBER:
        key = blind(asked.key, column=COLUMN)
        short = len(asked.key) <= 6
        return Named(SubjectKind.NUMBER.value, key, (key,), asked.key if short else masked_number(asked.key), asked.key)
    if asked.kind is AskedKind.ACCOUNT:
        return _account(asked)
    # Many addresses of one owner are one site; below a name that very many people share, each is its own.
    key = asked.key if is_known(asked.key) else asked.keys[-1]
    shown = asked.shown if key == asked.key else f"{key.replace('.', '[.]')}"
    return Named(SubjectKind.SITE.value, key, asked.keys, shown[:LONGEST_SHOWN], "", _address(asked))


def named_message(text: str) -> Named:
    """A message as it was received: kept under the hash of its text, its digits hidden where it is shown."""
    words = " ".join(text.split())[:LONGEST_MESSAGE]
    key = message_key(words)
    return Named(SubjectKind.MESSAGE.value, key, (key,), shown_message(words), words)


def shown_message(text: str) -> str:
    """The start of a message as everybody in the office may read it: long numbers hidden, no link in it."""
    words = masked_digits(" ".join(one for one in text.split() if one.isprintable()))
    cut = words if len(words) <= SHOWN_OF_MESSAGE else f"{words[: SHOWN_OF_MESSAGE - 1]}…"
    return re.sub(r"(?<=\w)\.(?=\w)", "[.]", cut)[:LONGEST_SHOWN]


def _account(asked: Asked) -> Named:
    """An account that goes by a telephone number is kept as a number is: blind, sealed, masked."""
    platform, _, id_ = asked.key.partition(":")
    if not id_.startswith("+") or not id_[1:].isdecimal():
        return Named(SubjectKind.ACCOUNT.value, asked.key, asked.keys, asked.shown, "", asked.address)
    key = f"{platform}:{blind(asked.key, column=COLUMN)}"
    return Named(SubjectKind.ACCOUNT.value, key, (key,), f"{platform.capitalize()}: {masked_number(id_)}", asked.key)


def _address(asked: Asked) -> str:
    """Where exactly a site was seen; without its path where that holds what may be somebody's number."""
    scheme, _, rest = asked.address.partition("://")
    host, _, path = rest.partition("/")
    return asked.address if masked_digits(path) == path else f"{scheme}://{host.partition('?')[0]}"
