"""What a password must be: the house's rules, as a refusal at the field."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from lachan.office.people.models import Person
from lachan.office.refusals import NotRight


def check_password(password: str, person: Person) -> None:
    """Refuse a password that is short, common or like the person's own name (AUTH_PASSWORD_VALIDATORS)."""
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise NotRight("password_weak", " ".join(error.messages), field="password") from error
