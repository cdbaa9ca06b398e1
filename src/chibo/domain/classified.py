"""Papers with a grade of secrecy never enter the system: the grade that a person names, and its stamp in words."""

from __future__ import annotations

import re
from enum import StrEnum

from chibo.domain.rules import Violation, refusal
from chibo.domain.vietnamese import nfc


class Grade(StrEnum):
    """The grade of secrecy stamped on a paper (Law 29/2018/QH14, article 8; Ordinance 30/2000/PL-UBTVQH10, article 4)."""

    NONE = "NONE"
    SECRET = "SECRET"
    TOP_SECRET = "TOP_SECRET"
    MOST_SECRET = "MOST_SECRET"


_STAMPED = re.compile(r"\b(?:(?:tuyệt|tối)\s+mật|(?:tuyet|toi)\s+mat)\b", re.IGNORECASE)
"""The two higher grades in words, in either case: with their accents or, both words, without."""
_CAPITAL = re.compile(r"\bMẬT\b")
_ANY = re.compile(r"\b(?:MẬT|MAT)\b", re.IGNORECASE)
_BEFORE = frozenset({"BẢO", "BÍ", "CƠ", "THÂN", "CẨN", "NỒNG", "CHU", "NGỌT"})
_AFTER = frozenset({"THIẾT", "ĐỘ", "ONG", "MÃ", "KHẨU", "VỤ", "THÁM", "HIỆU"})
"""Words that make a common word of MẬT in a heading set in capitals: BẢO MẬT, MẬT THIẾT, BÍ MẬT nhà nước."""


def secrecy_word(text: str, *, is_number: bool = False) -> str:
    """The stamp of secrecy that stands in ``text`` (MẬT, TỐI MẬT, TUYỆT MẬT), as written; empty: none.

    Small "mật" is a common word ("mật thiết", "bảo mật") and passes; in the number of a paper it has no other meaning.
    """
    text = nfc(text)
    found = _STAMPED.search(text)
    if found is None and is_number:
        found = _ANY.search(text)
    if found is not None:
        return found[0]
    for capital in _CAPITAL.finditer(text):
        before = re.findall(r"\w+", text[: capital.start()])[-1:]
        after = re.findall(r"\w+", text[capital.end() :])[:1]
        if not (_BEFORE.intersection(before) or _AFTER.intersection(after)):
            return capital[0]
    return ""


def check_not_classified(*, grade: Grade, number: str, subject: str, file_name: str = "") -> list[Violation]:
    """A paper with a grade of secrecy never enters the system.

    State secrets may not be kept or sent on computers that are not set apart for them (Law 29/2018/QH14, article 5).
    """
    if grade is not Grade.NONE:
        return [refusal("CLASSIFIED_GRADE")]
    places = (("NUMBER", number, True), ("SUBJECT", subject, False), ("FILE", _words(file_name), False))
    for place, text, is_number in places:
        word = secrecy_word(text, is_number=is_number)
        if word:
            return [refusal("CLASSIFIED_WORD", word=word, place=place)]
    return []


def _words(file_name: str) -> str:
    return re.sub(r"[_.\-]+", " ", file_name)
