"""A bundle's body in JSON of one spelling, written and read; the reader believes nothing."""

import re
from datetime import timedelta
from typing import Any

from lachan.exchange.bundle.call_counts import read_call_counts, spelled_call_counts
from lachan.exchange.bundle.fields import RULE, Body, objects, plain
from lachan.exchange.bundle.model import (
    BandCount,
    Bundle,
    Cleanup,
    CommuneCount,
    Holder,
    Holders,
    Input,
    MonthCount,
    PointCount,
    RuleCount,
)
from lachan.readers.canonical import moment_text

MOST_INPUTS = 1_000
MOST_RULES = 500
MOST_BANDS = 100
MOST_COMMUNES = 20_000  # 3,321 communes × 3 services, and those of before 2025
MOST_POINTS = 50_000
MOST_MONTHS = 600
MOST_HOLDERS = 2_000
MOST_MASKED = 5
MOST_HIDDEN_BELOW = 100
MOST_PERIOD = timedelta(days=366)
CHECKS = ("subscribers", "calls")
SEVERITIES = ("low", "medium", "high")
SERVICES = ("mobile", "fixed", "internet", "")
OWNER_KINDS = ("person", "organisation", "")
OPERATOR = re.compile(r"[a-z0-9][a-z0-9-]{0,49}")
RUN_ID = re.compile(r"[0-9a-f]{16}")
BAND = re.compile(r"[0-9]{1,6}(-[0-9]{1,6}|\+)?")
COMMUNE = re.compile(r"[0-9]{5}")
POINT = re.compile(r"x-[a-p]{12}|(?=.*[0-9])(?!.*[0-9]{8})[A-Za-z0-9][A-Za-z0-9._/-]{0,31}")
"""A service point's code: with a digit, or it could be its keeper's name; without eight in a row, or it could be their
telephone number or paper. Others travel as "x-" and a keyed code."""
MONTH = re.compile(r"[12][0-9]{3}-(0[1-9]|1[0-2])")
VERSION_TEXT = re.compile(r"[0-9A-Za-z.+-]{1,50}")
REFERENCE = re.compile(r"CT-[0-9]{4}")
MASKED = re.compile(r"[0-9]{1,3}\*{4}[0-9]{0,3}|\*{4}")


def spelled(bundle: Bundle) -> dict[str, Any]:
    """The body as plain data, in the newest version."""
    return {
        "check": bundle.check,
        "operator": bundle.operator,
        "run_id": bundle.run_id,
        "as_of": bundle.as_of.isoformat(),
        "since": bundle.since.isoformat(),
        "until": bundle.until.isoformat(),
        "made_at": moment_text(bundle.made_at),
        "lachan_version": bundle.lachan_version,
        "hidden_below": bundle.hidden_below,
        "rows": bundle.rows,
        "rejected_rows": bundle.rejected_rows,
        "active_rows": bundle.active_rows,
        "complete_rows": bundle.complete_rows,
        "findings_sha256": bundle.findings_sha256,
        "inputs": [plain(one) for one in bundle.inputs],
        "rules": [plain(one) for one in bundle.rules],
        "bands": [plain(one) for one in bundle.bands],
        "communes": [plain(one) for one in bundle.communes],
        "points": [plain(one) for one in bundle.points],
        "months": [plain(one) for one in bundle.months],
        "cleanup": plain(bundle.cleanup) if bundle.cleanup else None,
        "holders": _holders_plain(bundle.holders) if bundle.holders else None,
        "calls": spelled_call_counts(bundle.calls) if bundle.calls else None,
    }


def _holders_plain(holders: Holders) -> dict[str, Any]:
    rows = [plain(row) | {"masked_numbers": list(row.masked_numbers)} for row in holders.rows]
    return plain(holders) | {"rows": rows}


def read_body(values: dict[str, Any], *, name: str) -> Bundle:
    """The bundle of a body of the newest version; `InputError` names the field that is wrong."""
    body = Body(values, name=name, path="bundle")
    bundle = Bundle(
        check=body.one_of("check", CHECKS),
        operator=body.shaped("operator", OPERATOR, "viettel"),
        run_id=body.shaped("run_id", RUN_ID, "0f1e2d3c4b5a6978"),
        as_of=body.day("as_of"),
        since=body.day("since"),
        until=body.day("until"),
        made_at=body.moment("made_at"),
        lachan_version=body.shaped("lachan_version", VERSION_TEXT, "0.5.0"),
        hidden_below=body.number("hidden_below", least=1, most=MOST_HIDDEN_BELOW),
        rows=body.count("rows"),
        rejected_rows=body.count("rejected_rows"),
        active_rows=body.count("active_rows"),
        complete_rows=body.count("complete_rows"),
        findings_sha256=body.digest("findings_sha256"),
        inputs=tuple(_input(one) for one in objects(body, "inputs", MOST_INPUTS, name)),
        rules=tuple(_rule(one) for one in objects(body, "rules", MOST_RULES, name)),
        bands=tuple(_band(one) for one in objects(body, "bands", MOST_BANDS, name)),
        communes=tuple(_commune(one) for one in objects(body, "communes", MOST_COMMUNES, name)),
        points=tuple(_point(one) for one in objects(body, "points", MOST_POINTS, name)),
        months=tuple(_month(one) for one in objects(body, "months", MOST_MONTHS, name)),
        cleanup=_cleanup(body.raw("cleanup"), name),
        holders=_holders(body.raw("holders"), name),
        calls=read_call_counts(body.raw("calls"), name=name),
    )
    body.end()
    _fit_together(body, bundle)
    return bundle


def _fit_together(body: Body, bundle: Bundle) -> None:
    of_calls = bundle.check == "calls"
    body.must(
        "calls",
        (bundle.calls is not None) == of_calls,
        "chỉ có và phải có khi “check” là calls",
        "belongs to a bundle whose “check” is calls, and to no other",
    )
    subscribers_alone = (bundle.bands, bundle.communes, bundle.points, bundle.months, bundle.cleanup, bundle.holders)
    body.must(
        "check",
        not of_calls or not (bundle.active_rows or any(subscribers_alone)),
        "là calls thì không có số liệu thuê bao",
        "is calls, so that it holds no counts of subscribers",
    )
    body.check(
        "until",
        lambda: timedelta(0) <= bundle.until - bundle.since <= MOST_PERIOD,
        f"phải từ “since” trở đi, không quá {MOST_PERIOD.days} ngày",
        f"must not be before “since”, nor more than {MOST_PERIOD.days} days after it",
    )
    body.check("active_rows", lambda: bundle.active_rows <= bundle.rows, "lớn hơn “rows”", "is more than “rows”")
    body.check(
        "complete_rows",
        lambda: bundle.complete_rows <= bundle.active_rows,
        "lớn hơn “active_rows”",
        "is more than “active_rows”",
    )
    keyed: tuple[tuple[str, list[Any]], ...] = (
        ("rules", [one.rule for one in bundle.rules]),
        ("bands", [(one.owner_kind, one.band) for one in bundle.bands]),
        ("communes", [(one.commune_code, one.service) for one in bundle.communes]),
        ("points", [one.point for one in bundle.points]),
        ("months", [one.month for one in bundle.months]),
    )
    for field, keys in keyed:
        body.must(field, len(set(keys)) == len(keys), "có dòng lặp lại", "has a row twice")
    for field, rows in (("communes", bundle.communes), ("points", bundle.points), ("months", bundle.months)):
        body.must(field, all(map(_parts_fit, rows)), "có phần lớn hơn tổng", "has a part larger than its whole")


def _parts_fit(row: CommuneCount | PointCount | MonthCount) -> bool:
    if isinstance(row, CommuneCount):
        known = [part for part in (row.complete, row.faulty) if part is not None]
        return row.active is None or all(part <= row.active for part in known)
    return row.faulty <= row.activated


def _input(fields: Body) -> Input:
    found = Input(sha256=fields.digest("sha256"), rows=fields.count("rows"), bytes=fields.count("bytes"))
    fields.end()
    return found


def _rule(fields: Body) -> RuleCount:
    found = RuleCount(
        rule=fields.shaped("rule", RULE, "SUB-014"),
        severity=fields.one_of("severity", SEVERITIES),
        findings=fields.count("findings"),
        numbers=fields.count("numbers"),
    )
    fields.end()
    return found


def _band(fields: Body) -> BandCount:
    found = BandCount(
        owner_kind=fields.one_of("owner_kind", OWNER_KINDS),
        band=fields.shaped("band", BAND, "10-19"),
        owners=fields.count("owners"),
        numbers=fields.count("numbers"),
    )
    fields.end()
    return found


def _commune(fields: Body) -> CommuneCount:
    found = CommuneCount(
        commune_code=fields.shaped("commune_code", COMMUNE, "05977", blank=True),
        service=fields.one_of("service", SERVICES),
        active=fields.count_or_hidden("active"),
        complete=fields.count_or_hidden("complete"),
        faulty=fields.count_or_hidden("faulty"),
    )
    fields.end()
    return found


def _point(fields: Body) -> PointCount:
    found = PointCount(
        point=fields.shaped("point", POINT, "LS-0012", blank=True),
        activated=fields.count("activated"),
        faulty=fields.count("faulty"),
    )
    fields.end()
    return found


def _month(fields: Body) -> MonthCount:
    found = MonthCount(
        month=fields.shaped("month", MONTH, "2026-09", blank=True),
        activated=fields.count("activated"),
        faulty=fields.count("faulty"),
    )
    fields.end()
    return found


def _cleanup(values: Any, name: str) -> Cleanup | None:
    if values is None:
        return None
    fields = Body(values, name=name, path="bundle.cleanup")
    found = Cleanup(**{field: fields.count(field) for field in Cleanup.__slots__})
    fields.end()
    return found


def _holders(values: Any, name: str) -> Holders | None:
    if values is None:
        return None
    fields = Body(values, name=name, path="bundle.holders")
    rows = []
    for place, one in enumerate(fields.items("rows", least=0, most=MOST_HOLDERS)):
        path = f"bundle.holders.rows[{place}]"
        row = Body(one, name=name, path=path)
        rows.append(
            Holder(
                reference=row.shaped("reference", REFERENCE, "CT-0001"),
                owner_kind=row.one_of("owner_kind", OWNER_KINDS),
                band=row.shaped("band", BAND, "20+"),
                numbers=row.count("numbers"),
                masked_numbers=tuple(
                    Body({"masked": text}, name=name, path=path).shaped("masked", MASKED, "091****456")
                    for text in row.items("masked_numbers", least=0, most=MOST_MASKED)
                ),
            )
        )
        row.end()
    found = Holders(
        request_number=fields.text("request_number", most=100),
        request_digest=fields.digest("request_digest"),
        rows=tuple(rows),
        left_out=fields.count("left_out"),
    )
    fields.end()
    return found
