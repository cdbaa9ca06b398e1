"""Which field stands in which column: one heading, a group above its sub-headings, or several fields in one heading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from chibo.registry.imports.vocabulary import DECOY, ORDINAL, Vocabulary, clean

_PARTS = (re.compile(r"[/;|\n]"), re.compile(r"[/;|\n,]"), re.compile(r"[/;|\n,&+]|\s[-–]\s|\bvà\b", re.IGNORECASE))
# "Trình độ: văn hóa, lý luận": what stands before the colon only announces the fields.
_TOPIC = re.compile(r"^[^:\n]{1,25}:(?=\s*\w)")
_HARD_PARTS = re.compile(r"[/;|\n]")
_MAN_OR_WOMAN = re.compile(r"\bnam\s*(?:[,/–&-]|và|hay|hoặc|\s)\s*(?:nữ|nu)\b", re.IGNORECASE)
_CONSTANTS = {"nam": ("gender", "MALE"), "nu": ("gender", "FEMALE")}
_STANDINGS = {"chinh thuc": ("status", "OFFICIAL"), "du bi": ("status", "PROBATIONARY")}
_STANDING_GROUP = re.compile(r"\b(?:dang vien|loai|tinh trang|tu cach|dv)\b")
_GENDER_GROUP = re.compile(r"\b(?:sinh|gioi|phai|nam nu|tuoi)\b")
_SAME_AS = {"family_name": "full_name", "given_name": "full_name"}


@dataclass(frozen=True, slots=True)
class Meaning:
    """``fields`` in the order of a cell's values; ``constant``: what a mark in this column says (``MALE`` under *Nam*)."""

    fields: tuple[str, ...]
    constant: str | None = None

    @property
    def public(self) -> tuple[str, ...]:
        """The fields of the record that the column feeds."""
        return tuple(dict.fromkeys(_SAME_AS.get(name, name) for name in self.fields))


IGNORED, COUNTER = Meaning(()), Meaning((ORDINAL,))


def meaning(levels: Sequence[str], vocabulary: Vocabulary, *, alone: bool = True) -> Meaning | None:
    """What a column with these headings, from top to bottom, holds; ``None`` when they say nothing known.

    ``alone``: the upper headings stand over this column only, so that they may also speak for it.
    """
    if len(levels) == 1:
        return _one(levels[0], vocabulary)
    joined, last = " ".join(levels), levels[-1]
    known = vocabulary.exact(joined)
    sign = marked(last, above=" ".join(levels[:-1]))
    if sign and (known is None or sign.fields[0] == "status"):
        return sign
    if known is not None:
        return _plain(known)
    found = _one(last, vocabulary, in_context=True)
    if found is None and (near := vocabulary.closest(joined)) is not None:
        found = _plain(near)
    if found is None and alone:
        found = meaning(levels[:-1], vocabulary)
    return found


def _one(text: str, vocabulary: Vocabulary, *, in_context: bool = False) -> Meaning | None:
    text = _TOPIC.sub("", _MAN_OR_WOMAN.sub("giới tính", text))
    if vocabulary.exact(text) == "status":
        # "Chính thức / dự bị" is one field that can have two values.
        return Meaning(("status",))
    for parts in _PARTS:
        names = [_strip(piece) for piece in parts.split(text)]
        found = [vocabulary.closest(name, in_context=True) for name in names if name]
        if len(found) > 1 and all(name not in (None, ORDINAL) for name in found):
            several = Meaning(tuple(name for name in found if name is not None))
            # "Họ và / tên" is one field written on two lines.
            if len(set(several.public) - {DECOY}) > 1:
                return several
    if (sign := marked(text, above="")) is not None:
        return sign
    whole = vocabulary.closest(text, in_context=in_context)
    if whole is not None:
        return _plain(whole)
    known = [vocabulary.exact(_strip(piece)) for piece in _HARD_PARTS.split(text) if _strip(piece)]
    if len(known) > 1 and any(name not in (None, DECOY, ORDINAL) for name in known):
        return Meaning(tuple(DECOY if name in (None, ORDINAL) else str(name) for name in known))
    return None


def marked(text: str, *, above: str) -> Meaning | None:
    """*Nam* and *Nữ*, *Chính thức* and *Dự bị* as columns of their own: a mark or a year below them says which."""
    word, group = clean(text), clean(above)
    if word in _CONSTANTS and (not group or _GENDER_GROUP.search(group)):
        name, constant = _CONSTANTS[word]
        only_marks = "gioi tinh" in group or "phai" in group.split()
        return Meaning((name,) if only_marks else (name, "born_on"), constant)
    if word in _STANDINGS and "ngay" not in group.split() and _STANDING_GROUP.search(group):
        name, constant = _STANDINGS[word]
        return Meaning((name,), constant)
    return None


def _plain(name: str) -> Meaning:
    if name == ORDINAL:
        return COUNTER
    return IGNORED if name == DECOY else Meaning((name,))


def _strip(piece: str) -> str:
    return piece.strip(" \t\n-–•*.:")
