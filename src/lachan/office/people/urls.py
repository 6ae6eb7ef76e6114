"""Addresses of people and of one's own account."""

from django.urls import path

from lachan.office.people import views

urlpatterns = [
    path("", views.placeholder, name="account"),
    path("nguoi-dung/", views.placeholder, name="people"),
    path("yeu-to-thu-hai/", views.placeholder, name="second_factor_needed"),
]
