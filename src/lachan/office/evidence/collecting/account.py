"""Giving up rights: the collector becomes an account that owns nothing, before it meets a stranger."""

import ctypes
import os
import pwd
import resource
import signal

_PR_SET_PDEATHSIG = 1
_MOST_FILE_BYTES = 256 * 1024 * 1024


def give_up_rights(account: str) -> bool:
    """Become `account` when this process may; whether it did. Either way no core file, no file without end.

    KeyError when root is asked to become an account that is not there: then nothing is visited at all.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_MOST_FILE_BYTES, _MOST_FILE_BYTES))
    os.umask(0o077)
    changed = os.geteuid() == 0
    if changed:
        entry = pwd.getpwnam(account)
        if entry.pw_uid == 0:
            raise KeyError(account)
        os.setgroups([])
        os.setgid(entry.pw_gid)
        os.setuid(entry.pw_uid)
    # After the change: the kernel forgets it with the old account.
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    return changed
