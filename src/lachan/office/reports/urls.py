"""Addresses of the home page, rounds and reports."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from lachan.office.guard import guarded, signed_in


@guarded(signed_in)
def placeholder(request: HttpRequest) -> HttpResponse:
    """Stands here until the room is built."""
    return render(request, "refusal.html", {"sentence": "Phòng này đang được xây.", "code": "not_built"})


urlpatterns = [
    path("", placeholder, name="home"),
    path("bao-cao/", placeholder, name="rounds"),
]
