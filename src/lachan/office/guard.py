"""The gate in front of every view: a view without a rule is refused to everybody.

A rule is a function of an app's `permissions.py` that takes the actor (or None for a visitor without account) and
raises `NotAllowed`. It decides who may come to this address at all; the `access_*` doors decide on each object.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from lachan.office.refusals import NotAllowed, Refusal
from lachan.readers.errors import InputError

View = TypeVar("View", bound=Callable[..., HttpResponseBase])
Rule = Callable[[Any], None]


def anyone(actor: Any) -> None:
    """Open to every visitor, with or without account."""


def signed_in(actor: Any) -> None:
    """Open to every person who is signed in; the object doors behind decide the rest."""


def guarded(rule: Rule, *, visitors_go_to: str = "") -> Callable[[View], View]:
    """Mark a view with the rule that `GuardMiddleware` asks before the view runs.

    A visitor without account is sent to sign in, or to the page of the name `visitors_go_to`.
    """

    def mark(view: View) -> View:
        view.rule = rule  # type: ignore[attr-defined]
        view.visitors_go_to = visitors_go_to  # type: ignore[attr-defined]
        return view

    return mark


class GuardMiddleware:
    """Ask the view's rule; turn refusals and bad input into pages that a person can read."""

    # Third-party views keep their own rules: signing in, second factors, sessions, style sheets.
    THIRD_PARTY = ("allauth.", "django.contrib.staticfiles.", "django.views.i18n")

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on; the work is in the two hooks below."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Refuse, send to the sign-in page, or let through."""
        rule: Rule | None = getattr(view, "rule", None)
        if rule is None:
            if view.__module__.startswith(self.THIRD_PARTY):
                return None
            return self.refusal(request, NotAllowed("no_rule", _("Trang này chưa được mở cho ai.")))
        actor = request.actor  # type: ignore[attr-defined]
        if rule is anyone:
            return None
        if actor is None:
            place = getattr(view, "visitors_go_to", "")
            return redirect(place) if place else redirect_to_login(request.get_full_path())
        if actor.must_add_second_factor:
            return redirect("second_factor_needed")
        try:
            rule(actor)
        except NotAllowed as no:
            return self.refusal(request, no)
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """A refusal raised inside a view becomes its page; everything else goes on as a fault."""
        if isinstance(error, Refusal):
            return self.refusal(request, error)
        if isinstance(error, InputError):
            sentence = error.message(getattr(request, "LANGUAGE_CODE", "vi"))
            return render(request, "refusal.html", {"sentence": sentence, "code": error.code}, status=422)
        return None

    @staticmethod
    def refusal(request: HttpRequest, no: Refusal) -> HttpResponse:
        """The page of one refusal."""
        return render(request, "refusal.html", {"sentence": no.sentence, "code": no.code}, status=no.status)
