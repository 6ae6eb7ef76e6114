"""Addresses of the interface for systems, below /api/v1/."""

from django.urls import path

from lachan.office.api.interface import nothing_here, operations
from lachan.office.api.views import reading

urlpatterns = [
    path("", reading.api_page, name="api_page"),
    path("openapi.json", reading.api_schema, name="api_schema"),
    *operations(),
    path("<path:rest>", nothing_here, name="api_nothing_here"),
]
