"""What a reader may see of incidents."""

from lachan.office.incidents.queries.figures import counts_in, months_of
from lachan.office.incidents.queries.incidents import IncidentFilter, incidents_of, likely_same, to_join
from lachan.office.incidents.queries.page import page_of

__all__ = [
    "IncidentFilter",
    "counts_in",
    "incidents_of",
    "likely_same",
    "months_of",
    "page_of",
    "to_join",
]
