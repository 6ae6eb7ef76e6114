"""Signed calls through a real Kamailio: headers as the network sends them, tokens that all workers remember."""

import itertools
import shutil
import time
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from lachan.screening.passport import compact
from tests.screening.live import CALLEE, CALLER, PARTNER, LiveScreen, request
from tests.screening.passport.authorities import Laboratory, fixed_key, operator_entry, pem, tn_auth_list

pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(shutil.which("kamailio") is None, reason="the Debian package kamailio is not installed"),
]
FORWARDED = "+8424" + "31111112"
RULES = '[rules.SCR-017]\nanswer = "reject"\n[rules.SCR-019]\nanswer = "reject"\n'


class Network:
    """An operator who signs, and a screen that rejects wrong signatures."""

    def __init__(self, folder: Path) -> None:
        self.laboratory = Laboratory(folder, now=datetime.now(UTC), numbers=tn_auth_list(operator_entry("VN01")))
        trust = ("--trust", str(self.laboratory.anchors), "--certificates", str(self.laboratory.certificates))
        self.screen = LiveScreen(folder, rules=RULES, options=trust)
        self._numbers = itertools.count(1)

    def token(self, caller: str = CALLER, callees: tuple[str, ...] = (CALLEE,), **options: Any) -> str:
        """An Identity header made now, like no other."""
        own = {"iat": int(time.time()), "origid": str(uuid.uuid4())}
        return self.laboratory.signed(caller, callees, **(own | options))

    def invite(
        self,
        *identities: str,
        callee: str = CALLEE,
        call_id: str = "",
        further: tuple[str, ...] = (),
        name: str = "Identity",
        to_tag: str = "",
    ) -> int:
        """Send an INVITE; 0 when it reached the switch, else the status of the answer."""
        number = next(self._numbers)
        call_id = call_id or f"signed-{number}"
        party = self.screen.party(PARTNER)
        headers = [*(f"{name}: {one}" for one in identities), *further]
        message = request(
            to=callee, call_id=call_id, cseq=number, branch=f"z9hG4bK{number}", to_tag=to_tag, headers=headers,
            source=party.at,
        )  # fmt: skip
        party.send(message)
        for _ in range(100):
            if self.screen.switch.heard(call_id, 0.03):
                break
            if answer := party.heard(call_id, 0.03):
                self.screen.hang_up()
                return int(answer.split(" ")[1])
        else:
            raise AssertionError("neither passed nor answered")
        self.screen.hang_up()
        return 0


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Network]:
    """One screen for all tests of this module."""
    found = Network(tmp_path_factory.mktemp("n"))
    found.screen.start()
    yield found
    found.screen.hang_up()
    found.screen.stop()


def test_a_rightly_signed_call_passes_whichever_worker_gets_it(network: Network) -> None:
    assert [network.invite(network.token()) for _ in range(6)] == [0] * 6


def test_a_forged_call_is_refused_whichever_worker_gets_it(network: Network) -> None:
    assert {network.invite(network.token(key=fixed_key(99))) for _ in range(6)} == {603}


def test_an_unsigned_call_and_one_that_cannot_be_judged_pass(network: Network) -> None:
    assert network.invite() == 0
    assert network.invite(network.token(x5u="https://elsewhere.example/a.pem")) == 0


@pytest.mark.parametrize("name", ["Identity", "y", "IDENTITY"])
def test_the_header_is_found_under_each_of_its_names(network: Network, name: str) -> None:
    assert network.invite(network.token(), name=name) == 0
    assert network.invite(network.token(key=fixed_key(99)), name=name) == 603


def test_a_diverted_call_brings_several_headers(network: Network) -> None:
    diversion = network.token(callees=(FORWARDED,), diverted_from=CALLEE)
    assert network.invite(network.token(), diversion, callee=FORWARDED) == 0
    forged = network.token(callees=(FORWARDED,), diverted_from=CALLEE, key=fixed_key(99))
    assert network.invite(network.token(), forged, callee=FORWARDED) == 603


def test_a_copied_token_is_refused_by_every_worker(network: Network) -> None:
    token = network.token()
    assert network.invite(token) == 0
    assert {network.invite(token) for _ in range(6)} == {603}


def test_the_same_call_over_another_branch_is_no_replay(network: Network) -> None:
    token = network.token()
    assert [network.invite(token, call_id="same-call") for _ in range(4)] == [0] * 4


def test_the_compact_form_is_rebuilt_from_the_call(network: Network) -> None:
    at = datetime.now(UTC)
    date = at.strftime("Date: %a, %d %b %Y %H:%M:%S GMT")
    header = compact(network.token(attest="", iat=int(at.timestamp())))
    assert network.invite(header, further=(date,)) == 0
    assert network.invite(compact(network.token(attest="", key=fixed_key(99))), further=(date,)) == 603
    assert network.invite(header) == 0  # without Date: not judged


@pytest.mark.parametrize(
    "identity",
    ["x", ";", "a.b.c;info=<x>", "\x01", "é" * 50, "." * 5_000],
)
def test_rubbish_as_a_header_is_refused_and_the_worker_lives_on(network: Network, identity: str) -> None:
    assert network.invite(identity) == 603
    assert network.invite(network.token()) == 0


def test_what_is_too_long_or_too_much_to_be_judged_passes(network: Network) -> None:
    assert network.invite("eyJ" + "A" * 20_000 + ".e.e;info=<x>;alg=ES256") == 0
    assert network.invite(*["x"] * 12) == 0


def test_an_emergency_call_passes_with_the_worst_signature(network: Network) -> None:
    assert network.invite(network.token(key=fixed_key(99)), callee="113") == 0


def test_a_change_within_a_standing_call_passes_with_its_old_token(network: Network) -> None:
    stale = network.token(iat=int(time.time()) - 3600)
    assert network.invite(stale) == 603
    assert network.invite(stale, to_tag="abc") == 0


def test_a_new_certificate_is_taken_while_calls_run(network: Network) -> None:
    x5u = "https://certificates.example/new.pem"
    assert network.invite(network.token(x5u=x5u, key=fixed_key(77))) == 0  # not held: watched
    leaf = network.laboratory.leaf_for(fixed_key(77), numbers=tn_auth_list(operator_entry("VN02")))
    network.laboratory.keep(x5u, pem(leaf, network.laboratory.authority))
    until = time.monotonic() + 15
    while time.monotonic() < until:  # each worker looks by itself every two seconds
        if {network.invite(network.token(x5u=x5u, key=fixed_key(99))) for _ in range(4)} == {603}:
            break
    assert {network.invite(network.token(x5u=x5u, key=fixed_key(99))) for _ in range(6)} == {603}
    assert network.invite(network.token(x5u=x5u, key=fixed_key(77))) == 0
