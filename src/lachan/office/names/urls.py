"""Addresses of protected names."""

from django.urls import path

from lachan.office.names.views import entries, files

urlpatterns = [
    path("", entries.protected_names, name="protected_names"),
    path("ghi/", entries.protected_name_add, name="protected_name_add"),
    path("nhap/", files.names_import, name="names_import"),
    path("nhap/xac-nhan/", files.names_import_confirm, name="names_import_confirm"),
    path("xuat/", files.names_export, name="names_export"),
    path("cho-duyet/", entries.name_approvals, name="name_approvals"),
    path("phe-duyet/", entries.name_approve, name="name_approve"),
    path("<int:name_id>/", entries.protected_name, name="protected_name"),
    path("<int:name_id>/sua/", entries.protected_name_change, name="protected_name_change"),
    path("<int:name_id>/tra-lai/", entries.protected_name_send_back, name="protected_name_send_back"),
    path("<int:name_id>/rut/", entries.protected_name_withdraw, name="protected_name_withdraw"),
]
