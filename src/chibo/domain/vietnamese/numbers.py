"""Numbers in words, as they stand in decisions and minutes."""

from __future__ import annotations

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_GROUPS = ("", "nghìn", "triệu")


def number_in_words(number: int) -> str:
    """A whole number in Vietnamese words, northern standard: 2025 → ``"hai nghìn không trăm hai mươi lăm"``.

    Above a million million the word *tỷ* repeats. A negative number begins with *âm*.
    """
    if number < 0:
        return "âm " + number_in_words(-number)
    if number == 0:
        return _DIGITS[0]
    billions, rest = divmod(number, 10**9)
    words = [number_in_words(billions), "tỷ"] if billions else []
    for power in (2, 1, 0):
        group = rest // 1000**power % 1000
        if group:
            words += _hundreds(group, full=bool(words))
            words += [_GROUPS[power]] if power else []
    return " ".join(words)


def _hundreds(number: int, *, full: bool) -> list[str]:
    """1–999 in words; ``full`` names the hundreds even where there are none (không trăm), after a larger group."""
    hundreds, below = divmod(number, 100)
    tens, units = divmod(below, 10)
    words = [_DIGITS[hundreds], "trăm"] if hundreds or full else []
    if tens > 1:
        words += [_DIGITS[tens], "mươi"]
    elif tens == 1:
        words.append("mười")
    elif units and words:
        words.append("linh")
    if units == 1 and tens > 1:
        words.append("mốt")
    elif units == 4 and tens > 1:
        words.append("tư")
    elif units == 5 and tens:
        words.append("lăm")
    elif units:
        words.append(_DIGITS[units])
    return words
