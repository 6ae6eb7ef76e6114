"""Addresses of inspections."""

from django.urls import path

from lachan.office.inspections.views import checking, inspections

urlpatterns = [
    path("", inspections.inspections, name="inspections"),
    path("lap/", inspections.inspection_plan, name="inspection_plan"),
    path("<int:inspection_id>/", inspections.inspection, name="inspection"),
    path("<int:inspection_id>/sua/", inspections.inspection_change, name="inspection_change"),
    path("<int:inspection_id>/quyet-dinh/", inspections.inspection_decide, name="inspection_decide"),
    path("<int:inspection_id>/thue-bao/", checking.inspection_numbers, name="inspection_numbers"),
    path("<int:inspection_id>/thue-bao/xem/", checking.inspection_reveal, name="inspection_reveal"),
    path("<int:inspection_id>/thue-bao/<uuid:number_id>/", checking.inspection_judge, name="inspection_judge"),
    path("<int:inspection_id>/bien-ban/", checking.inspection_hold, name="inspection_hold"),
    path("<int:inspection_id>/van-ban/<slug:paper>/<slug:kind>/", checking.inspection_paper, name="inspection_paper"),
    path("<int:inspection_id>/xu-phat/", checking.inspection_fine, name="inspection_fine"),
    path(
        "<int:inspection_id>/xu-phat/<int:fine_id>/", checking.inspection_fine_decided, name="inspection_fine_decided"
    ),
    path(
        "<int:inspection_id>/xu-phat/<int:fine_id>/khong/", checking.inspection_fine_dropped,
        name="inspection_fine_dropped",
    ),
    path("<int:inspection_id>/ket-luan/", inspections.inspection_conclude, name="inspection_conclude"),
    path("<int:inspection_id>/ket-thuc/", inspections.inspection_close, name="inspection_close"),
    path("<int:inspection_id>/huy/", inspections.inspection_cancel, name="inspection_cancel"),
]  # fmt: skip
