"""Files of a screen are taken whole when they are good; the last good ones serve when they are not."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from lachan.exchange.protected_list import write_protected_list
from lachan.readers.errors import InputError
from lachan.screening import Listed
from lachan.screening.run_folder import read_state, state_stamp
from lachan.screening.sources import Sources, Watched
from tests.screening.messages import HOT_LINE, TRUNKS, USUAL

NOW = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))


@pytest.fixture
def sources(tmp_path: Path) -> Sources:
    """The usual files, and a run folder beside them."""
    (tmp_path / "run").mkdir()
    (tmp_path / "office.pub").write_bytes(
        KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    )
    (tmp_path / "trunks.toml").write_text(TRUNKS, encoding="utf-8")
    found = Sources(tmp_path / "trunks.toml", tmp_path / "list.signed", tmp_path / "office.pub")
    publish(found, 7)
    return found


def publish(sources: Sources, serial: int, *, days: int = 30, key: Ed25519PrivateKey = KEY) -> None:
    """Put a list there."""
    issued = replace(USUAL, serial=serial, issued_at=NOW - timedelta(days=60), valid_until=NOW + timedelta(days=days))
    part = sources.protected.with_suffix(".part")
    part.write_bytes(write_protected_list(issued, key=key))
    part.replace(sources.protected)


def watched(sources: Sources) -> Watched:
    """A new start."""
    return Watched(sources, sources.trunks.parent / "run", sources.trunks.parent / "log")


def run(sources: Sources) -> Path:
    """The run folder."""
    return sources.trunks.parent / "run"


def test_a_start_hands_everything_to_the_workers(sources: Sources) -> None:
    one = watched(sources)
    state = one.start(NOW)
    assert read_state(run(sources)) == state
    assert Listed(run(sources) / state.protected).find(HOT_LINE, HOT_LINE[1:], "2026-11-25")
    assert one.alarms == {}


def test_only_what_changed_is_taken_and_old_copies_go(sources: Sources) -> None:
    one = watched(sources)
    first = one.start(NOW)
    stamp = state_stamp(run(sources))
    assert not one.look(NOW)
    assert state_stamp(run(sources)) == stamp
    for serial in (8, 9, 10):
        publish(sources, serial)
        assert one.look(NOW)
    now = read_state(run(sources))
    assert now.settings == first.settings
    assert now.protected != first.protected
    assert len(list(run(sources).glob("list.*.bin"))) == 2
    assert one.protected
    assert one.protected.serial == 10


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda one: publish(one, 8, key=Ed25519PrivateKey.generate()), "signature"),
        (lambda one: publish(one, 8, days=-1), "ran out"),
        (lambda one: publish(one, 6), "older"),
        (lambda one: one.protected.unlink(), "cannot be read"),
        (lambda one: one.protected.write_bytes(one.protected.read_bytes()[:-5]), "missing"),
        (lambda one: one.key.write_text("nothing"), "not a public Ed25519 key"),
    ],
)
def test_a_bad_list_is_told_and_the_good_one_stays_even_over_a_new_start(sources: Sources, spoil, words: str) -> None:  # type: ignore[no-untyped-def]
    one = watched(sources)
    before = one.start(NOW)
    key = sources.key.read_bytes()
    spoil(sources)
    assert not one.look(NOW)
    assert words in one.alarms["list"].en
    assert "the last good one stays" in one.alarms["list"].en
    assert read_state(run(sources)) == before
    if sources.key.read_bytes() == key:
        again = watched(sources)
        again.start(NOW)
        assert again.protected
        assert again.protected.serial == 7
        assert words in again.alarms["list"].en
    sources.key.write_bytes(key)
    publish(sources, 8)
    assert one.look(NOW)
    assert one.alarms == {}


def test_bad_trunks_are_told_with_the_key_that_is_wrong(sources: Sources) -> None:
    one = watched(sources)
    before = one.start(NOW)
    sources.trunks.write_text(TRUNKS + '\n[rules.SCR-001]\nanswer = "explode"\n', encoding="utf-8")
    assert not one.look(NOW)
    assert "trunks.toml" in one.alarms["trunks"].en
    assert read_state(run(sources)) == before
    sources.trunks.write_text(TRUNKS, encoding="utf-8")
    assert one.look(NOW)
    assert one.alarms == {}


def test_without_any_good_copy_nothing_starts(sources: Sources) -> None:
    publish(sources, 7, days=-1)
    with pytest.raises(InputError) as refused:
        watched(sources).start(NOW)
    assert "lachan lists pull" in refused.value.message("en")


def test_a_list_that_runs_out_while_in_use_stays_in_use_with_an_alarm(sources: Sources) -> None:
    one = watched(sources)
    one.start(NOW)
    assert not one.look(NOW + timedelta(days=40))
    until = one.protected.valid_until + timedelta(hours=7) if one.protected else NOW  # the list says it in UTC
    assert f"ran out at {until.astimezone(UTC):%d/%m/%Y %H:%M};" in one.alarms["list_expired"].en  # Vietnam's clock
    assert one.protected
    publish(sources, 8, days=90)
    assert one.look(NOW + timedelta(days=40))
    assert one.alarms == {}
