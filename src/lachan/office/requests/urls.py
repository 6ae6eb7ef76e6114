"""Addresses of requests, keys and packages."""

from django.urls import path

from lachan.office.requests.views import bulk, drafts, keys, lists, packages, requests

urlpatterns = [
    path("", lists.requests, name="requests"),
    path("giam-sat/", lists.requests_overseen, name="requests_overseen"),
    path("thong-ke/", lists.request_statistics, name="request_statistics"),
    path("hang-loat/", bulk.requests_bulk, name="requests_bulk"),
    path("hang-loat/mau/", bulk.requests_bulk_table, name="requests_bulk_table"),
    path("hang-loat/thuc-hien/", bulk.requests_bulk_confirm, name="requests_bulk_confirm"),
    path("lap/", drafts.request_choose, name="request_choose"),
    path("lap/<int:unit_id>/<slug:kind>/", drafts.request_draft, name="request_draft"),
    path("<int:request_id>/", requests.request, name="request"),
    path("<int:request_id>/sua/", drafts.request_change, name="request_change"),
    path("<int:request_id>/trinh/", drafts.request_submit, name="request_submit"),
    path("<int:request_id>/phe-duyet/", drafts.request_approve, name="request_approve"),
    path("<int:request_id>/tra-lai/", drafts.request_return, name="request_return"),
    path("<int:request_id>/xem/", requests.request_reveal, name="request_reveal"),
    path("<int:request_id>/tiep-nhan/", requests.request_take_in, name="request_take_in"),
    path("<int:request_id>/tam-dung/", requests.request_pause, name="request_pause"),
    path("<int:request_id>/tiep-tuc/", requests.request_resume, name="request_resume"),
    path("<int:request_id>/tra-loi/", requests.request_answer, name="request_answer"),
    path("<int:request_id>/giai-trinh/", requests.request_insist, name="request_insist"),
    path("<int:request_id>/ket-qua/", requests.request_outcome, name="request_outcome"),
    path("<int:request_id>/ket-thuc/", requests.request_close, name="request_close"),
    path("<int:request_id>/thu-hoi/", requests.request_withdraw, name="request_withdraw"),
    path("<int:request_id>/niem-phong-lai/", packages.request_reseal, name="request_reseal"),
    path("<int:request_id>/tep-yeu-cau/", packages.request_file, name="request_file"),
    path("<int:request_id>/goi/", packages.package_send, name="package_send"),
    path("goi/<int:package_id>/nhan/", packages.package_take, name="package_take"),
    path("goi/<int:package_id>/thu-hoi/", packages.package_withdraw, name="package_withdraw"),
    path("khoa/", keys.keys, name="keys"),
    path("khoa/doanh-nghiep/", keys.operator_key_set, name="operator_key_set"),
    path("khoa/<int:key_id>/xac-nhan/", keys.key_verify, name="key_verify"),
    path("khoa/<int:key_id>/thu-hoi/", keys.key_revoke, name="key_revoke"),
    path("khoa/doanh-nghiep/<int:key_id>/xac-nhan/", keys.operator_key_verify, name="operator_key_verify"),
]
