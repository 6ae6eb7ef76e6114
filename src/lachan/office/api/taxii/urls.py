"""Addresses of the TAXII server; the standard names all but the first two parts."""

from django.urls import path

from lachan.office.api.taxii import views

urlpatterns = [
    path("", views.taxii_discovery, name="taxii_discovery"),
    path("canh-bao/", views.taxii_root, name="taxii_root"),
    path("canh-bao/collections/", views.taxii_collections, name="taxii_collections"),
    path("canh-bao/collections/<slug:collection>/", views.taxii_collection, name="taxii_collection"),
    path("canh-bao/collections/<slug:collection>/objects/", views.taxii_objects, name="taxii_objects"),
    path("canh-bao/collections/<slug:collection>/manifest/", views.taxii_manifest, name="taxii_manifest"),
    path("canh-bao/collections/<slug:collection>/objects/<slug:object_id>/", views.taxii_object, name="taxii_object"),
    path(
        "canh-bao/collections/<slug:collection>/objects/<slug:object_id>/versions/", views.taxii_versions,
        name="taxii_versions",
    ),
    path("<path:rest>", views.taxii_nothing, name="taxii_nothing"),
]  # fmt: skip
