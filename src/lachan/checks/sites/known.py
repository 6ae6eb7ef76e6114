"""Names that are never accused though they look like it: each is known to very many people.

known.txt holds those of the million most visited names (Tranco of 15/01/2025, Chrome's list of 23/12/2025, by way of
the MISP warning lists) that the scorer alone would tell, without any that stands on a list of fraud. PLATFORMS are
houses whose own addresses below their name are made by themselves or their checked sellers.
"""

from functools import cache
from importlib.resources import files

PLATFORMS = frozenset({
    "tmall.com", "taobao.com", "1688.com", "aliexpress.com", "alibaba.com", "jd.com", "qq.com", "163.com", "sina.cn",
    "google.com", "google.com.vn", "microsoft.com", "apple.com", "amazon.com", "ebay.com", "yahoo.com", "youtube.com",
    "facebook.com", "baidu.com", "sohu.com", "ifeng.com", "rakuten.co.jp", "yandex.ru", "mail.ru", "bbc.co.uk",
    "wikipedia.org", "live.com", "naver.com", "daum.net", "tumblr.com", "livejournal.com", "force.com", "zendesk.com",
})  # fmt: skip
"""Never accused, nor anything below them."""


@cache
def known_names() -> frozenset[str]:
    """All of them."""
    text = (files(__package__) / "known.txt").read_text(encoding="ascii")
    return frozenset(line for line in text.splitlines() if line and not line.startswith("#"))
