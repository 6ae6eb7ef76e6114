"""Vietnamese text as people search it: without accents, case or spare white space."""

import re
import unicodedata

_WHITE_SPACE = re.compile(r"\s+")


def plain(text: str) -> str:
    """The search form of `text`: "Xã  Đình Lập" becomes "xa dinh lap".

    Marks come off after decomposition, đ (which does not decompose) becomes d, case is folded, runs of white
    space become one blank. Applying it again changes nothing, and composed and decomposed spelling agree.
    """
    bare = text
    # Folding can bring new marks and decomposition new capitals (compatibility letters): twice is a fixed point.
    for _ in range(2):
        decomposed = unicodedata.normalize("NFD", bare.casefold())
        bare = "".join(c for c in decomposed if not unicodedata.category(c).startswith("M"))
    return _WHITE_SPACE.sub(" ", bare.replace("đ", "d")).strip()
