"""An answer line by line, as one try: whatever is wrong with it leaves one line in the trail."""

from collections.abc import Sequence
from datetime import datetime

from lachan.office.api.lines import LineReply, reply_of_lines
from lachan.office.people.actor import Actor
from lachan.office.requests.actions.answers import answer_request
from lachan.office.requests.models import Answer
from lachan.office.requests.permissions import access_request
from lachan.office.requests.refused import tried


@tried
def answer_by_lines(*, request_id: int, lines: Sequence[LineReply], actor: Actor, now: datetime) -> Answer:
    """Bring the lines to one answer and give it."""
    asked = access_request(actor, request_id).items.count()
    reply = reply_of_lines(lines, lines_asked=asked)
    return answer_request(request_id=request_id, reply=reply, actor=actor, now=now)
