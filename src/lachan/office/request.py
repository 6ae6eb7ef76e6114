"""The request as views behind the guard get it."""

from typing import TYPE_CHECKING

from django.http import HttpRequest

if TYPE_CHECKING:
    from lachan.office.people.actor import Actor


class OfficeRequest(HttpRequest):
    """A request of somebody who is signed in: `ActorMiddleware` set the actor, the guard let them through."""

    actor: "Actor"
    LANGUAGE_CODE: str
