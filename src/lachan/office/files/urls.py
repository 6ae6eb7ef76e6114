"""Address of stored files, answered on the files' origin alone."""

from django.urls import path

from lachan.office.files import views

urlpatterns = [
    path("f/<str:ticket>/", views.file, name="file"),
]
