"""The Vietnamese of django-allauth's sentences: built from its source, whole, with the same placeholders."""

import gettext
import re
from pathlib import Path

from lachan.office import people

FOLDER = Path(people.__file__).parent / "locale" / "vi" / "LC_MESSAGES"
LINE = r'"((?:[^"\\]|\\.)*)"'
PLACE = re.compile(r"%\(\w+\)s|\{\w+\}")


def source() -> dict[str, str]:
    """English and Vietnamese as the source has them, each on one line."""
    found = re.findall(rf"^msgid {LINE}\n(?:msgid_plural {LINE}\n)?msgstr(?:\[0\])? {LINE}$", _text(), re.MULTILINE)
    return {_plain(english): _plain(vietnamese) for english, _plural, vietnamese in found if english}


def _text() -> str:
    return (FOLDER / "django.po").read_text(encoding="utf-8")


def _plain(written: str) -> str:
    return written.replace('\\"', '"').replace("\\\\", "\\")


def test_the_built_catalogue_is_that_of_the_source() -> None:
    with (FOLDER / "django.mo").open("rb") as file:
        built = gettext.GNUTranslations(file)
    sentences = source()
    assert len(sentences) > 90
    for english, vietnamese in sentences.items():
        assert vietnamese in (built.gettext(english), built.ngettext(english, english, 1)), english


def test_placeholders_are_kept_and_nothing_is_left_in_english() -> None:
    for english, vietnamese in source().items():
        assert sorted(PLACE.findall(english)) == sorted(PLACE.findall(vietnamese)), english
        assert vietnamese, english
        assert vietnamese != english
