"""Addresses of the pages on which a body's administrator makes keys and webhooks."""

from django.urls import path

from lachan.office.api.views import keys, webhooks

urlpatterns = [
    path("", keys.connections, name="connections"),
    path("khoa/lap/", keys.api_key_make, name="api_key_make"),
    path("khoa/<int:key_id>/", keys.api_key, name="api_key"),
    path("khoa/<int:key_id>/thay/", keys.api_key_renew, name="api_key_renew"),
    path("khoa/<int:key_id>/thu-hoi/", keys.api_key_withdraw, name="api_key_withdraw"),
    path("nhan-tin/dang-ky/", webhooks.webhook_add, name="webhook_add"),
    path("nhan-tin/<int:webhook_id>/", webhooks.webhook, name="webhook"),
    path("nhan-tin/<int:webhook_id>/gui-thu/", webhooks.webhook_try, name="webhook_try"),
    path("nhan-tin/<int:webhook_id>/bat-lai/", webhooks.webhook_enable, name="webhook_enable"),
    path("nhan-tin/<int:webhook_id>/bo/", webhooks.webhook_withdraw, name="webhook_withdraw"),
]
