"""Another day: an office for demonstration and training can live on a day of the past (LACHAN_AS_OF).

Only what the office calls "now" moves; the clocks of sessions' tickets, one-time codes and the machine itself do not.
"""

import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from django.utils import timezone

from lachan.vietnam.zone import VIETNAM

OPENING_HOUR = 9  # the moment of the day at which such an office is started first


def move_clock(day: date, var: Path) -> None:
    """Let `timezone.now()` of this process start on `day` at 09:00 in Vietnam and run on from there.

    When the office was started first is kept in `var`, so that time goes on when it is started again.
    """
    started = var / "as-of"
    if not started.exists():
        var.mkdir(parents=True, exist_ok=True)
        started.write_text(f"{time.time()}\n", encoding="ascii")
    opening = datetime(day.year, day.month, day.day, OPENING_HOUR, tzinfo=VIETNAM)
    moved = timedelta(seconds=opening.timestamp() - float(started.read_text(encoding="ascii")))
    timezone.now = lambda: datetime.now(tz=UTC) + moved
