"""The clock of the country: everything that people are shown is told by it, whatever the machine's own is."""

from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
