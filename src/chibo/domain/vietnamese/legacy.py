"""Text typed under old fonts: TCVN3 (ABC, fonts .VnTime) and VNI (fonts VNI-Times), which look like odd Latin-1.

Neither leaves a trace in a file beyond the letters themselves, so the page is recognised by what the words mean:
under the right reading they are Vietnamese syllables, under the wrong ones they are not. Proper Unicode, plain ASCII
and other languages are never touched.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

from chibo.domain.vietnamese.letters import ACUTE, DOT, GRAVE, HOOK, TILDE, nfc, put_tone
from chibo.domain.vietnamese.syllables import is_syllable


class Encoding(StrEnum):
    """How the text of a table was written."""

    UNICODE = "UNICODE"
    TCVN3 = "TCVN3"
    VNI = "VNI"


_TONE_ORDER = (GRAVE, HOOK, TILDE, ACUTE, DOT)
_TCVN3_SMALL = {
    "a": "µ¶·¸¹", "ă": "»¼½¾Æ", "â": "ÇÈÉÊË", "e": "ÌÎÏÐÑ", "ê": "ÒÓÔÕÖ", "i": "×ØÜÝÞ", "o": "ßáâãä", "ô": "åæçèé",
    "ơ": "êëìíî", "u": "ïñòóô", "ư": "õö÷øù", "y": "úûüýþ",
}  # fmt: skip
_TCVN3 = {
    code: put_tone(letter, tone)
    for letter, codes in _TCVN3_SMALL.items()
    for code, tone in zip(codes, _TONE_ORDER, strict=True)
} | dict(zip("¨©ª«¬\u00ad®", "ăâêôơưđ", strict=True))
_TCVN3_CAPITALS = dict(zip("¡¢£¤¥¦§", "ĂÂÊÔƠƯĐ", strict=True))
# Some converters write a capital with its tone as the capital letter followed by the small code: ``£Ô`` is Ễ.
_TCVN3_PAIRS = {
    capital + code: put_tone(letter.upper(), tone)
    for letter, codes in _TCVN3_SMALL.items()
    for capital in [letter.upper(), *(key for key, value in _TCVN3_CAPITALS.items() if value == letter.upper())]
    if capital <= "ÿ"
    for code, tone in zip(codes, _TONE_ORDER, strict=True)
}

_VNI_TONES = dict(zip("øûõùï", _TONE_ORDER, strict=True))
_VNI_MARKED = {
    "â": dict(zip("àåãáä", _TONE_ORDER, strict=True)) | {"â": ""},
    "ă": dict(zip("èúüéë", _TONE_ORDER, strict=True)) | {"ê": ""},
}
_VNI_SINGLE = {"í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "ñ": "đ", "ô": "ơ", "ö": "ư"}
_VNI_SMALL = (
    {letter + mark: put_tone(letter, tone) for letter in "aeouy" for mark, tone in _VNI_TONES.items()}
    | {"ô" + mark: put_tone("ơ", tone) for mark, tone in _VNI_TONES.items()}
    | {"ö" + mark: put_tone("ư", tone) for mark, tone in _VNI_TONES.items()}
    | {
        plain + mark: put_tone(letter, tone)
        for plain, letter in (("a", "â"), ("e", "ê"), ("o", "ô"))
        for mark, tone in _VNI_MARKED["â"].items()
    }
    | {"a" + mark: put_tone("ă", tone) for mark, tone in _VNI_MARKED["ă"].items()}
)
_VNI = (
    _VNI_SMALL
    | {pair.upper(): letter.upper() for pair, letter in _VNI_SMALL.items()}
    | {pair[0].upper() + pair[1]: letter.upper() for pair, letter in _VNI_SMALL.items()}
    | _VNI_SINGLE
    | {code.upper(): letter.upper() for code, letter in _VNI_SINGLE.items()}
)


def _pattern(codes: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(code) for code in sorted(codes, key=lambda code: (-len(code), code))))


_VNI_CODE = _pattern(_VNI)
_TCVN3_CODE = _pattern(_TCVN3 | _TCVN3_CAPITALS | _TCVN3_PAIRS)
# What parts words under either page: ASCII that is no letter, spaces, and typographic marks.
_BETWEEN = re.compile(r"[\x00-@\[-`{-\x7f\s\u2000-\u206f]+")


def convert(text: str, encoding: Encoding) -> str:
    """``text`` read under ``encoding``, in composed Unicode.

    TCVN3 has no capitals with tones: its fonts .VnTimeH draw small codes as capitals. A word whose plain letters are
    capitals is therefore read as capitals throughout (``NGUYÔN`` → ``NGUYỄN``). Text that carries letters beyond Latin-1
    is already Unicode and is only composed.
    """
    if encoding is Encoding.UNICODE or not _can_be_legacy(text):
        return nfc(text)
    if encoding is Encoding.VNI:
        return nfc(_VNI_CODE.sub(lambda code: _VNI[code[0]], text))
    shouting = _shouts(text)
    parts = re.split(f"({_BETWEEN.pattern})", text)
    return nfc("".join(_from_tcvn3(part, shouting) for part in parts))


def detect(texts: Iterable[str]) -> Encoding:
    """The page under which ``texts``, taken together, are Vietnamese; ``UNICODE`` unless an old page is evident."""
    return _judge([_weigh(text) for text in texts if not text.isascii()])


def convert_table(rows: Sequence[Sequence[Any]]) -> tuple[list[list[Any]], Encoding]:
    """The rows with every text in composed Unicode, and the page they were written in.

    Each text is judged by itself; where it reads well both ways (``Hoàng`` is *Hoàng* in Unicode and *Hồng* in VNI) its
    row decides, then its column, then the table, so Unicode headings over an old list, or rows pasted in between,
    come out right. Values that are no text are handed through.
    """
    weights = {
        (at_row, at_column): _weigh(value)
        for at_row, row in enumerate(rows)
        for at_column, value in enumerate(row)
        if isinstance(value, str) and not value.isascii()
    }
    encoding = _judge(list(weights.values()))
    if encoding is Encoding.UNICODE:
        return [[nfc(value) if isinstance(value, str) else value for value in row] for row in rows], encoding
    row_balance: dict[int, int] = {}
    column_balance: dict[int, int] = {}
    for (at_row, at_column), weight in weights.items():
        row_balance[at_row] = row_balance.get(at_row, 0) + weight.balance(encoding)
        column_balance[at_column] = column_balance.get(at_column, 0) + weight.balance(encoding)
    table_balance = sum(row_balance.values())
    converted = [list(row) for row in rows]
    for (at_row, at_column), weight in weights.items():
        own, row, column = weight.balance(encoding), row_balance[at_row], column_balance[at_column]
        reading = encoding if (own or row or column or table_balance) > 0 else Encoding.UNICODE
        converted[at_row][at_column] = convert(rows[at_row][at_column], reading)
    return converted, encoding


@dataclass(frozen=True, slots=True)
class _Weight:
    """The words of one text that are not ASCII, sorted by the readings under which they are syllables."""

    unicode: frozenset[str]
    tcvn3: frozenset[str]
    vni: frozenset[str]
    every: frozenset[str]

    def read_as(self, encoding: Encoding) -> frozenset[str]:
        return self.tcvn3 if encoding is Encoding.TCVN3 else self.vni

    def balance(self, encoding: Encoding) -> int:
        """Words that only the old page explains, less words that only Unicode explains."""
        old = self.read_as(encoding)
        return len(old - self.unicode) - len(self.unicode - old)


def _judge(weights: Sequence[_Weight]) -> Encoding:
    """The old page that explains at least two words which Unicode does not, and most of those; or Unicode."""
    every = frozenset[str]().union(*(weight.every for weight in weights))
    proper = frozenset[str]().union(*(weight.unicode for weight in weights))
    best, most = Encoding.UNICODE, 0
    for encoding in (Encoding.TCVN3, Encoding.VNI):
        read = frozenset[str]().union(*(weight.read_as(encoding) for weight in weights))
        gained, unexplained = len(read - proper), len(every - proper - read)
        enough = gained >= 2 or (gained == 1 and not proper - read)
        if enough and gained > unexplained and gained > most:
            best, most = encoding, gained
    return best


@lru_cache(maxsize=50_000)
def _weigh(text: str) -> _Weight:
    words = frozenset(word for word in _BETWEEN.split(text) if not word.isascii())
    proper, tcvn3, vni = (frozenset(word for word in words if _readings(word)[kind]) for kind in range(3))
    return _Weight(proper, tcvn3, vni, words)


@lru_cache(maxsize=50_000)
def _readings(word: str) -> tuple[bool, bool, bool]:
    """Whether ``word`` is a syllable in Unicode, in TCVN3, in VNI."""
    if not _can_be_legacy(word):
        return True, False, False
    return (
        is_syllable(word),
        is_syllable(_from_tcvn3(word, shouting=False)),
        is_syllable(_VNI_CODE.sub(lambda code: _VNI[code[0]], word)),
    )


def _can_be_legacy(text: str) -> bool:
    """Whether no letter lies beyond Latin-1 (typographic marks may)."""
    return all(character <= "ÿ" or not unicodedata.category(character).startswith(("L", "M")) for character in text)


def _from_tcvn3(word: str, shouting: bool) -> str:
    read = _TCVN3_CODE.sub(
        lambda code: _TCVN3_PAIRS.get(code[0]) or _TCVN3_CAPITALS.get(code[0]) or _TCVN3[code[0]], word
    )
    return read.upper() if _in_capitals(word) or (shouting and not _has_small_ascii(word)) else read


def _in_capitals(word: str) -> bool:
    capitals = sum((letter.isascii() and letter.isupper()) or letter in _TCVN3_CAPITALS for letter in word)
    return capitals >= 2 and not _has_small_ascii(word)


def _has_small_ascii(text: str) -> bool:
    return any("a" <= letter <= "z" for letter in text)


def _shouts(text: str) -> bool:
    """Whether a whole text is in capitals: some word surely is, and no plain small letter stands anywhere."""
    return not _has_small_ascii(text) and any(_in_capitals(word) for word in _BETWEEN.split(text))
