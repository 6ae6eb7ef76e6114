"""The models of feeds, by noun."""

from lachan.office.feeds.models.issues import IssuedSite, IssueRegister, ListIssue
from lachan.office.feeds.models.sources import FeedMark, FeedPull, FeedSource, PullState, SourceForm, SourceState, Trust

__all__ = [
    "FeedMark",
    "FeedPull",
    "FeedSource",
    "IssueRegister",
    "IssuedSite",
    "ListIssue",
    "PullState",
    "SourceForm",
    "SourceState",
    "Trust",
]
