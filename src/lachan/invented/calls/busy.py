"""Honest lines that call or are called much: what a check must not accuse.

Call centres that people agreed to, a bank's hot line, a taxi office, riders, shops, a school's message, a hospital's
reminders, a bank's own voice, log-in codes by voice from abroad, agencies, repair shops, subscribers abroad.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from lachan.invented.calls.day import DAY, HOUR, Day
from lachan.invented.calls.protection import agencies, bank_voices
from lachan.invented.calls.records import Lines, Records, from_outside
from lachan.invented.calls.world import AGENCIES, BANKS, FIRST_INTERNATIONAL, FIXED, VOIP
from lachan.vietnam.numbers import normal_number

MORNING, AFTERNOON = (8.0, 11.5), (13.5, 17.5)


def add_busy(day: Day) -> None:
    """All of them."""
    for one in (
        _call_centres, _great_centre, _hot_lines, _taxi, _riders, _shops, _schools, _hospitals, _banks, _codes,
        _agencies, _repair_shops, _collectors, _survey, _gateways, _new_sims, _roamers,
    ):  # fmt: skip
        one(day)


def _honest(day: Day, lines: Lines, negative: str) -> None:
    numbers = (normal_number(one) or one for one in day.world.numbers.named(lines.number))
    day.told.add("caller", list(numbers), "", "", negative)


def _fixed(day: Day, texts: list[str]) -> Lines:
    return from_outside(day.number(day.world.home(texts)), FIXED)


def _customers(day: Day, counts: NDArray[Any], pool: float) -> NDArray[Any]:
    """People who agreed to be called, some of them tried again."""
    total = int(counts.sum())
    known = day.world.people(day.rng, max(1, int(total * pool)))
    return known[day.rng.integers(0, len(known), total)]


def _call_centres(day: Day) -> None:
    """Telesales of 5 to 40 places, each with a number of one block; some answer when people call back."""
    for centre in range(day.many(700_000)):
        places = int(day.who.integers(5, 41))
        block = f"+842{day.who.choice([4, 8])}73{day.who.integers(10, 99)}{day.who.integers(0, 9)}"
        lines = from_outside(day.number([f"{block}{place:03}" for place in range(places)]), VOIP)
        answer, talk = day.who.uniform(0.42, 0.6), day.who.uniform(32, 75)
        for hours in (MORNING, AFTERNOON):
            counts = day.rng.poisson(day.rng.uniform(45, 85, places))
            day.call(
                lines, counts, hours, callees=_customers(day, counts, 0.8), answer=answer, talk=talk, sigma=1.1,
                called_back=0.08,
            )  # fmt: skip
        _honest(day, lines, f"call_centre_{centre}")


def _great_centre(day: Day) -> None:
    """One number shown by 40 places: many calls a minute, half of them answered."""
    lines = from_outside(day.number(["+842050008668"]), VOIP)
    share = np.array([min(6_000, max(600, day.rows // 400))])
    for hours in (MORNING, AFTERNOON):
        counts = day.rng.poisson(share / 2)
        day.call(
            lines, counts, hours, callees=_customers(day, counts, 0.75), answer=0.52, talk=58, sigma=1.1,
            evenness=1.0, called_back=0.07,
        )  # fmt: skip
    _honest(day, lines, "great_centre")


def _hot_lines(day: Day) -> None:
    """Lines that are called: care of customers, orders; they call back few."""
    count = day.many(500_000, 2)
    texts = [f"+84{kind}{day.who.integers(1000, 9999)}" for kind in day.who.choice(["1800", "1900"], count)]
    number = day.number(day.world.home(texts))
    called = day.rng.poisson(np.minimum(8_000, day.rows * day.who.uniform(0.0002, 0.0012, count)))
    day.ring(number, called, (6.5, 22.5), answer=0.93, talk=85)
    lines = from_outside(number, BANKS)
    day.call(lines, called // 30 + 1, (8.0, 20.0), answer=0.78, talk=60)
    _honest(day, lines, "hot_line")
    day.ring(
        day.number(["113", "114", "115"]), day.rng.poisson(np.full(3, day.rows / 60_000)), (0, 24), answer=1, talk=70
    )


def _taxi(day: Day) -> None:
    """People order, and the office calls each of them back within minutes: the car is there."""
    count = day.many(3_000_000)
    lines = _fixed(day, [f"+84205{10_000 + place:07}" for place in range(count)])
    orders = day.ring(
        lines.number, day.rng.poisson(np.full(count, min(3_500, max(300, day.rows / 900)))), (5, 23.5), answer=0.96,
        talk=22,
    )  # fmt: skip
    served = orders.take(np.flatnonzero(orders.answered & (day.rng.random(len(orders)) < 0.85)))
    order = np.argsort(served.callee, kind="stable")
    served = served.take(order)
    counts = np.bincount(np.searchsorted(lines.number, served.callee), minlength=count)
    moments = np.minimum(served.at + day.rng.integers(120, 900, len(served)), day.start + DAY - 1)
    day.call(lines, counts, (0, 24), callees=served.caller, moments=moments, answer=0.84, talk=11, sigma=0.6)
    _honest(day, lines, "taxi")


def _riders(day: Day) -> None:
    """Delivery riders: hundreds of short calls a day to people whom they never called before, always somewhere else."""
    riders = day.world.subscribers(day.who, day.many(12_000, 8))
    counts = day.rng.poisson(day.who.gamma(4, 30, len(riders)) + 20)
    lines = day.world.lines_of(day.rng, riders)
    begin = day.who.uniform(7, 11, len(riders))
    end, answer = begin + day.who.uniform(7, 11, len(riders)), day.who.uniform(0.68, 0.88, len(riders))
    made = day.call(
        lines, counts, (begin, end), answer=answer, talk=24, sigma=0.7, evenness=1.3, called_back=0.3,
    )  # fmt: skip
    steps = np.cumsum(day.rng.integers(-2, 3, len(made)))
    made.cell = (np.repeat(lines.cell, counts) + steps) % day.world.cells
    made.trunk = made.cell % 3
    day.call_back(made, 0.05, missed_only=False)
    _honest(day, lines, "rider")


def _shops(day: Day) -> None:
    """Sellers on the Internet who confirm each order from home: many new callees, one cell; buyers call too."""
    sellers = day.world.subscribers(day.who, day.many(25_000, 5))
    counts = day.rng.poisson(day.who.gamma(3, 28, len(sellers)) + 15)
    lines = day.world.lines_of(day.rng, sellers, 0.0)
    day.call(
        lines, counts, (day.who.uniform(8, 10, len(sellers)), day.who.uniform(18, 22, len(sellers))),
        answer=day.who.uniform(0.55, 0.78, len(sellers)), talk=38, called_back=0.35,
    )  # fmt: skip
    day.ring(sellers, day.rng.poisson(counts * day.who.uniform(0.1, 0.4, len(sellers))), (8, 22), answer=0.85, talk=60)
    _honest(day, lines, "shop")


def _schools(day: Day) -> None:
    """One message to all parents within half an hour, on many channels; who missed it calls back."""
    count = day.many(1_200_000)
    lines = _fixed(day, [f"+84205{20_000 + place * 113:07}" for place in range(count)])
    parents = day.who.integers(400, 1500, count)
    begin = day.who.choice([6.5, 11.6, 16.8, 17.5], count)
    made = day.call(
        lines, parents, (begin, begin + day.who.uniform(0.3, 0.6, count)), answer=0.78, talk=1, evenness=1.0,
        called_back=0.22,
    )  # fmt: skip
    made.seconds = _message(day, made, 24)
    _honest(day, lines, "school")


def _message(day: Day, made: Records, length: int) -> NDArray[Any]:
    """How long people listen to a recorded message: seven in ten to its end."""
    whole, part = length + day.rng.integers(0, 2, len(made)), day.rng.integers(2, length, len(made))
    heard = np.where(day.rng.random(len(made)) < 0.7, whole, part)
    return np.where(made.answered, heard, made.seconds).astype(np.int32)


def _hospitals(day: Day) -> None:
    """A voice that reminds of appointments, one call after another at the same distance."""
    count = day.many(1_500_000)
    lines = _fixed(day, [f"+84205{30_000 + place * 217:07}" for place in range(count)])
    called = day.who.integers(150, 500, count)
    moments = _steady(day, called, 9 + np.zeros(count), day.who.integers(18, 32, count), 0.8)
    made = day.call(lines, called, (9, 12), moments=moments, answer=0.72, talk=1, called_back=0.2)
    made.seconds = _message(day, made, 31)
    day.ring(lines.number, called // 5, (7, 17), answer=0.9, talk=80)
    _honest(day, lines, "hospital")


def _steady(day: Day, counts: NDArray[Any], hour: NDArray[Any], gap: NDArray[Any], jitter: float) -> NDArray[Any]:
    """Moments at an equal distance, as a machine dials; what would pass midnight is dialled in its last minute."""
    place = np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts)
    moments = day.start + np.repeat(hour * HOUR, counts) + place * np.repeat(gap, counts)
    moments += day.rng.normal(0, jitter, len(place))
    return np.asarray(np.clip(moments, day.start, day.start + DAY - 1))


def _banks(day: Day) -> None:
    """A bank's own voice, from its registered number and its own trunk: instalments are due."""
    lines = from_outside(day.number(bank_voices()), BANKS)
    counts = np.full(len(lines), min(4_000, max(300, day.rows // 3_000)))
    made = day.call(lines, counts, (8.0, 19.0), answer=0.42, talk=1, evenness=6, called_back=0.04)
    made.seconds = _message(day, made, 18)
    _honest(day, lines, "bank_voice")


def _codes(day: Day) -> None:
    """Log-in codes spoken by a service abroad: many callees, short and all alike, asked for by each of them."""
    count = day.many(8_000_000)
    lines = from_outside(day.number([f"+1650555{1200 + place}" for place in range(count)]), FIRST_INTERNATIONAL)
    counts = day.rng.poisson(np.full(count, min(1_800, max(150, day.rows // 4_000))))
    day.call(lines, counts, (0, 24), answer=0.9, talk=15, sigma=0.2, evenness=1)
    _honest(day, lines, "log_in_codes")


def _agencies(day: Day) -> None:
    """Agencies that call from their own numbers and the right trunk."""
    texts = agencies()
    lines = from_outside(day.number(texts), AGENCIES)
    counts = day.who.integers(5, 60, len(texts))
    day.call(lines, counts, (7.5, 17.0), answer=0.76, talk=75, called_back=0.3)
    day.ring(lines.number, day.who.integers(5, 50, len(texts)), (7, 17), answer=0.85, talk=90)


def _repair_shops(day: Day) -> None:
    """A telephone into which a repairer puts one SIM after another, each for a call or two."""
    for device in day.world.new_devices(day.many(4_000_000, 2)):
        people = day.world.subscribers(day.who, int(day.who.integers(8, 15)))
        lines = day.world.lines_of(day.rng, people)
        lines.device = np.full(len(people), device)
        lines.cell = np.full(len(people), int(device) % day.world.cells)
        lines.trunk = lines.cell % 3
        day.call(lines, day.rng.integers(1, 3, len(people)), (8, 19), answer=0.8, talk=9, sigma=0.5)


def _collectors(day: Day) -> None:
    """Reminders of debts by an office with a small block of numbers: the same people again and again, few words."""
    for office in range(day.many(4_000_000)):
        block = f"+842462{day.who.integers(10, 40)}{office % 10}"
        lines = from_outside(day.number([f"{block}{place:03}" for place in range(8)]), VOIP)
        counts = day.rng.poisson(np.full(8, 110))
        day.call(
            lines, counts, (8, 18), callees=_customers(day, counts, 0.3), answer=0.42, talk=33, sigma=1.0,
            called_back=0.08,
        )  # fmt: skip
        _honest(day, lines, "collector")


def _survey(day: Day) -> None:
    """A ministry's institute asks by machine: an equal pace, and four in ten hang up in the middle."""
    lines = from_outside(day.number(["+842050002345"]), VOIP)
    counts = np.array([min(700, max(200, day.rows // 15_000))])
    moments = _steady(day, counts, np.array([8.5]), np.array([40]), 1.2)
    made = day.call(lines, counts, (8, 20), moments=moments, answer=0.6, talk=1, called_back=0.06)
    made.seconds = _message(day, made, 48)
    _honest(day, lines, "survey")


def _gateways(day: Day) -> None:
    """A company's telephone system with a dozen SIMs in one device: its customers call it as it calls them."""
    for device in day.world.new_devices(day.many(4_000_000)):
        cell = int(device) * 7 % day.world.cells
        lines = day.world.new_sims(day.who, 12, devices=np.full(12, device), cell=cell)
        counts = day.rng.poisson(np.full(12, 18))
        day.call(lines, counts, (8, 18), callees=_customers(day, counts, 0.3), answer=0.7, talk=60, called_back=0.4)
        day.ring(lines.number, day.rng.poisson(np.full(12, 9)), (8, 18), answer=0.9, talk=70)
        _honest(day, lines, "gateway")
        day.told.add("imei", day.world.imei.named(np.array([device])), "", "", "gateway")


def _new_sims(day: Day) -> None:
    """A shop that sells SIMs and tries each with one call; all stand in one cell, and nobody calls them yet."""
    for _ in range(day.many(4_000_000)):
        sold = int(day.who.integers(25, 60))
        lines = day.world.new_sims(day.who, sold, cell=int(day.who.integers(0, day.world.cells)))
        day.call(lines, np.ones(sold, np.int64), (8, 20), answer=0.9, talk=12, sigma=0.5)


def _roamers(day: Day) -> None:
    """Subscribers who are abroad and call home: their own numbers come in on international trunks, and rightly."""
    people = np.flatnonzero(day.world.away)
    lines = day.world.lines_of(day.rng, people)
    counts = day.rng.integers(1, 7, len(people))
    who = np.repeat(people, counts)
    callees = day.world.contact(who, day.rng.integers(0, 4, len(who)))
    day.call(lines, counts, (6, 23), callees=callees, answer=0.74, talk=95, evenness=1)
    _honest(day, lines, "roamer")
