"""What is given out and what is taken in."""

from lachan.office.feeds.actions.issuing import current_issue, issue_lists
from lachan.office.feeds.actions.pulls import bring_file, decide_pull, pull_due
from lachan.office.feeds.actions.sources import SourceFacts, add_source, change_source, move_source

__all__ = [
    "SourceFacts",
    "add_source",
    "bring_file",
    "change_source",
    "current_issue",
    "decide_pull",
    "issue_lists",
    "move_source",
    "pull_due",
]
