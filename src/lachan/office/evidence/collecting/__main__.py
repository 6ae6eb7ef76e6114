"""The collector's process: a job comes in as JSON, rights are given up, what was gathered goes out as JSON."""

import sys

from lachan.office.evidence.collecting.account import give_up_rights
from lachan.office.evidence.collecting.gather import gather
from lachan.office.evidence.collecting.gathered import job_from_json, to_json

# Loaded while files can still be read: a package may lie where the account without rights does not reach.
EARLY = ("idna", "idna.uts46data", "encodings.idna", "http.client", "zlib")


def main() -> None:
    """Do the one job that stands on standard input."""
    for name in EARLY:
        __import__(name)
    job = job_from_json(sys.stdin.buffer.read())
    isolated = give_up_rights(job.account)
    sys.stdout.buffer.write(to_json(gather(job, isolated=isolated)))


if __name__ == "__main__":
    main()
