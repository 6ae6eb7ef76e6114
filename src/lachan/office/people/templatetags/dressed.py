"""Forms that are not ours, in the house's dress."""

from django import forms, template

from lachan.office.fields import dress

register = template.Library()


@register.filter
def dressed(form: forms.BaseForm) -> forms.BaseForm:
    """The same form, its boxes in Bootstrap's classes and its labels without colon."""
    form.label_suffix = ""
    for field in form.fields.values():
        dress(field.widget)
    return form
