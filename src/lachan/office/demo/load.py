"""Putting the demo province into an empty office, and telling the visitor how to sign in."""

import os
from collections.abc import Callable
from datetime import datetime, timedelta
from importlib.resources import files
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from lachan.office.demo.cast import Account, gather_company
from lachan.office.demo.story import Story
from lachan.office.notices.models import MailState, Notice
from lachan.office.people.models import Person
from lachan.office.units.actions import seed_units

LETTER = files("lachan.vietnam") / "data" / "directives" / "stttt-2020-04.vi.txt"
READ_AFTER = timedelta(days=2)
ACCOUNTS_FILE = "tai-khoan-demo.txt"


def is_loaded() -> bool:
    """Whether this office has people already; then nothing is loaded into it."""
    return Person.objects.exists()


def accounts_path() -> Path:
    """Where the accounts of the demo are written down, readable by the owner alone."""
    return settings.VAR / ACCOUNTS_FILE


def load_demo(*, now: datetime, progress: Callable[[int, int], None]) -> None:
    """Load units, people and story, all or nothing, and write the accounts file."""
    with transaction.atomic():
        seed_units(province=settings.PROVINCE, now=now)
        day = timezone.localtime(now).date()
        company = gather_company(last_day=day, now=now)
        Story(company, last_day=day, letter=LETTER.read_bytes(), progress=progress).tell()
        # Mails of a story that is over would only fill the folder, and nobody has weeks of unread notices.
        Notice.objects.filter(mail_state=MailState.WAITING).update(mail_state=MailState.SENT, mailed_at=now)
        Notice.objects.filter(created_at__lt=now - READ_AFTER).update(read_at=now)
    _write_accounts(company.accounts)


def _write_accounts(accounts: list[Account]) -> None:
    lines = [
        "Tài khoản của tỉnh mẫu: mọi người và số liệu đều hư cấu. / Accounts of the demo province; all is invented.",
        "Mã xác thực 6 số: chạy «scripts/uv run lachan demo codes» hoặc nhập khóa TOTP vào ứng dụng xác thực.",
        "Six-digit codes: run «scripts/uv run lachan demo codes», or enter the TOTP key in an authenticator app.",
        "",
    ]
    for one in accounts:
        lines += [
            f"{one.role} – {one.unit.name} ({one.person.full_name})",
            f"  {one.person.email}",
            f"  {one.password}",
        ]
        lines += [f"  TOTP: {one.totp_secret}"] if one.totp_secret else []
        lines.append("")
    descriptor = os.open(accounts_path(), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write("\n".join(lines))
