"""The way of a table from the upload through the preview back to the import, without being stored in between.

The preview hands the cells to the browser and gets them back: signed, so that what comes back is what was previewed,
bound to the person who uploaded it, and for one hour.
"""

from typing import BinaryIO

from django.core import signing
from django.utils.translation import gettext_lazy as _

from lachan.office.people.actor import Actor
from lachan.office.refusals import NotNow
from lachan.office.units.plan import GivenTable, table_in
from lachan.readers.uploads import FileKind, inspect_upload

TABLES = frozenset({FileKind.CSV, FileKind.XLSX})
MOST_BYTES = 2 * 1024 * 1024
SECONDS = 3600
_SALT = "lachan.office.units.uploads"


def table_of_upload(upload: BinaryIO, *, name: str) -> GivenTable:
    """The table of units in an uploaded file; InputError says in words what is wrong with the file."""
    found = inspect_upload(upload, name=name, allow=TABLES, max_bytes=MOST_BYTES)
    return table_in(found.content, found.kind, name=found.name)


def sealed(given: GivenTable, actor: Actor) -> str:
    """The table as text that nobody can change unnoticed."""
    said = {"name": given.name, "rows": given.rows, "ignored": given.ignored_columns, "person": actor.id}
    return signing.dumps(said, salt=_SALT, compress=True)


def unsealed(text: str, actor: Actor) -> GivenTable:
    """The table that `sealed` made for this person; NotNow when it is too old, another's or changed."""
    try:
        said = signing.loads(text, salt=_SALT, max_age=SECONDS)
    except signing.BadSignature as error:
        raise _again() from error
    if said["person"] != actor.id:
        raise _again()
    rows = tuple((number, cells) for number, cells in said["rows"])
    return GivenTable(said["name"], rows, tuple(said["ignored"]))


def _again() -> NotNow:
    return NotNow("preview_over", _("Bản xem trước đã hết hạn hoặc không phải của bạn. Hãy chọn tệp và xem trước lại."))
