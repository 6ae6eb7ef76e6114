"""What a reader may see of inspections."""

from lachan.office.inspections.queries.figures import counts_in
from lachan.office.inspections.queries.inspections import InspectionFilter, inspections_of, page_of

__all__ = ["InspectionFilter", "counts_in", "inspections_of", "page_of"]
