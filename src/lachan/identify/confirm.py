"""Claims checked without giving data: "this person held this number that day" is answered yes, no or cannot say.

Guessing is made useless: a request may bring so many claims a day, and so few about one number. The counts come from
the operator's own trail.
"""

import csv
import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from lachan.identify.lookup import Lookup
from lachan.identify.moments import VIETNAM
from lachan.identify.questions import Question, question
from lachan.identify.sheets import draft, read_sheet, request_number
from lachan.identify.trail import Trail, refuse_withdrawn, trail_locked
from lachan.readers.errors import InputError, Place
from lachan.vietnam.text import plain
from lachan.vietnam.wording import Wording

FIELDS = ("owner_name", "id_number", "birth_date")
COLUMNS = ("number", "at", *FIELDS)
YES, NO, CANNOT_SAY = "yes", "no", "cannot_say"


@dataclass(frozen=True, slots=True)
class Limits:
    """Claims that one request may bring on one day: in all, and about one number (two misspellings and a right one)."""

    a_day: int = 200
    a_number: int = 3


def confirm(
    sheet: Path, *, store: Path, subscribers: Path, request: str, purpose: str, out: Path, now: datetime, limits: Limits
) -> tuple[int, tuple[InputError, ...]]:
    """Check the claims in `sheet` against the subscribers' table into `out`; how many rows, and those refused.

    InputError and no answer at all: no request number, no such table, the day's claims used up (`too_many_claims`).
    """
    allowed = request_number(request)
    columns, rows, claims_digest = read_sheet(sheet, known=COLUMNS)
    asked = [column for column in FIELDS if column in columns]
    lookup = Lookup(store)
    read = [_claim(values, asked, sheet.name, number) for number, values in rows]
    with trail_locked(store) as trail:
        numbers = Counter(_digest(allowed, claim.number) for claim in read if isinstance(claim, Question))
        refuse_withdrawn(trail, allowed, now=now)
        _refuse_guessing(trail, allowed, numbers, limits, now, sheet.name)
        owners = [_owner(lookup, claim) if isinstance(claim, Question) else None for claim in read]
        known = _facts(subscribers, {owner for owner in owners if owner})
        lines = []
        for (_, values), claim, owner in zip(rows, read, owners, strict=True):
            facts = known.get(owner or "")
            verdicts = [_verdict(column, values[column], facts) if values[column] else "" for column in asked]
            if isinstance(claim, InputError):
                verdicts = ["" for _ in asked]
            note = f"{claim.wording.vi} / {claim.wording.en}" if isinstance(claim, InputError) else ""
            lines.append((values.get("number", ""), values.get("at", ""), *verdicts, note))
        temporary, answers_digest = draft(out, ("number", "at", *asked, "note"), lines)
        refused = tuple(claim for claim in read if isinstance(claim, InputError))
        facts_of_run = {
            "request": allowed,
            "purpose": purpose,
            "claims": len(rows),
            "refused": len(refused),
            "numbers": dict(numbers),
            "questions_sha256": claims_digest,
            "answers_sha256": answers_digest,
        }
        trail.add("confirm", now=now, facts=facts_of_run)
        temporary.replace(out)
    return len(rows), refused


def _claim(values: Mapping[str, str], asked: Sequence[str], file: str, row: int) -> Question | InputError:
    try:
        if not any(values[column] for column in asked):
            raise InputError(
                "nothing_claimed",
                Wording(
                    f"không có gì để xác nhận; hãy điền ít nhất một trong các cột {', '.join(FIELDS)}",
                    f"claims nothing; fill in at least one of {', '.join(FIELDS)}",
                ),
                Place(file, row, FIELDS[0]),
            )
        return question({"number": values.get("number", ""), "at": values.get("at", "")}, file=file, row=row)
    except InputError as error:
        return error


def _digest(request: str, number: int | None) -> str:
    return hashlib.sha256(f"{request}:{number}".encode()).hexdigest()[:16]


def _refuse_guessing(
    trail: Trail, request: str, numbers: Counter[str], limits: Limits, now: datetime, file: str
) -> None:
    day = now.astimezone(VIETNAM).date()
    former: Counter[str] = Counter()
    for line in trail.lines:
        same_day = datetime.fromisoformat(line["at"]).astimezone(VIETNAM).date() == day
        if same_day and line["what"] == "confirm" and line["request"] == request:
            former.update(line["numbers"])
    whole = former + numbers
    if whole.total() <= limits.a_day and max(whole.values(), default=0) <= limits.a_number:
        return
    trail.add("confirm_refused", now=now, facts={"request": request, "claims": numbers.total()})
    raise InputError(
        "too_many_claims",
        Wording(
            f"quá giới hạn trong ngày của yêu cầu này: {limits.a_day} lần xác nhận, {limits.a_number} lần cho một số; "
            "không dòng nào được trả lời",
            f"over this request's limit for the day: {limits.a_day} claims, {limits.a_number} about one number; "
            "no row is answered",
        ),
        Place(file),
    )


def _owner(lookup: Lookup, claim: Question) -> str | None:
    """The one who held the number then; None when nobody, or when the history contradicts itself."""
    assert claim.number is not None
    holders = lookup.number(claim.number, claim.since, claim.until)
    disputed = lookup.number_disputed(claim.number, claim.since, claim.until)
    return holders[0] if len(holders) == 1 and not disputed else None


def _facts(path: Path, wanted: set[str]) -> dict[str, dict[str, str]]:
    """The fields of the wanted subscribers; a field on which two rows differ is left blank."""
    facts: dict[str, dict[str, str]] = {}
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            reader = csv.DictReader(file, strict=True)
            if "subscriber" not in (reader.fieldnames or ()):
                raise InputError(
                    "wrong_headers",
                    Wording(
                        f"cần cột subscriber và các cột {', '.join(FIELDS)}",
                        f"needs the column subscriber and {', '.join(FIELDS)}",
                    ),
                    Place(path.name, 1),
                )
            for row in reader:
                if row["subscriber"] in wanted:
                    new = {field: _comparable(field, row.get(field) or "") for field in FIELDS}
                    old = facts.get(row["subscriber"], new)
                    facts[row["subscriber"]] = {f: new[f] if new[f] == old[f] else "" for f in FIELDS}
    except (csv.Error, UnicodeDecodeError):
        raise InputError(
            "broken",
            Wording("không đọc được như bảng CSV (UTF-8)", "cannot be read as a table in CSV (UTF-8)"),
            Place(path.name),
        ) from None
    return facts


def _verdict(field: str, claimed: str, facts: Mapping[str, str] | None) -> str:
    claim = _comparable(field, claimed)
    if not facts or not facts[field] or not claim:
        return CANNOT_SAY
    return YES if claim == facts[field] else NO


def _comparable(field: str, text: str) -> str:
    """A field as compared: names without accents and case, papers without blanks, dates as ISO; "" when unclear."""
    if field == "owner_name":
        return plain(text)
    if field == "id_number":
        return "".join(text.split()).upper()
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(text.strip(), form).date().isoformat()  # noqa: DTZ007 (a date, no moment)
        except ValueError:
            continue
    return ""
