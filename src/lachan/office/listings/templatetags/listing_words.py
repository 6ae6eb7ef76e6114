"""Words of listings that templates cannot ask for themselves."""

from django import template

from lachan.office.directives.wording import said
from lachan.vietnam.tricks import TRICKS

register = template.Library()


@register.filter
def trick_name(key: str) -> str:
    """The name of a trick in the reader's language; the key itself for one that is no longer in the catalogue."""
    return said(TRICKS[key]) if key in TRICKS else key
