"""What of a report is signed: its content as plain data, the digest of it, and the signature bound to that digest."""

import hashlib
import json
from typing import Any

from lachan.office.reports.models import Figure, Signature, UnitReport


def content_of(report: UnitReport) -> dict[str, Any]:
    """Everything a signer reads: who, which round, the four parts, each figure, the proof files by their hashes."""
    return {
        "unit": report.unit.key,
        "round": report.round_id,
        "period": [report.round.period_from.isoformat(), report.round.period_to.isoformat()],
        "version": report.version,
        "nothing_to_report": report.nothing_to_report,
        "steering": report.steering,
        "achieved": report.achieved,
        "difficulties": report.difficulties,
        "proposals": report.proposals,
        "figures": sorted(_signed(one) for one in report.figures.all() if one.value is not None),
        "files": sorted(report.files.values_list("sha256", flat=True)),
    }


def _signed(figure: Figure) -> list[Any]:
    reason = [figure.reason] if figure.reason else []
    return [figure.duty_id, figure.indicator, figure.value, *reason]


def digest_of(report: UnitReport) -> str:
    """SHA-256 of the content as sorted JSON."""
    text = json.dumps(content_of(report), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def standing_signature(report: UnitReport) -> Signature | None:
    """The signature that stands, with its people; None when there is none."""
    standing = report.signatures.filter(voided_at__isnull=True)
    return standing.select_related("signer", "author", "delegation__leader").first()
