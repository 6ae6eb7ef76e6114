"""What an administrator sets: environment variables, read strictly, with a clear word when one is wrong."""

import os
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from lachan.vietnam import places


def text(name: str, default: str) -> str:
    """The variable `name`, or `default` when it is missing or empty."""
    return os.environ.get(name) or default


def switch(name: str, *, default: bool) -> bool:
    """A yes/no variable; anything but 1/0/true/false/yes/no/on/off stops the start with a sentence."""
    value = os.environ.get(name, "").lower()
    if value in ("", None):
        return default
    if value in ("1", "true", "yes", "on"):
        return True
    if value in ("0", "false", "no", "off"):
        return False
    raise SystemExit(f"{name}={value!r}: hãy dùng 1 hoặc 0 / use 1 or 0")


def number(name: str, default: int) -> int:
    """A whole number from 1 on; anything else stops the start with a sentence."""
    value = text(name, str(default))
    if not (value.isascii() and value.isdigit() and int(value) > 0):
        raise SystemExit(f"{name}={value!r}: hãy ghi một số nguyên dương / write a whole number from 1 on")
    return int(value)


def day(name: str) -> date | None:
    """A day as YYYY-MM-DD, None when the variable is missing; anything else stops the start with a sentence."""
    value = os.environ.get(name, "")
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        raise SystemExit(f"{name}={value!r}: hãy ghi ngày theo mẫu 2020-04-20 / write a day like 2020-04-20") from None


def province(name: str, default: str) -> str:
    """The statistics office's code of one of the 34 provinces; any other stops the start with a sentence."""
    code = text(name, default)
    if code not in {one.code for one in places.provinces()}:
        raise SystemExit(f"{name}={code!r}: hãy dùng mã tỉnh hai chữ số, ví dụ 20 / use a two-digit code such as 20")
    return code


def database(url: str) -> dict[str, Any]:
    """Django's description of the data base that `url` names (sqlite:///path or postgresql://user:password@host/name).

    SQLite runs in WAL mode with immediate transactions, so that writers queue instead of failing; every commit
    is synced to disk, for an acknowledged report must survive a power cut. Parts that a postgresql address leaves
    out come from libpq's own PG* variables.
    """
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": Path(unquote(parts.path)[1:] or ":memory:"),
            "CONN_MAX_AGE": None,  # opening one costs as much as several questions
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 30,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
            },
        }
    if parts.scheme in ("postgresql", "postgres"):
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path)[1:] or "lachan",
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
        }
    raise SystemExit(f"LACHAN_DATABASE_URL={url!r}: hãy dùng sqlite:///… hoặc postgresql://… / use one of these two")
