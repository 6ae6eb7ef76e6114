"""The address of an advisory for everybody."""

from django.urls import path

from lachan.office.advisories.views import public

urlpatterns = [path("<slug:number>/", public.public_advisory, name="public_advisory")]
