"""Uploaded files come from another origin than pages and scripts, so that no file can act in a page's name."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound

PREFIX = "/f/"


class FilesOriginMiddleware:
    """On the files' host answer file addresses only; on every other host answer everything but those."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.files_host = urlsplit(settings.FILES_ORIGIN).hostname

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let through or say "not here"."""
        on_files_host = request.get_host().split(":")[0] == self.files_host
        if on_files_host != request.path.startswith(PREFIX):
            return HttpResponseNotFound("404\n", content_type="text/plain")
        return self.get_response(request)
