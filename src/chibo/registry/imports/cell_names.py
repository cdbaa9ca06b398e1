"""What a list calls a cell, and which cell that is."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from chibo.domain.vietnamese import settle_tones
from chibo.registry.imports.vocabulary import clean

_SHORT = {
    "cb": "chi bo",
    "kp": "khu pho",
    "kdc": "khu dan cu",
    "tdp": "to dan pho",
    "cq": "co quan",
    "ubnd": "uy ban nhan dan",
    "th": "tieu hoc",
    "thcs": "trung hoc co so",
}
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}
_SILENT = re.compile(r"\b(?:chi bo|so)\b")


class CellNames:
    """Finds a cell by its code or by its name however a list writes it: ``CB KP1`` is *Chi bộ khu phố 1*.

    A name must be the same word for word once abbreviations, numerals and accents are evened out; nothing is guessed,
    and where two cells would do, the accents decide or none is found.
    """

    def __init__(self, cells: Iterable[tuple[str, str]]) -> None:
        """``cells``: pairs of code and name."""
        self._codes: dict[str, str] = {}
        self._names: defaultdict[str, set[str]] = defaultdict(set)
        self._folded: defaultdict[str, set[str]] = defaultdict(set)
        for code, name in cells:
            self._codes[code.casefold()] = code
            self._names[_spelled(name)].add(code)
            self._folded[_evened(name)].add(code)

    def __call__(self, text: str) -> str | None:
        """The code of the cell, or ``None``."""
        if code := self._codes.get(text.strip().casefold()):
            return code
        for found in (self._names.get(_spelled(text), ()), self._folded.get(_evened(text), ())):
            if len(found) == 1:
                return next(iter(found))
        return None


def _spelled(name: str) -> str:
    return " ".join(settle_tones(name).casefold().split())


def _evened(name: str) -> str:
    apart = re.sub(r"(?<=[a-z])(?=\d)", " ", clean(name))
    words = " ".join(_SHORT.get(word, word) for word in apart.split())
    plain = _SILENT.sub(" ", words).split() or words.split()
    return " ".join([plain[0], *map(_numeral, plain[1:])]) if plain else ""


def _numeral(word: str) -> str:
    if word.isdigit():
        return str(int(word))
    return str(_ROMAN[word]) if word in _ROMAN else word
