"""Addresses of units."""

from django.urls import path

from lachan.office.units import views

urlpatterns = [
    path("", views.placeholder, name="units"),
]
