"""CAP 1.2 against the rules of the OASIS standard, written here as checks: order, words allowed, times, references."""

import re
from datetime import datetime, timedelta

import pytest
from lxml import etree

from lachan.exchange.syndication import FeedItem, FeedState, Sent, write_cap
from tests.exchange.syndication.items import AT, WITHDRAWN, item

CAP = "{urn:oasis:names:tc:emergency:cap:1.2}"
ALERT = (
    "identifier", "sender", "sent", "status", "msgType", "source", "scope", "restriction", "addresses", "code", "note",
    "references", "incidents", "info",
)  # fmt: skip
INFO = (
    "language", "category", "event", "responseType", "urgency", "severity", "certainty", "audience", "eventCode",
    "effective", "onset", "expires", "senderName", "headline", "description", "instruction", "web", "contact",
    "parameter", "resource", "area",
)  # fmt: skip
WORDS = {
    "status": {"Actual", "Exercise", "System", "Test", "Draft"},
    "msgType": {"Alert", "Update", "Cancel", "Ack", "Error"},
    "scope": {"Public", "Restricted", "Private"},
    "category": {
        "Geo", "Met", "Safety", "Security", "Rescue", "Fire", "Health", "Env", "Transport", "Infra", "CBRNE", "Other",
    },
    "responseType": {"Shelter", "Evacuate", "Prepare", "Execute", "Avoid", "Monitor", "Assess", "AllClear", "None"},
    "urgency": {"Immediate", "Expected", "Future", "Past", "Unknown"},
    "severity": {"Extreme", "Severe", "Moderate", "Minor", "Unknown"},
    "certainty": {"Observed", "Likely", "Possible", "Unlikely", "Unknown"},
}  # fmt: skip
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[-+]\d\d:\d\d")
TOKEN = re.compile(r"[^\s,<&]+")
CORRECTED = item(1, version=2, earlier=(Sent(1, AT),))


def read(one: FeedItem, **more: bool) -> etree._Element:
    return etree.fromstring(write_cap(one, sender="langson.example", sender_name="Sở", area_code="20", **more))  # type: ignore[arg-type]


def check_order(element: etree._Element, names: tuple[str, ...]) -> None:
    places = [names.index(child.tag.removeprefix(CAP)) for child in element]
    assert places == sorted(places)


@pytest.mark.parametrize("one", [item(1), CORRECTED, WITHDRAWN, item(3, severity="", texts=item(1).texts[:1])])
def test_every_message_keeps_the_rules(one: FeedItem) -> None:
    alert = read(one)
    assert alert.tag == f"{CAP}alert"
    check_order(alert, ALERT)
    infos = alert.findall(f"{CAP}info")
    assert [each.findtext(f"{CAP}language") for each in infos] == ["vi-VN", "en-US"][: len(one.texts)]
    for info in infos:
        check_order(info, INFO)
        for name in ("category", "event", "urgency", "severity", "certainty"):
            assert info.findtext(CAP + name), name
        assert info.findtext(f"{CAP}area/{CAP}areaDesc")
        assert MOMENT.fullmatch(info.findtext(f"{CAP}expires") or "")
    for element in alert.iter():
        name = element.tag.removeprefix(CAP)
        if name in WORDS:
            assert element.text in WORDS[name], name
    for name in ("identifier", "sender"):
        assert TOKEN.fullmatch(alert.findtext(CAP + name) or "")
    assert MOMENT.fullmatch(alert.findtext(f"{CAP}sent") or "")


def test_a_first_one_is_an_alert_a_later_one_an_update_and_the_end_a_cancellation() -> None:
    assert [read(one).findtext(f"{CAP}msgType") for one in (item(1), CORRECTED, WITHDRAWN)] == [
        "Alert", "Update", "Cancel",
    ]  # fmt: skip
    assert read(item(1, state=FeedState.EXPIRED, earlier=(Sent(1, AT),))).findtext(f"{CAP}msgType") == "Cancel"


def test_a_later_message_refers_to_the_earlier_ones_by_their_own_words() -> None:
    first = read(item(1, changed_at=AT))
    (reference,) = (read(CORRECTED).findtext(f"{CAP}references") or "").split()
    told = [first.findtext(CAP + name) for name in ("sender", "identifier", "sent")]
    assert reference.split(",") == told
    assert read(CORRECTED).findtext(f"{CAP}identifier") != told[1]


def test_the_day_of_the_end_is_told_in_vietnams_time() -> None:
    expires = datetime.fromisoformat(read(item(1)).findtext(f"{CAP}info/{CAP}expires") or "")
    assert expires.utcoffset() == timedelta(hours=7)
    assert expires.date().isoformat() == "2026-06-01"


def test_a_trial_says_so() -> None:
    assert read(item(1), test=True).findtext(f"{CAP}status") == "Test"


def test_places_are_told_by_code() -> None:
    assert read(WITHDRAWN).findtext(f".//{CAP}geocode/{CAP}value") == "05986"
    assert read(item(1)).findtext(f".//{CAP}geocode/{CAP}value") == "20"
