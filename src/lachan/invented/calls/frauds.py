"""What is planted, by what is known of such calls and not by what a rule looks for.

Each kind comes strong and near the border (docs/decisions/0016). A kind's helpers, such as the SIMs in a box, are told
as its "part": a finding about them is right, and none is asked for.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from lachan.invented.calls.day import DAY, HOUR, Day
from lachan.invented.calls.protection import agencies, silent
from lachan.invented.calls.records import Lines, from_outside
from lachan.invented.calls.world import FIRST_DOMESTIC, FIRST_INTERNATIONAL, INTERNATIONAL, TRUNKS, VOIP, WITHOUT_PLUS

STRENGTHS = ("strong", "border")
KINDS = (
    "spoofed_protected", "look_alike", "domestic_from_abroad", "mobile_from_abroad", "malformed", "unassigned",
    "fan_out", "sequential", "low_answer", "wangiri", "sim_box_device", "sim_box_cell", "pattern_group", "robot",
    "listed",
)  # fmt: skip


def add_frauds(day: Day) -> None:
    """All kinds, each strong and near the border."""
    each = int(np.clip(day.rows // 400_000, 3, 30))
    for strength in STRENGTHS:
        for one in (
            _spoofed, _look_alike, _domestic, _mobile, _malformed, _unassigned, _fan_out, _sequential, _low_answer,
            _wangiri, _box_device, _box_cell, _groups, _robots, _listed,
        ):  # fmt: skip
            one(day, each, strength == "strong")


def _tell(day: Day, kind: str, strong: bool, texts: list[str], subject_kind: str = "caller") -> None:
    day.told.add(subject_kind, texts, kind, STRENGTHS[0] if strong else STRENGTHS[1])


def _part(day: Day, kind: str, subject_kind: str, texts: list[str]) -> None:
    day.told.add(subject_kind, texts, kind, "part")


def _abroad(day: Day, count: int) -> NDArray[Any]:
    return FIRST_INTERNATIONAL + day.rng.choice([0, 1, 3], count)


def _drawn(day: Day, strong: bool, few: tuple[int, int], many: tuple[int, int], count: int) -> NDArray[Any]:
    least, most = many if strong else few
    return day.rng.integers(least, most + 1, count)


def _showing(day: Day, kind: str, strong: bool, texts: list[str], trunk: NDArray[Any], few: tuple[int, int]) -> None:
    """Callers whose fault is the number that they show: some talk with many, some try twice."""
    _tell(day, kind, strong, texts)
    lines = from_outside(day.number(texts), trunk)
    counts = _drawn(day, strong, few, (20, 150), len(texts))
    day.call(lines, counts, (8, 20), answer=0.5, talk=55, sigma=1.1)


def _spoofed(day: Day, each: int, strong: bool) -> None:
    """S2: numbers of agencies and hot lines, from abroad or (a few tries) from another domestic network."""
    known = [*agencies(), *silent()]
    texts = [known[place % len(known)] for place in day.rng.permutation(len(known))[:each]]
    trunk = _abroad(day, len(texts))
    if not strong:
        trunk = np.where(np.arange(len(texts)) % 2 == 0, FIRST_DOMESTIC, trunk)
    _showing(day, "spoofed_protected", strong, texts, trunk, (2, 4))


def _look_alike(day: Day, each: int, strong: bool) -> None:
    """S2: the digits of a protected number behind a foreign code or +840, or within a registered pattern."""
    known = [one.removeprefix("+84") for one in agencies()]
    fronts = ("+563", "+840", "+601", "+870")
    offset = 0 if strong else each
    texts = [
        f"+84246274{day.rng.integers(0, 1000):04}" if place % 5 == 4
        else f"{fronts[place % 4]}{known[(place + offset) % len(known)]}"
        for place in range(each)
    ]  # fmt: skip
    _showing(day, "look_alike", strong, texts, _abroad(day, each), (2, 3))


def _domestic(day: Day, each: int, strong: bool) -> None:
    """S1: fixed lines and services of Vietnam that come in from abroad."""
    fixed = [f"+8424{day.rng.integers(30_000_000, 40_000_000)}" for _ in range(each)]
    texts = [f"+841900{day.rng.integers(1000, 9999)}" if place % 4 == 3 else one for place, one in enumerate(fixed)]
    _showing(day, "domestic_from_abroad", strong, texts, _abroad(day, each), (2, 3))
    if strong:  # the trunks that bring them in
        trunks = [name for name in INTERNATIONAL if name != TRUNKS[WITHOUT_PLUS]]
        day.told.add("trunk", trunks, "domestic_from_abroad", "part")


def _mobile(day: Day, each: int, strong: bool) -> None:
    """S1: mobile numbers of people who are at home, shown by somebody abroad who calls strangers."""
    people = day.world.subscribers(day.rng, each)
    _tell(day, "mobile_from_abroad", strong, day.world.numbers.named(people))
    counts = _drawn(day, strong, (8, 14), (40, 200), each)
    day.call(from_outside(people, _abroad(day, each)), counts, (8, 21), answer=0.45, talk=40, sigma=1.1)
    lines = day.world.lines_of(day.rng, people)  # the honest owner, at home on the same day
    calls = day.rng.integers(3, 7, each)
    who = np.repeat(people, calls)
    day.call(
        lines, calls, (7, 22), callees=day.world.contact(who, day.rng.integers(0, 4, len(who))), answer=0.7, talk=45
    )


def _malformed(day: Day, each: int, strong: bool) -> None:
    """S3: no number is written so."""
    forms = (
        lambda n: f"+840{n % 10**9:09}", lambda n: f"+00{n % 10**10:010}", lambda n: f"+8491{n % 10**5:05}",
        lambda n: f"+8490{n % 10**9:09}", lambda n: f"VN{n % 10**8:08}", lambda n: f"+{10**16 + n}",
        lambda n: f"+84113{n % 10}", lambda n: f"0{19_000_000 + n % 10_000}",
    )  # fmt: skip
    texts = [forms[place % len(forms)](int(day.rng.integers(10**9, 10**10))) for place in range(each)]
    _showing(day, "malformed", strong, texts, _abroad(day, each), (2, 3))


def _unassigned(day: Day, each: int, strong: bool) -> None:
    """S4: codes that nobody has, and numbers of 11 digits of before 2018."""
    forms = (
        lambda n: f"+84200{n % 10**7:07}", lambda n: f"+84162{n % 10**7:07}", lambda n: f"+8495{n % 10**7:07}",
        lambda n: f"+999{n % 10**8:08}", lambda n: f"+84123{n % 10**7:07}", lambda n: f"+210{n % 10**8:08}",
    )  # fmt: skip
    texts = [forms[place % len(forms)](int(day.rng.integers(10**9, 10**10))) for place in range(each)]
    _showing(day, "unassigned", strong, texts, _abroad(day, each), (2, 3))


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


def _fan_out(day: Day, each: int, strong: bool) -> None:
    """S5: one stranger after another, and short: most hang up, hardly anybody calls back."""
    lines = _callers(day, each)
    _tell(day, "fan_out", strong, _named(day, lines))
    hours = _drawn(day, strong, (2, 3), (3, 8), each)
    begin = day.rng.uniform(8, 13, each)
    counts = hours * _drawn(day, strong, (32, 45), (80, 250), each)
    day.call(
        lines, counts, (begin, begin + hours), answer=0.3 if strong else 0.4, talk=8 if strong else 13, sigma=0.8,
        called_back=0.02 if strong else 0.04,
    )  # fmt: skip


def _sequential(day: Day, each: int, strong: bool) -> None:
    """S5: number after number, as a machine goes through a block."""
    lines = _callers(day, each)
    _tell(day, "sequential", strong, _named(day, lines))
    counts = _drawn(day, strong, (16, 26), (150, 500), each)
    whole = day.world.numbers
    callees = []
    for count in counts.tolist():
        base = int(day.rng.integers(10**8, 9 * 10**8))
        step = 1 if strong else int(day.rng.integers(1, 3))
        ids = whole.add([f"+849{base + step * place}" for place in range(count)])
        if not strong:  # one call in five goes somewhere else
            ids = np.where(day.rng.random(count) < 0.2, day.world.people(day.rng, count), ids)
        callees.append(ids)
    begin = day.rng.uniform(8, 16, each)
    day.call(
        lines, counts, (begin, begin + (3 if strong else 1.5)), callees=np.concatenate(callees), answer=0.35, talk=12,
    )  # fmt: skip


def _low_answer(day: Day, each: int, strong: bool) -> None:
    """S5: numbers tried over the whole day, of which hardly any answers."""
    lines = _callers(day, each)
    _tell(day, "low_answer", strong, _named(day, lines))
    counts = _drawn(day, strong, (70, 100), (150, 400), each)
    day.call(lines, counts, (7.5, 20.5), answer=0.06 if strong else 0.16, talk=15, called_back=0.01)


def _wangiri(day: Day, each: int, strong: bool) -> None:
    """One ring from a dear number, so that people call it back and are held there."""
    paid = each // 3
    dear = [
        f"+{code}{day.rng.integers(10**6, 10**7)}" for code in day.rng.choice([224, 232, 252, 675, 677], each - paid)
    ]
    texts = [*dear, *(f"+841900{6 if strong else 7}{place:03}" for place in range(paid))]
    _tell(day, "wangiri", strong, texts)
    trunk = np.concatenate([_abroad(day, each - paid), np.full(paid, VOIP)])
    begin = day.rng.uniform(7, 18, each)
    made = day.call(
        from_outside(day.number(texts), trunk), _drawn(day, strong, (70, 110), (300, 1200), each), (begin, begin + 2),
        answer=0.03, talk=1, sigma=0.3, ringing=2.0, evenness=1.5,
    )  # fmt: skip
    day.call_back(made, 0.1 if strong else 0.07, missed_only=True, within=3.0, talk=110)


def _box(day: Day, kind: str, lines: Lines, counts: NDArray[Any]) -> None:
    """Calls from abroad that a box turns into domestic ones: only outgoing, nearly every callee new, day and night."""
    _part(day, kind, "caller", _named(day, lines))
    day.call(lines, counts, (6.5, 23.8), answer=0.58, talk=95, sigma=1.0, evenness=1.0)


def _box_device(day: Day, each: int, strong: bool) -> None:
    """S6: one device, many SIMs."""
    for device in day.world.new_devices(each):
        sims = int(_drawn(day, strong, (8, 11), (20, 60), 1)[0])
        cell = int(day.rng.integers(0, day.world.cells))
        lines = day.world.new_sims(day.rng, sims, devices=np.full(sims, device), cell=cell)
        _tell(day, "sim_box_device", strong, day.world.imei.named(np.array([device])), "imei")
        _part(day, "sim_box_device", "cell", day.world.cell_names.named(np.array([cell])))
        _box(day, "sim_box_device", lines, _drawn(day, strong, (8, 14), (15, 50), sims))


def _box_cell(day: Day, each: int, strong: bool) -> None:
    """S6: each SIM shows a device of its own, and all stand in one cell."""
    for _ in range(each):
        sims = int(_drawn(day, strong, (14, 20), (48, 128), 1)[0])
        cell = int(day.rng.integers(0, day.world.cells))
        lines = day.world.new_sims(day.rng, sims, cell=cell)
        _tell(day, "sim_box_cell", strong, day.world.cell_names.named(np.array([cell])), "cell")
        _part(day, "sim_box_cell", "imei", day.world.imei.named(lines.device))
        _box(day, "sim_box_cell", lines, _drawn(day, strong, (12, 18), (20, 50), sims))


def _groups(day: Day, each: int, strong: bool) -> None:
    """S6: numbers of one block that call in the same hours, each too little to stand out."""
    for place in range(each):
        size = int(_drawn(day, strong, (15, 20), (40, 99), 1)[0])
        block = f"+842{4 if strong else 8}6{place:02}{day.rng.integers(100, 1000)}"
        lines = from_outside(day.number([f"{block}{one:02}" for one in range(size)]), VOIP)
        _tell(day, "pattern_group", strong, [block], "pattern")
        _part(day, "pattern_group", "caller", _named(day, lines))
        begin = day.rng.uniform(8, 17)
        counts = _drawn(day, strong, (12, 16), (20, 45), size)
        day.call(lines, counts, (begin, begin + (3 if strong else 2)), answer=0.28, talk=10, called_back=0.02)


def _robots(day: Day, each: int, strong: bool) -> None:
    """S5: a machine that dials at the same distance and speaks the same words, whoever answers."""
    lines = _callers(day, each)
    _tell(day, "robot", strong, _named(day, lines))
    counts = _drawn(day, strong, (60, 80), (300, 900), each)
    gap = _drawn(day, strong, (50, 75), (18, 40), each)
    place = np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts)
    begin = np.repeat(day.rng.uniform(8, 12, each) * HOUR, counts)
    jitter = day.rng.normal(0, 0.4 if strong else 2.0, len(place))
    moments = np.minimum(day.start + begin + place * np.repeat(gap, counts) + jitter, day.start + DAY - 1)
    made = day.call(lines, counts, (0, 24), moments=moments, answer=0.33, talk=13, called_back=0.02)
    heard = day.rng.integers(12, 15, len(made))
    full = day.rng.random(len(made)) < (0.85 if strong else 0.6)
    talk = np.where(full, heard, np.minimum(made.seconds, 14))
    made.seconds = np.where(made.answered, talk, made.seconds).astype(np.int32)


def _listed(day: Day, each: int, strong: bool) -> None:
    """Numbers that a public list warns of, calling as anybody calls."""
    lines = _callers(day, each)
    _tell(day, "listed", strong, _named(day, lines))
    day.call(lines, _drawn(day, strong, (1, 2), (15, 60), each), (8, 21), answer=0.55, talk=50)
