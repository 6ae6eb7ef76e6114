"""The address of the page for everybody."""

from django.urls import path

from lachan.office.protected.views import public

urlpatterns = [path("", public.official_numbers, name="official_numbers")]
