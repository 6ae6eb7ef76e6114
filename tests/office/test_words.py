"""Every word of the screens has its English; what is compiled is what is written."""

import ast
import gettext
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import lachan.office

OFFICE = Path(lachan.office.__file__).parent
CATALOGUES = (OFFICE / "locale" / "en" / "LC_MESSAGES", OFFICE / "people" / "locale" / "en" / "LC_MESSAGES")
TRANSLATE = re.compile(r"""\{%\s*translate\s+(?:"([^"]+)"|'([^']+)')""")
BLOCK = re.compile(r"\{%\s*blocktranslate\b([^%]*)%\}(.*?)\{%\s*endblocktranslate\s*%\}", re.DOTALL)
PLURAL = re.compile(r"\{%\s*plural\s*%\}")
VARIABLE = re.compile(r"\{\{\s*(\w+)\s*\}\}")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")


def words_in_templates() -> Iterator[str]:
    for file in OFFICE.rglob("templates/**/*.html"):
        text = file.read_text(encoding="utf-8")
        yield from (one or other for one, other in TRANSLATE.findall(text))
        for head, body in BLOCK.findall(text):
            for part in PLURAL.split(body):
                words = VARIABLE.sub(r"%(\1)s", part.replace("%", "%%") if VARIABLE.search(part) else part)
                yield " ".join(words.split()) if "trimmed" in head else words


def words_in_code() -> Iterator[str]:
    names = {"_", "_t", "gettext", "gettext_lazy", "ngettext"}
    for file in OFFICE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
                first = node.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    yield first.value


@pytest.fixture(scope="module")
def english() -> dict[str, str]:
    found: dict[str, str] = {}
    for folder in CATALOGUES:
        with (folder / "django.mo").open("rb") as file:
            catalogue = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
        for source, said in catalogue.items():
            found[source[0] if isinstance(source, tuple) else source] = said
    return found


def test_every_word_in_the_code_has_its_english(english: dict[str, str]) -> None:
    assert sorted({word for word in words_in_code() if not english.get(word)}) == []


def test_every_word_in_the_templates_has_its_english(english: dict[str, str]) -> None:
    library_words = {word for word in words_in_templates() if word.isascii() and word not in english}
    missing = {word for word in words_in_templates() if not english.get(word)} - library_words
    assert sorted(missing) == []


def test_translations_keep_the_placeholders_of_their_source(english: dict[str, str]) -> None:
    wrong = [
        source
        for source, said in english.items()
        if source and sorted(PLACEHOLDER.findall(source)) != sorted(PLACEHOLDER.findall(said))
    ]
    assert wrong == []


@pytest.mark.parametrize("folder", CATALOGUES, ids=["office", "people"])
def test_the_compiled_catalogue_is_the_written_one(folder: Path, english: dict[str, str]) -> None:
    text = (folder / "django.po").read_text(encoding="utf-8")
    written = re.findall(r'^msgid ("(?:[^"\\]|\\.)+")\nmsgstr ("(?:[^"\\]|\\.)+")$', text, re.MULTILINE)
    assert len(written) > 30
    assert [source for source, said in written if english.get(ast.literal_eval(source)) != ast.literal_eval(said)] == []
