"""Addresses of signals and the review queue."""

from django.urls import path

from lachan.office.intake.views import bulk, review, runs, subjects

urlpatterns = [
    path("", subjects.subjects, name="subjects"),
    path("xem-xet/", review.review, name="review"),
    path("xem-xet/hoan-tac/", review.review_undo, name="review_undo"),
    path("nhom/", bulk.groups, name="groups"),
    path("nhom/quyet-dinh/", bulk.group, name="group"),
    path("ghi/", subjects.note, name="signal_note"),
    path("khong-bao/", subjects.allowed, name="allowed"),
    path("khong-bao/<int:allowed_id>/bo/", subjects.allowed_end, name="allowed_end"),
    path("ra-soat/", runs.runs, name="runs"),
    path("ra-soat/<int:run_pk>/", runs.run, name="run"),
    path("ra-soat/<int:run_pk>/tiep-nhan/", runs.run_take, name="run_take"),
    path("ra-soat/<int:run_pk>/bo/", runs.run_discard, name="run_discard"),
    path("<int:subject_id>/", subjects.subject, name="subject"),
    path("<int:subject_id>/mo/", subjects.subject_reveal, name="subject_reveal"),
    path("<int:subject_id>/dua-lai/", subjects.subject_return, name="subject_return"),
]
