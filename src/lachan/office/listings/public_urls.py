"""The addresses of listings for everybody."""

from django.urls import path

from lachan.office.listings.views import public

urlpatterns = [
    path("", public.public_listings, name="public_listings"),
    path("khieu-nai/", public.public_appeal_answer, name="public_appeal_answer"),
    path("<slug:number>/", public.public_listing_page, name="public_listing"),
    path("<slug:number>/khieu-nai/", public.public_appeal, name="public_appeal"),
]
