"""A worker reads a message as Kamailio hands it over and does what the verdict says; here without Kamailio."""

import gc
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from lachan.screening import compile_tables, compiled_settings
from lachan.screening.counters import read_counters
from lachan.screening.passport import keep_chain
from lachan.screening.run_folder import COUNTERS, State, write_state
from lachan.screening.worker import ANSWERED, GOES_ON, Worker
from tests.screening.fake_kamailio import FakeKamailio
from tests.screening.messages import ABROAD, HOME, HOT_LINE, TRUNKS, USUAL, one_range, protected_list
from tests.screening.passport.authorities import X5U, Laboratory, fixed_key, operator_entry, pem, tn_auth_list

REJECTING = '[rules.SCR-001]\nanswer = "reject"\n[rules.SCR-013]\nanswer = "reject"\nlimit = 2\n'
BAD = UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte")
CALLER = "+8491" + "2345678"


@pytest.fixture(autouse=True)
def _collector_as_before() -> Iterator[None]:
    """A worker sets the garbage collector of its process for long life."""
    before = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*before)


class Working:
    """A worker, its folder and the message before it."""

    def __init__(self, folder: Path, rules: str = REJECTING, **state: str) -> None:
        self.folder = folder
        (folder / "settings.1.json").write_bytes(compiled_settings((TRUNKS + rules).encode()))
        compile_tables(USUAL, folder / "list.1.bin")
        self.state = State("settings.1.json", protected="list.1.bin", log=str(folder), **state)
        write_state(folder, self.state)
        self.kamailio = FakeKamailio()
        self.worker = Worker(self.kamailio, str(folder), 1)

    def invite(
        self, caller: str = CALLER, *, call_id: str = "one", source: str = HOME, way: str = "screen_plain", **more: Any
    ) -> int:
        """Judge an INVITE; what Kamailio is told."""
        self.kamailio.done.clear()
        self.kamailio.values = {
            "$ru": "sip:+84241111111@10.0.0.1", "$si": source, "$ci": call_id, "$pr": "udp",
            "$(hdr(From)[*])": f"<sip:{caller}@host.example>;tag=1", **more,
        }  # fmt: skip
        return int(getattr(self.worker, way)(None))

    def take(self, **changes: str) -> None:
        """Hand another state over, and let the worker look."""
        self.state = replace(self.state, **changes)  # type: ignore[arg-type]
        write_state(self.folder, self.state)
        self.worker._look(datetime.now(UTC).timestamp())

    def events(self) -> dict[str, int]:
        """What was counted of the screen itself."""
        found = read_counters(self.folder.glob(COUNTERS))
        return {code: count for (kind, code, _, _), count in found.items() if kind == "events" and count}


@pytest.fixture
def working(tmp_path: Path) -> Working:
    """A worker that rejects protected numbers and more than two calls a minute."""
    return Working(tmp_path)


def test_an_honest_call_is_left_as_it_is(working: Working) -> None:
    assert working.invite() == GOES_ON
    assert working.kamailio.done == []


def test_a_refused_call_is_answered_with_its_headers(working: Working) -> None:
    assert working.invite(HOT_LINE, source=ABROAD) == ANSWERED
    header, reply = working.kamailio.done
    assert header[0] == "append_to_reply"
    assert header[1].endswith("\r\n")
    assert reply == ("reply", 603, "Network Blocked")


def test_an_invite_that_comes_again_is_not_counted_again(working: Working) -> None:
    assert [working.invite(call_id="same") for _ in range(9)] == [GOES_ON] * 9
    assert working.invite(call_id="second") == GOES_ON
    assert working.invite(call_id="third") == ANSWERED
    assert working.invite(call_id="third") == ANSWERED, "a refused one stays refused"
    assert working.invite(call_id="same") == GOES_ON, "and one that passed has passed"


def test_another_caller_under_the_same_call_id_is_judged(working: Working) -> None:
    assert working.invite(call_id="same", source=ABROAD, caller="+4930123456") == GOES_ON
    assert working.invite(HOT_LINE, call_id="same", source=ABROAD) == ANSWERED


@pytest.mark.parametrize("way", ["screen_plain", "screen", "screen_once", "within"])
def test_bytes_that_are_no_text_hide_no_number(working: Working, way: str) -> None:
    odd = f'"\udcff" <sip:{HOT_LINE}@host.example>'.encode("utf-8", "surrogateescape")
    bad = {"$(hdr(From)[*])": BAD, "$(hdr(From){s.encode.hexa})": odd.hex()}
    plain = {
        f"$({name}{{s.encode.hexa}})": text.encode().hex()
        for name, text in (("ru", "sip:+84241111111@10.0.0.1"), ("si", ABROAD), ("ci", "odd"))
    }
    assert working.invite(source=ABROAD, way=way, **bad, **plain) == ANSWERED


def test_calls_within_a_dialog_are_no_attempts(working: Working) -> None:
    assert [working.invite(call_id=str(one), way="within") for one in range(9)] == [GOES_ON] * 9
    assert working.invite(HOT_LINE, source=ABROAD, way="within") == ANSWERED


def test_names_of_certificates_count_when_they_were_verified(working: Working) -> None:
    tls = {"$pr": "tls", "$tls_peer_san_hostname": "sip.abroad.example", "$tls_peer_verified": "1"}
    number = "+8424" + "36666666"
    assert working.invite(number, source="198.18.0.9", way="screen_once", call_id="a", **tls) == GOES_ON
    working.invite(number, source="198.18.0.9", way="screen_once", call_id="b", **(tls | {"$tls_peer_verified": "0"}))
    working.worker.idle(None)
    lines = [json.loads(one) for one in (working.folder / "decisions-1.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [one["trunk"] for one in lines] == ["quoc-te-1", ""]


def test_a_new_list_and_new_rules_are_taken_and_bad_ones_are_counted(working: Working) -> None:
    compile_tables(protected_list(one_range("+8424" + "30000000")), working.folder / "list.2.bin")
    working.take(protected="list.2.bin")
    assert working.invite(HOT_LINE, source=ABROAD, call_id="a") == GOES_ON
    (working.folder / "settings.2.json").write_bytes(compiled_settings(TRUNKS.encode()))
    working.take(settings="settings.2.json")
    assert [working.invite(call_id=str(one)) for one in range(5)] == [GOES_ON] * 5
    assert working.events() == {"taken": 2}
    working.take(protected="list.3.bin")
    assert working.invite(call_id="b") == GOES_ON
    assert working.events()["not_taken"] == 1


def test_signatures_are_judged_with_the_files_of_the_state(tmp_path: Path) -> None:
    laboratory = Laboratory(tmp_path, now=datetime.now(UTC), numbers=tn_auth_list(operator_entry("VN01")))
    keep_chain(laboratory.certificates, X5U, pem(laboratory.leaf, laboratory.authority), name="a.pem")
    working = Working(
        tmp_path, '[rules.SCR-017]\nanswer = "reject"\n',
        anchors=str(laboratory.anchors), certificates=str(laboratory.certificates),
    )  # fmt: skip
    now = int(datetime.now(UTC).timestamp())
    callee = ("+84241111111",)
    right = laboratory.signed(CALLER, callee, iat=now)
    forged = laboratory.signed(CALLER, callee, iat=now, key=fixed_key(99))
    assert working.invite(way="screen", call_id="a", **{"$hdr(Identity)": right}) == GOES_ON
    assert working.invite(way="screen", call_id="b", **{"$hdr(Identity)": forged}) == ANSWERED
    assert working.invite(way="screen", call_id="c", **{"$hdr(Identity)": right}) == ANSWERED, "used already"
    several = {"$hdr(Identity)": forged, "$(hdr(Identity)[1])": laboratory.signed(CALLER, callee, iat=now + 1)}
    assert working.invite(way="screen", call_id="d", **several) == GOES_ON, "one valid signature decides"
