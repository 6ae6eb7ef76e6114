"""The way from a directive's text to its parts."""

from lachan.readers.directives.parts import RecognisedDirective


def recognise_directive(text: str, *, name: str = "") -> RecognisedDirective:
    """The parts of the directive `text`; InputError `no_duties` or `empty`, doubts for all that a person must check."""
    raise NotImplementedError
