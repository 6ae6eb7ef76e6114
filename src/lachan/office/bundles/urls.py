"""Addresses of bundles."""

from django.urls import path

from lachan.office.bundles import views

urlpatterns = [
    path("", views.bundles, name="bundles"),
    path("gui/", views.bundle_send, name="bundle_send"),
    path("<int:bundle_id>/", views.bundle, name="bundle"),
    path("<int:bundle_id>/tiep-nhan/", views.bundle_take, name="bundle_take"),
    path("<int:bundle_id>/bo/", views.bundle_discard, name="bundle_discard"),
    path("<int:bundle_id>/tep/", views.bundle_file, name="bundle_file"),
]
