"""A Facebook Page by the Graph API: feed posts, edited and deleted by their id.

The Page's own token has no end and may be revoked at any time (error code 190): then a person connects anew, and
nothing is tried blindly. Tokens travel in a header, never in an address. Version and host are settings.
"""

import contextlib
import hashlib
import hmac
from typing import Any
from urllib.parse import quote

from django.conf import settings

from lachan.office.channels.models import Channel
from lachan.office.channels.sealing import opened
from lachan.office.channels.services.calling import Answered, call
from lachan.office.channels.services.telling import Done, Reconnect, Told, TooMuch, Trouble

TOKEN_GONE = 190
LIMITED = (4, 17, 32, 613, 80001)
REST_SECONDS = 3600
NEWEST = 50


class Facebook:
    """See `telling.Service`."""

    def find(self, channel: Channel, told: Told, now: float) -> Done | None:
        """Look through the Page's newest posts."""
        answer = self._call(channel, f"/{quote(channel.address)}/feed?fields=id,message&limit={NEWEST}", "GET")
        for one in answer.content.get("data", []):
            if isinstance(one, dict) and f"[{told.mark}]" in str(one.get("message", "")):
                return Done(str(one.get("id", "")))
        return None

    def publish(self, channel: Channel, told: Told, now: float) -> Done:
        """A post with its link."""
        form = {"message": told.text, "link": told.link}
        return Done(_id(self._call(channel, f"/{quote(channel.address)}/feed", "POST", form)))

    def confirm(self, channel: Channel, ticket: str, now: float) -> Done | None:
        """Posts are there at once; nothing is ever pending."""
        return Done(ticket)

    def correct(self, channel: Channel, remote_id: str, told: Told, now: float) -> Done:
        """Change the words of the post."""
        self._call(channel, f"/{quote(remote_id)}", "POST", {"message": told.text})
        return Done(remote_id)

    def withdraw(self, channel: Channel, remote_id: str, told: Told, now: float) -> Done:
        """Delete the post."""
        with contextlib.suppress(_Gone):
            self._call(channel, f"/{quote(remote_id)}", "DELETE")
        return Done(remote_id)

    def _call(self, channel: Channel, path: str, method: str, form: dict[str, str] | None = None) -> Answered:
        token = opened(channel, "sealed_access")
        secret = opened(channel, "sealed_secret")
        form = dict(form or {})
        if secret:
            proof = hmac.new(secret.encode(), token.encode(), hashlib.sha256).hexdigest()
            if method == "POST":
                form["appsecret_proof"] = proof
            else:
                path += f"{'&' if '?' in path else '?'}appsecret_proof={proof}"
        answer = call(
            settings.FACEBOOK_API, path, method=method, form=form, headers={"Authorization": f"Bearer {token}"}
        )
        return _checked(answer)


class _Gone(Trouble):
    """The post is not there any more."""


def _checked(answer: Answered) -> Answered:
    error: Any = answer.content.get("error")
    code = error.get("code") if isinstance(error, dict) else None
    if code == TOKEN_GONE:
        raise Reconnect("Facebook 190")
    if code in LIMITED or answer.status == 429:
        raise TooMuch(f"Facebook {code}", REST_SECONDS)
    if answer.status == 404 or code == 100:
        raise _Gone("Facebook 404")
    if error or answer.status != 200:
        raise Trouble(f"Facebook {code or answer.status}")
    return answer


def _id(answer: Answered) -> str:
    found = str(answer.content.get("id", ""))
    if not found:
        raise Trouble("Facebook: no id")
    return found
