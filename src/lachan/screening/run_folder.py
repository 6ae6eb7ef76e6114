"""What the supervisor hands to the workers: a folder with checked copies of everything, and one small file that names
them. The file appears whole; a worker that sees it change takes what changed and goes on with the next call.
"""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from lachan.screening.whole_files import write_whole

STATE: Final = "state.json"
COUNTERS: Final = "counters-*.bin"


@dataclass(frozen=True, slots=True)
class State:
    """Names of files within the run folder; of the trust and the log, paths. "" for what there is none of."""

    settings: str
    protected: str = ""
    anchors: str = ""
    certificates: str = ""
    revoked: str = ""
    roaming: str = ""
    log: str = ""
    window: int = 60
    """The window that Kamailio's table of rates was made with; seconds."""


def write_state(folder: Path, state: State) -> None:
    """Make it the state of the workers."""
    write_whole(folder / STATE, json.dumps(asdict(state)).encode())


def read_state(folder: Path) -> State:
    """The state of the workers."""
    return State(**json.loads((folder / STATE).read_text(encoding="utf-8")))


def state_stamp(folder: Path) -> tuple[int, int]:
    """What changes whenever the state does: one question to the file system."""
    found = os.stat(folder / STATE)
    return found.st_mtime_ns, found.st_ino


def counters_path(folder: Path, worker: int) -> Path:
    """The file with the counters of one worker."""
    return folder / COUNTERS.replace("*", str(worker))


def log_path(folder: Path, worker: int) -> Path:
    """The decision log of one worker."""
    return folder / f"decisions-{worker}.jsonl"
