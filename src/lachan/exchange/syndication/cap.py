"""CAP 1.2 (OASIS Standard, 1 July 2010): one advisory as an alert, an update that refers to it, or its cancellation."""

from datetime import datetime, time

from lxml import etree

from lachan.exchange.syndication.items import FeedItem, FeedState, FeedText
from lachan.exchange.syndication.xml import added, written
from lachan.vietnam.zone import VIETNAM

NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2"
GEOCODE = "VN-xa-phuong-2025"
"""What a geocode is: the statistics office's code of a commune since July 2025."""
_SEVERITY = {"high": "Severe", "medium": "Moderate", "low": "Minor"}
_LANGUAGE = {"vi": "vi-VN", "en": "en-US"}
_FORBIDDEN = str.maketrans("", "", " ,<&")


def write_cap(item: FeedItem, *, sender: str, sender_name: str, area_code: str = "", test: bool = False) -> bytes:
    """The newest message about an advisory, in every language that it has.

    `sender` names the office in the world ("langson.example"); `area_code` is the province's, used where the advisory
    has no communes. With `test` receivers take it as a trial.
    """
    root = etree.Element(f"{{{NAMESPACE}}}alert", nsmap={None: NAMESPACE})
    _said(root, "identifier", identifier(item.number, item.version, item.state))
    _said(root, "sender", _token(sender))
    _said(root, "sent", _moment(item.changed_at))
    _said(root, "status", "Test" if test else "Actual")
    _said(root, "msgType", _message(item))
    _said(root, "scope", "Public")
    if item.earlier:
        earlier = (
            f"{_token(sender)},{identifier(item.number, one.version, FeedState.PUBLISHED)},{_moment(one.sent_at)}"
            for one in item.earlier
        )
        _said(root, "references", " ".join(earlier))
    for text in item.texts:
        _info(root, item, text, sender_name, area_code)
    return written(root)


def identifier(number: str, version: int, state: FeedState) -> str:
    """The name of one message: number, version and, when it ends the advisory, how. No space, comma, < or &."""
    end = "" if state is FeedState.PUBLISHED else f".{state}"
    return _token(f"{number}.{version}{end}")


def _message(item: FeedItem) -> str:
    if item.state is not FeedState.PUBLISHED:
        return "Cancel"
    return "Update" if item.earlier else "Alert"


def _info(root: object, item: FeedItem, text: FeedText, sender_name: str, area_code: str) -> None:
    info = added(root, f"{{{NAMESPACE}}}info")
    _said(info, "language", _LANGUAGE.get(text.language, text.language))
    _said(info, "category", "Security")
    _said(info, "event", {"vi": "Cảnh báo lừa đảo"}.get(text.language, "Fraud warning"))
    over = item.state is not FeedState.PUBLISHED
    _said(info, "responseType", "AllClear" if over else "Avoid")
    _said(info, "urgency", "Past" if over else "Expected")
    _said(info, "severity", _SEVERITY.get(item.severity, "Unknown"))
    _said(info, "certainty", "Observed")
    _said(info, "expires", _moment(datetime.combine(item.until, time(23, 59, 59), VIETNAM)))
    _said(info, "senderName", sender_name)
    _said(info, "headline", item.title(text.language)[:160])
    _said(info, "description", text.plain())
    if text.instruction:
        _said(info, "instruction", text.instruction)
    _said(info, "web", item.address)
    area = added(info, f"{{{NAMESPACE}}}area")
    _said(area, "areaDesc", text.area)
    for code in item.geocodes or ((area_code,) if area_code else ()):
        geocode = added(area, f"{{{NAMESPACE}}}geocode")
        _said(geocode, "valueName", GEOCODE)
        _said(geocode, "value", code)


def _said(parent: object, name: str, text: str) -> None:
    added(parent, f"{{{NAMESPACE}}}{name}", text)


def _token(text: str) -> str:
    return text.translate(_FORBIDDEN)


def _moment(moment: datetime) -> str:
    """Seconds and the zone as ±hh:mm, in Vietnam's; the standard forbids Z."""
    return moment.astimezone(VIETNAM).replace(microsecond=0).isoformat()
