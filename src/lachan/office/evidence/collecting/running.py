"""Starting the collector's process, taking what it brings, and ending it with all it began."""

import os
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress

from lachan.office.evidence.collecting.gathered import Gathered, Job, gathered_from_json, to_json

SECONDS_IN_ALL = 120.0
MOST_BYTES = 64 * 1024 * 1024


class CollectorFailed(Exception):
    """The process died, took too long, or brought what nobody can read: a fault of the machine, not of the page."""


def run_collector(job: Job, *, seconds: float = SECONDS_IN_ALL) -> Gathered:
    """Do the job in a process of its own, without this one's environment; CollectorFailed when it brings nothing."""
    environment = {"PATH": os.environ.get("PATH", os.defpath), "LANG": "C.UTF-8"}
    if certificates := os.environ.get("SSL_CERT_FILE"):
        environment["SSL_CERT_FILE"] = certificates
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen(
            [sys.executable, "-I", "-m", "lachan.office.evidence.collecting"],
            stdin=subprocess.PIPE, stdout=out, stderr=subprocess.DEVNULL, env=environment, cwd="/",
            start_new_session=True,
        )  # fmt: skip
        try:
            process.communicate(to_json(job), timeout=seconds)
        except subprocess.TimeoutExpired as error:
            raise CollectorFailed("took too long") from error
        finally:
            _end(process)
        if process.returncode != 0 or out.tell() > MOST_BYTES:
            raise CollectorFailed(f"ended with {process.returncode}")
        out.seek(0)
        try:
            return gathered_from_json(out.read(MOST_BYTES + 1))
        except ValueError as error:
            raise CollectorFailed(str(error)) from error


def _end(process: "subprocess.Popen[bytes]") -> None:
    with suppress(ProcessLookupError):  # all are gone already
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
