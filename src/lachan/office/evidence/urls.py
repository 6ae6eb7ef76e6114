"""Addresses of evidence."""

from django.urls import path

from lachan.office.evidence.views import captures, collecting

urlpatterns = [
    path("", captures.captures, name="captures"),
    path("<int:capture_id>/", captures.capture, name="capture"),
    path("<int:capture_id>/tep/", captures.capture_archive, name="capture_archive"),
    path("doi-tuong/<int:subject_id>/thu-thap/", collecting.evidence_collect, name="evidence_collect"),
    path("doi-tuong/<int:subject_id>/tai-len/", collecting.evidence_bring, name="evidence_bring"),
    path("doi-tuong/<int:subject_id>/bo-chung-cu/", collecting.evidence_pack, name="evidence_pack"),
]
