"""Signed calls through a real Kamailio: headers as the network sends them, tokens that all workers remember."""

import random
import shutil
import socket
import time
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from lachan.exchange.protected_list import write_protected_list
from lachan.readers.protected_list import ProtectedList
from lachan.screening.passport import compact
from lachan.screening.sources import Sources, Watched
from lachan.screening.startup import Start, read_listen
from lachan.screening.supervisor import Supervisor
from tests.screening.messages import USUAL
from tests.screening.passport.authorities import Laboratory, fixed_key, operator_entry, pem, tn_auth_list

pytestmark = [
    pytest.mark.skipif(shutil.which("kamailio") is None, reason="Kamailio is not installed"),
    pytest.mark.xdist_group("kamailio"),
]
CALLER, CALLEE, FORWARDED = "+8491" + "2345678", "+8424" + "31111111", "+8424" + "31111112"
TRUNKS = """
[contact]
url = "https://nha-mang.example/khieu-nai"

[[trunk]]
name = "trong-nuoc-1"
operator = "Viettel"
kind = "domestic"
addresses = ["127.0.0.1"]

[rules.SCR-017]
answer = "reject"
[rules.SCR-019]
answer = "reject"
"""


def free_port() -> int:
    """A port of UDP that nobody uses now."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


class Network:
    """A caller's exchange, the screen, and the switch behind it."""

    def __init__(self, folder: Path) -> None:
        self.laboratory = Laboratory(folder, now=datetime.now(UTC), numbers=tn_auth_list(operator_entry("VN01")))
        self.port = free_port()
        self.caller, self.switch = (socket.socket(socket.AF_INET, socket.SOCK_DGRAM) for _ in range(2))
        for one in (self.caller, self.switch):
            one.bind(("127.0.0.1", 0))
            one.settimeout(5)
        key = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
        (folder / "office.pub").write_bytes(
            key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        )
        now = datetime.now(UTC).replace(microsecond=0)
        protected = ProtectedList(7, now, now + timedelta(days=30), "Sở", USUAL.ranges, USUAL.patterns)
        (folder / "list.signed").write_bytes(write_protected_list(protected, key=key))
        (folder / "trunks.toml").write_text(TRUNKS, encoding="utf-8")
        sources = Sources(
            folder / "trunks.toml", folder / "list.signed", folder / "office.pub",
            anchors=self.laboratory.anchors, certificates=self.laboratory.certificates,
        )  # fmt: skip
        (folder / "log").mkdir()
        (folder / "run").mkdir()
        watched = Watched(sources, folder / "run", folder / "log")
        watched.start(now)
        next_hop = f"sip:127.0.0.1:{self.switch.getsockname()[1]}"
        start = Start((read_listen(f"udp:127.0.0.1:{self.port}"),), next_hop, folder / "run", workers=2)
        self.supervisor = Supervisor(start, watched, log=folder / "log", says=lambda *_: None)
        self.supervisor.start()

    def token(self, caller: str = CALLER, callees: tuple[str, ...] = (CALLEE,), **options: Any) -> str:
        """An Identity header made now, like no other."""
        own = {"iat": int(time.time()), "origid": str(uuid.uuid4())}
        return self.laboratory.signed(caller, callees, **(own | options))

    def invite(
        self,
        *identities: str,
        callee: str = CALLEE,
        call_id: str = "",
        further: str = "",
        name: str = "Identity",
        to_tag: str = "",
    ) -> int:
        """Send an INVITE; 0 when it reached the switch, else the status of the answer."""
        mark = f"{random.getrandbits(64):x}"
        lines = [
            f"INVITE sip:{callee}@127.0.0.1:{self.port};user=phone SIP/2.0",
            f"Via: SIP/2.0/UDP 127.0.0.1:{self.caller.getsockname()[1]};branch=z9hG4bK{mark}",
            "Max-Forwards: 70",
            f"From: <sip:{CALLER}@a.example;user=phone>;tag={mark}",
            f"To: <sip:{callee}@b.example;user=phone>{to_tag}",
            f"Call-ID: {call_id or mark}",
            f"CSeq: {random.randrange(1, 10**6)} INVITE",
            *(f"{name}: {one}" for one in identities),
            *([further] if further else []),
            f"X-Mark: {mark}",
            "Content-Length: 0",
            "",
            "",
        ]
        self.caller.sendto("\r\n".join(lines).encode(), ("127.0.0.1", self.port))
        until = time.monotonic() + 10
        for one in (self.caller, self.switch):
            one.settimeout(0.02)
        while time.monotonic() < until:
            for one in (self.caller, self.switch):
                try:
                    text = one.recv(65_535).decode("utf-8", "replace")
                except TimeoutError:
                    continue
                if one is self.switch and f"X-Mark: {mark}" in text:
                    return 0
                if one is self.caller and f"tag={mark}" in text and not text.startswith("SIP/2.0 1"):
                    return int(text.split(" ")[1])
        raise AssertionError("neither passed nor answered")

    def end(self) -> None:
        """Stop everything."""
        self.supervisor.end()
        for one in (self.caller, self.switch):
            one.close()


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Network]:
    """One screen for all tests of this module."""
    found = Network(tmp_path_factory.mktemp("n"))
    yield found
    found.end()


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
    assert network.invite(header, further=date) == 0
    assert network.invite(compact(network.token(attest="", key=fixed_key(99))), further=date) == 603
    assert network.invite(header) == 0  # without Date: not judged


@pytest.mark.parametrize(
    "identity",
    ["x", ";", "a.b.c;info=<x>", "\x01", "é" * 50, "." * 5_000, "eyJ" + "A" * 20_000 + ".e.e;info=<x>;alg=ES256"],
)
def test_rubbish_as_a_header_is_refused_and_the_worker_lives_on(network: Network, identity: str) -> None:
    assert network.invite(identity) == 603
    assert network.invite(network.token()) == 0


def test_an_emergency_call_passes_with_the_worst_signature(network: Network) -> None:
    assert network.invite(network.token(key=fixed_key(99)), callee="113") == 0


def test_a_change_within_a_standing_call_passes_with_its_old_token(network: Network) -> None:
    stale = network.token(iat=int(time.time()) - 3600)
    assert network.invite(stale) == 603
    assert network.invite(stale, to_tag=";tag=abc") == 0


def test_a_new_certificate_is_taken_while_calls_run(network: Network) -> None:
    x5u = "https://certificates.example/new.pem"
    assert network.invite(network.token(x5u=x5u, key=fixed_key(77))) == 0  # not held: watched
    leaf = network.laboratory.leaf_for(fixed_key(77), numbers=tn_auth_list(operator_entry("VN02")))
    network.laboratory.keep(x5u, pem(leaf, network.laboratory.authority))
    until = time.monotonic() + 10
    while time.monotonic() < until and network.invite(network.token(x5u=x5u, key=fixed_key(99))) == 0:
        network.supervisor.round(time.monotonic())
        time.sleep(0.1)
    time.sleep(2.5)  # the other worker looks every two seconds
    assert {network.invite(network.token(x5u=x5u, key=fixed_key(99))) for _ in range(6)} == {603}
    assert network.invite(network.token(x5u=x5u, key=fixed_key(77))) == 0
