"""Vietnamese as it is read aloud: numbers, dates, money and abbreviations in words, and how long a text takes.

For whoever reads at a loudspeaker: what comes out holds no digit. Knows nothing of advisories or pages.
"""

from lachan.vietnam.spoken.counting import decimal_words, digit_words, number_words
from lachan.vietnam.spoken.pace import FASTEST, SLOWEST, seconds, syllables
from lachan.vietnam.spoken.text import spoken

__all__ = [
    "FASTEST",
    "SLOWEST",
    "decimal_words",
    "digit_words",
    "number_words",
    "seconds",
    "spoken",
    "syllables",
]
