"""Addresses of notices."""

from django.urls import path

from lachan.office.notices import views

urlpatterns = [
    path("", views.placeholder, name="notices"),
]
