"""A Zalo Official Account: articles by its open API, with tokens of OAuth v4.

An access token lives 25 hours; a refresh token three months and for one use: the new pair is stored under the row's
lock before it is used, or the connection would be lost. An article is made at once and has its id only after the
service has looked at it: until then there is a ticket to ask about.
"""

import contextlib
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from lachan.office.channels.models import Channel
from lachan.office.channels.sealing import opened, sealed
from lachan.office.channels.services.calling import Answered, call
from lachan.office.channels.services.telling import Done, Reconnect, Told, TooMuch, Trouble

AHEAD = timedelta(minutes=30)
NEWEST = 50
TOKEN_WRONG = (-216, -124, -14014, -14020)
LIMITED = (-32, -213, -218)
STILL_THINKING = -1
REST_SECONDS = 3600
AUTHOR = "Lá Chắn"


class Zalo:
    """See `telling.Service`."""

    def find(self, channel: Channel, told: Told, now: float) -> Done | None:
        """Look through the newest articles."""
        answer = self._call(channel, f"/v2.0/article/getslice?offset=0&limit={NEWEST}&type=normal", "GET")
        data = answer.content.get("data")
        for one in data.get("medias", []) if isinstance(data, dict) else []:
            if isinstance(one, dict) and f"[{told.mark}]" in str(one.get("title", "")):
                return Done(str(one.get("id", "")))
        return None

    def publish(self, channel: Channel, told: Told, now: float) -> Done:
        """An article; the answer is a ticket."""
        answer = self._call(channel, "/v2.0/article/create", "POST", self._article(told))
        data = answer.content.get("data")
        ticket = str(data.get("token", "")) if isinstance(data, dict) else ""
        if not ticket:
            raise Trouble("Zalo: no ticket")
        return Done(ticket=ticket)

    def confirm(self, channel: Channel, ticket: str, now: float) -> Done | None:
        """Ask for the id behind the ticket."""
        answer = self._call(channel, "/v2.0/article/verify", "POST", {"token": ticket})
        data = answer.content.get("data")
        found = str(data.get("id", "")) if isinstance(data, dict) else ""
        return Done(found) if found else None

    def correct(self, channel: Channel, remote_id: str, told: Told, now: float) -> Done:
        """Put the newer words into the article."""
        self._call(channel, "/v2.0/article/update", "POST", {"id": remote_id, **self._article(told)})
        return Done(remote_id)

    def withdraw(self, channel: Channel, remote_id: str, told: Told, now: float) -> Done:
        """Take the article down."""
        with contextlib.suppress(_Gone):
            self._call(channel, "/v2.0/article/remove", "POST", {"id": remote_id})
        return Done(remote_id)

    def _article(self, told: Told) -> dict[str, object]:
        mark = f" [{told.mark}]"
        return {
            "type": "normal", "title": told.title[: 150 - len(mark)] + mark, "author": AUTHOR,
            "cover": {"cover_type": "photo", "photo_url": settings.ORIGIN + settings.ZALO_COVER, "status": "show"},
            "description": told.summary[:300], "status": "show", "comment": "hide",
            "body": [{"type": "text", "content": told.text}, {"type": "text", "content": told.link}],
        }  # fmt: skip

    def _call(self, channel: Channel, path: str, method: str, sent: object | None = None) -> Answered:
        token = access_token(channel)
        answer = call(settings.ZALO_API, path, method=method, sent=sent, headers={"access_token": token})
        return _checked(answer)


class _Gone(Trouble):
    """The article is not there any more."""


def access_token(channel: Channel) -> str:
    """A token that is still good for a while; made anew when needed, by one process at a time."""
    if channel.access_until is not None and channel.access_until > timezone.now() + AHEAD:
        return opened(channel, "sealed_access")
    with transaction.atomic():
        row = Channel.objects.select_for_update().get(pk=channel.pk)
        if row.access_until is None or row.access_until <= timezone.now() + AHEAD:
            _refresh(row, timezone.now())
    channel.sealed_access, channel.sealed_refresh = row.sealed_access, row.sealed_refresh
    channel.access_until = row.access_until
    return opened(channel, "sealed_access")


def _refresh(row: Channel, now: datetime) -> None:
    """Trade the refresh token for a new pair, and store it before anything else."""
    form = {"refresh_token": opened(row, "sealed_refresh"), "app_id": row.app_id, "grant_type": "refresh_token"}
    answer = call(
        settings.ZALO_OAUTH, "/v4/oa/access_token", form=form, headers={"secret_key": opened(row, "sealed_secret")}
    )
    access, refresh = (str(answer.content.get(name, "")) for name in ("access_token", "refresh_token"))
    if not access or not refresh:
        raise Reconnect("Zalo: token")
    row.sealed_access, row.sealed_refresh = sealed(row, "sealed_access", access), sealed(row, "sealed_refresh", refresh)
    row.access_until = now + timedelta(seconds=int(str(answer.content.get("expires_in", "0")) or 0))
    row.save(update_fields=["sealed_access", "sealed_refresh", "access_until"])


def _checked(answer: Answered) -> Answered:
    error = answer.content.get("error", 0)
    if error in TOKEN_WRONG:
        raise Reconnect(f"Zalo {error}")
    if error in LIMITED or answer.status == 429:
        raise TooMuch(f"Zalo {error}", REST_SECONDS)
    if error == -404:
        raise _Gone("Zalo 404")
    if answer.status != 200 or (error not in (0, STILL_THINKING)):
        raise Trouble(f"Zalo {error or answer.status}")
    return answer
