"""Whose failures are counted together: axes asks for the name that was tried."""

from typing import Any

from django.http import HttpRequest


def address_tried(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """The e-mail that somebody tries to sign in with, in one spelling, so that capitals do not start a new count.

    allauth hands it over as "email", axes itself as "login"; both are asked, then the form.
    """
    given = credentials or {}
    tried = given.get("email") or given.get("login") or request.POST.get("login") or ""
    return str(tried).strip().lower()
