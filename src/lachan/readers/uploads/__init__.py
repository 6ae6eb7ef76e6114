"""Files that strangers send: only harmless ones of the allowed kinds get past, judged by content and name."""

from lachan.readers.uploads.inspection import DEFAULT_MAX_BYTES, InspectedFile, inspect_upload
from lachan.readers.uploads.kinds import FileKind
from lachan.readers.uploads.names import safe_name

__all__ = ["DEFAULT_MAX_BYTES", "FileKind", "InspectedFile", "inspect_upload", "safe_name"]
