"""What somebody says of a protected name: one value, its checks and the digest that an approval is bound to."""

import hashlib
import re
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from lachan.office.names.models import LONGEST_NAME, NameKind, ProtectedName
from lachan.office.refusals import NotRight
from lachan.readers.canonical import SHA256, canonical
from lachan.readers.errors import InputError
from lachan.readers.names import read_name
from lachan.readers.subjects import account_of
from lachan.readers.suffixes import is_suffix
from lachan.vietnam.text import plain

MOST_LINES = 40
YEARS = range(2000, 2101)
_KEY = re.compile(r"[a-z0-9][a-z0-9\-]{1,59}")
_SHORT = re.compile(r"[a-z0-9]{2,40}")


@dataclass(frozen=True, kw_only=True)
class NameFacts:
    """An entry's content. `domains` and `accounts` in any usual writing of a site or link."""

    key: str
    name: str
    kind: str
    domains: tuple[str, ...]
    short: tuple[str, ...]
    words: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()
    logos: tuple[str, ...] = ()
    source: str
    sure: str = ""
    valid_from: date
    valid_to: date | None = None
    shown: bool = True


FIELDS = tuple(field.name for field in fields(NameFacts))
LISTS = ("domains", "short", "words", "accounts", "logos")


def facts_of(name: ProtectedName) -> NameFacts:
    """The content of a stored entry."""
    values: dict[str, Any] = {field: getattr(name, field) for field in FIELDS}
    return NameFacts(**values | {field: tuple(values[field]) for field in LISTS})


def digest_of(facts: NameFacts) -> str:
    """SHA-256 over the content, and over nothing else."""
    said: dict[str, Any] = {field: getattr(facts, field) for field in FIELDS}
    said |= {field: list(said[field]) for field in LISTS}
    said |= {field: str(said[field] or "") for field in ("valid_from", "valid_to")}
    return hashlib.sha256(canonical(said)).hexdigest()


def account_keys(accounts: tuple[str, ...]) -> list[str]:
    """The accounts as `readers.subjects` keys them."""
    found = []
    for one in accounts:
        read = read_name(one)
        account = account_of(read.host, read.path)
        if account is not None:
            found.append(account.key)
    return found


def checked(facts: NameFacts) -> NameFacts:
    """The content in its stored form; NotRight names the field and what would be right."""
    tidy = replace(
        facts, key=facts.key.strip().lower(), name=_line(facts.name), source=_line(facts.source),
        sure=_line(facts.sure),
        domains=_lines(facts.domains, _domain), short=_lines(facts.short, _short_name),
        words=_lines(facts.words, _short_name), accounts=_lines(facts.accounts, _account),
        logos=_lines(facts.logos, _logo),
    )  # fmt: skip
    if not _KEY.fullmatch(tidy.key):
        raise NotRight("key_not_right", _("Mã gồm chữ thường không dấu, chữ số, gạch nối; từ 2 ký tự."), field="key")
    if not 2 <= len(tidy.name) <= LONGEST_NAME:
        raise NotRight("name_length", _("Tên dài từ 2 đến %(n)d ký tự.") % {"n": LONGEST_NAME}, field="name")
    if tidy.kind not in NameKind.values:
        raise NotRight("kind_unknown", _("Hãy chọn loại."), field="kind")
    if not tidy.domains:
        raise NotRight("no_domains", _("Cần ít nhất một tên miền thật."), field="domains")
    if not tidy.short:
        raise NotRight("no_short", _("Cần ít nhất một tên viết tắt."), field="short")
    if not set(tidy.words) <= set(tidy.short):
        raise NotRight("words_of_short", _("Chỉ chọn trong các tên viết tắt đã ghi."), field="words")
    if not 5 <= len(tidy.source) <= 300:
        raise NotRight("source_missing", _("Hãy ghi căn cứ: trang của chủ tên, số văn bản."), field="source")
    for field, day in (("valid_from", tidy.valid_from), ("valid_to", tidy.valid_to)):
        if day is not None and day.year not in YEARS:
            raise NotRight("day_not_right", _("Hãy ghi năm từ 2000 đến 2100."), field=field)
    if tidy.valid_to is not None and tidy.valid_to < tidy.valid_from:
        raise NotRight("ends_before_it_begins", _("Ngày cuối phải từ ngày đầu trở đi."), field="valid_to")
    return tidy


def _domain(text: str) -> str:
    try:
        host = read_name(text).host
    except InputError as error:
        raise NotRight("domain_not_right", _("“%(text)s” không phải tên miền.") % {"text": text[:60]},
                       field="domains") from error  # fmt: skip
    if is_suffix(host):
        raise NotRight(
            "domain_of_everybody", _("“%(text)s” là đuôi tên miền dùng chung, không của riêng ai.") % {"text": host},
            field="domains",
        )  # fmt: skip
    return host


def _short_name(text: str) -> str:
    told = plain(text).replace(" ", "")
    if not _SHORT.fullmatch(told):
        raise NotRight("short_not_right", _("“%(text)s” cần 2–40 chữ, số.") % {"text": text[:60]}, field="short")
    return told


def _account(text: str) -> str:
    try:
        read = read_name(text)
    except InputError:
        read = None
    if read is None or account_of(read.host, read.path) is None:
        raise NotRight(
            "account_not_right",
            _("“%(text)s” không dẫn tới tài khoản nào; hãy ghi liên kết Facebook, Zalo, TikTok, Telegram, YouTube.")
            % {"text": text[:60]},
            field="accounts",
        )
    return f"{read.host}{read.path}"[:200]


def _logo(text: str) -> str:
    told = text.strip().lower()
    if not SHA256.fullmatch(told):
        raise NotRight("logo_not_right", _("Mã hình là 64 chữ số thập lục phân (SHA-256)."), field="logos")
    return told


def _line(text: str) -> str:
    return " ".join("".join(one if one.isprintable() else " " for one in text).split())


def _lines(texts: tuple[str, ...], read: Any) -> tuple[str, ...]:
    told = tuple(dict.fromkeys(read(one) for one in texts if one.strip()))
    if len(told) > MOST_LINES:
        raise NotRight("too_many_lines", _("Tối đa %(n)d dòng.") % {"n": MOST_LINES})
    return told
