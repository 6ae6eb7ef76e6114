"""Addresses of notices."""

from django.urls import path

from lachan.office.notices import views

urlpatterns = [
    path("", views.notices, name="notices"),
    path("da-doc/", views.read_all, name="notices_read_all"),
    path("<int:notice_id>/", views.follow, name="notice"),
    path("<int:notice_id>/da-doc/", views.read, name="notice_read"),
]
