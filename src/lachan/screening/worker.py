"""A worker of Kamailio: reads from its message what a decision needs, and does to the message what the verdict says.

`KSR` is Kamailio's own module for Python (KEMI), given from outside. What it hands over is text of strangers.
"""

import gc
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from time import time
from typing import Any, Final

from lachan.readers.errors import InputError
from lachan.screening.call import Call
from lachan.screening.counters import Counters
from lachan.screening.decide import ended
from lachan.screening.listed import Listed
from lachan.screening.log import DecisionLog
from lachan.screening.passport import Authentication, Trust, files_stamp, verify
from lachan.screening.rates import NoRates
from lachan.screening.roaming import open_roaming
from lachan.screening.run_folder import State, counters_path, log_path, read_state, state_stamp
from lachan.screening.screen import Screen
from lachan.screening.settings import Settings, load_settings
from lachan.screening.shared import SharedInvites, SharedRates, SharedTokens
from lachan.screening.tables import Tables
from lachan.screening.verdict import FAILED, Verdict

LABEL_HEADER: Final = "P-Lachan-Label"
"""The header with the text that a telephone may show with the caller's name."""
GOES_ON, ANSWERED = 1, 2
"""What `kamailio.cfg` is told: send the call on, or nothing more to do."""
LOOK_SECONDS = 0.25
"""How often a worker looks for another state: one question to the file system."""
TRUST_SECONDS = 2.0
MOST_CALL_ID = 200
MOST_COUNTED = 200
MOST_IDENTITIES = 10
TOUCHING = frozenset({"label", "reject"})
PASSED, JUDGED = "p", "j"
"""Fates of an INVITE: it went on untouched; it was labelled or answered, and is judged anew when it is sent again."""
_IDENTITIES = tuple(f"$(hdr(Identity)[{place}])" for place in range(1, MOST_IDENTITIES))


class Worker:
    """One of it in each worker process."""

    def __init__(self, ksr: Any, run_folder: str, rank: int) -> None:
        self._ksr = ksr
        self._get: Callable[[str], Any] = ksr.pv.get
        self._folder = Path(run_folder)
        self._stamp = state_stamp(self._folder)
        self._state = read_state(self._folder)
        settings = _settings(self._folder, self._state)
        self._trust: Trust | None = None
        self._trust_stamp: tuple[int, ...] = ()
        self._look_at = self._trust_at = 0.0
        self._tokens = SharedTokens(ksr)
        self._invites = SharedInvites(ksr)
        self._rates = SharedRates(ksr, self._state.window)
        roaming = open_roaming(settings.roaming, _roaming(self._folder, self._state))
        tables = Tables(settings, _listed(self._folder, self._state), roaming=roaming)
        self._screen = Screen(tables, self._rates)
        self._within = Screen(tables, NoRates())
        self._counters = Counters(counters_path(self._folder, rank))
        self._log = DecisionLog(log_path(Path(self._state.log), rank), settings.log) if self._state.log else None
        self._dropped = 0
        self._date: str | None = None
        # What is loaded stays; looking through all of it in the middle of a call would take milliseconds.
        gc.collect()
        gc.freeze()
        gc.set_threshold(50_000, 20, 1000)

    def screen(self, _message: object) -> int:
        """Judge an INVITE that came by UDP, and label or answer it; it may be one that is sent again."""
        return self._screened(self._call())

    def screen_plain(self, _message: object) -> int:
        """The same of an INVITE that has none of the rarer headers, as Kamailio found."""
        get = self._get
        try:
            return self._screened(
                Call(
                    get("$ru") or "",
                    get("$si") or "",
                    get("$(hdr(From)[*])") or "",
                    get("$(hdr(P-Asserted-Identity)[*])") or "",
                    call_id=get("$ci") or "",
                )
            )
        except UnicodeDecodeError:
            return self._screened(self._call())

    def _screened(self, call: Call) -> int:
        now = time()
        if now >= self._look_at:
            self._look(now)
        key = call.call_id
        if len(key) > MOST_CALL_ID:
            return self._done(call, self._screen.judge(call, now), now)
        same = _same(call)
        fate = self._invites.fate(key)
        if fate is None or fate.split(" ", 2)[1] != same:
            verdict = self._screen.judge(call, now)
            touched = verdict.answer.action in TOUCHING
            self._invites.keep(
                key, f"{JUDGED if touched else PASSED}{int(now)} {same} {verdict.counted_as[:MOST_COUNTED]}"
            )
            return self._done(call, verdict, now)
        if fate.startswith(PASSED):
            return GOES_ON
        self._rates.again = True
        try:
            return self._do(self._screen.judge(call, now))
        finally:
            self._rates.again = False

    def screen_once(self, _message: object) -> int:
        """Judge an INVITE that came over a connection, which sends nothing twice.

        Nobody asks these workers whether they are idle, so their log does not wait.
        """
        now = time()
        if now >= self._look_at:
            self._look(now)
        call = self._call()
        call.tls_name = self._tls_name()
        verdict = self._screen.judge(call, now)
        if len(call.call_id) <= MOST_CALL_ID:
            self._invites.keep(call.call_id, f"{JUDGED}{int(now)} {_same(call)} {verdict.counted_as[:MOST_COUNTED]}")
        told = self._done(call, verdict, now)
        if self._log:
            self._log.flush(now)
        return told

    def within(self, _message: object) -> int:
        """Judge an INVITE within a dialog, or one that says so: no further attempt, but a caller all the same."""
        now = time()
        if now >= self._look_at:
            self._look(now)
        call = self._call()
        call.within = True
        call.tls_name = self._tls_name()
        return self._done(call, self._within.judge(call, now), now)

    def cancelled(self, _message: object) -> int:
        """Count a caller who gave up at once."""
        now = time()
        call_id = self._get("$ci") or ""
        fate = self._invites.fate(call_id) if len(call_id) <= MOST_CALL_ID else None
        if fate:
            began, _, counted_as = fate[1:].split(" ", 2)
            ended(counted_as, now - int(began), self._screen.tables, self._rates, answered=False)
        return GOES_ON

    def idle(self, _message: object) -> int:
        """The supervisor asks whether this worker is alive: time for what waits."""
        now = time()
        if now >= self._look_at:
            self._look(now)
        if self._log:
            self._log.flush(now)
        return GOES_ON

    def _done(self, call: Call, verdict: Verdict, now: float) -> int:
        self._counters.count(verdict)
        if verdict.code == FAILED:
            self._counters.event("failed")
        if self._log:
            self._log.write(call, verdict, now)
        return self._do(verdict)

    def _do(self, verdict: Verdict) -> int:
        answer = verdict.answer
        if answer.action == "label":
            self._ksr.hdr.append(f"{LABEL_HEADER}: {answer.label}\r\n")
        elif answer.action == "reject":
            for header in answer.headers:
                self._ksr.hdr.append_to_reply(f"{header}\r\n")
            self._ksr.sl.sl_send_reply(answer.status, answer.phrase)
            return ANSWERED
        return GOES_ON

    def _call(self) -> Call:
        """What the message at hand shows."""
        get = self._get
        try:
            call = Call(
                get("$ru") or "",
                get("$si") or "",
                get("$(hdr(From)[*])") or "",
                get("$(hdr(P-Asserted-Identity)[*])") or "",
                get("$(hdr(Remote-Party-ID)[*])") or "",
                get("$(hdr(Diversion)[*])") or "",
                get("$(hdr(History-Info)[*])") or "",
                call_id=get("$ci") or "",
            )
            identity = get("$hdr(Identity)")
        except UnicodeDecodeError:
            call, identity = self._odd_call()
        if identity:
            self._add_identities(call, identity)
        return call

    def _odd_call(self) -> tuple[Call, str]:
        """The call when some header is not UTF-8."""
        text = self._odd_text
        call = Call(
            text("ru"),
            text("si"),
            text("hdr(From)"),
            text("hdr(P-Asserted-Identity)"),
            text("hdr(Remote-Party-ID)"),
            text("hdr(Diversion)"),
            text("hdr(History-Info)"),
            call_id=text("ci"),
        )
        return call, text("hdr(Identity)")

    def _odd_text(self, name: str) -> str:
        """A value of any bytes; what is not UTF-8 in it becomes a mark that is part of no number."""
        written = self._get(f"$({name}{{s.encode.hexa}})")
        try:
            return bytes.fromhex(written or "").decode("utf-8", "replace")
        except ValueError:
            return "\ufffd"

    def _add_identities(self, call: Call, first: str) -> None:
        self._date = None
        found = [first]
        try:
            for name in _IDENTITIES:
                other = self._get(name)
                if not other:
                    break
                found.append(other)
            self._date = self._get("$hdr(Date)")
        except UnicodeDecodeError:
            found.append("\ufffd")
        call.identity = found

    def _tls_name(self) -> str:
        """The name in the sender's certificate, "" when there is none that was verified."""
        if self._get("$pr") != "tls":
            return ""
        if self._get("$tls_peer_verified") not in (1, "1"):
            return ""
        return self._get("$tls_peer_san_hostname") or self._get("$tls_peer_subject_cn") or ""

    def _authenticate(self, call: Call, caller: str | None, callee: str, now: float) -> Authentication:
        assert self._trust is not None
        return verify(
            call.identity,
            caller=caller,
            callee=callee,
            now=datetime.fromtimestamp(now, UTC),
            trust=self._trust,
            seen=self._tokens,
            call_id=call.call_id,
            date=self._date or "",
        )

    def _look(self, now: float) -> None:
        """Take what changed; what cannot be taken is left, and counts. No call fails for it."""
        self._look_at = now + LOOK_SECONDS
        try:
            stamp = state_stamp(self._folder)
            if stamp != self._stamp:
                self._stamp = stamp
                self._take(read_state(self._folder))
            if now >= self._trust_at:
                self._trust_at = now + TRUST_SECONDS
                self._look_at_trust()
        except (OSError, ValueError, InputError):
            self._counters.event("not_taken")
        log = self._log
        if log and log.dropped != self._dropped:
            self._counters.event("log_dropped", log.dropped - self._dropped)
            self._dropped = log.dropped

    def _take(self, state: State) -> None:
        before, self._state = self._state, state
        tables = self._screen.tables
        if before.settings != state.settings:
            settings = _settings(self._folder, state)
            tables.replace(settings=settings)
            if self._log:
                self._log.set(settings.log)
        if before.protected != state.protected:
            tables.replace(listed=_listed(self._folder, state))
        tables.roaming = open_roaming(tables.settings.roaming, _roaming(self._folder, state))
        self._counters.event("taken")

    def _look_at_trust(self) -> None:
        state = self._state
        if not state.anchors:
            self._screen.tables.authenticate = None
            return
        revoked = Path(state.revoked) if state.revoked else None
        anchors, certificates = Path(state.anchors), Path(state.certificates)
        stamp = files_stamp(anchors, certificates, revoked)
        if stamp != self._trust_stamp:
            self._trust_stamp = stamp
            self._trust = Trust.from_files(anchors, certificates, revoked)
        if self._trust:
            self._screen.tables.authenticate = self._authenticate


def _same(call: Call) -> str:
    """What tells an INVITE that is sent again from another one under its Call-ID: all that is judged of it.

    Workers are forks of one Python, so they make the same of the same texts.
    """
    return str(
        hash(
            (call.callee, call.source, call.from_, call.asserted, call.remote_party, call.diversion, call.history,
             *call.identity)
        )
    )  # fmt: skip


def _settings(folder: Path, state: State) -> Settings:
    return load_settings((folder / state.settings).read_bytes())


def _listed(folder: Path, state: State) -> Listed | None:
    return Listed(folder / state.protected) if state.protected else None


def _roaming(folder: Path, state: State) -> Path | None:
    return folder / state.roaming if state.roaming else None
