"""The one usual writing of a subject's value, for exact search, and its mask, for eyes without a purpose. Pure."""

import ipaddress
import re
import unicodedata
from urllib.parse import urlsplit

from lachan.office.cases.models import SubjectKind
from lachan.vietnam.masks import HIDDEN, masked_name, masked_number
from lachan.vietnam.numbers import normal_number

_HOST = re.compile(r"(?=.{4,253}$)([\w-]{1,63}\.)+\w[\w-]{0,62}")
_LONG_DIGITS = re.compile(r"\d(?:[ .\-]?\d){7,}")
# 01/02/2026, 1.500.000 đồng, VV-2026-0001: digits that are no number of anybody
_HARMLESS = re.compile(
    r"\d{1,2}/\d{1,2}/\d{4}|\d{1,3}(?:\.\d{3})+(?= *(?:đ|đồng|VND|triệu|tỷ)\b)|(?:VV|YC|KT|SV)-\d{4}-\d{4,}"
)


def usual(kind: str, value: str) -> str | None:
    """`value` in the one writing in which equal things are equal; None when it cannot be of that kind."""
    words = " ".join(unicodedata.normalize("NFC", value).split())
    if not words:
        return None
    match kind:
        case SubjectKind.NUMBER:
            return normal_number(words) or _as_seen(words)
        case SubjectKind.SITE:
            return _host(words)
        case SubjectKind.ACCOUNT:
            return words.casefold().removeprefix("@").rstrip("/") or None
        case SubjectKind.BANK_ACCOUNT:
            return re.sub(r"[\s.\-]", "", words).upper() if re.search(r"\d{4}", re.sub(r"[\s.\-]", "", words)) else None
        case SubjectKind.ADDRESS:
            return _address(words)
        case _:
            return words.casefold()


def _as_seen(words: str) -> str | None:
    """A number that no network gives out, as it stood on a screen: frauds show forged and short numbers too."""
    seen = re.sub(r"[\s.\-()]", "", words)
    if not re.fullmatch(r"\+?[0-9]{3,15}", seen):
        return None
    return f"+84{seen[1:]}" if re.fullmatch(r"0[0-9]{9}", seen) else seen


def _host(words: str) -> str | None:
    """The host name of a site or URL, small, without a closing dot; "xn--" forms as people read them."""
    try:
        host = urlsplit(words if "://" in words else f"//{words}").hostname or ""
        host = host.rstrip(".").encode("idna").decode("idna")
    except (UnicodeError, ValueError):
        return None
    return host.lower() if _HOST.fullmatch(host) and not host.replace(".", "").isdecimal() else None


def _address(words: str) -> str | None:
    """ "203.0.113.7:443", "2001:db8::1", "[2001:db8::1]:443"; IPv4 written inside IPv6 becomes IPv4."""
    bracketed = re.fullmatch(r"\[(?P<host>[^\]]+)\](?::(?P<port>\d{1,5}))?", words)
    plain_v4 = re.fullmatch(r"(?P<host>[\d.]+)(?::(?P<port>\d{1,5}))?", words)
    found = bracketed or plain_v4
    host, port = (found["host"], found["port"]) if found else (words, None)
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return None
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    if port is None:
        return str(address)
    if not 1 <= int(port) <= 65535:
        return None
    return f"{address}:{int(port)}" if address.version == 4 else f"[{address}]:{int(port)}"


def masked(kind: str, value: str) -> str:
    """What is shown of a value by default. A site's name is shown whole: it is published to everybody anyway."""
    match kind:
        case SubjectKind.NUMBER:
            return masked_number(value)
        case SubjectKind.SITE:
            return value
        case SubjectKind.BANK_ACCOUNT:
            return f"{HIDDEN}{value[-3:]}"
        case SubjectKind.ADDRESS:
            return _masked_address(value)
        case SubjectKind.ACCOUNT:
            return f"{value[:2]}{HIDDEN}"
        case _:
            return masked_name(value)


def _masked_address(value: str) -> str:
    host, separator = (value, ":") if "::" in value or value.count(":") > 1 else (value.split(":")[0], ".")
    return f"{host.strip('[').split(separator)[0]}{separator}{host.strip('[').split(separator)[1]}{separator}{HIDDEN}"


def tells_somebodys_number(text: str) -> bool:
    """Whether a text that many read holds eight digits or more in a row: a phone, account or identity number."""
    return _LONG_DIGITS.search(_HARMLESS.sub("", text)) is not None
