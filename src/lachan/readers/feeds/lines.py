"""Feeds of lines: plain names and links, hosts files, AdGuard rules, response policy zones."""

import re
from collections.abc import Callable

from lachan.readers.errors import InputError
from lachan.readers.feeds.model import FeedEntry, FeedForm
from lachan.readers.names import read_name

_PLAIN = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*\.[a-z]{2,24}")
_REMARK = re.compile(r"\s+[#;].*\Z")
_RULE = re.compile(r"\|\|([^/^|*$]+)\^?(?:\$(?:important|all|document|popup|doc)(?:,\w+)*)?\Z")
_ZONE = re.compile(r"(\S+)\s+(?:\d+\s+)?(?:IN\s+)?CNAME\s+(\S+)\s*\Z", re.IGNORECASE)
_ZONE_OTHER = re.compile(r"\$(?:TTL|ORIGIN)\b|.*\b(?:SOA|NS)\b|[\s\d()]+\Z", re.IGNORECASE)
_HERE = {"0.0.0.0", "127.0.0.1", "::", "::1", "0"}  # noqa: S104 - words of a hosts file
_OWN = {"localhost", "localhost.localdomain", "local", "broadcasthost", "0.0.0.0", "ip6-localhost", "ip6-loopback"}  # noqa: S104

Read = list[FeedEntry] | None
"""The entries of a line; [] for a remark, None for what is no line of this form."""


def value_of(text: str) -> str | None:
    """A host, IP address or link in its writing; None when it is none."""
    if _PLAIN.fullmatch(text):
        return text
    try:
        read = read_name(text)
    except InputError:
        return None
    has_path = read.path.startswith("/") and len(read.path) > 1
    return text if has_path or read.user else read.host


def _plain(line: str) -> Read:
    if line.startswith(("#", ";", "!", "//")):
        return []
    return _one(_REMARK.sub("", line).removeprefix("*."))


def _hosts(line: str) -> Read:
    if line.startswith("#"):
        return []
    address, *names = _REMARK.sub("", line).split()
    if address not in _HERE:
        return None
    found = [value_of(name.lower()) for name in names if name.lower() not in _OWN]
    return None if None in found else [FeedEntry(one) for one in found if one]


def _adguard(line: str) -> Read:
    if line.startswith(("!", "#", "@@", "[")) or "##" in line:
        return []  # remarks, exceptions, and rules for what stands on pages
    rule = _RULE.match(line)
    if rule is None:
        return _hosts(line) or _plain(line) if line[0].isalnum() else None
    return _one(rule[1])


def _rpz(line: str) -> Read:
    line = line.partition(";")[0].strip()
    if not line:
        return []
    found = _ZONE.match(line)
    if found is None:
        return [] if _ZONE_OTHER.match(line) else None
    owner, target = found[1].lower(), found[2]
    if target not in (".", "*.") or owner.startswith("*.") or owner.endswith(("rpz-ip", "rpz-nsdname", "rpz-nsip")):
        return []  # let through, answered otherwise, or the same name once more with what is below it
    return _one(owner)


def _one(text: str) -> Read:
    value = value_of(text.strip())
    return None if value is None else [FeedEntry(value)]


LINES: dict[FeedForm, Callable[[str], Read]] = {
    FeedForm.PLAIN: _plain,
    FeedForm.HOSTS: _hosts,
    FeedForm.ADGUARD: _adguard,
    FeedForm.RPZ: _rpz,
}
