"""Campaign days, read back by a strict reader of iCalendar."""

from dataclasses import replace
from datetime import date

from icalendar import Calendar

from lachan.exchange.syndication import CampaignDay, write_calendar
from tests.exchange.syndication.items import AT

DAY = CampaignDay(
    "chien-dich-1@langson.example", "Phát loa: giả danh công an", "Sáng 6 giờ, chiều 17 giờ", date(2026, 3, 9),
    date(2026, 3, 10), AT, "https://langson.example/canh-bao/1/",
)  # fmt: skip


def test_a_day_is_read_back() -> None:
    read = Calendar.from_ical(write_calendar("Chiến dịch", (DAY,)))
    (event,) = read.walk("VEVENT")
    assert str(event["SUMMARY"]) == DAY.title
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2026, 3, 9), date(2026, 3, 11))
    assert event["STATUS"] == "CONFIRMED"


def test_lines_are_folded_as_the_standard_wants_and_a_cancelled_day_says_so() -> None:
    long = replace(DAY, words="Bà con chú ý " * 30, cancelled=True, version=2)
    content = write_calendar("Chiến dịch", (long,))
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    assert event["STATUS"] == "CANCELLED"
    assert event["SEQUENCE"] == 2
