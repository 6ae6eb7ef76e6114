"""Django's card of this app."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Stored files: checked on the way in, handed out only through guarded doors."""

    name = "lachan.office.files"
    label = "files"
