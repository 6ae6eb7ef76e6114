"""Addresses of listings inside the office."""

from django.urls import path

from lachan.office.listings.views import appeals, blocking, listings

urlpatterns = [
    path("", listings.listings, name="listings"),
    path("mo/<int:subject_id>/", listings.listing_open, name="listing_open"),
    path("cho-duyet/", listings.listing_approvals, name="listing_approvals"),
    path("duyet-dang/", listings.listing_publish, name="listing_publish"),
    path("de-nghi/<int:proposal_id>/ket-qua/", blocking.blocking_outcome, name="blocking_outcome"),
    path("de-nghi/<int:proposal_id>/kiem-tra-lai/", blocking.blocking_recheck, name="blocking_recheck"),
    path("de-nghi/<int:proposal_id>/chung-cu/<str:kind>/", blocking.blocking_pack, name="blocking_pack"),
    path("<int:listing_id>/", listings.listing, name="listing"),
    path("<int:listing_id>/doi-chung/", listings.listing_corroborate, name="listing_corroborate"),
    path("<int:listing_id>/tham-dinh/", listings.listing_propose, name="listing_propose"),
    path("<int:listing_id>/tra-lai/", listings.listing_send_back, name="listing_send_back"),
    path("<int:listing_id>/gia-han/", listings.listing_renew, name="listing_renew"),
    path("<int:listing_id>/rut/", listings.listing_withdraw, name="listing_withdraw"),
    path("<int:listing_id>/khong-dang/", listings.listing_drop, name="listing_drop"),
    path("<int:listing_id>/khieu-nai/tra-loi/", appeals.appeals_answer, name="appeals_answer"),
    path("<int:listing_id>/khieu-nai/<uuid:appeal_id>/", appeals.appeal_read, name="appeal_read"),
    path("<int:listing_id>/de-nghi/", blocking.blocking_propose, name="blocking_propose"),
    path("<int:listing_id>/cong-van/", blocking.blocking_letter, name="blocking_letter"),
]
