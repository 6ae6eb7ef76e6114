"""Addresses of the trail."""

from django.urls import path

from lachan.office.trail import views

urlpatterns = [
    path("", views.placeholder, name="trail"),
]
