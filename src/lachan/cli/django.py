"""The way from a command to the office: Django is set up only when a command needs it."""

import os
from typing import Any


def set_up() -> None:
    """Make the office's models and actions usable in this process."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lachan.office.settings")
    import django

    django.setup()


def manage(*command: str, **options: Any) -> None:
    """Run one of the office's management commands."""
    set_up()
    from django.core.management import call_command

    call_command(*command, **options)
