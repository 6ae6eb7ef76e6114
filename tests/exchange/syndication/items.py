"""Advisories for the tests of feeds."""

from datetime import date, datetime, timedelta, timezone
from typing import Any

from lachan.exchange.syndication import Channel, FeedItem, FeedState, FeedText, Sent

AT = datetime(2026, 3, 2, 9, 0, tzinfo=timezone(timedelta(hours=7)))
CHANNEL = Channel(
    "Cảnh báo lừa đảo", "Cảnh báo của Sở", "vi", "https://langson.example/", "https://langson.example/nguon/a.xml", "Sở"
)  # fmt: skip
VI = FeedText(
    "vi", "Giả danh công an gọi điện", "Công an không làm việc qua điện thoại.",
    (("Dấu hiệu", ("Đòi chuyển tiền", "Bắt giữ bí mật <&>")),), "toàn tỉnh Lạng Sơn", "Gác máy, gọi 113.",
)  # fmt: skip
EN = FeedText("en", "False police on the telephone", "The police do not call.", (), "all of Lạng Sơn", "Hang up.")


def item(number: int = 1, **changes: Any) -> FeedItem:
    """An advisory that is in force."""
    facts: dict[str, Any] = {
        "number": f"CB-2026-{number:04d}", "version": 1, "state": FeedState.PUBLISHED,
        "address": f"https://langson.example/canh-bao/CB-2026-{number:04d}/", "texts": (VI, EN),
        "published_at": AT, "changed_at": AT + timedelta(minutes=number), "until": date(2026, 6, 1), "severity": "high",
        "geocodes": (), "earlier": (),
    }  # fmt: skip
    return FeedItem(**facts | changes)


WITHDRAWN = item(
    2, version=2, state=FeedState.WITHDRAWN, earlier=(Sent(1, AT), Sent(2, AT + timedelta(hours=1))),
    geocodes=("05986",),
)  # fmt: skip
