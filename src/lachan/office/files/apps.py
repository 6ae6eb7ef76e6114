"""Django's card of this app."""

from datetime import timedelta

from django.apps import AppConfig
from django.core.checks import Tags, register

from lachan.office import clockwork
from lachan.office.files.origin import check_origins


class FilesConfig(AppConfig):
    """Stored files: checked on the way in, handed out only through guarded doors."""

    name = "lachan.office.files"
    label = "files"

    def ready(self) -> None:
        """Check the two origins at the start; take away contents without a row, every hour."""
        from lachan.office.files.actions import sweep

        register(check_origins, Tags.security)
        clockwork.register("sweep_files", every=timedelta(hours=1), work=sweep)
