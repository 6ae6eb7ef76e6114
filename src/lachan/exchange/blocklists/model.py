"""A list of sites to block: what an office publishes, what changed between two issues, and what no list may hold.

A name that is blocked takes every name below it along. So nothing is listed that others live under: endings, services
that give names away, sites that very many people use, and the true sites of the register of protected names.
"""

import ipaddress
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final, Literal

from lachan.checks.sites.judge import is_known
from lachan.readers.canonical import refusal
from lachan.readers.suffixes import HOSTS, is_suffix
from lachan.vietnam.wording import Wording

LICENCE: Final = "CC BY 4.0"
_HOST = re.compile(r"(?=.{4,253}\Z)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])\Z")
_REFERENCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
_TRICK = re.compile(r"[a-z0-9_]{0,40}")

HostKind = Literal["name", "address"]


@dataclass(frozen=True, slots=True)
class ListedName:
    """One site of a list: `host` in small ASCII letters (Punycode), or an IP address, as `kind` says.

    `trick` is a key of the catalogue or "", `since` and `until` are aware and `until` excludes itself, `reference` is
    the number of the public warning. `InputError` for what could mean something else in one of the formats.
    """

    host: str
    kind: HostKind
    trick: str
    since: datetime
    until: datetime
    reference: str

    def __post_init__(self) -> None:
        good = _HOST.match(self.host) if self.kind == "name" else kind_of(self.host) == "address"
        if not good or not _REFERENCE.fullmatch(self.reference) or not _TRICK.fullmatch(self.trick):
            raise refusal(
                "listed_name", "tên miền hoặc số mục cảnh báo không đúng dạng", "not a host or reference of a list"
            )


@dataclass(frozen=True, slots=True)
class BlockList:
    """One issue; a later one has a higher serial and a later `issued_at`, by a second at least."""

    serial: int
    issued_at: datetime
    valid_until: datetime
    issuer: str
    entries: tuple[ListedName, ...]

    @property
    def names(self) -> tuple[ListedName, ...]:
        """The entries that name servers and filters of names can use: no IP address."""
        return tuple(one for one in self.entries if one.kind == "name")


@dataclass(frozen=True, slots=True)
class Delta:
    """What to add, take away and write anew to come from one issue to another."""

    old_serial: int
    new_serial: int
    added: tuple[ListedName, ...]
    removed: tuple[str, ...]
    changed: tuple[ListedName, ...]


class NotCarried(StrEnum):
    """Why a warned site stands in no list; the values are kept."""

    NO_HOST = "no_host"
    ENDING = "ending"
    SHARED = "shared"
    TRUE_SITE = "true_site"


REASONS: dict[NotCarried, Wording] = {
    NotCarried.NO_HOST: Wording("không phải tên miền hay địa chỉ IP", "no name and no IP address"),
    NotCarried.ENDING: Wording("đuôi tên miền mà nhiều người đăng ký dưới đó", "an ending under which many register"),
    NotCarried.SHARED: Wording(
        "dịch vụ hoặc trang rất nhiều người dùng; chặn là chặn luôn người ngay",
        "a service or site that very many use; a block would hit honest people",
    ),
    NotCarried.TRUE_SITE: Wording(
        "trang thật trong sổ tên được bảo vệ", "a true site of the register of protected names"
    ),
}


def kind_of(host: str) -> HostKind:
    """Whether a host is a name or an IP address."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return "name"
    return "address"


class TrueSites:
    """The true sites of a register, asked often: whether a host is one, lies below one, or above one."""

    def __init__(self, sites: Iterable[str] = ()) -> None:
        self._own = frozenset(sites)
        self._above = frozenset(above for site in self._own for above in _above(site))

    def touches(self, host: str) -> bool:
        """Whether a block of this host would block a true site, or what belongs to its owner."""
        return host in self._above or any(one in self._own for one in (host, *_above(host)))


NO_SITES: Final = TrueSites()


def _above(host: str) -> list[str]:
    labels = host.split(".")
    return [".".join(labels[place:]) for place in range(1, len(labels))]


def why_not_carried(host: str, *, true_sites: TrueSites = NO_SITES) -> NotCarried | None:
    """Why this host may stand in no list; None when it may.

    Refused too: a host below a true site, which is its owner's, and a host above one, which would take it along.
    """
    if kind_of(host) == "address":
        return None if ipaddress.ip_address(host).is_global else NotCarried.NO_HOST
    if not _HOST.match(host):
        return NotCarried.ENDING if is_suffix(host) else NotCarried.NO_HOST
    if is_suffix(host) or host in HOSTS:
        return NotCarried.ENDING
    if true_sites.touches(host):
        return NotCarried.TRUE_SITE
    return NotCarried.SHARED if is_known(host) else None


def in_order(entries: Iterable[ListedName]) -> tuple[ListedName, ...]:
    """Each host once, in the order of the alphabet; of two warnings of one host, the one that holds longer."""
    found: dict[str, ListedName] = {}
    for one in entries:
        known = found.get(one.host)
        if known is None or (known.until, known.reference) < (one.until, one.reference):
            found[one.host] = one
    return tuple(found[host] for host in sorted(found))


def delta(old: BlockList, new: BlockList) -> Delta:
    """What changed from one issue to a later one."""
    before = {one.host: one for one in old.entries}
    after = {one.host: one for one in new.entries}
    return Delta(
        old.serial,
        new.serial,
        tuple(after[host] for host in sorted(after.keys() - before.keys())),
        tuple(sorted(before.keys() - after.keys())),
        tuple(after[host] for host in sorted(after.keys() & before.keys()) if after[host] != before[host]),
    )


def applied(old: BlockList, change: Delta) -> tuple[ListedName, ...]:
    """The entries after a change: what a reader of deltas holds."""
    held = {one.host: one for one in old.entries}
    for host in change.removed:
        held.pop(host, None)
    held |= {one.host: one for one in (*change.added, *change.changed)}
    return in_order(held.values())
