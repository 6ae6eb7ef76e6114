"""The demo's source of others: an invented list that comes as a file, of which something waits for a person."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from lachan.office.demo.cast import Company
from lachan.office.demo.signals import FEED
from lachan.office.feeds.actions import SourceFacts, add_source, bring_file, decide_pull
from lachan.office.feeds.policies import PullMove

At = Callable[[date, int], datetime]
FIRST = b"vay-nhanh-88.example\nqua-tang-hu-cau.example\n"
SECOND = b"qua-tang-hu-cau.example\n" + b"".join(b"trung-thuong-%d.example\n" % n for n in range(1, 9))


def tell_feeds(company: Company, *, last_day: date, at: At) -> None:
    """The source, its first list taken in, and a second one that changed too much to be taken in unseen."""
    first, second = at(last_day - timedelta(days=9), 9), at(last_day - timedelta(days=1), 10)
    writer = company.writer(company.department, first)
    facts = SourceFacts(
        name=FEED, form="plain", address="", owner="Hiệp hội hư cấu", licence="CC0", trust=2, every_hours=24,
        keep_days=90,
    )  # fmt: skip
    source = add_source(facts=facts, actor=writer, now=first)
    pull = bring_file(source_id=source.pk, content=FIRST, actor=writer, now=first)
    decide_pull(pull_id=pull.pk, move=PullMove.TAKE, actor=writer, now=first)
    bring_file(source_id=source.pk, content=SECOND, actor=company.writer(company.department, second), now=second)
