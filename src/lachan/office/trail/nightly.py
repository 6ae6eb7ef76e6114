"""What the trail does by itself: the head of the day, and one verification a day whose result is kept beside it."""

import json
import logging
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from lachan.office.trail import heads
from lachan.office.trail.verify import Verdict, verify_trail
from lachan.vietnam.wording import Wording

logger = logging.getLogger("lachan.trail")


@dataclass(frozen=True, slots=True)
class LastVerification:
    """When the trail was last verified, and what came out."""

    at: datetime
    rows: int
    intact: bool
    first_bad: int | None
    wording: Wording


def keep_daily_head(now: datetime) -> Path | None:
    """Write the day's signed head when there is none yet."""
    return heads.keep_head(now)


def verify_daily(now: datetime) -> Verdict | None:
    """Verify once a day in Vietnam and keep the result; None when it was done already today."""
    last = last_verification()
    if last is not None and timezone.localtime(last.at).date() >= timezone.localtime(now).date():
        return None
    verdict = verify_trail()
    keep_result(verdict, now)
    return verdict


def keep_result(verdict: Verdict, now: datetime) -> None:
    """Remember the result for the page of the trail; a bad one also goes to the log of the office."""
    if not verdict.intact:
        logger.error("the trail was tampered with, first bad row %s: %s", verdict.first_bad, verdict.wording.en)
    values = {
        "at": now.isoformat(),
        "rows": verdict.rows,
        "intact": verdict.intact,
        "first_bad": verdict.first_bad,
        "vi": verdict.wording.vi,
        "en": verdict.wording.en,
    }
    settings.TRAIL_HEADS.mkdir(parents=True, exist_ok=True)
    partial = _path().with_name(f".last-verification.{os.getpid()}.part")
    partial.write_text(json.dumps(values, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    partial.replace(_path())


def last_verification() -> LastVerification | None:
    """The kept result; None when there is none that can be read."""
    try:
        values = json.loads(_path().read_text(encoding="utf-8"))
        at = datetime.fromisoformat(values["at"])
        words = Wording(values["vi"], values["en"])
        return LastVerification(at, values["rows"], values["intact"] is True, values["first_bad"], words)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _path() -> Path:
    folder: Path = settings.TRAIL_HEADS
    return folder / "last-verification.json"
