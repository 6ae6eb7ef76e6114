"""The catalogue of tricks: keys that the whole product shares, and their names in both languages.

After the 24 forms of the Authority of Information Security (mid-2023), the tricks of spring 2020 and later waves.
"""

import tomllib
from importlib.resources import files

from lachan.vietnam.wording import Wording

_READ = tomllib.loads((files("lachan.vietnam") / "data" / "tricks.toml").read_text(encoding="utf-8"))

TRICKS: dict[str, Wording] = {one["key"]: Wording(one["vi"], one["en"]) for one in _READ["trick"]}
"""Names by key, in the order of the catalogue. A key is never used for anything else."""
