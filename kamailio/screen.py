"""What Kamailio's Python runs: the door to `lachan.screening.worker`, and nothing else.

The supervisor says by the environment where the product lies (this is Debian's Python, not that of the product) and
which folder of run-time files is this screen's.
"""

import os
import sys

sys.path[:0] = os.environ["LACHAN_SCREEN_PATH"].split(os.pathsep)

import KSR  # noqa: E402

from lachan.screening.worker import Worker  # noqa: E402

RUN_FOLDER = os.environ["LACHAN_SCREEN_RUN"]


class Handler:
    """One of it in each process of Kamailio."""

    def child_init(self, rank):
        """After the fork: what a process has of its own. Ranks below one carry no calls."""
        if rank > 0:
            worker = Worker(KSR, RUN_FOLDER, rank)
            self.screen, self.screen_plain = worker.screen, worker.screen_plain
            self.screen_once, self.within = worker.screen_once, worker.within
            self.cancelled, self.idle = worker.cancelled, worker.idle
        return 0


def mod_init():
    """Called once, before the fork."""
    return Handler()
