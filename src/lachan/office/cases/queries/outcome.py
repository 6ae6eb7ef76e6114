"""What a reporter's code tells: where the case stands and how it ended, and nothing of what is in it."""

from dataclasses import dataclass
from datetime import datetime

from lachan.office.cases.models import CaseState, ReporterCode
from lachan.office.cases.sealing import blind_of_code
from lachan.office.receipts import usual_code


@dataclass(frozen=True)
class Told:
    """The answer to a reporter; `sentence` is empty until the case is closed."""

    state: CaseState
    sentence: str
    closed_at: datetime | None


def outcome_for_code(code: str) -> Told | None:
    """State and outcome of the case of a receipt code, of the case that goes on when it was merged; else None.

    The public page that asks has to limit how often somebody may try.
    """
    given = ReporterCode.objects.filter(code_hash=blind_of_code(usual_code(code))).select_related("case__merged_into")
    found = given.first()
    if found is None:
        return None
    case = found.case.merged_into or found.case
    return Told(CaseState(case.state), case.outcome_sentence, case.closed_at)
