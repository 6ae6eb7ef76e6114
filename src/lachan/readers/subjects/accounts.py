"""Links to accounts and pages on platforms, brought to one key each: `platform:id`.

A platform is shared by millions: the name of its host says nothing of the account, and blocking it would hurt them all.
The id is the number or name that the platform itself goes by, where the link gives one; a link that only passes on
(share, short link) keeps its own code, with a warning. Ways of writing are those that the platforms give out
themselves, read from their public links in 2025 and 2026.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote

from lachan.readers.subjects.asked import AskedWarning
from lachan.vietnam.numbers import normal_number


@dataclass(frozen=True, slots=True)
class Account:
    """An account or page: `id` as in its key; `name` of the platform as people know it."""

    platform: str
    name: str
    id: str
    warnings: tuple[AskedWarning, ...] = ()

    @property
    def key(self) -> str:
        """What it is found by."""
        return f"{self.platform}:{self.id}"


_PASSING = (AskedWarning.PASSING,)
_SHORT = (AskedWarning.SHORTENED,)
_NAME = re.compile(r"[a-z0-9._\-]{2,80}")
_CODE = re.compile(r"[A-Za-z0-9_+=.\-]{2,120}")
_DIGITS = re.compile(r"\d{3,25}")


def account_of(host: str, path: str) -> Account | None:
    """The account that a link leads to; None where the host is no platform, or the link names nobody."""
    parts, query = _cut(path)
    for name, read in _READERS.items():
        if host == name or host.endswith(f".{name}"):
            return read(host, parts, query)
    return None


def is_platform(host: str) -> bool:
    """Whether the host is shared by the accounts of many, so that it must not be judged by one of them."""
    return any(host == name or host.endswith(f".{name}") for name in _READERS)


def mentioned(platform: str, handle: str) -> Account | None:
    """An account named in words: "Telegram @ten"."""
    host = {"telegram": "t.me", "tele": "t.me", "tiktok": "tiktok.com", "youtube": "youtube.com"}[platform]
    return account_of(host, f"/{handle.lstrip('@')}" if host == "t.me" else f"/@{handle.lstrip('@')}")


def _cut(path: str) -> tuple[list[str], dict[str, str]]:
    """The pieces of a path between its slashes, and its query; nothing behind a #."""
    told, _, query = path.partition("#")[0].partition("?")
    parts = [unquote(one).strip() for one in told.replace("\\", "/").split("/")]
    try:
        values = parse_qs(query, max_num_fields=50)
    except ValueError:
        values = {}
    return [one for one in parts if one], {name: found[0] for name, found in values.items()}


def _facebook(host: str, parts: list[str], query: dict[str, str]) -> Account | None:
    def made(id_: str, *warnings: AskedWarning) -> Account:
        return Account("facebook", "Facebook", id_, warnings)

    first = parts[0].lower() if parts else ""
    number = query.get("id", "")
    if first in ("profile.php", "story.php", "permalink.php", "page.php") and _DIGITS.fullmatch(number):
        return made(number)
    if first in ("people", "pages", "p", "pg"):
        digits = next((one for one in reversed(parts[1:]) if _DIGITS.fullmatch(one.rpartition("-")[2])), "")
        if digits:
            return made(digits.rpartition("-")[2])
        parts = parts[1:]
        first = parts[0].lower() if parts else ""
    if first == "groups" and len(parts) > 1 and _NAME.fullmatch(parts[1].lower()):
        return made(f"groups/{parts[1].lower()}")
    if first in ("share", "reel", "reels", "watch", "events") or host == "fb.watch":
        code = query.get("v") or (parts[-1] if len(parts) > 1 or host == "fb.watch" else "")
        return made(f"{'watch' if host == 'fb.watch' else first}/{code}", *_PASSING) if _CODE.fullmatch(code) else None
    if first == "t" and len(parts) > 1:  # messenger.com/t/name
        first = parts[1].lower()
    if first in _OF_FACEBOOK or not _NAME.fullmatch(first):
        return None
    return made(first if _DIGITS.fullmatch(first) else first.replace(".", ""))  # dots do not count in its names


_OF_FACEBOOK = frozenset({
    "", "login", "login.php", "home.php", "help", "marketplace", "gaming", "l.php", "sharer", "sharer.php", "hashtag",
    "photo", "photo.php", "video.php", "search", "policies", "privacy", "settings", "business", "ads", "dialog",
})  # fmt: skip


def _zalo(host: str, parts: list[str], query: dict[str, str]) -> Account | None:
    def made(id_: str, *warnings: AskedWarning) -> Account:
        return Account("zalo", "Zalo", id_, warnings)

    if not parts or host.startswith(("oa.", "mini.", "developers.", "help.", "id.")):
        return None
    first = parts[0].lower()
    if first in ("g", "s", "qr") and len(parts) > 1 and _CODE.fullmatch(parts[-1]):
        kind = "qr" if first == "qr" else first
        return made(f"{kind}/{parts[-1].lower() if kind == 'g' else parts[-1]}")
    number = normal_number(parts[0])
    if number is not None:
        return made(number)
    if _DIGITS.fullmatch(first) and len(first) >= 15:
        return made(f"oa/{first}")
    return made(first) if _NAME.fullmatch(first) and first not in ("pc", "download", "login", "me") else None


def _tiktok(host: str, parts: list[str], query: dict[str, str]) -> Account | None:
    if not parts:
        return None
    first = parts[0].lower()
    if first.startswith("@") and _NAME.fullmatch(first[1:]):
        return Account("tiktok", "TikTok", first[1:])
    code = parts[1] if first in ("t", "v", "video", "share") and len(parts) > 1 else parts[0]
    if host.startswith(("vm.", "vt.")) or first in ("t", "v"):
        return Account("tiktok", "TikTok", f"t/{code}", _PASSING) if _CODE.fullmatch(code) else None
    return None


def _telegram(host: str, parts: list[str], query: dict[str, str]) -> Account | None:
    def made(id_: str, *warnings: AskedWarning) -> Account:
        return Account("telegram", "Telegram", id_, warnings)

    if host.endswith(".t.me"):
        return made(host.removesuffix(".t.me"))
    if not parts:
        return None
    first = parts[0]
    if first.startswith("+") or (first.lower() == "joinchat" and len(parts) > 1):
        code = first[1:] if first.startswith("+") else parts[1]
        number = normal_number(f"+{code}") if code.isdecimal() else None
        return made(number) if number else made(f"+{code}") if _CODE.fullmatch(code) else None
    small = first.lower()
    if small == "c" and len(parts) > 1 and _DIGITS.fullmatch(parts[1]):
        return made(f"c/{parts[1]}")
    if small == "s" and len(parts) > 1:
        small = parts[1].lower()
    taken = ("share", "addstickers", "addemoji", "proxy", "socks", "iv", "login", "setlanguage", "c", "s")
    return made(small.lstrip("@")) if _NAME.fullmatch(small.lstrip("@")) and small not in taken else None


def _youtube(host: str, parts: list[str], query: dict[str, str]) -> Account | None:
    def made(id_: str, *warnings: AskedWarning) -> Account:
        return Account("youtube", "YouTube", id_, warnings)

    first = parts[0] if parts else ""
    if host.endswith("youtu.be"):
        return made(f"video/{first}", *_PASSING) if _CODE.fullmatch(first) else None
    if first.startswith("@") and _NAME.fullmatch(first[1:].lower()):
        return made(f"@{first[1:].lower()}")
    second = parts[1] if len(parts) > 1 else ""
    small = first.lower()
    if small == "channel" and _CODE.fullmatch(second):
        return made(f"channel/{second}")
    if small in ("c", "user") and _NAME.fullmatch(second.lower()):
        return made(f"{small}/{second.lower()}")
    video = query.get("v", "") if small == "watch" else second if small in ("shorts", "live", "embed", "v") else ""
    return made(f"video/{video}", *_PASSING) if _CODE.fullmatch(video) else None


def _google(host: str, parts: list[str], query: dict[str, str]) -> Account | None:
    if host == "sites.google.com" and len(parts) > 1:
        place = parts[1:2] if parts[0].lower() == "view" else parts[:2] if parts[0].lower() != "new" else []
        told = "/".join(place).lower()
        return Account("google-sites", "Google Sites", told) if _CODE.fullmatch(told.replace("/", "-")) else None
    if host == "docs.google.com" and len(parts) > 2:
        code = max(parts[2:], key=len)
        return Account("google-docs", "Google Docs", code) if len(code) > 10 and _CODE.fullmatch(code) else None
    if host == "forms.gle" and parts and _CODE.fullmatch(parts[0]):
        return Account("google-docs", "Google Docs", f"forms.gle/{parts[0]}", _PASSING)
    return None


def _shortened(host: str, parts: list[str], query: dict[str, str]) -> Account | None:
    if not parts or not _CODE.fullmatch(parts[0]):
        return None
    return Account("short", "Liên kết rút gọn", f"{host}/{parts[0]}", _SHORT)


_Reader = Callable[[str, list[str], dict[str, str]], Account | None]
_READERS: dict[str, _Reader] = {
    "facebook.com": _facebook, "fb.com": _facebook, "fb.me": _facebook, "fb.watch": _facebook, "m.me": _facebook,
    "messenger.com": _facebook, "zalo.me": _zalo, "zaloapp.com": _zalo, "tiktok.com": _tiktok, "t.me": _telegram,
    "telegram.me": _telegram, "telegram.dog": _telegram, "youtube.com": _youtube, "youtu.be": _youtube,
    "sites.google.com": _google, "docs.google.com": _google, "forms.gle": _google,
    **dict.fromkeys((
        "bit.ly", "t.ly", "cutt.ly", "tinyurl.com", "s.id", "bom.so", "is.gd", "v.gd", "shorturl.at", "rb.gy",
        "by.com.vn", "goo.gl", "ow.ly", "t.co", "rebrand.ly", "tiny.cc", "shorten.asia", "lnkd.in", "qrco.de",
        "linktr.ee", "shope.ee",
    ), _shortened),
}  # fmt: skip
