"""Why the office says no: a closed family of errors, each with a sentence for the person.

Refusal
├── NotAllowed   403  this person may not do it
├── NotNow       409  the state of the thing does not allow it now
└── NotRight     422  what was given is wrong; `field` names the place in the form
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Refusal(Exception):
    """A "no" that a person reads: `code` is stable for tests, `sentence` is translated when shown."""

    status = 400

    def __init__(self, code: str, sentence: str | Promise, *, field: str = "") -> None:
        self.code = code
        self.sentence = sentence
        self.field = field
        super().__init__(code)

    def __str__(self) -> str:
        return str(self.sentence)


class NotAllowed(Refusal):
    """This person may not do this, whatever the state."""

    status = 403


class NotNow(Refusal):
    """The thing's state, or another person's act in between, does not allow this now."""

    status = 409


class NotRight(Refusal):
    """Something given is wrong; the sentence says what would be right."""

    status = 422


def require(held: bool) -> None:
    """Refuse with the common sentence when a right is missing."""
    if not held:
        raise NotAllowed("not_yours", _("Vai trò của bạn không cho phép làm việc này."))
