"""Uploaded files come from another origin than pages and scripts, so that no file can act in a page's name."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound, HttpResponseRedirect
from django.http.request import split_domain_port

FILE_ADDRESS = re.compile(r"/f/[^/]+/")


def host_of(origin: str) -> str:
    """The host of an origin as requests name it: in small letters, without port, IPv6 in brackets."""
    return split_domain_port(urlsplit(origin).netloc)[0]


class FilesOriginMiddleware:
    """On the files' host answer file addresses only; on every other host answer everything but those.

    Hosts are compared without port, because cookies do not know ports either. The bare address of the files' host
    leads to the pages: whoever types http://127.0.0.1:8000/ arrives where people work.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        for wrong in check_origins():  # a web server starts without Django's checks
            raise ImproperlyConfigured(f"{wrong.msg} ({wrong.hint})")
        self.get_response = get_response
        self.files_host = host_of(settings.FILES_ORIGIN)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let through or say "not here"."""
        on_files_host = split_domain_port(request.get_host())[0] == self.files_host
        is_file = FILE_ADDRESS.fullmatch(request.path_info) is not None
        if on_files_host and request.path_info == "/":
            return HttpResponseRedirect(settings.ORIGIN.rstrip("/") + "/")
        if on_files_host != is_file:
            return HttpResponseNotFound("404\n", content_type="text/plain")
        return self.get_response(request)


def check_origins(**kwargs: object) -> list[CheckMessage]:
    """Stop the start when files would come from the host of the pages, where they could read its cookies."""
    if host_of(settings.ORIGIN) != host_of(settings.FILES_ORIGIN):
        return []
    return [
        Error(
            "LACHAN_FILES_ORIGIN phải là tên máy khác LACHAN_ORIGIN / must name another host than LACHAN_ORIGIN",
            hint=f"{settings.ORIGIN} – {settings.FILES_ORIGIN}",
            id="files.E001",
        )
    ]
