"""Concerns that may be one and the same: of the same theme or place, in much the same words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from chibo.domain.vietnamese import search_key

MOST = 3
"""More suggestions than this nobody reads on a phone."""
LIKE_ENOUGH = 0.5
SHARED_WORDS = 2

# Words without marks that say nothing of the matter.
_SAYING_NOTHING = (
    "anh ba ban bi can cac cai chi cho chu chua co con cua cung da dan dang de den di do doi duoc gay gia hay ho hoi "
    "khi khong la lai lam len luc ma mong muon nay neu nen ngay nguoi nha nhan nhieu nhung noi o ong phai qua rat ra "
    "roi rang sao sau se sinh su tai tam the thi thoi toi tren trong truoc tu va van vao ve vi voi xa xin y"
)
_STOP_WORDS = frozenset(_SAYING_NOTHING.split())
_WORDS = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Said:
    """What a concern says: ``key`` names it, ``theme`` is a code."""

    key: int
    theme: str
    place: str
    text: str


def telling_words(text: str) -> frozenset[str]:
    """The words of ``text`` without marks, but for those that say nothing of the matter."""
    return frozenset(_WORDS.findall(search_key(text))) - _STOP_WORDS


def likeness(text: str, other: str) -> float:
    """The share, 0 to 1, of the telling words of the shorter text that stand in the longer one too."""
    words, others = telling_words(text), telling_words(other)
    shared = words & others
    if len(shared) < min(SHARED_WORDS, len(words), len(others)) or not shared:
        return 0.0
    return len(shared) / min(len(words), len(others))


def likely_duplicates(new: Said, known: Iterable[Said]) -> list[int]:
    """Keys of those of ``known`` (of the same cell) that may say what ``new`` says, the likeliest first; at most ``MOST``.

    They share the theme or the place, and half of the telling words of the shorter text.
    """
    found = []
    for each in known:
        same_theme, same_place = each.theme == new.theme, _same_place(each.place, new.place)
        score = likeness(each.text, new.text)
        if each.key != new.key and (same_theme or same_place) and score >= LIKE_ENOUGH:
            found.append((-(score + 0.25 * same_theme + 0.25 * same_place), each.key))
    return [key for _score, key in sorted(found)[:MOST]]


def _same_place(place: str, other: str) -> bool:
    if not place.strip() or not other.strip():
        return False
    words, others = frozenset(_WORDS.findall(search_key(place))), frozenset(_WORDS.findall(search_key(other)))
    return words <= others or others <= words
