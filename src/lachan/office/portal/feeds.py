"""Advisories as feed items: those in force, and for a month those that ended, so that readers take them down too."""

from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from lachan.documents.advisories.model import WORDS
from lachan.exchange.syndication import Channel, FeedItem, FeedState, FeedText, Sent
from lachan.office.advisories.models import WENT_OUT, AdvisoryVersion, VersionState
from lachan.office.advisories.queries import PublicAdvisory, changed_since, find_published, public_text, published

KEPT_AFTER_THE_END = timedelta(days=30)
MOST_ITEMS = 100
_STATES = {VersionState.WITHDRAWN: FeedState.WITHDRAWN, VersionState.EXPIRED: FeedState.EXPIRED}
_PARTS = ("signs", "script", "say", "what_to_do", "advice")


def feed_items(now: datetime) -> tuple[FeedItem, ...]:
    """The newest change first."""
    running = published(now)
    ended = [one for one in changed_since(now - KEPT_AFTER_THE_END) if one.gone]
    found = sorted((*running, *ended), key=lambda one: one.changed_at, reverse=True)
    return tuple(item_of(one) for one in found[:MOST_ITEMS])


def find_item(number: str) -> FeedItem | None:
    """The advisory of a number as it stands now; None when no such number went out."""
    found = find_published(number)
    return item_of(found) if found is not None else None


def item_of(found: PublicAdvisory) -> FeedItem:
    """One advisory with all its languages and the messages that went before."""
    languages = ("vi", "en") if found.has_english else ("vi",)
    texts = tuple(_text(found, language) for language in languages)
    versions = list(
        AdvisoryVersion.objects.filter(advisory=found.advisory, state__in=WENT_OUT, published_at__isnull=False)
        .order_by("version")
        .values_list("version", "published_at")
    )
    state = _STATES.get(VersionState(found.version.state), FeedState.PUBLISHED)
    earlier = versions if state is not FeedState.PUBLISHED else versions[:-1]
    until = found.version.until
    return FeedItem(
        number=found.number, version=found.version.version, state=state, address=_page(found.number), texts=texts,
        published_at=timezone.localtime(versions[0][1]), changed_at=timezone.localtime(found.changed_at), until=until,
        severity=found.severity, geocodes=found.area_codes,
        earlier=tuple(Sent(version, timezone.localtime(at)) for version, at in earlier if at is not None),
    )  # fmt: skip


def channel(language: str, name: str) -> Channel:
    """The channel of a feed; `name` is that of its address."""
    with translation.override(language):
        return Channel(
            title=_("Cảnh báo lừa đảo"), description=_("Cảnh báo lừa đảo qua điện thoại và Internet"),
            language=language, home=settings.ORIGIN + reverse("portal"),
            address=settings.ORIGIN + reverse("portal_feed", args=[name]), author="Lá Chắn",
        )  # fmt: skip


def _text(found: PublicAdvisory, language: str) -> FeedText:
    said = public_text(found, language)
    body = tuple((WORDS[part].in_language(language), getattr(said, part)) for part in _PARTS if getattr(said, part))
    return FeedText(language, said.title, said.key_line, body, said.area, " ".join(said.what_to_do))


def _page(number: str) -> str:
    return settings.ORIGIN + reverse("public_advisory", args=[number])
