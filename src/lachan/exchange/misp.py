"""Listed sites as a feed of MISP: a folder of files, an event for each day on which warnings were published.

A withdrawn site stays in its event, marked deleted and no longer for detection: so MISP takes it out where it has it.
"""

import ipaddress
import json
from collections.abc import Iterable
from datetime import UTC, date, datetime

from pymisp import MISPEvent, MISPOrganisation

from lachan.exchange.publisher import Indicator, Publisher
from lachan.readers.suffixes import parts_of
from lachan.vietnam.tricks import TRICKS
from lachan.vietnam.zone import VIETNAM

MANIFEST = "manifest.json"
HASHES = "hashes.csv"
_DONE, _HIGH = 2, 1  # analysis completed, threat level high


def days_of(indicators: Iterable[Indicator]) -> dict[date, list[Indicator]]:
    """The indicators by the day of Vietnam on which each was published."""
    found: dict[date, list[Indicator]] = {}
    for one in indicators:
        found.setdefault(one.entry.since.astimezone(VIETNAM).date(), []).append(one)
    return {day: found[day] for day in sorted(found)}


def feed(indicators: Iterable[Indicator], by: Publisher) -> dict[str, bytes]:
    """The files of the feed by name, the same bytes for the same indicators."""
    files: dict[str, bytes] = {}
    manifest: dict[str, object] = {}
    hashes: list[tuple[str, str]] = []
    for day, some in days_of(indicators).items():
        event = event_of(day, some, by)
        told = event.to_feed(with_meta=True)["Event"]
        manifest |= told.pop("_manifest")
        gone = {one.life for one in some if one.withdrawn}
        hashes += [(digest, event.uuid) for digest in told.pop("_hashes")] if len(gone) < len(some) else []
        files[f"{event.uuid}.json"] = _json({"Event": told})
    files[MANIFEST] = _json(manifest)
    files[HASHES] = "".join(f"{digest},{event}\n" for digest, event in hashes).encode()
    return files


def event_of(day: date, some: Iterable[Indicator], by: Publisher) -> MISPEvent:
    """The event of one day, published, by the issuing office, TLP:CLEAR."""
    some = sorted(some, key=lambda one: (one.entry.host, one.life))
    event = MISPEvent()
    event.uuid = str(by.uuid("misp-event", day.isoformat()))
    event.info = f"Lá Chắn: trang có dấu hiệu lừa đảo, đăng ngày {day:%d/%m/%Y}"
    event.Orgc = _organisation(by)
    event.date = day
    event.analysis, event.threat_level_id, event.published = _DONE, _HIGH, True
    event.timestamp = event.publish_timestamp = _second(max(one.changed for one in some))
    event.add_tag("tlp:clear")
    for one in some:
        _add(event, one, by)
    return event


def _add(event: MISPEvent, one: Indicator, by: Publisher) -> None:
    entry = one.entry
    trick = TRICKS.get(entry.trick)
    event.add_attribute(
        _type(entry.host), entry.host, uuid=str(by.uuid("misp-attribute", one.life)), category="Network activity",
        to_ids=not one.withdrawn, deleted=one.withdrawn, disable_correlation=False,
        timestamp=int(one.changed.timestamp()), first_seen=entry.since.isoformat(), last_seen=entry.until.isoformat(),
        comment=f"{entry.reference}: {trick.vi if trick else 'lừa đảo'}",
    )  # fmt: skip


def _type(host: str) -> str:
    """MISP's word for what this is."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return "domain" if parts_of(host).registrable == host else "hostname"
    return "ip-dst"


def _organisation(by: Publisher) -> MISPOrganisation:
    found = MISPOrganisation()
    found.name, found.uuid = by.name, str(by.uuid())
    return found


def _second(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1).encode()
