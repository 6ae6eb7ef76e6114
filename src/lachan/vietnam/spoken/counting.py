"""Numbers in Vietnamese words, in the northern way: "linh", "nghìn", "tỷ"."""

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_STEPS = ("", "nghìn", "triệu")
BILLION = 1_000_000_000
MOST_DIGITS = 18
"""Longer numbers are nobody's count: they are read digit by digit."""


def digit_words(text: str) -> str:
    """Each digit of `text` by itself: "0912" is "không chín một hai". Other signs are passed over."""
    return " ".join(DIGITS[int(one)] for one in text if one in "0123456789")


def number_words(number: int) -> str:
    """A whole number as it is said: 1005 is "một nghìn không trăm linh năm"; below zero with "âm"."""
    if number < 0:
        return f"âm {number_words(-number)}"
    return _words(number, full=False) if number else DIGITS[0]


def decimal_words(whole: str, fraction: str) -> str:
    """ "2" and "50" are "hai phẩy năm không": behind the comma each digit is said by itself."""
    return f"{number_words(int(whole))} phẩy {digit_words(fraction)}"


def _words(number: int, *, full: bool) -> str:
    """The words of a number above zero; `full` says that something was said before it, so its hundreds are named."""
    above, rest = divmod(number, BILLION)
    parts = [f"{_words(above, full=full)} tỷ"] if above else []
    full = full or above > 0
    for step in (2, 1, 0):
        group = rest // 1000**step % 1000
        if group:
            parts.append(f"{_below_thousand(group, full=full)} {_STEPS[step]}".rstrip())
            full = True
    return " ".join(parts)


def _below_thousand(number: int, *, full: bool) -> str:
    hundreds, rest = divmod(number, 100)
    parts = [f"{DIGITS[hundreds]} trăm"] if hundreds or full else []
    if rest:
        parts.append(_below_hundred(rest, after_hundreds=bool(parts)))
    return " ".join(parts)


def _below_hundred(number: int, *, after_hundreds: bool) -> str:
    tens, ones = divmod(number, 10)
    if tens == 0:
        return f"linh {DIGITS[ones]}" if after_hundreds else DIGITS[ones]
    said = "mười" if tens == 1 else f"{DIGITS[tens]} mươi"
    if ones == 0:
        return said
    if ones == 5:
        return f"{said} lăm"
    if tens > 1 and ones == 1:
        return f"{said} mốt"
    if tens > 1 and ones == 4:
        return f"{said} tư"
    return f"{said} {DIGITS[ones]}"
