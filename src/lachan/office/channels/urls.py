"""Addresses of channels."""

from django.urls import path

from lachan.office.channels.views import channels as views

urlpatterns = [
    path("", views.channels, name="channels"),
    path("them/", views.channel_add, name="channel_add"),
    path("<int:channel_id>/", views.channel, name="channel"),
    path("<int:channel_id>/ket-noi/", views.channel_connect, name="channel_connect"),
    path("<int:channel_id>/tat/", views.channel_off, name="channel_off"),
    path("bai/<int:post_id>/xong/", views.post_done, name="post_done"),
    path("bai/<int:post_id>/thu-lai/", views.post_again, name="post_again"),
]
