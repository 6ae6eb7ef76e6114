"""The address of the page for everybody."""

from django.urls import path

from lachan.office.names.views import public

urlpatterns = [path("", public.official_names, name="official_names")]
