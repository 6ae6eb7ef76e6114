"""What is planted, by what is known of such calls and not by what a rule looks for.

Each kind comes strong, near the border and weak (docs/decisions/0016). A kind's helpers, such as the SIMs in a box, are
told as its "part": a finding about them is right, and none is asked for.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from lachan.invented.calls.day import DAY, HOUR, Day
from lachan.invented.calls.protection import agencies, silent
from lachan.invented.calls.records import Lines, from_outside
from lachan.invented.calls.world import FIRST_DOMESTIC, FIRST_INTERNATIONAL, INTERNATIONAL, TRUNKS, VOIP, WITHOUT_PLUS

STRENGTHS = ("strong", "border", "weak")
"""Plain to see, near what is ordinary, and so little that hardly a rule can tell it from ordinary life."""
KINDS = (
    "spoofed_protected", "look_alike", "domestic_from_abroad", "mobile_from_abroad", "malformed", "unassigned",
    "fan_out", "sequential", "low_answer", "wangiri", "sim_box_device", "sim_box_cell", "pattern_group", "robot",
    "listed",
)  # fmt: skip


def add_frauds(day: Day) -> None:
    """All kinds in all strengths; of the weak half as many."""
    each = int(np.clip(day.rows // 400_000, 3, 30))
    for strength in STRENGTHS:
        for one in (
            _spoofed, _look_alike, _domestic, _mobile, _malformed, _unassigned, _fan_out, _sequential, _low_answer,
            _wangiri, _box_device, _box_cell, _groups, _robots, _listed,
        ):  # fmt: skip
            one(day, each if strength != "weak" else -(-each // 2), strength)


def _of(how: str, strong: Any, border: Any, weak: Any) -> Any:
    return {"strong": strong, "border": border, "weak": weak}[how]


def _tell(day: Day, kind: str, how: str, texts: list[str], subject_kind: str = "caller") -> None:
    day.told.add(subject_kind, texts, kind, how)


def _part(day: Day, kind: str, subject_kind: str, texts: list[str]) -> None:
    day.told.add(subject_kind, texts, kind, "part")


def _abroad(day: Day, count: int) -> NDArray[Any]:
    return FIRST_INTERNATIONAL + day.rng.choice([0, 1, 3], count)


def _drawn(day: Day, span: tuple[int, int], count: int) -> NDArray[Any]:
    return day.rng.integers(span[0], span[1] + 1, count)


def _showing(day: Day, kind: str, how: str, texts: list[str], trunk: NDArray[Any], few: tuple[int, int]) -> None:
    """Callers whose fault is the number that they show: some talk with many, some try twice."""
    _tell(day, kind, how, texts)
    lines = from_outside(day.number(texts), trunk)
    counts = _drawn(day, _of(how, (20, 150), few, (1, 1)), len(texts))
    day.call(lines, counts, (8, 20), answer=0.5, talk=55, sigma=1.1)


def _spoofed(day: Day, each: int, how: str) -> None:
    """S2: numbers of agencies and hot lines, from abroad or (a few tries) from another domestic network."""
    known = [*agencies(), *silent()]
    texts = [known[place % len(known)] for place in day.rng.permutation(len(known))[:each]]
    trunk = _abroad(day, len(texts))
    if how == "border":
        trunk = np.where(np.arange(len(texts)) % 2 == 0, FIRST_DOMESTIC, trunk)
    _showing(day, "spoofed_protected", how, texts, trunk, (2, 4))


def _look_alike(day: Day, each: int, how: str) -> None:
    """S2: the digits of a protected number behind a foreign code or +840, or within a registered pattern."""
    known = [one.removeprefix("+84") for one in agencies()]
    fronts = ("+563", "+840", "+601", "+870")
    offset = STRENGTHS.index(how) * 12
    texts = [
        f"+842050009{day.rng.integers(0, 1000):03}" if place % 5 == 4
        else f"{fronts[place % 4]}{known[(place + offset) % len(known)]}"
        for place in range(each)
    ]  # fmt: skip
    _showing(day, "look_alike", how, texts, _abroad(day, each), (2, 3))


def _domestic(day: Day, each: int, how: str) -> None:
    """S1: fixed lines and services of Vietnam that come in from abroad."""
    fixed = [f"+8424{day.rng.integers(30_000_000, 40_000_000)}" for _ in range(each)]
    texts = [f"+841900{day.rng.integers(1000, 9999)}" if place % 4 == 3 else one for place, one in enumerate(fixed)]
    _showing(day, "domestic_from_abroad", how, texts, _abroad(day, each), (2, 3))
    if how == "strong":  # the trunks that bring them in
        trunks = [name for name in INTERNATIONAL if name != TRUNKS[WITHOUT_PLUS]]
        day.told.add("trunk", trunks, "domestic_from_abroad", "part")


def _mobile(day: Day, each: int, how: str) -> None:
    """S1: mobile numbers of people who are at home, shown by somebody abroad who calls strangers."""
    people = day.world.subscribers(day.rng, each)
    _tell(day, "mobile_from_abroad", how, day.world.numbers.named(people))
    counts = _drawn(day, _of(how, (40, 200), (8, 14), (4, 5)), each)
    day.call(from_outside(people, _abroad(day, each)), counts, (8, 21), answer=0.45, talk=40, sigma=1.1)
    lines = day.world.lines_of(day.rng, people)  # the honest owner, at home on the same day
    calls = day.rng.integers(3, 7, each)
    who = np.repeat(people, calls)
    day.call(
        lines, calls, (7, 22), callees=day.world.contact(who, day.rng.integers(0, 4, len(who))), answer=0.7, talk=45
    )


def _malformed(day: Day, each: int, how: str) -> None:
    """S3: no number is written so."""
    forms = (
        lambda n: f"+840{n % 10**9:09}", lambda n: f"+00{n % 10**10:010}", lambda n: f"+8491{n % 10**5:05}",
        lambda n: f"+8490{n % 10**9:09}", lambda n: f"VN{n % 10**8:08}", lambda n: f"+{10**16 + n}",
        lambda n: f"+84113{n % 10}", lambda n: f"0{19_000_000 + n % 10_000}",
    )  # fmt: skip
    texts = [forms[place % len(forms)](int(day.rng.integers(10**9, 10**10))) for place in range(each)]
    _showing(day, "malformed", how, texts, _abroad(day, each), (2, 3))


def _unassigned(day: Day, each: int, how: str) -> None:
    """S4: codes that nobody has, and numbers of 11 digits of before 2018."""
    forms = (
        lambda n: f"+84200{n % 10**7:07}", lambda n: f"+84162{n % 10**7:07}", lambda n: f"+8495{n % 10**7:07}",
        lambda n: f"+999{n % 10**8:08}", lambda n: f"+84123{n % 10**7:07}", lambda n: f"+210{n % 10**8:08}",
    )  # fmt: skip
    texts = [forms[place % len(forms)](int(day.rng.integers(10**9, 10**10))) for place in range(each)]
    _showing(day, "unassigned", how, texts, _abroad(day, each), (2, 3))


def _callers(day: Day, count: int) -> Lines:
    """Lines that fraud is done with: fresh SIMs of the operator, SIMs of others, and VoIP numbers, a third each."""
    mine = day.world.new_sims(day.rng, -(-count // 3))
    other = count // 3
    voip = count - len(mine) - other
    theirs = from_outside(day.number(day.world.fresh(other)), FIRST_DOMESTIC + day.rng.integers(0, 3, other))
    block = day.number([f"+8424{day.rng.integers(77_000_000, 78_000_000)}" for _ in range(voip)])
    return _all_of([mine, theirs, from_outside(block, VOIP)])


def _all_of(parts: list[Lines]) -> Lines:
    return Lines(*(np.concatenate([getattr(one, name) for one in parts]) for name in Lines.__dataclass_fields__))


def _named(day: Day, lines: Lines) -> list[str]:
    return day.world.numbers.named(lines.number)


def _fan_out(day: Day, each: int, how: str) -> None:
    """S5: one stranger after another, and short: most hang up, hardly anybody calls back."""
    lines = _callers(day, each)
    _tell(day, "fan_out", how, _named(day, lines))
    hours = _drawn(day, _of(how, (3, 8), (2, 3), (2, 2)), each)
    begin = day.rng.uniform(8, 13, each)
    counts = hours * _drawn(day, _of(how, (80, 250), (32, 45), (15, 20)), each)
    day.call(
        lines, counts, (begin, begin + hours), answer=_of(how, 0.3, 0.4, 0.5), talk=_of(how, 8, 13, 18), sigma=0.8,
        called_back=_of(how, 0.02, 0.04, 0.08),
    )  # fmt: skip


def _sequential(day: Day, each: int, how: str) -> None:
    """S5: number after number, as a machine goes through a block."""
    lines = _callers(day, each)
    _tell(day, "sequential", how, _named(day, lines))
    counts = _drawn(day, _of(how, (150, 500), (16, 26), (8, 10)), each)
    whole = day.world.numbers
    callees = []
    for count in counts.tolist():
        base = int(day.rng.integers(10**7, 9 * 10**7))
        step = 1 if how == "strong" else int(day.rng.integers(1, 3))
        ids = whole.add([f"+849{base + step * place}" for place in range(count)])
        if how != "strong":  # one call in five goes somewhere else
            ids = np.where(day.rng.random(count) < 0.2, day.world.people(day.rng, count), ids)
        callees.append(ids)
    begin = day.rng.uniform(8, 16, each)
    day.call(
        lines, counts, (begin, begin + _of(how, 3, 1.5, 1)), callees=np.concatenate(callees), answer=0.35, talk=12,
    )  # fmt: skip


def _low_answer(day: Day, each: int, how: str) -> None:
    """S5: numbers tried over the whole day, of which hardly any answers."""
    lines = _callers(day, each)
    _tell(day, "low_answer", how, _named(day, lines))
    counts = _drawn(day, _of(how, (150, 400), (70, 100), (35, 45)), each)
    day.call(lines, counts, (7.5, 20.5), answer=_of(how, 0.06, 0.16, 0.3), talk=15, called_back=0.01)


def _wangiri(day: Day, each: int, how: str) -> None:
    """One ring from a dear number, so that people call it back and are held there."""
    paid = each // 3
    dear = [
        f"+{code}{day.rng.integers(10**6, 10**7)}" for code in day.rng.choice([224, 232, 252, 675, 677], each - paid)
    ]
    texts = [*dear, *(f"+841900{6 + STRENGTHS.index(how)}{place:03}" for place in range(paid))]
    _tell(day, "wangiri", how, texts)
    trunk = np.concatenate([_abroad(day, each - paid), np.full(paid, VOIP)])
    begin = day.rng.uniform(7, 18, each)
    counts = _drawn(day, _of(how, (300, 1200), (70, 110), (25, 35)), each)
    made = day.call(
        from_outside(day.number(texts), trunk), counts, (begin, begin + 2),
        answer=0.03, talk=1, sigma=0.3, ringing=2.0, evenness=1.5,
    )  # fmt: skip
    day.call_back(made, _of(how, 0.1, 0.07, 0.07), missed_only=True, within=3.0, talk=110)


def _box(day: Day, kind: str, lines: Lines, counts: NDArray[Any]) -> None:
    """Calls from abroad that a box turns into domestic ones: only outgoing, nearly every callee new, day and night."""
    _part(day, kind, "caller", _named(day, lines))
    day.call(lines, counts, (6.5, 23.8), answer=0.58, talk=95, sigma=1.0, evenness=1.0)


def _box_device(day: Day, each: int, how: str) -> None:
    """S6: one device, many SIMs."""
    for device in day.world.new_devices(each):
        sims = int(_drawn(day, _of(how, (20, 60), (8, 11), (4, 5)), 1)[0])
        cell = int(day.rng.integers(0, day.world.cells))
        lines = day.world.new_sims(day.rng, sims, devices=np.full(sims, device), cell=cell)
        _tell(day, "sim_box_device", how, day.world.imei.named(np.array([device])), "imei")
        _part(day, "sim_box_device", "cell", day.world.cell_names.named(np.array([cell])))
        _box(day, "sim_box_device", lines, _drawn(day, _of(how, (15, 50), (8, 14), (6, 9)), sims))


def _box_cell(day: Day, each: int, how: str) -> None:
    """S6: each SIM shows a device of its own, and all stand in one cell."""
    for _ in range(each):
        sims = int(_drawn(day, _of(how, (48, 128), (14, 20), (6, 8)), 1)[0])
        cell = int(day.rng.integers(0, day.world.cells))
        lines = day.world.new_sims(day.rng, sims, cell=cell)
        _tell(day, "sim_box_cell", how, day.world.cell_names.named(np.array([cell])), "cell")
        _part(day, "sim_box_cell", "imei", day.world.imei.named(lines.device))
        _box(day, "sim_box_cell", lines, _drawn(day, _of(how, (20, 50), (12, 18), (9, 12)), sims))


def _groups(day: Day, each: int, how: str) -> None:
    """S6: numbers of one block that call in the same hours, each too little to stand out."""
    for place in range(each):
        size = int(_drawn(day, _of(how, (40, 99), (15, 20), (6, 8)), 1)[0])
        block = f"+842{_of(how, 4, 8, 4)}{_of(how, 6, 6, 5)}{place:02}{day.rng.integers(100, 1000)}"
        lines = from_outside(day.number([f"{block}{one:02}" for one in range(size)]), VOIP)
        _tell(day, "pattern_group", how, [block], "pattern")
        _part(day, "pattern_group", "caller", _named(day, lines))
        begin = day.rng.uniform(8, 17)
        counts = _drawn(day, _of(how, (20, 45), (12, 16), (9, 12)), size)
        day.call(lines, counts, (begin, begin + _of(how, 3, 2, 2)), answer=0.28, talk=10, called_back=0.02)


def _robots(day: Day, each: int, how: str) -> None:
    """S5: a machine that dials at the same distance and speaks the same words, whoever answers."""
    lines = _callers(day, each)
    _tell(day, "robot", how, _named(day, lines))
    counts = _drawn(day, _of(how, (300, 900), (60, 80), (25, 30)), each)
    gap = _drawn(day, _of(how, (18, 40), (50, 75), (60, 90)), each)
    place = np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts)
    begin = np.repeat(day.rng.uniform(8, 12, each) * HOUR, counts)
    jitter = day.rng.normal(0, _of(how, 0.4, 2.0, 4.0), len(place))
    moments = np.minimum(day.start + begin + place * np.repeat(gap, counts) + jitter, day.start + DAY - 1)
    made = day.call(lines, counts, (0, 24), moments=moments, answer=0.33, talk=13, called_back=0.02)
    heard = day.rng.integers(12, 15, len(made))
    full = day.rng.random(len(made)) < (_of(how, 0.85, 0.6, 0.5))
    talk = np.where(full, heard, np.minimum(made.seconds, 14))
    made.seconds = np.where(made.answered, talk, made.seconds).astype(np.int32)


def _listed(day: Day, each: int, how: str) -> None:
    """Numbers that a public list warns of, calling as anybody calls."""
    lines = _callers(day, each)
    _tell(day, "listed", how, _named(day, lines))
    day.call(lines, _drawn(day, _of(how, (15, 60), (1, 2), (1, 1)), each), (8, 21), answer=0.55, talk=50)
