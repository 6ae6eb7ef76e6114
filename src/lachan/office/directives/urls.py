"""Addresses of directives and tasks."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from lachan.office.guard import guarded, signed_in


@guarded(signed_in)
def placeholder(request: HttpRequest) -> HttpResponse:
    """Stands here until the room is built."""
    return render(request, "refusal.html", {"sentence": "Phòng này đang được xây.", "code": "not_built"})


urlpatterns = [
    path("chi-dao/", placeholder, name="directives"),
]
