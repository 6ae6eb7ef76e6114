"""The field that only the forms of directives have."""

from typing import Any

from django import forms


class LinesField(forms.CharField):
    """Several short texts, one a line."""

    def __init__(self, *, rows: int = 3, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        kwargs.setdefault("required", False)
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        """The lines as they stand in the box."""
        return "\n".join(value) if isinstance(value, tuple | list) else value

    def to_python(self, value: Any) -> tuple[str, ...]:  # type: ignore[override]
        """The lines without empty ones."""
        return tuple(line.strip() for line in (value or "").splitlines() if line.strip())

    def validate(self, value: Any) -> None:
        """A required field needs at least one line."""
        if self.required and not value:
            raise forms.ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value: Any) -> None:
        """The validators of a single text do not fit a list of lines."""
