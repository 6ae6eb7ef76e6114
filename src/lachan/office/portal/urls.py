"""The addresses of the portal."""

from django.urls import path

from lachan.office.portal.views import checks, library, pages, reports

urlpatterns = [
    path("", pages.front, name="portal"),
    path("tra-cuu/", checks.checked, name="portal_check"),
    path("bao-lua-dao/", reports.reported, name="portal_report"),
    path("theo-doi/", reports.followed, name="portal_follow"),
    path("canh-bao/", library.advisories, name="portal_advisories"),
    path("thu-doan/", library.tricks, name="portal_tricks"),
    path("thu-doan/<slug:key>/", library.trick, name="portal_trick"),
    path("nguon-tin/<str:name>", library.feed, name="portal_feed"),
    path("nguon-tin/cap/<slug:number>.xml", library.cap, name="portal_cap"),
    path("trac-nghiem/", pages.quiz, name="portal_quizzes"),
    path("trac-nghiem/<slug:key>/", pages.quiz, name="portal_quiz"),
    path("<slug:page>/", pages.told, name="portal_told"),
]
