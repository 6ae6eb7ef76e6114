"""The way of a table from the upload through the preview back to the import, without being stored in between.

The preview hands the cells to the browser and gets them back (`previews`).
"""

from typing import BinaryIO

from lachan.office.people.actor import Actor
from lachan.office.previews import opened_preview, sealed_preview
from lachan.office.units.plan import GivenTable, table_in
from lachan.readers.uploads import FileKind, inspect_upload

TABLES = frozenset({FileKind.CSV, FileKind.XLSX})
MOST_BYTES = 2 * 1024 * 1024
_SALT = "lachan.office.units.uploads"


def table_of_upload(upload: BinaryIO, *, name: str) -> GivenTable:
    """The table of units in an uploaded file; InputError says in words what is wrong with the file."""
    found = inspect_upload(upload, name=name, allow=TABLES, max_bytes=MOST_BYTES)
    return table_in(found.content, found.kind, name=found.name)


def sealed(given: GivenTable, actor: Actor) -> str:
    """The table as text that nobody can change unnoticed."""
    said = {"name": given.name, "rows": given.rows, "ignored": given.ignored_columns}
    return sealed_preview(said, person_id=actor.id, salt=_SALT)


def unsealed(text: str, actor: Actor) -> GivenTable:
    """The table that `sealed` made for this person; NotNow when it is too old, another's or changed."""
    said = opened_preview(text, person_id=actor.id, salt=_SALT)
    rows = tuple((number, cells) for number, cells in said["rows"])
    return GivenTable(said["name"], rows, tuple(said["ignored"]))
