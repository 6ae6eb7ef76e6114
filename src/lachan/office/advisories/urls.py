"""Addresses of the desk of advisories and of the catalogue of tricks."""

from django.urls import path

from lachan.office.advisories.views import catalogue, desk, papers

ONE = "<int:advisory_id>/ban/<int:version>/"

urlpatterns = [
    path("", desk.advisories, name="advisories"),
    path("soan/", desk.advisory_add, name="advisory_add"),
    path("thu-doan/", catalogue.tricks, name="tricks"),
    path("thu-doan/de-xuat/", catalogue.trick_add, name="trick_add"),
    path("thu-doan/chua-ro/", catalogue.without_trick, name="without_trick"),
    path("thu-doan/chua-ro/<int:case_id>/", catalogue.tie_case, name="tie_case"),
    path("thu-doan/<int:trick_id>/", catalogue.trick, name="trick"),
    path("thu-doan/<int:trick_id>/sua/", catalogue.trick_change, name="trick_change"),
    path("thu-doan/<int:trick_id>/ra-soat/", catalogue.trick_review, name="trick_review"),
    path("thu-doan/<int:trick_id>/thoi-dung/", catalogue.trick_retire, name="trick_retire"),
    path("<int:advisory_id>/", desk.advisory, name="advisory"),
    path(ONE, desk.advisory_version, name="advisory_version"),
    path(f"{ONE}sua/", desk.advisory_change, name="advisory_change"),
    path(f"{ONE}kiem-tra/", desk.advisory_check, name="advisory_check"),
    path(f"{ONE}phe-duyet/", desk.advisory_approve, name="advisory_approve"),
    path(f"{ONE}tra-lai/", desk.advisory_send_back, name="advisory_send_back"),
    path(f"{ONE}cong-bo/", desk.advisory_publish, name="advisory_publish"),
    path(f"{ONE}ban-sua/", desk.advisory_correct, name="advisory_correct"),
    path(f"{ONE}rut/", desk.advisory_withdraw, name="advisory_withdraw"),
    path(f"{ONE}bo/", desk.advisory_discard, name="advisory_discard"),
    path(f"{ONE}cac-dang/", papers.advisory_forms, name="advisory_forms"),
    path(f"{ONE}in/<slug:form>/<slug:language>/", papers.advisory_paper, name="advisory_paper"),
]
