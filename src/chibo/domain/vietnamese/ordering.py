"""Keys that sort as a Vietnamese dictionary does, by plain comparison of code points.

A database without a Vietnamese collation (SQLite, or PostgreSQL under ``COLLATE "C"``) then sorts right. The order is
that of the Unicode collation for ``vi``: the letters first (a ă â b c d đ e ê …), then the tones (none, grave, hook,
tilde, acute, dot below), then small before capital.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from chibo.domain.vietnamese.letters import TONES, nfc, take_tone
from chibo.domain.vietnamese.names import split_name

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
# Space < marks of punctuation < digits < letters < other scripts; the separators of levels sort before them all.
_PUNCTUATION = "_-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$"
_PRIMARY = {
    " ": "#",
    **{mark: "$" + chr(ord("0") + rank) for rank, mark in enumerate(_PUNCTUATION)},
    **{digit: digit for digit in "0123456789"},
    **{letter: chr(ord("A") + rank) for rank, letter in enumerate(_ALPHABET)},
}
_TONE_RANK = {tone: str(rank) for rank, tone in enumerate(TONES, start=1)} | {"": "0"}
_LEVEL, _PART = '"', "!"
_LONGEST = 240


@lru_cache(maxsize=10_000)
def sort_key(text: str) -> str:
    """A key whose code-point order is the dictionary order of ``text``: letters, then tones, then case.

    Printable ASCII for Vietnamese text. Spellings that differ only in case or form of Unicode stay next to each
    other.
    """
    letters, tones, cases = [], [], []
    for character in " ".join(nfc(text).split()):
        bare, tone = take_tone(character)
        small = bare.lower()
        code, rank = _PRIMARY.get(small), _TONE_RANK[tone]
        if code is None:
            small, rank = _stranger(small)
            code = _PRIMARY.get(small, "~" + small)
        letters.append(code)
        tones.append(rank)
        cases.append("1" if bare != bare.lower() else "0")
    # Zeros at the end say nothing: the separator of levels sorts before any rank.
    return _LEVEL.join(["".join(letters), "".join(tones).rstrip("0"), "".join(cases).rstrip("0")])


def name_sort_key(full_name: str) -> str:
    """A key that sorts people as Vietnamese lists do: by given name, then by family and middle names.

    At most 240 characters; a name so long that the key is cut (80 letters and more) still sorts by its letters.
    """
    family_and_middle, given = split_name(full_name)
    return (sort_key(given) + _PART + sort_key(family_and_middle))[:_LONGEST]


def _stranger(letter: str) -> tuple[str, str]:
    """A letter of another language as its base letter and a rank after the five tones (é is no stranger, ü is)."""
    marks = unicodedata.normalize("NFD", letter)
    return marks[0], "6" if len(marks) > 1 else "0"
