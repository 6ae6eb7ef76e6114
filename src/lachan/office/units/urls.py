"""Addresses of units."""

from django.urls import path

from lachan.office.units.views import register, tables

urlpatterns = [
    path("", register.units, name="units"),
    path("them/", register.unit_add, name="unit_add"),
    path("nhap/", tables.unit_import, name="unit_import"),
    path("nhap/xac-nhan/", tables.unit_import_confirm, name="unit_import_confirm"),
    path("ket-xuat/<slug:kind>/", tables.unit_export, name="unit_export"),
    path("<int:unit_id>/", register.unit, name="unit"),
    path("<int:unit_id>/sua/", register.unit_change, name="unit_change"),
    path("<int:unit_id>/ket-thuc/", register.unit_end, name="unit_end"),
]
