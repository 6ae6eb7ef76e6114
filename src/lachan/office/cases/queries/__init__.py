"""What a reader may see of cases."""

from lachan.office.cases.queries.cases import CaseFilter, cases_of, cases_to_choose
from lachan.office.cases.queries.contents import evidence_of, links_of, notes_of, subjects_of
from lachan.office.cases.queries.figures import figures_of
from lachan.office.cases.queries.outcome import outcome_for_code
from lachan.office.cases.queries.timeline import timeline_of

__all__ = [
    "CaseFilter",
    "cases_of",
    "cases_to_choose",
    "evidence_of",
    "figures_of",
    "links_of",
    "notes_of",
    "outcome_for_code",
    "subjects_of",
    "timeline_of",
]
