"""Addresses of the trail."""

from django.urls import path

from lachan.office.trail import views

urlpatterns = [
    path("", views.trail, name="trail"),
    path("ket-xuat/", views.trail_csv, name="trail_csv"),
]
