"""The addresses of open data. A router's rule may name a file: these addresses stay as they are."""

from django.urls import path

from lachan.office.feeds.views import public

urlpatterns = [
    path("", public.open_lists, name="open_lists"),
    path("khoa-cong-khai/", public.open_list_key, name="open_list_key"),
    path("thay-doi.json", public.open_list_delta, name="open_list_delta"),
    path("misp/<str:name>", public.open_misp_file, name="open_misp_file"),
    path("<str:name>", public.open_list_file, name="open_list_file"),
]
