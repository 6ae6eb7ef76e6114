"""Addresses of sources."""

from django.urls import path

from lachan.office.feeds.views import sources

urlpatterns = [
    path("", sources.feed_sources, name="feed_sources"),
    path("ghi/", sources.feed_source_add, name="feed_source_add"),
    path("phat-hanh/", sources.list_issues, name="list_issues"),
    path("<int:source_id>/", sources.feed_source, name="feed_source"),
    path("<int:source_id>/sua/", sources.feed_source_change, name="feed_source_change"),
    path("<int:source_id>/chuyen/", sources.feed_source_move, name="feed_source_move"),
    path("<int:source_id>/tep/", sources.feed_source_file, name="feed_source_file"),
    path("lan-lay/<int:pull_id>/", sources.feed_pull, name="feed_pull"),
    path("lan-lay/<int:pull_id>/quyet-dinh/", sources.feed_pull_decide, name="feed_pull_decide"),
]
