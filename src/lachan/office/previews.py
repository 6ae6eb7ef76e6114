"""A plan on its way through the browser: shown as a preview, sent back to be carried out, stored nowhere in between.

Signed, so that what comes back is what was previewed; bound to the person who saw it; good for one hour. `salt` names
the room, so that no plan is taken for another room's.
"""

from typing import Any

from django.core import signing
from django.utils.translation import gettext_lazy as _

from lachan.office.refusals import NotNow

SECONDS = 3600


def sealed_preview(said: Any, *, person_id: int, salt: str) -> str:
    """Plain JSON values as text that nobody can change unnoticed."""
    return signing.dumps({"person": person_id, "said": said}, salt=salt, compress=True)


def opened_preview(text: str, *, person_id: int, salt: str) -> Any:
    """What `sealed_preview` took for this person; NotNow when it is too old, another's or changed."""
    try:
        found = signing.loads(text, salt=salt, max_age=SECONDS)
    except signing.BadSignature as error:
        raise _again() from error
    if found["person"] != person_id:
        raise _again()
    return found["said"]


def _again() -> NotNow:
    return NotNow("preview_over", _("Bản xem trước đã hết hạn hoặc không phải của bạn. Hãy chọn tệp và xem trước lại."))
