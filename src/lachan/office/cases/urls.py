"""Addresses of cases."""

from django.urls import path

from lachan.office.cases.views import cases, contents, ending, joining

urlpatterns = [
    path("", cases.cases, name="cases"),
    path("tim/", cases.case_find, name="case_find"),
    path("mo/", cases.case_open, name="case_open"),
    path("<int:case_id>/", cases.case, name="case"),
    path("<int:case_id>/sua/", cases.case_change, name="case_change"),
    path("<int:case_id>/ma-tra-cuu/", cases.case_code, name="case_code"),
    path("<int:case_id>/doi-tuong/", contents.subject_add, name="case_subject_add"),
    path("<int:case_id>/doi-tuong/<uuid:subject_id>/xem/", contents.subject_reveal, name="case_subject_reveal"),
    path("<int:case_id>/doi-tuong/<uuid:subject_id>/rut/", contents.subject_withdraw, name="case_subject_withdraw"),
    path("<int:case_id>/chung-cu/", contents.evidence_add, name="case_evidence_add"),
    path("<int:case_id>/chung-cu/<uuid:evidence_id>/tep/", contents.evidence_file, name="case_evidence_file"),
    path("<int:case_id>/ghi-chu/", contents.note_add, name="case_note_add"),
    path("<int:case_id>/noi/", joining.case_link, name="case_link"),
    path("<int:case_id>/nhap/", joining.case_merge, name="case_merge"),
    path("<int:case_id>/tach/", joining.case_split, name="case_split"),
    path("<int:case_id>/chuyen-cong-an/", ending.case_hand_over, name="case_hand_over"),
    path("<int:case_id>/van-ban/<int:letter_id>/<slug:kind>/", ending.case_letter_file, name="case_letter_file"),
    path("<int:case_id>/ket-thuc/", ending.case_close, name="case_close"),
    path("<int:case_id>/mo-lai/", ending.case_reopen, name="case_reopen"),
]
