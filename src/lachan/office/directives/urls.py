"""Addresses of directives and tasks."""

from django.urls import path

from lachan.office.directives import views

urlpatterns = [
    path("chi-dao/", views.placeholder, name="directives"),
]
