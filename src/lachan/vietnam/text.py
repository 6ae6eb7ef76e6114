"""Vietnamese text as people search it: without accents, case or spare white space."""

import re
import unicodedata

_WHITE_SPACE = re.compile(r"\s+")


def plain(text: str) -> str:
    """The search form of `text`: "Xã  Đình Lập" becomes "xa dinh lap".

    Marks come off after decomposition, đ (which does not decompose) becomes d, case is folded, runs of white
    space become one blank. Applying it again changes nothing, and composed and decomposed spelling agree.
    """
    letters = unicodedata.normalize("NFD", text.casefold())
    bare = "".join(letter for letter in letters if not unicodedata.category(letter).startswith("M"))
    return _WHITE_SPACE.sub(" ", bare.replace("đ", "d")).strip()
