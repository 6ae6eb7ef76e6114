"""What happens to calls that go through a real Kamailio with the whole screen in it."""

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.screening.live import (
    ABROAD,
    AGENCY,
    CALLEE,
    CALLER,
    PARTNER,
    LiveScreen,
    Party,
    children,
    header,
    request,
    resident,
)
from tests.screening.messages import HOT_LINE, ONLY_FROM_PBX, USUAL, one_range, protected_list

pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(shutil.which("kamailio") is None, reason="the Debian package kamailio is not installed"),
]
TORTURE = sorted((Path(__file__).parent / "data" / "rfc4475").glob("*.dat"))
QUIET = 0.3  # seconds in which nothing comes
REJECTING = """
[rules.SCR-001]
answer = "reject"
[rules.SCR-002]
answer = "reject"
[rules.SCR-004]
answer = "reject"
[rules.SCR-014]
answer = "reject"
limit = 20
"""


@pytest.fixture(scope="module")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveScreen]:
    """One screen for all tests; at its end, that Ctrl-C leaves nothing behind."""
    found = LiveScreen(tmp_path_factory.mktemp("k"))
    found.start()
    main = found.kamailio()
    yield found
    main = found.kamailio()
    assert found.stop() == 0
    assert not Path(f"/proc/{main}").exists()


@pytest.fixture(autouse=True)
def _fresh(screen: LiveScreen) -> Iterator[None]:
    """Every test starts with a quiet switch, and nobody calls after its end."""
    screen.switch.forget()
    yield
    screen.hang_up()


@pytest.fixture
def watching(screen: LiveScreen) -> None:
    """Rules that only watch, as at the beginning."""
    screen.go_by("")


@pytest.fixture
def rejecting(screen: LiveScreen) -> None:
    """Rules that refuse."""
    screen.go_by(REJECTING)


def goes_through(screen: LiveScreen, party: Party, message: str) -> str:
    """Send it; what the switch gets, "" when it was answered instead."""
    party.send(message)
    call_id = header(message, "Call-ID")[0]
    until = time.monotonic() + 5
    while time.monotonic() < until:
        if got := screen.switch.heard(call_id, 0.05):
            return got
        if party.heard(call_id, 0.01):
            return ""
    raise AssertionError(f"neither passed nor answered: {screen.words()}")


def answered(party: Party, message: str) -> str:
    """Send it; what comes back to the caller."""
    party.send(message)
    got = party.heard(header(message, "Call-ID")[0])
    assert got, "no answer"
    return got


def status_of(reply: str) -> int:
    """200 of "SIP/2.0 200 OK"."""
    return int(reply.split(" ")[1])


def logged(screen: LiveScreen, call_id: str) -> dict[str, object]:
    """The decision on a call, when its worker has written it."""
    until = time.monotonic() + 5
    while time.monotonic() < until:
        for one in screen.decisions():
            if one.get("call_id") == call_id:
                return one
        time.sleep(0.1)
    raise AssertionError("no such decision in the log")


@pytest.mark.usefixtures("watching")
def test_an_honest_call_goes_on_as_it_came_and_its_answer_comes_back(screen: LiveScreen) -> None:
    partner = screen.party(PARTNER)
    invite = request(source=partner.at)
    got = goes_through(screen, partner, invite)
    via, own = header(got, "Via")
    assert own.startswith(f"SIP/2.0/UDP {partner.at};branch={header(invite, 'Via')[0].partition('branch=')[2]}")
    assert str(screen.port) in via
    assert header(got, "Max-Forwards") == ["69"]
    assert header(got, "P-Lachan-Label") == []
    assert header(got, "From") == header(invite, "From")
    screen.switch.answer(got, "180 Ringing", screen.port)
    assert status_of(partner.heard()) == 180


@pytest.mark.usefixtures("watching")
def test_cancel_and_ack_follow_their_invite_and_others_do_not(screen: LiveScreen) -> None:
    partner = screen.party(PARTNER)
    same = {"call_id": "one-call", "branch": "z9hG4bKone", "source": partner.at}
    branches = [
        header(goes_through(screen, partner, request(method, **same)), "Via")[0]  # type: ignore[arg-type]
        for method in ("INVITE", "INVITE", "CANCEL", "ACK")
    ]
    assert len(set(branches)) == 1
    other = header(goes_through(screen, partner, request("BYE", call_id="one-call", source=partner.at)), "Via")[0]
    assert other not in branches


@pytest.mark.usefixtures("watching")
def test_a_spoofed_agency_is_watched_first_and_refused_when_the_rule_says_so(screen: LiveScreen) -> None:
    abroad = screen.party(ABROAD)
    first = request(by=ONLY_FROM_PBX, source=abroad.at, call_id="watched-call")
    assert goes_through(screen, abroad, first)
    decision = logged(screen, "watched-call")
    assert (decision["action"], decision["code"]) == ("watch", "SCR-002")
    assert ONLY_FROM_PBX[-8:] not in str(decision)
    screen.go_by(REJECTING)
    reply = answered(abroad, request(by=ONLY_FROM_PBX, source=abroad.at, call_id="refused-call"))
    assert reply.startswith("SIP/2.0 603 Network Blocked")
    (reason,) = header(reply, "Reason")
    assert "cause=603" in reason
    assert "email=khieu-nai@nhamang.example" in reason
    assert screen.switch.heard("refused-call", QUIET) == ""
    ack = request("ACK", by=ONLY_FROM_PBX, source=abroad.at, call_id="refused-call", branch="z9hG4bKrefused-call")
    tag = header(reply, "To")[0].partition("tag=")[2]
    abroad.send(ack.replace("To: <sip:" + CALLEE + "@b.example>", f"To: <sip:{CALLEE}@b.example>;tag={tag}"))
    assert screen.switch.heard("refused-call", QUIET) == "", "the ACK for our own answer ends here"
    agency = screen.party(AGENCY)
    assert goes_through(screen, agency, request(by=ONLY_FROM_PBX, source=agency.at)), "its own line"


@pytest.mark.usefixtures("rejecting")
def test_a_number_that_never_calls_is_refused_in_whatever_header_it_stands(screen: LiveScreen) -> None:
    abroad = screen.party(ABROAD)
    for headers in (
        [f"P-Asserted-Identity: <sip:{HOT_LINE}@a.example>"],
        ["P-Asserted-Identity: <sip:+4930123456@a.example>", f"P-Asserted-Identity: <tel:{HOT_LINE}>"],
        [f"Remote-Party-ID: <sip:{HOT_LINE}@a.example>;party=calling"],
        [f"p-asserted-identity:\r\n <sip:{HOT_LINE}@a.example>"],
    ):
        reply = answered(abroad, request(by="+4930123456", source=abroad.at, headers=headers))
        assert status_of(reply) == 603, headers
    odd = (
        request(source=abroad.at)
        .encode()
        .replace(f"<sip:{CALLER}".encode(), f'"\xff\xfe" <sip:{HOT_LINE}'.encode("latin-1"))
    )
    abroad.send(odd)
    assert status_of(abroad.heard()) == 603, "bytes that are no text do not hide a number"


def test_a_suspicious_call_gets_our_label_and_nobody_elses(screen: LiveScreen) -> None:
    screen.go_by('[rules.SCR-004]\nanswer = "label"\nlabel = "Số giả mạo?"\n')
    abroad, partner = screen.party(ABROAD), screen.party(PARTNER)
    theirs = ["P-Lachan-Label: Công an tỉnh", "p-lachan-label: x"]
    labelled = goes_through(screen, abroad, request(by="+8424" + "36666666", source=abroad.at, headers=theirs))
    assert header(labelled, "P-Lachan-Label") == ["Số giả mạo?"]
    assert header(goes_through(screen, partner, request(source=partner.at, headers=theirs)), "P-Lachan-Label") == []


@pytest.mark.parametrize(
    "uri", ["tel:113", "sip:113@127.0.0.1", "sip:+84115@127.0.0.1", "urn:service:sos", "sip:1%314@x"]
)
@pytest.mark.usefixtures("rejecting")
def test_a_call_for_help_is_never_stopped(screen: LiveScreen, uri: str) -> None:
    abroad = screen.party(ABROAD)
    assert status_of(answered(abroad, request(by=HOT_LINE, source=abroad.at))) == 603
    assert goes_through(screen, abroad, request(by=HOT_LINE, uri=uri, source=abroad.at)), uri


@pytest.mark.usefixtures("rejecting")
def test_a_campaign_is_stopped_and_the_counts_are_shared_by_all_workers(screen: LiveScreen) -> None:
    partner = screen.party(PARTNER)
    passed = [
        bool(
            goes_through(screen, partner, request(by=CALLER[:-1] + "1", to=f"+8424{31110000 + one}", source=partner.at))
        )
        for one in range(60)
    ]
    assert 20 <= sum(passed) <= 32, "distinct callees are counted from half the limit on"
    assert not any(passed[40:])
    assert goes_through(screen, partner, request(by=CALLER[:-1] + "2", source=partner.at)), "another caller"


def test_an_invite_sent_again_is_one_attempt_and_a_changed_one_is_judged_anew(screen: LiveScreen) -> None:
    screen.go_by('[rules.SCR-013]\nanswer = "reject"\nlimit = 3\n' + REJECTING)
    abroad, partner = screen.party(ABROAD), screen.party(PARTNER)
    own = CALLER[:-1] + "3"
    for _ in range(6):
        assert goes_through(screen, partner, request(by=own, call_id="sent-again", source=partner.at))
    assert goes_through(screen, partner, request(by=own, source=partner.at))
    assert goes_through(screen, abroad, request(by="+4930123456", call_id="reused", source=abroad.at))
    assert status_of(answered(abroad, request(by=HOT_LINE, call_id="reused", source=abroad.at))) == 603
    assert status_of(answered(abroad, request(by=HOT_LINE, call_id="reused", source=abroad.at))) == 603, "sent again"
    in_dialog = request(by=HOT_LINE, call_id="reused-2", to_tag="made-up", source=abroad.at)
    assert status_of(answered(abroad, in_dialog)) == 603, "a tag that somebody made up opens no door"


def test_who_hangs_up_at_once_again_and_again_is_stopped(screen: LiveScreen) -> None:
    screen.go_by('[rules.SCR-015]\nanswer = "reject"\nlimit = 4\n[rules.SCR-013]\nlimit = 4\n')
    partner = screen.party(PARTNER)
    passed = []
    for one in range(12):
        call = {
            "by": CALLER[:-1] + "5",
            "to": f"+8424{31120000 + one}",
            "call_id": f"short-{one}",
            "source": partner.at,
        }
        passed.append(bool(goes_through(screen, partner, request(**call))))  # type: ignore[arg-type]
        if passed[-1]:
            assert goes_through(screen, partner, request("CANCEL", **call))  # type: ignore[arg-type]
    assert sum(passed) == 5, "the limit, and the one that came before it was known"
    assert not any(passed[5:])


@pytest.mark.usefixtures("watching")
def test_hops_are_counted_and_the_last_one_is_told(screen: LiveScreen) -> None:
    partner = screen.party(PARTNER)
    assert status_of(answered(partner, request(hops=0, source=partner.at))) == 483
    assert goes_through(screen, partner, request(hops=1, source=partner.at))


@pytest.mark.usefixtures("watching")
def test_a_stranger_is_not_told_that_the_screen_lives(screen: LiveScreen) -> None:
    partner = screen.party(PARTNER)
    uri = f"sip:lachan-alive@127.0.0.1:{screen.port}"
    assert goes_through(screen, partner, request("OPTIONS", uri=uri, source=partner.at)), (
        "goes to the switch as any other"
    )


@pytest.mark.usefixtures("rejecting")
def test_torture_messages_neither_stop_it_nor_fill_its_memory(screen: LiveScreen) -> None:
    abroad = screen.party(ABROAD)
    main = screen.kamailio()
    workers = children(main)

    def torture(times: int) -> None:
        for _ in range(times):
            for path in TORTURE:
                abroad.send(path.read_bytes())
            assert goes_through(screen, abroad, request(by="+4930123456", source=abroad.at))
            screen.switch.forget()
            abroad.forget()

    torture(10)
    before = resident(workers)
    torture(40)
    assert resident(workers) - before < 3_000_000
    assert screen.kamailio() == main
    assert children(main) == workers
    assert screen.metric("python_failures") == 0
    assert screen.event("failed") == 0


@pytest.mark.parametrize("name", ["esc01", "invut", "longreq", "lwsdisp", "mpart01", "sdp01", "semiuri", "transports"])
@pytest.mark.usefixtures("rejecting")
def test_odd_messages_that_are_right_go_on(screen: LiveScreen, name: str) -> None:
    content = next(path for path in TORTURE if path.stem == name).read_bytes()
    abroad = screen.party(ABROAD)
    abroad.send(content)
    assert screen.switch.heard(seconds=2) != ""


@pytest.mark.usefixtures("rejecting")
def test_a_header_of_64_kb_is_watched_and_not_refused(screen: LiveScreen) -> None:
    abroad = screen.party(ABROAD)
    huge = f"P-Asserted-Identity: <sip:{'9' * 64_000}@a.example>"
    assert goes_through(screen, abroad, request(by="+4930123456", source=abroad.at, headers=[huge], call_id="huge"))
    assert logged(screen, "huge")["action"] == "watch"
    hidden = f'P-Asserted-Identity: "{"x" * 60_000}" <sip:{HOT_LINE}@a.example>'
    assert status_of(answered(abroad, request(by="+4930123456", source=abroad.at, headers=[hidden]))) == 603


def test_a_bad_list_is_refused_said_aloud_and_the_last_good_one_stays(screen: LiveScreen) -> None:
    screen.go_by('[rules.SCR-001]\nanswer = "reject"\n')
    abroad = screen.party(ABROAD)
    before = screen.generation()

    def still_refused() -> bool:
        return status_of(answered(abroad, request(by=HOT_LINE, source=abroad.at))) == 603

    def alarm(words: str) -> None:
        until = time.monotonic() + 10
        while time.monotonic() < until:
            if 'lachan_screening_alarm{name="list"} 1' in screen.page() and words in screen.words():
                return
            time.sleep(0.05)
        raise AssertionError(screen.words())

    nobody = protected_list(one_range("+8424" + "30000000"))
    screen.serial += 1
    screen.write_list(nobody, key=Ed25519PrivateKey.generate())
    alarm("ALARM list.signed: the signature is not that of the issuing office")
    assert still_refused()
    screen.write_list(nobody, days=-1)
    alarm("the list ran out at")
    assert still_refused()
    screen.write_list(nobody)
    screen.taken(before)
    assert goes_through(screen, abroad, request(by=HOT_LINE, source=abroad.at))
    screen.serial = 5
    before = screen.generation()
    screen.write_list(USUAL)
    screen.taken(before)
    assert 'alarm{name="list"}' not in screen.page()
    assert still_refused()
    screen.serial = 4
    screen.write_list(nobody)
    alarm("older than the one in use")
    assert still_refused()
    screen.serial = 6
    before = screen.generation()
    screen.write_list(USUAL)
    screen.taken(before)


@pytest.mark.usefixtures("rejecting")
def test_bad_rules_are_refused_with_the_line_that_is_wrong(screen: LiveScreen) -> None:
    abroad = screen.party(ABROAD)
    screen.write_rules('[rules.SCR-001]\nanswer = "explode"\n')
    until = time.monotonic() + 10
    while 'alarm{name="trunks"}' not in screen.page() and time.monotonic() < until:
        time.sleep(0.05)
    assert "rules.toml" in screen.words()
    assert status_of(answered(abroad, request(by=HOT_LINE, source=abroad.at))) == 603, "the last good rules stay"
    screen.go_by("# only watch")
    assert screen.metric("alarms") == 0
    assert goes_through(screen, abroad, request(by=HOT_LINE, source=abroad.at))


@pytest.mark.usefixtures("watching")
def test_what_kamailio_says_of_unreadable_messages_has_no_numbers_in_it(screen: LiveScreen) -> None:
    abroad = screen.party(ABROAD)
    abroad.send(request(by=HOT_LINE, source=abroad.at).replace("CSeq: 1 INVITE", "CSeq: nothing"))
    log = screen.folder / "log" / "kamailio.log"
    until = time.monotonic() + 5
    while "bad cseq" not in log.read_text(encoding="utf-8") and time.monotonic() < until:
        time.sleep(0.05)
    text = log.read_text(encoding="utf-8")
    assert "bad cseq" in text
    assert HOT_LINE[-8:] not in text
    assert "Content-Length" not in text


def test_the_page_shows_figures_and_the_last_decisions_to_this_machine_alone(screen: LiveScreen) -> None:
    page = screen.page("/")
    assert "Sàng lọc cuộc gọi" in page
    assert "SCR-" in page
    assert HOT_LINE[-8:] not in page
    assert "<script" not in page
    with socket.create_connection(("127.0.0.1", screen.status), 5) as asking:
        asking.sendall(b"GET / HTTP/1.0\r\nHost: evil.example\r\n\r\n")
        assert b" 404 " in asking.recv(100), "a name that was bent to this machine is not served"


def test_a_log_that_cannot_be_written_costs_lines_and_no_call(screen: LiveScreen, tmp_path: Path) -> None:
    full = LiveScreen(tmp_path)
    (tmp_path / "log").mkdir()
    for worker in (1, 2):
        (tmp_path / "log" / f"decisions-{worker}.jsonl").symlink_to("/dev/full")
    full.start()
    try:
        partner = full.party(PARTNER)
        for _ in range(5):
            assert goes_through(full, partner, request(source=partner.at))
        until = time.monotonic() + 10
        while not full.event("log_dropped") and time.monotonic() < until:
            time.sleep(0.1)
        assert full.event("log_dropped") >= 1
    finally:
        full.hang_up()
        assert full.stop() == 0


class Load:
    """SIPp: calls at a steady rate from one address to a SIPp behind the screen."""

    def __init__(self, screen: LiveScreen, folder: Path, *, rate: int, seconds: float) -> None:
        self.calls = int(rate * seconds)
        self._screen = screen
        self._folder = folder
        screen.switch.socket.close()  # its port is lent to SIPp
        (folder / "numbers.csv").write_text(
            "SEQUENTIAL\n" + "".join(f"+8491{9_000_000 + one};+8424{31_000_000 + one};\n" for one in range(5_000))
        )
        here = Path(__file__).parent / "data" / "sipp"
        self._answers = self._sipp("-sf", here / "switch.xml", "-i", "127.0.0.1", "-p", screen.switch.port)
        self._caller = self._sipp(
            "-sf", here / "caller.xml", f"127.0.0.1:{screen.port}", "-i", PARTNER, "-p", screen.port + 1,
            "-inf", folder / "numbers.csv", "-r", rate, "-m", self.calls, "-l", 20_000, "-trace_stat", "-stf",
            folder / "calls.csv", "-fd", 60,
        )  # fmt: skip

    def _sipp(self, *words: object) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(
            ["sipp", *map(str, words), "-nostdin"],
            cwd=self._folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def result(self) -> dict[str, int]:
        """Calls that succeeded, failed, and requests that were sent again, when all are done."""
        try:
            self._caller.wait(90)
        finally:
            for one in (self._caller, self._answers):
                one.kill()
                one.wait()
            self._screen.switch = Party("127.0.0.1", port=self._screen.switch.port)
        names, *_, last = (self._folder / "calls.csv").read_text().splitlines()
        row = dict(zip(names.split(";"), last.split(";"), strict=False))
        return {
            "succeeded": int(row["SuccessfulCall(C)"]),
            "failed": int(row["FailedCall(C)"]),
            "again": int(row["Retransmissions(C)"]),
        }


@pytest.mark.skipif(shutil.which("sipp") is None, reason="the Debian package sip-tester is not installed")
@pytest.mark.usefixtures("watching")
def test_no_call_is_lost_when_lists_trunks_and_rules_change_under_load(screen: LiveScreen, tmp_path: Path) -> None:
    load = Load(screen, tmp_path, rate=300, seconds=6)
    began = time.monotonic()
    while time.monotonic() - began < 5:
        before = screen.generation()
        screen.serial += 1
        screen.write_list(USUAL)
        screen.write_trunks(f"# {screen.serial}\n")
        screen.write_rules(f"# {screen.serial}\n")
        screen.taken(before)
    assert load.result() | {"again": 0} == {"succeeded": load.calls, "failed": 0, "again": 0}
    assert screen.event("not_taken") == 0


@pytest.mark.skipif(shutil.which("sipp") is None, reason="the Debian package sip-tester is not installed")
def test_no_call_is_lost_when_a_worker_is_killed_and_all_is_started_anew(screen: LiveScreen, tmp_path: Path) -> None:
    load = Load(screen, tmp_path, rate=200, seconds=8)
    time.sleep(2)
    main = screen.kamailio()
    os.kill(children(main)[0], signal.SIGKILL)
    result = load.result()
    assert (result["succeeded"], result["failed"]) == (load.calls, 0)
    assert result["again"] > 0, "what was sent in the seconds without Kamailio was sent again"
    assert screen.metric("kamailio_restarts") == 1
    assert screen.kamailio() != main
    assert "Kamailio stopped and was started anew" in screen.words()
