"""Addresses of the home page, rounds and reports."""

from django.urls import path

from lachan.office.reports.views import home, reports, rollup, rounds

urlpatterns = [
    path("", home.home, name="home"),
    path("bao-cao/", rounds.rounds, name="rounds"),
    path("bao-cao/dot/<int:round_id>/", rounds.round_page, name="round"),
    path("bao-cao/dot/<int:round_id>/dong/", rounds.round_close, name="round_close"),
    path("bao-cao/dot/<int:round_id>/tong-hop/", rollup.rollup, name="rollup"),
    path("bao-cao/dot/<int:round_id>/lap-bao-cao/", rollup.official_report_make, name="official_report_make"),
    path("bao-cao/chinh-thuc/<int:official_id>/<slug:kind>/", rollup.official_report_file, name="official_report_file"),
    path("chi-dao/<int:directive_id>/mo-dot/", rounds.round_open, name="round_open"),
    path("chi-dao/<int:directive_id>/lich-bao-cao/", rounds.round_calendar, name="round_calendar"),
    path("bao-cao/<int:report_id>/", reports.report, name="report"),
    path("bao-cao/<int:report_id>/sua/", reports.report_edit, name="report_edit"),
    path("bao-cao/<int:report_id>/trinh-ky/", reports.report_send, name="report_send"),
    path("bao-cao/<int:report_id>/ky/", reports.report_sign, name="report_sign"),
    path("bao-cao/<int:report_id>/tiep-nhan/", reports.report_accept, name="report_accept"),
    path("bao-cao/<int:report_id>/tra-lai/", reports.report_return, name="report_return"),
    path("bao-cao/<int:report_id>/gia-han/", reports.extension_ask, name="extension_ask"),
    path("bao-cao/<int:report_id>/gia-han/tra-loi/", reports.extension_decide, name="extension_decide"),
    path("bao-cao/<int:report_id>/tep/<uuid:file_id>/", reports.proof, name="proof"),
]
