"""The way from a command to the office: Django is set up only when a command needs it."""

import os
from typing import Any

import typer


def set_up() -> None:
    """Make the office's models and actions usable in this process."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lachan.office.settings")
    import django

    django.setup()


def manage(*command: str, **options: Any) -> None:
    """Run one of the office's management commands; one that cannot do its work says why and exits with 1."""
    set_up()
    from django.core.management import CommandError, call_command

    try:
        call_command(*command, **options)
    except CommandError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
