"""What a reader may see of inspections."""

from lachan.office.inspections.queries.figures import counts_in, figures_of, has_led
from lachan.office.inspections.queries.inspections import InspectionFilter, inspections_of, page_of

__all__ = ["InspectionFilter", "counts_in", "figures_of", "has_led", "inspections_of", "page_of"]
