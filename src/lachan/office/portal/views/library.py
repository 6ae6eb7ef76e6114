"""What is known of tricks, the advisories in force, and both as feeds for programs."""

from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.crypto import salted_hmac
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from lachan.exchange.syndication import write_atom, write_cap, write_json_feed, write_rss
from lachan.office.advisories.models import Audience, Trick, TrickState
from lachan.office.advisories.queries import public_text, published
from lachan.office.guard import anyone, guarded
from lachan.office.portal.feeds import channel, feed_items, find_item
from lachan.vietnam.text import plain

KEPT_SECONDS = 300
LONGEST_SEARCH = 100
_FEEDS: dict[str, tuple[str, str]] = {
    "canh-bao.rss": ("vi", "application/rss+xml"),
    "canh-bao.atom": ("vi", "application/atom+xml"),
    "canh-bao.json": ("vi", "application/feed+json"),
    "warnings.rss": ("en", "application/rss+xml"),
    "warnings.atom": ("en", "application/atom+xml"),
    "warnings.json": ("en", "application/feed+json"),
}


@guarded(anyone)
@require_safe
def advisories(request: HttpRequest) -> HttpResponse:
    """The advisories in force, the newest first."""
    language = request.LANGUAGE_CODE
    found = [(one, public_text(one, language)) for one in published(timezone.now())]
    return render(request, "portal/advisories.html", {"advisories": found, "feeds": _FEEDS})


@guarded(anyone)
@require_safe
def tricks(request: HttpRequest) -> HttpResponse:
    """The reviewed tricks, for all or for one audience, searched by words without accents."""
    audience, asked = request.GET.get("ai", ""), request.GET.get("q", "")[:LONGEST_SEARCH].replace("\x00", "")
    found = _shown().filter(*(Q(search_text__contains=word) for word in plain(asked).split()))
    rows = [one for one in found if audience in one.audiences] if audience in Audience.values else list(found)
    context = {"tricks": rows, "audiences": Audience.choices, "audience": audience, "asked": asked}
    return render(request, "portal/tricks.html", context)


@guarded(anyone)
@require_safe
def trick(request: HttpRequest, key: str) -> HttpResponse:
    """One trick: how to know it, what the swindler says, what to answer, what to do."""
    return render(request, "portal/trick.html", {"trick": get_object_or_404(_shown(), key=key)})


@guarded(anyone)
@require_safe
def feed(request: HttpRequest, name: str) -> HttpResponse:
    """Advisories as RSS, Atom or JSON Feed; an unchanged one is answered with 304."""
    if name not in _FEEDS:
        raise Http404
    language, media = _FEEDS[name]
    now = timezone.now()
    items, about = feed_items(now), channel(language, name)
    if name.endswith(".rss"):
        content = write_rss(about, items, now=now)
    elif name.endswith(".atom"):
        content = write_atom(about, items, now=now)
    else:
        content = write_json_feed(about, items)
    newest = max((one.changed_at for one in items), default=None)
    stamp = f"{newest}{len(items)}{language}{settings.ORIGIN}"
    return _answer(request, content, media, stamp)


@guarded(anyone)
@require_safe
def cap(request: HttpRequest, number: str) -> HttpResponse:
    """One advisory as a message of the Common Alerting Protocol."""
    item = find_item(number)
    if item is None:
        raise Http404
    host = request.get_host().partition(":")[0]
    content = write_cap(item, sender=host, sender_name="Lá Chắn", area_code=settings.PROVINCE)
    return _answer(request, content, "application/cap+xml", f"{item.changed_at}{item.state}{host}")


def _answer(request: HttpRequest, content: bytes, media: str, stamp: str) -> HttpResponse:
    answer: HttpResponse | None = HttpResponse(content, content_type=f"{media}; charset=utf-8")
    etag = quote_etag(salted_hmac("portal.feed", stamp + request.path).hexdigest()[:32])
    answer = get_conditional_response(request, etag=etag, response=answer)
    assert answer is not None
    answer["ETag"] = etag
    patch_cache_control(answer, public=True, max_age=KEPT_SECONDS)
    return answer


def _shown() -> QuerySet[Trick]:
    today = timezone.localdate()
    valid = Q(valid_from__lte=today) & (Q(valid_to__isnull=True) | Q(valid_to__gte=today))
    return Trick.objects.filter(valid, state=TrickState.REVIEWED)
