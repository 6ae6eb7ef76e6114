"""The table behind CACHES, made with the others, so that no installation needs a step of its own for it."""

from typing import Any

from django.core.management import call_command
from django.db import migrations


def make_cache_table(apps: Any, schema_editor: Any) -> None:
    """Make the table of the cache, if it is not there yet."""
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("people", "0001_first")]

    operations = [migrations.RunPython(make_cache_table, migrations.RunPython.noop)]
