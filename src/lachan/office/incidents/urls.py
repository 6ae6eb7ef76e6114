"""Addresses of incidents."""

from django.urls import path

from lachan.office.incidents.views import incidents, judging, reporting

urlpatterns = [
    path("", incidents.incidents, name="incidents"),
    path("bao/", reporting.incident_report, name="incident_report"),
    path("so-lieu/", incidents.incident_figures, name="incident_figures"),
    path("<int:incident_id>/", incidents.incident, name="incident"),
    path("<int:incident_id>/xem/", incidents.incident_reveal, name="incident_reveal"),
    path("<int:incident_id>/luot-bao/", reporting.incident_add_report, name="incident_add_report"),
    path("<int:incident_id>/vu-viec/", judging.incident_attach, name="incident_attach"),
    path("<int:incident_id>/truy-vet/", judging.incident_ask, name="incident_ask"),
    path("<int:incident_id>/da-ro/", judging.incident_find, name="incident_find"),
    path("<int:incident_id>/ket-thuc/", judging.incident_close, name="incident_close"),
    path("<int:incident_id>/bo/", judging.incident_dismiss, name="incident_dismiss"),
    path("<int:incident_id>/nhap/", judging.incident_join, name="incident_join"),
    path("<int:incident_id>/mo-lai/", judging.incident_reopen, name="incident_reopen"),
]
