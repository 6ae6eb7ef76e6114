"""A real office in processes of its own, as `lachan demo` starts it, for tests and benchmarks that go through HTTP."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import httpx

STARTS_WITHIN = 120.0


def free_port() -> int:
    """A port of this machine that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class RunningOffice:
    """The demo province in the folder `var`, served until `stop`."""

    var: Path
    as_of: str = ""
    port: int = field(default_factory=free_port)
    process: "subprocess.Popen[bytes] | None" = None
    log: Path | None = None  # where its processes write what they say; the terminal when there is none

    @property
    def url(self) -> str:
        """Where its pages are."""
        return f"http://localhost:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        """What its processes are told."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("LACHAN_", "DJANGO_"))}
        day = {"LACHAN_AS_OF": self.as_of} if self.as_of else {}
        return kept | day | {"LACHAN_VAR": str(self.var), "PORT": str(self.port)}

    def load(self) -> None:
        """Load the demo province without serving it."""
        self._lachan("demo", "--load-only")

    def start(self) -> None:
        """Serve, and wait until pages answer."""
        command = [sys.executable, "-m", "lachan.cli", "office", "serve"]
        log = None if self.log is None else self.log.open("ab")
        self.process = subprocess.Popen(
            command, env=self.environment, start_new_session=True, stdout=log, stderr=subprocess.STDOUT if log else None
        )
        if log is not None:
            log.close()
        deadline = time.monotonic() + STARTS_WITHIN
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise RuntimeError(f"the office ended at its start with {self.process.returncode}")
            try:
                if httpx.get(f"{self.url}/", timeout=5).status_code in (200, 302):
                    return
            except httpx.TransportError:
                time.sleep(0.1)
        raise TimeoutError("the office did not answer")

    def stop(self) -> int:
        """End it as Ctrl-C does; answers the exit code."""
        assert self.process is not None
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(30)

    def kill(self) -> None:
        """End all its processes at once, without a word: what a power cut looks like from inside."""
        assert self.process is not None
        for pid in (*self.descendants(self.process.pid), self.process.pid):
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        self.process.wait(30)

    def descendants(self, pid: int) -> list[int]:
        """The processes that `pid` started, and those that they started."""
        try:
            children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        except FileNotFoundError:
            return []
        return [one for child in map(int, children) for one in (*self.descendants(child), child)]

    def ask(self, code: str) -> object:
        """Run `code` inside the office's Django, in a process of its own; answers the JSON that it prints last."""
        prelude = (
            "import os, json; os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'lachan.office.settings');"
            "import django; django.setup()\n"
        )
        done = subprocess.run(
            [sys.executable, "-c", prelude + code], env=self.environment, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise RuntimeError(done.stderr)
        return json.loads(done.stdout.splitlines()[-1])

    def sessions(self, *emails: str) -> dict[str, str]:
        """Sessions with two factors for these people: session keys by e-mail, as signing in would leave them."""
        return self.ask(SESSIONS + f"print(json.dumps(sessions({list(emails)!r})))")  # type: ignore[return-value]

    def manage(self, *arguments: str) -> None:
        """Run one of the office's management commands; CalledProcessError when it fails."""
        self._lachan("office", "manage", *arguments)

    def _lachan(self, *arguments: str) -> None:
        subprocess.run([sys.executable, "-m", "lachan.cli", *arguments], env=self.environment, check=True)


SESSIONS = """
import time
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from lachan.office.people.models import Person

def sessions(emails):
    found = {}
    for person in Person.objects.filter(email__in=emails):
        session = SessionStore()
        session[SESSION_KEY] = str(person.pk)
        session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
        session[HASH_SESSION_KEY] = person.get_session_auth_hash()
        session["account_authentication_methods_user"] = str(person.pk)
        session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": time.time()}]
        session.save()
        found[person.email] = session.session_key
    return found
"""
