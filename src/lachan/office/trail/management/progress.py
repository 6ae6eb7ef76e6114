"""A progress bar on a terminal, and none elsewhere."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import Progress as Bars

from lachan.office.trail.verify import Progress


@contextmanager
def bar(title: str) -> Iterator[Progress]:
    """A function `progress(done, of)` that moves the bar, for the time of the block."""
    with Bars(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as bars:
        task = bars.add_task(title, total=None)
        yield lambda done, of: bars.update(task, completed=done, total=of)
