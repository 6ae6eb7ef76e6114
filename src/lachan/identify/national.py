"""The same questions put to a log that is too large for one machine, through Ibis.

The log is Parquet with the columns of docs/formats/leases.md (moments as timestamps or texts with zone, IPv6 in its
short form), the holders' history likewise. Nothing is built beforehand, so rows that contradict each other are not
taken out: all of them are named, with a note.
"""

import ipaddress
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa
from ibis.expr.types import Table

from lachan.checks.engines import Engine, opened
from lachan.identify.addresses import Address
from lachan.identify.answers import NO_SIGHTINGS, NOBODY, Answer, notes_about_address, within_skew
from lachan.identify.questions import Question

_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 (the engines keep moments of UTC without zone)
_HOST_BITS = {4: 32, 6: 128}


def holders_of_addresses(leases: Table, asked: Table) -> Table:
    """`place, subscriber` of everyone who had the address and port at some moment of the question.

    `asked`: place, network (text, a row for each prefix that may hold the address), port or NULL, since, until (both
    included). `leases`: docs/formats/leases.md, with moments as timestamps of UTC.
    """
    both = asked.join(leases, asked.network == leases.public_ip)
    fits = both.port.isnull() | both.port_from.isnull() | ((both.port_from <= both.port) & (both.port <= both.port_to))
    held = (both.started_at <= both.until) & (both.ended_at.isnull() | (both.ended_at > both.since))
    return both.filter(fits & held).select("place", "subscriber").distinct()


def holders_of_numbers(history: Table, asked: Table) -> Table:
    """`place, subscriber, from` of everyone who held the number at some moment of the question.

    `asked`: place, asked_number (E.164), since, until; `history`: number (E.164), subscriber, from, to.
    """
    both = asked.join(history, asked.asked_number == history.number)
    held = (both["from"] <= both.until) & (both.to.isnull() | (both.to > both.since))
    return both.filter(held).select("place", "subscriber", "from").distinct()


def answer_all(
    questions: Sequence[Question], *, engine: str, leases: Sequence[Path], holders: Sequence[Path], skew_ms: int,
    work: Path, session: Any = None,
) -> list[Answer]:  # fmt: skip
    """The answers, in order. InputError for an engine that is not installed. `session`: a running Spark session."""
    with opened(engine, work, session=session) as opened_engine:
        found: dict[int, list[str]] = {}
        addresses = [(at, q) for at, q in enumerate(questions) if q.address is not None]
        if addresses and leases:
            log = _moments(opened_engine.read(leases), "started_at", "ended_at")
            asked = _asked_addresses(addresses, _lengths(opened_engine, log), skew_ms)
            for row in opened_engine.rows(holders_of_addresses(_ports(log), ibis.memtable(asked))):
                found.setdefault(row["place"], []).append(row["subscriber"])
        numbers = [(at, q) for at, q in enumerate(questions) if q.number is not None]
        if numbers and holders:
            history = _moments(opened_engine.read(holders), "from", "to")
            rows = opened_engine.rows(holders_of_numbers(history, ibis.memtable(_asked_numbers(numbers, skew_ms))))
            for row in sorted(rows, key=lambda row: (row["place"], row["from"])):
                found.setdefault(row["place"], []).append(row["subscriber"])
    return [_answer(question, found.get(at, []), skew_ms) for at, question in enumerate(questions)]


def _answer(question: Question, found: list[str], skew_ms: int) -> Answer:
    if question.imei is not None:
        return Answer((), (NO_SIGHTINGS,))
    if question.address is not None:
        subscribers = tuple(sorted(set(found)))
        return Answer(subscribers, notes_about_address(question, subscribers, skew_ms))
    subscribers = tuple(dict.fromkeys(found))
    return Answer(subscribers, (*(() if subscribers else (NOBODY,)), *within_skew(question, subscribers, skew_ms)))


def _moments(table: Table, *names: str) -> Table:
    """The columns as timestamps of UTC, also where the file has texts with a zone or bare dates of Vietnam."""
    found = {}
    for name in names:
        column = table[name]
        if column.type().is_string():
            text = column.nullif("")
            day = text.length() == len("2026-11-20")
            found[name] = (
                ibis.ifelse(day, text.concat("T00:00:00+07:00"), text).cast("timestamp('UTC')").cast("timestamp")
            )
    return table.mutate(**found)


def _ports(table: Table) -> Table:
    """Ports as numbers; NULL where the whole address was let."""
    names = ("port_from", "port_to")
    texts = {name: table[name].nullif("") for name in names if table[name].type().is_string()}
    return table.mutate(**texts).cast(dict.fromkeys(names, "int64"))


def _lengths(engine: Engine, log: Table) -> dict[int, set[int]]:
    """The lengths of prefixes that the log has, by version of the address; single addresses besides."""
    prefixes = log.filter(log.public_ip.contains("/")).select(
        length=log.public_ip.re_extract(r"/(\d+)$", 1), six=log.public_ip.contains(":")
    )
    found: dict[int, set[int]] = {4: set(), 6: set()}
    for row in engine.rows(prefixes.distinct()):
        found[6 if row["six"] else 4].add(int(row["length"]))
    return found


def _asked_addresses(asked: Sequence[tuple[int, Question]], lengths: dict[int, set[int]], skew_ms: int) -> pa.Table:
    rows = [
        (place, network, question.port, *_around(question, skew_ms))
        for place, question in asked
        if question.address is not None
        for network in _networks(question.address, lengths)
    ]
    return _table(rows, place=pa.int64(), network=pa.string(), port=pa.int64())


def _networks(address: Address, lengths: dict[int, set[int]]) -> list[str]:
    whole = _HOST_BITS[address.version]
    longer = (ipaddress.ip_network((address, length), strict=False) for length in lengths[address.version])
    return [str(address), f"{address}/{whole}", *(str(network) for network in longer if network.prefixlen < whole)]


def _asked_numbers(asked: Sequence[tuple[int, Question]], skew_ms: int) -> pa.Table:
    rows = [(place, f"+{question.number}", *_around(question, skew_ms)) for place, question in asked]
    return _table(rows, place=pa.int64(), asked_number=pa.string())


def _around(question: Question, skew_ms: int) -> tuple[datetime, datetime]:
    since, until = question.since - skew_ms, question.until + skew_ms
    return _EPOCH + timedelta(milliseconds=since), _EPOCH + timedelta(milliseconds=until)


def _table(rows: Sequence[tuple[Any, ...]], **kinds: pa.DataType) -> pa.Table:
    kinds |= {"since": pa.timestamp("us"), "until": pa.timestamp("us")}
    return pa.table(
        {
            name: pa.array(values, kind)
            for (name, kind), values in zip(kinds.items(), zip(*rows, strict=True), strict=True)
        }
    )
