"""A list to write: invented sites, one of them an address."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from lachan.exchange.blocklists import BlockList, ListedName, in_order, kind_of
from lachan.exchange.publisher import Indicator, Publisher

NOW = datetime(2026, 11, 25, 8, 30, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
OFFICE = Publisher("Sở thử nghiệm", "https://lachan.example")


def listed(host: str, reference: str = "CB-2026-0001", *, days: int = 30, trick: str = "fake_portal") -> ListedName:
    return ListedName(host, kind_of(host), trick, NOW, NOW + timedelta(days=days), reference)


def issue(*hosts: str, serial: int = 7, issuer: str = "Sở thử nghiệm") -> BlockList:
    later = NOW + timedelta(minutes=serial)
    return BlockList(serial, later, later + timedelta(days=2), issuer, in_order(listed(host) for host in hosts))


def told(host: str, *, life: str = "CB-2026-0001.7", withdrawn: bool = False, minutes: int = 0) -> Indicator:
    return Indicator(listed(host), life, NOW + timedelta(minutes=minutes), withdrawn)
