"""A small sum that a person works out and a script has to be written for; asked only while very many ask at once."""

import secrets

from django.core.signing import BadSignature, TimestampSigner
from django.utils.translation import gettext as _

from lachan.office.vault import blind

GOOD_FOR_SECONDS = 600
_SIGNER = TimestampSigner(salt="portal.question")
_LEAST, _MOST = 2, 9


def new_question() -> tuple[str, str]:
    """A question in words, and the token that carries its answer, signed."""
    first, second = (secrets.randbelow(_MOST - _LEAST + 1) + _LEAST for _unused in range(2))
    question = _("%(first)d cộng %(second)d bằng mấy?") % {"first": first, "second": second}
    return question, _SIGNER.sign(_hidden(first + second))


def answered(token: str, answer: str) -> bool:
    """Whether the answer is right and not too late."""
    try:
        return _SIGNER.unsign(token, max_age=GOOD_FOR_SECONDS) == _hidden(int(answer.strip()[:4]))
    except (BadSignature, ValueError):
        return False


def _hidden(total: int) -> str:
    """The answer so that the page does not tell it in plain figures."""
    return blind(str(total), column="portal.question")[:16]
