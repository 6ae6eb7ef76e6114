"""Addresses of the home page, rounds and reports."""

from django.urls import path

from lachan.office.reports import views

urlpatterns = [
    path("", views.placeholder, name="home"),
    path("bao-cao/", views.placeholder, name="rounds"),
]
