"""Every address of the office; each app brings its own."""

from django.urls import include, path
from django.views.i18n import set_language

from lachan.office.guard import anyone, guarded

urlpatterns = [
    path("", include("lachan.office.directives.urls")),
    path("", include("lachan.office.reports.urls")),
    path("", include("lachan.office.files.urls")),
    path("chung-cu/", include("lachan.office.evidence.urls")),
    path("vu-viec/", include("lachan.office.cases.urls")),
    path("yeu-cau/", include("lachan.office.requests.urls")),
    path("goi-ket-qua/", include("lachan.office.bundles.urls")),
    path("gia-mao-so/", include("lachan.office.incidents.urls")),
    path("kiem-tra/", include("lachan.office.inspections.urls")),
    path("soan-canh-bao/", include("lachan.office.advisories.urls")),
    path("canh-bao/", include("lachan.office.advisories.public_urls")),
    path("muc-canh-bao/", include("lachan.office.listings.urls")),
    path("muc-cong-khai/", include("lachan.office.listings.public_urls")),
    path("danh-sach/", include("lachan.office.feeds.public_urls")),
    path("nguon-tin/", include("lachan.office.feeds.urls")),
    path("taxii2/", include("lachan.office.api.taxii.urls")),
    path("tin-hieu/", include("lachan.office.intake.urls")),
    path("kenh/", include("lachan.office.channels.urls")),
    path("nguoi-dan/", include("lachan.office.portal.urls")),
    path("ten-duoc-bao-ve/", include("lachan.office.names.urls")),
    path("trang-chinh-thuc/", include("lachan.office.names.public_urls")),
    path("so-duoc-bao-ve/", include("lachan.office.protected.urls")),
    path("so-chinh-thuc/", include("lachan.office.protected.public_urls")),
    path("api/v1/", include("lachan.office.api.addresses")),
    path("ket-noi/", include("lachan.office.api.urls")),
    path("thong-bao/", include("lachan.office.notices.urls")),
    path("don-vi/", include("lachan.office.units.urls")),
    path("nhat-ky/", include("lachan.office.trail.urls")),
    path("tai-khoan/", include("lachan.office.people.urls")),
    path("tai-khoan/", include("lachan.office.people.entrance")),
    path("ngon-ngu/", guarded(anyone)(set_language), name="set_language"),
]
