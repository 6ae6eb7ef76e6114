"""The data base itself refuses to change or delete rows of the trail.

This stops mistakes and injected SQL of the office's own account. It does not stop somebody who may drop triggers,
such as the owner of the SQLite file; for that the rows are chained. On PostgreSQL TRUNCATE fires no row trigger.
A later migration that makes SQLite build the table anew has to call `refuse_changes` again.
"""

from typing import Any

TABLE = "trail_entry"
REFUSAL = "rows of the trail are only ever added"
SQLITE_TRIGGERS = {"trail_entry_no_update": "UPDATE", "trail_entry_no_delete": "DELETE"}
POSTGRESQL_TRIGGER = "trail_entry_append_only"


def refuse_changes(apps: Any, schema_editor: Any) -> None:
    """Add the triggers (for `migrations.RunPython`)."""
    vendor = schema_editor.connection.vendor
    if vendor == "sqlite":
        for name, event in SQLITE_TRIGGERS.items():
            schema_editor.execute(
                f"CREATE TRIGGER {name} BEFORE {event} ON {TABLE} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            )
    elif vendor == "postgresql":
        schema_editor.execute(
            f"CREATE FUNCTION {POSTGRESQL_TRIGGER}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
        )
        schema_editor.execute(
            f"CREATE TRIGGER {POSTGRESQL_TRIGGER} BEFORE UPDATE OR DELETE ON {TABLE} "
            f"FOR EACH ROW EXECUTE FUNCTION {POSTGRESQL_TRIGGER}()"
        )


def allow_changes(apps: Any, schema_editor: Any) -> None:
    """Take the triggers away (the way back of the migration)."""
    vendor = schema_editor.connection.vendor
    if vendor == "sqlite":
        for name in SQLITE_TRIGGERS:
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}")
    elif vendor == "postgresql":
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {POSTGRESQL_TRIGGER} ON {TABLE}")
        schema_editor.execute(f"DROP FUNCTION IF EXISTS {POSTGRESQL_TRIGGER}()")
