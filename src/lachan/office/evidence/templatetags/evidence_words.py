"""The part of a subject's page that shows its evidence: `{% evidence_of subject %}`."""

from typing import Any

from django import template

from lachan.office.evidence.queries import of_subject
from lachan.office.intake.models import Subject

register = template.Library()


@register.inclusion_tag("evidence/of_subject.html", takes_context=True)
def evidence_of(context: dict[str, Any], subject: Subject) -> dict[str, Any]:
    """The captures of a subject that the reader may see, with the ways to more of them."""
    return {"evidence": of_subject(context["actor"], subject), "subject": subject}
