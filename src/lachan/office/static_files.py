"""The pages' style and script files, gathered where browsers get them from; done again only when one has changed."""

import hashlib
from collections.abc import Callable

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders

STAMP = ".gathered"


def gather_static_files(collect: Callable[[], None]) -> bool:
    """Let `collect` gather and pack them unless those that are there are the same; answers whether it had to.

    Packing takes seconds of each start of the office otherwise, for files that change with a new version only.
    """
    stamp, now = settings.STATIC_ROOT / STAMP, _digest()
    if stamp.is_file() and stamp.read_text(encoding="ascii") == now:
        return False
    stamp.unlink(missing_ok=True)  # what is interrupted halfway is done again
    collect()
    stamp.write_text(now, encoding="ascii")
    return True


def _digest() -> str:
    """Name, size and time of every file, and the way in which they are packed."""
    facts = [str(settings.STORAGES["staticfiles"]), str(settings.STATIC_URL)]
    for finder in get_finders():
        for path, storage in finder.list([]):
            found = storage.path(path)
            facts.append(f"{found} {storage.size(path)} {storage.get_modified_time(path).timestamp()}")
    return hashlib.sha256("\n".join(sorted(facts)).encode()).hexdigest()
