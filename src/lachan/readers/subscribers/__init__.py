"""Subscriber records as operators export them, read into the canonical columns."""

from lachan.readers.subscribers.mapping import Mapping, read_mapping
from lachan.readers.subscribers.reading import InputFile, Progress, Snapshot, read_subscribers
from lachan.readers.subscribers.rejected import Rejection
from lachan.readers.subscribers.understanding import understand
from lachan.readers.subscribers.understood import Converted, Understood, UnderstoodColumn

__all__ = [
    "Converted",
    "InputFile",
    "Mapping",
    "Progress",
    "Rejection",
    "Snapshot",
    "Understood",
    "UnderstoodColumn",
    "read_mapping",
    "read_subscribers",
    "understand",
]
