"""Letters and marks: the composed form that is stored, and the folded form that is searched."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

GRAVE, HOOK, TILDE, ACUTE, DOT = "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"
TONES = (GRAVE, HOOK, TILDE, ACUTE, DOT)
"""The five tone marks in the order of the Vietnamese alphabet (không dấu comes before them)."""

_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'"})
_FOLDING = _APOSTROPHES | dict.fromkeys(range(0x300, 0x370)) | {ord("đ"): "d"}
_SPACES = re.compile(r"[\s\u200b\ufeff]+")


def nfc(text: str) -> str:
    """``text`` in composed Unicode (NFC), the only form that is stored and reported.

    Decomposed text, and text of code page 1258 (letter + combining tone), becomes the usual letters.
    """
    return unicodedata.normalize("NFC", text)


@lru_cache(maxsize=10_000)  # lists repeat their words: names, dates, “Nam”, “Chi bộ khu phố 1”
def search_key(text: str) -> str:
    """``text`` folded for search and for matching: no marks, đ → d, lower case, single spaces.

    Two spellings that differ only in marks, in case, in spacing or in where the tone stands (oà / òa) have one
    key. The key is never longer than the composed text.
    """
    if text.isascii():
        return " ".join(text.lower().translate(_APOSTROPHES).split())
    bare = unicodedata.normalize("NFD", nfc(text).lower()).translate(_FOLDING)
    return _SPACES.sub(" ", nfc(bare)).strip()


@lru_cache(maxsize=1_000)
def take_tone(letter: str) -> tuple[str, str]:
    """A composed letter parted into the letter without its tone and the tone mark (``""`` for none).

    ``"ễ"`` → ``("ê", TILDE)``; ``"đ"`` → ``("đ", "")``.
    """
    marks = unicodedata.normalize("NFD", letter)
    tone = next((mark for mark in marks[1:] if mark in TONES), "")
    # A tilde on n (ñ) or an acute on c is no Vietnamese tone.
    if not tone or marks[0].lower() not in "aeiouy":
        return letter, ""
    return nfc(marks.replace(tone, "")), tone


def put_tone(letter: str, tone: str) -> str:
    """The composed letter with that tone mark: ``put_tone("ê", TILDE)`` → ``"ễ"``."""
    return nfc(letter + tone)
