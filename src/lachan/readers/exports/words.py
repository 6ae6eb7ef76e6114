"""Words that mean yes, no, nothing or never in exports of any kind, without accents and case."""

YES = ("1", "true", "t", "yes", "y", "co", "x", "da ky", "roi", "da co")
NO = ("0", "false", "f", "no", "n", "khong", "chua", "chua ky", "chua co")
"""Words of a flag, without accents."""

NULLS = ("NULL", "(NULL)", "N/A", "#N/A", "NAN", "\\N", "-", "--", "---", ".", "..", "...")
"""What exports write into an empty cell, in capital letters."""

NEVER = ("khong thoi han", "vo thoi han", "khong xac dinh thoi han")
"""An expiry date that never comes, without accents; read as 31/12/9999."""
