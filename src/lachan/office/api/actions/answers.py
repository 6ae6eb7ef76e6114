"""An answer line by line, as one try: whatever is wrong with it leaves one line in the trail."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from lachan.office.api.lines import LineReply, reply_of_lines
from lachan.office.people.actor import Actor
from lachan.office.requests.actions.answers import answer_request
from lachan.office.requests.models import Answer
from lachan.office.requests.permissions import access_request
from lachan.office.requests.refused import tried
from lachan.office.requests.tracing import Traced
from lachan.office.units.models import Unit


@tried
def answer_by_lines(
    *,
    request_id: int,
    lines: Sequence[LineReply],
    trace: dict[str, Any] | None = None,
    actor: Actor,
    now: datetime,
) -> Answer:
    """Bring the lines to one answer and give it; `trace` names the next operator by its key, as systems do."""
    asked = access_request(actor, request_id).items.count()
    reply = reply_of_lines(lines, lines_asked=asked)
    if trace is not None:
        said = trace | {"upstream_id": Unit.objects.filter(key=trace["upstream"]).values_list("pk", flat=True).first()}
        del said["upstream"]
        reply = replace(reply, trace=Traced(**said))
    return answer_request(request_id=request_id, reply=reply, actor=actor, now=now)
