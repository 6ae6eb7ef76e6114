"""Addresses of protected numbers and their lists."""

from django.urls import path

from lachan.office.protected.views import entries, imports, lists

urlpatterns = [
    path("", entries.protected_numbers, name="protected_numbers"),
    path("ghi/", entries.protected_number_add, name="protected_number_add"),
    path("nhap/", imports.protected_import, name="protected_import"),
    path("nhap/xac-nhan/", imports.protected_import_confirm, name="protected_import_confirm"),
    path("cho-duyet/", entries.protected_approvals, name="protected_approvals"),
    path("phe-duyet/", entries.protected_approve, name="protected_approve"),
    path("danh-sach/", lists.protected_lists, name="protected_lists"),
    path("danh-sach/phat-hanh/", lists.protected_publish, name="protected_publish"),
    path("danh-sach/khoa-cong-khai/", lists.protected_list_key, name="protected_list_key"),
    path("danh-sach/<int:serial>/tep/", lists.protected_list_file, name="protected_list_file"),
    path("<int:number_id>/", entries.protected_number, name="protected_number"),
    path("<int:number_id>/sua/", entries.protected_number_change, name="protected_number_change"),
    path("<int:number_id>/tra-lai/", entries.protected_number_send_back, name="protected_number_send_back"),
    path("<int:number_id>/rut/", entries.protected_number_withdraw, name="protected_number_withdraw"),
]
