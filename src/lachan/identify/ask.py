"""A sheet of questions answered from the store, every run written in the operator's trail before it is shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from ipaddress import IPv4Address
from pathlib import Path

import numpy as np

from lachan.identify.addresses import Address, port, public_address
from lachan.identify.lookup import Lookup
from lachan.identify.moments import DAY_MS, moment
from lachan.identify.sheets import draft, read_sheet, request_number
from lachan.identify.trail import trail_locked
from lachan.readers.errors import InputError, Place
from lachan.vietnam.numbers import normal_number
from lachan.vietnam.wording import Wording

COLUMNS = ("number", "line", "public_ip", "port", "imei", "at", "since", "until")
ANSWER_COLUMNS = ("subscriber", "candidates", "note")
LONGEST_RANGE_DAYS = 31
MOST_SKEW_SECONDS = 3_600


@dataclass(frozen=True, slots=True)
class Question:
    """One number, or one address with or without port, from `since` to `until` (milliseconds, both included)."""

    number: int | None
    address: Address | None
    port: int | None
    since: int
    until: int


@dataclass(frozen=True, slots=True)
class Answer:
    """The subscribers that fit, and what the reader must know about them (Vietnamese / English)."""

    subscribers: tuple[str, ...]
    notes: tuple[Wording, ...]

    @property
    def note(self) -> str:
        """The notes as one cell."""
        return "; ".join(f"{note.vi} / {note.en}" for note in self.notes)


@dataclass(frozen=True, slots=True)
class Asked:
    """What one run did, in counts."""

    questions: int
    answered: int
    refused: tuple[InputError, ...]
    trail_head: str


SILENT = Wording("không có nhật ký cho thời điểm này", "no log for this time")
NOBODY = Wording("không ai được ghi tại thời điểm này", "nobody is on record at this time")
UNKNOWN = Wording("số này không có trong kho", "this number is not in the store")
DISPUTED = Wording(
    "nhật ký mâu thuẫn tại thời điểm này nên có dòng không được dùng", "the log contradicts itself here: rows left out"
)
SEVERAL = Wording("nhật ký ghi nhiều thuê bao cùng lúc", "the log has several subscribers at once")


def ask(sheet: Path, *, store: Path, request: str, purpose: str, skew_seconds: int, out: Path, now: datetime) -> Asked:
    """Answer the questions in `sheet` into `out`, in their order; a refused row says why in its note.

    InputError and no answer at all: no request number, a sheet that is no table, a trail that was tampered with.
    """
    allowed = request_number(request)
    columns, rows, questions_digest = read_sheet(sheet, known=COLUMNS)
    lookup = Lookup(store)
    read = [_question(values, sheet.name, number) for number, values in rows]
    answers = answer_all(lookup, [q for q in read if isinstance(q, Question)], skew_ms=skew_seconds * 1000)
    ready = iter(answers)
    lines = []
    for (_, values), question in zip(rows, read, strict=True):
        if isinstance(question, Question):
            answer = next(ready)
            cells = ("; ".join(answer.subscribers), len(answer.subscribers), answer.note)
        else:
            cells = ("", 0, f"{question.wording.vi} / {question.wording.en}")
        lines.append((*(values[column] for column in columns), *cells))
    refused = tuple(question for question in read if isinstance(question, InputError))
    with trail_locked(store) as trail:
        temporary, answers_digest = draft(out, (*columns, *ANSWER_COLUMNS), lines)
        facts = {
            "request": allowed,
            "purpose": purpose,
            "questions": len(rows),
            "answered": sum(1 for answer in answers if answer.subscribers),
            "refused": len(refused),
            "skew_seconds": skew_seconds,
            "questions_sha256": questions_digest,
            "answers_sha256": answers_digest,
        }
        trail.add("ask", now=now, facts=facts)
        temporary.replace(out)
        return Asked(len(rows), int(str(facts["answered"])), refused, str(trail.lines[-1]["hash"]))


def _question(values: Mapping[str, str], file: str, row: int) -> Question | InputError:
    try:
        return question(values, file=file, row=row)
    except InputError as error:
        return error


def question(values: Mapping[str, str], *, file: str, row: int) -> Question:
    """The question in a row; InputError names its column."""

    def place(column: str) -> Place:
        return Place(file, row, column)

    if values.get("imei"):
        raise InputError(
            "not_kept",
            Wording("kho này không giữ IMEI nên không trả lời được", "this store keeps no IMEI and cannot answer"),
            place("imei"),
        )
    since, until = _range(values, file, row)
    text = values.get("number") or values.get("line") or ""
    if bool(text) == bool(values.get("public_ip")) or (values.get("number") and values.get("line")):
        raise InputError(
            "one_subject",
            Wording("mỗi dòng hỏi đúng một số hoặc một địa chỉ", "a row asks for one number or one address"),
            place("number"),
        )
    if text:
        number = normal_number(text)
        if number is None:
            raise InputError(
                "not_a_number",
                Wording(
                    f"“{text[:30]}” không phải số điện thoại; ví dụ đúng: 0912345678",
                    f"“{text[:30]}” is no telephone number; right is 0912345678",
                ),
                place("number"),
            )
        return Question(int(number[1:]), None, None, since, until)
    address = public_address(values["public_ip"], place("public_ip"))
    return Question(None, address, port(values.get("port", ""), place("port")), since, until)


def _range(values: Mapping[str, str], file: str, row: int) -> tuple[int, int]:
    """The moments of `at`, or of `since` and `until`."""
    if values.get("at"):
        at = moment(values["at"], Place(file, row, "at"))
        return at, at
    since = moment(values.get("since", ""), Place(file, row, "since" if "since" in values else "at"))
    until = moment(values.get("until", ""), Place(file, row, "until"))
    if until < since or until - since > LONGEST_RANGE_DAYS * DAY_MS:
        raise InputError(
            "not_a_range",
            Wording(
                f"khoảng thời gian ngược hoặc dài hơn {LONGEST_RANGE_DAYS} ngày; hãy hỏi hẹp lại",
                f"the range runs backwards or is longer than {LONGEST_RANGE_DAYS} days; ask for less",
            ),
            Place(file, row, "until"),
        )
    return since, until


def answer_all(lookup: Lookup, questions: Sequence[Question], *, skew_ms: int) -> list[Answer]:
    """The answers, in order; IPv4 addresses are looked up in one go."""
    found: list[set[str]] = [set() for _ in questions]
    leased = [at for at, q in enumerate(questions) if isinstance(q.address, IPv4Address)]
    if leased:
        positions, holders = lookup.leases(
            np.array([int(questions[at].address) for at in leased]),  # type: ignore[arg-type]
            np.array([-1 if questions[at].port is None else questions[at].port for at in leased]),
            np.array([questions[at].since - skew_ms for at in leased]),
            np.array([questions[at].until + skew_ms for at in leased]),
        )
        for position, name in zip(positions.tolist(), lookup.names.texts(holders).tolist(), strict=True):
            found[leased[position]].add(name.decode())
    answers = []
    for asked, leases in zip(questions, found, strict=True):
        if asked.number is not None:
            answers.append(_about_number(lookup, asked, skew_ms))
        else:
            answers.append(_about_address(lookup, asked, leases, skew_ms))
    return answers


def _about_number(lookup: Lookup, asked: Question, skew_ms: int) -> Answer:
    assert asked.number is not None
    since, until = asked.since - skew_ms, asked.until + skew_ms
    subscribers = tuple(lookup.number(asked.number, since, until))
    notes = []
    if lookup.number_disputed(asked.number, since, until):
        notes.append(DISPUTED)
    if not subscribers:
        notes.append(NOBODY if lookup.number_known(asked.number) else UNKNOWN)
    return Answer(subscribers, (*notes, *_within_skew(asked, subscribers, skew_ms)))


def _about_address(lookup: Lookup, asked: Question, leases: set[str], skew_ms: int) -> Answer:
    assert asked.address is not None
    since, until = asked.since - skew_ms, asked.until + skew_ms
    fixed = lookup.fixed(asked.address, asked.port, since, until)
    subscribers = tuple(sorted(leases | fixed))
    notes = []
    if asked.port is None:
        count = len(subscribers)
        notes.append(
            Wording(
                f"không có cổng: {count} thuê bao cùng khớp, không thể kết luận ai",
                f"no port: {count} subscribers fit, none may be concluded",
            )
            if count > 1
            else Wording("không có cổng", "no port")
        )
    elif len(subscribers) > 1 and asked.since == asked.until and not skew_ms:
        notes.append(SEVERAL)
    if isinstance(asked.address, IPv4Address) and not fixed and lookup.silent(since, until):
        notes.append(SILENT)
    elif not subscribers:
        notes.append(NOBODY)
    if lookup.disputed(asked.address, asked.port, since, until):
        notes.append(DISPUTED)
    return Answer(subscribers, (*notes, *_within_skew(asked, subscribers, skew_ms)))


def _within_skew(asked: Question, subscribers: Sequence[str], skew_ms: int) -> tuple[Wording, ...]:
    if not skew_ms or len(subscribers) < 2 or asked.since != asked.until:
        return ()
    seconds = skew_ms // 1000
    return (
        Wording(
            f"{len(subscribers)} thuê bao trong khoảng ± {seconds} giây",
            f"{len(subscribers)} subscribers within ± {seconds} seconds",
        ),
    )
