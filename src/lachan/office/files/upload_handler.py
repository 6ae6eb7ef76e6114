"""Where an upload stops: what goes beyond the largest file is dropped while it arrives, not kept in memory or on disk.

`inspect_upload` then finds the file too large and says so at its field, as with every other bad file.
"""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

from lachan.readers.uploads import DEFAULT_MAX_BYTES

# All files of one form together; a body that announces more is not read at all.
MOST_BYTES_A_REQUEST = 15 * DEFAULT_MAX_BYTES


class CappedUploadHandler(FileUploadHandler):
    """Stands before the handlers that keep what arrives, and passes on only what may be of use."""

    def handle_raw_input(
        self, input_data: Any, meta: Any, content_length: int, boundary: str, encoding: str | None = None
    ) -> None:
        """Refuse a body whose size alone is too much."""
        if content_length > MOST_BYTES_A_REQUEST:
            raise RequestDataTooBig(f"the body has more than {MOST_BYTES_A_REQUEST} bytes")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Pass on chunks until the file is larger than the limit: enough for `inspect_upload` to see that it is."""
        return raw_data if start <= DEFAULT_MAX_BYTES else None

    def file_complete(self, file_size: int) -> None:
        """Leave the making of the file to the next handler."""
