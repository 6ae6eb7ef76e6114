"""Links in folded messages: where they stand, also cut by blanks, and what kind of place they lead to."""

import re
from dataclasses import dataclass
from functools import lru_cache

KINDS = ("link_known", "link_state", "link_short", "link_imitating", "link_odd", "link_plain")
"""A well-known body's own; of the State; a shortener or a chat's invitation; a brand's name inside a foreign name;
an ending that honest Vietnamese senders hardly use; any other."""

_ENDINGS = (
    "com", "net", "org", "vn", "info", "biz", "me", "cc", "top", "xyz", "vip", "club", "site", "online", "shop", "live",
    "app", "pro", "icu", "tk", "ml", "ga", "cf", "win", "bet", "fun", "link", "store", "space", "website", "work",
    "asia", "co", "io", "ly", "gl", "gg", "to", "tv", "ws", "la", "in", "ru", "cn", "us", "one", "life", "world",
    "buzz", "click", "monster", "cyou", "sbs", "lol", "ink", "press", "tech", "group", "today", "run", "page", "dev",
    "tel", "mobi", "name", "gs", "do", "id", "cloud", "bio", "ai", "am", "is", "cfd", "rest", "vin", "win", "casino",
)  # fmt: skip
_LINK = re.compile(rb" ?\. ?(?:" + "|".join(sorted(set(_ENDINGS), key=len, reverse=True)).encode() + rb")(?![a-z0-9])")
_HOST = re.compile(rb"[a-z0-9-]+(?: ?[.-] ?[a-z0-9-]+)*$")
_TAIL = re.compile(rb"(?:[.:][a-z0-9]+)*(?:/[^ \x01]*)?")
_WEAK = frozenset({"me", "in", "to", "do", "la", "am", "co", "is", "ai"})
"""Endings that are words too: a link only where nothing stands between, and a path follows or a digit stands before."""
_SHORT = frozenset({
    "bit.ly", "tinyurl.com", "t.me", "cutt.ly", "t.ly", "is.gd", "rb.gy", "shorturl.at", "s.id", "goo.gl", "t.co",
    "ow.ly", "bom.so", "by.com.vn", "wa.me", "zalo.me", "m.me", "chat.zalo.me", "telegram.me", "gg.gg", "urlvn.net",
    "me2.do", "rebrand.ly", "linktr.ee", "tiny.cc", "shorten.asia", "v.gd", "bitly.com", "tele.me", "chat.whatsapp.com",
    "lnk.bio", "line.me",
})  # fmt: skip
_KNOWN = frozenset({
    "vietcombank.com.vn", "techcombank.com", "techcombank.com.vn", "bidv.com.vn", "agribank.com.vn", "vietinbank.vn",
    "mbbank.com.vn", "acb.com.vn", "vpbank.com.vn", "sacombank.com.vn", "tpb.vn", "tpbank.com.vn", "vib.com.vn",
    "shb.com.vn", "hdbank.com.vn", "ocb.com.vn", "msb.com.vn", "scb.com.vn", "eximbank.com.vn", "seabank.com.vn",
    "lpbank.com.vn", "momo.vn", "zalopay.vn", "vnpay.vn", "viettel.vn", "vietteltelecom.vn", "viettelmoney.vn",
    "vinaphone.com.vn", "mobifone.vn", "vietnamobile.com.vn", "vnpt.com.vn", "vnpt.vn", "my.vnpt.com.vn", "fpt.vn",
    "fptplay.vn", "shopee.vn", "lazada.vn", "tiki.vn", "sendo.vn", "grab.com", "facebook.com", "youtube.com",
    "youtu.be", "google.com", "zalo.vn", "apple.com", "thegioididong.com", "dienmayxanh.com", "evn.com.vn",
    "evnspc.vn", "evnhanoi.vn", "npc.com.vn", "cskh.evnspc.vn", "vietnamairlines.com", "vietjetair.com", "dsvn.vn",
    "vnpost.vn", "viettelpost.vn", "viettelpost.com.vn", "ghn.vn", "ghtk.vn", "jtexpress.vn", "csgt.vn", "vnedu.vn",
    "vexere.com", "futabus.vn", "tiktok.com", "gmail.com", "outlook.com", "yahoo.com", "manulife.com.vn",
    "prudential.com.vn", "homecredit.vn", "fecredit.com.vn", "mservice.com.vn", "mcredit.com.vn", "vtv.vn", "vtvgo.vn",
})  # fmt: skip
_IMITATED = re.compile(
    "vietcom|vcb|techcom|tcb|bidv|agri|vietin|mbbank|acb|vpb|vpbank|saco|tpbank|tpb|vib|hdbank|ocb|msb|scb|exim|seabank"
    "|lpbank|bank|momo|zalo|vnpay|viettel|vina|mobi|vnpt|shopee|lazada|tiki|sendo|grab|facebook|google|apple|icloud"
    "|evn|dienluc|vnpost|buudien|ghn|ghtk|jtexpress|vneid|dichvucong|chinhphu|congan|csgt|thue|gdt|bhxh|baohiem|vssid"
    "|etax|telegram|tiktok|amazon|whatsapp|dmx|dienmay|tgdd|visa|card"
)
_DIGIT = re.compile("[0-9]")
_ORDINARY = frozenset({"vn", "com", "net", "org", "edu"})


@dataclass(frozen=True, slots=True)
class Link:
    """A link from byte `start` to `end`, and its kind (an index of `KINDS`); `cut`: blanks stood in it."""

    start: int
    end: int
    kind: int
    cut: bool


def links_in(letters: bytes) -> list[Link]:
    """The links of folded messages, in their order."""
    found: list[Link] = []
    behind = 0
    for dot in _LINK.finditer(letters):
        if dot.start() < behind:
            continue
        before = letters[max(behind, dot.start() - 60) : dot.start()]
        host = _HOST.search(before[before.rfind(b"\1") + 1 :].rpartition(b"//")[2])
        if not host:
            continue
        tail = _TAIL.match(letters, dot.end())
        end = tail.end() if tail else dot.end()
        start, name = _host(host[0], dot.start())
        ending = dot[0].replace(b" ", b"").decode()
        cut = b" " in dot[0]
        path = letters[dot.end() : end].startswith(b"/")
        if (
            not name
            or (ending[1:] in _WEAK and (cut or not path))
            or (cut and not path and not dot[0].startswith(b" "))
        ):
            continue
        if ending in (".com", ".net", ".org", ".edu", ".gov") and letters[dot.end() : end].startswith(b".vn"):
            ending += ".vn"
        scheme = letters[max(0, start - 8) : start]
        start -= 8 if scheme == b"https://" else 7 if scheme.endswith(b"http://") else 0
        found.append(Link(start, end, KINDS.index(kind_of(name + ending)), cut))
        behind = end
    return found


def _host(before: bytes, dot: int) -> tuple[int, str]:
    """The last piece without blanks, joined to pieces that end with a dot or hyphen."""
    pieces = before.split(b" ")
    taken = [pieces.pop()]
    while pieces and (pieces[-1].endswith((b".", b"-")) or taken[0].startswith((b".", b"-"))):
        taken.insert(0, pieces.pop())
    start = dot - len(b" ".join(taken))
    return start, b"".join(taken).decode().strip(".-")


@lru_cache(maxsize=100_000)
def kind_of(host: str) -> str:
    """The kind of a name as it stands in a message."""
    name = host.removeprefix("www.").removeprefix("m.")
    parts = name.split(".")
    if name in _SHORT or ".".join(parts[-2:]) in _SHORT:
        return "link_short"
    if name.endswith((".gov.vn", ".edu.vn")) or name == "chinhphu.vn":
        return "link_state"
    if any(".".join(parts[-many:]) in _KNOWN for many in (2, 3)):
        return "link_known"
    if _IMITATED.search(name):
        return "link_imitating"
    return "link_plain" if parts[-1] in _ORDINARY and not any(sign.isdigit() for sign in parts[0]) else "link_odd"
