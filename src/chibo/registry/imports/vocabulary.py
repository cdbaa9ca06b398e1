"""What headings call each field. Phrases are compared without accents, case and punctuation; typing errors pass too."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from chibo.domain.vietnamese import search_key

THRESHOLD = 85
"""How alike a heading and a phrase must be, of 100 (measured: right matches are above, wrong ones at 80 and below)."""
_MARKS = re.compile(r"[^\w\s]|_")
_ASIDE = re.compile(r"[(\[{][^)\]}]*[)\]}]")

ORDINAL, DECOY = "#", ""


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """Phrases stand in one text, parted by `` | ``.

    ``phrases``: field → what a heading may say; ``contextual``: the same, but only beside or below another heading;
    ``decoys``: headings that resemble a field and are none; ``anchors``: a heading row must name one of these fields,
    or ``enough`` fields of any kind; ``filled_down``: fields whose value, merged over several rows, holds for each.
    """

    phrases: Mapping[str, str]
    contextual: Mapping[str, str] = field(default_factory=dict)
    decoys: str = ""
    filled_down: frozenset[str] = frozenset()
    ordinals: str = "stt | tt | số tt | số thứ tự | thứ tự | no | #"
    anchors: frozenset[str] = frozenset()
    enough: int = 3

    @cached_property
    def _plain(self) -> dict[str, str]:
        return {
            **{clean(phrase): DECOY for phrase in _listed(self.decoys)},
            **{clean(phrase): name for name, phrases in self.phrases.items() for phrase in _listed(phrases)},
            **{clean(phrase): ORDINAL for phrase in _listed(self.ordinals)},
        }

    @cached_property
    def _with_context(self) -> dict[str, str]:
        return self._plain | {
            clean(phrase): name for name, phrases in self.contextual.items() for phrase in _listed(phrases)
        }

    def exact(self, text: str, *, in_context: bool = False) -> str | None:
        """The field that ``text`` names word for word; ``DECOY`` or ``ORDINAL``; ``None`` when it names nothing."""
        phrases = self._with_context if in_context else self._plain
        found = phrases.get(clean(text))
        return phrases.get(clean(_ASIDE.sub(" ", text))) if found is None else found

    @lru_cache(maxsize=5_000)  # noqa: B019 - the vocabularies are few, all constants
    def closest(self, text: str, *, in_context: bool = False) -> str | None:
        """As ``exact``, but a phrase that is alike enough, word by word, will do."""
        found = self.exact(text, in_context=in_context)
        if found is not None:
            return found
        phrases = self._plain
        for written in dict.fromkeys([clean(text), clean(_ASIDE.sub(" ", text))]):
            for phrase, _score, _key in process.extract(
                written, phrases.keys(), scorer=fuzz.token_sort_ratio, score_cutoff=THRESHOLD, limit=5
            ):
                if _alike_word_by_word(written, phrase):
                    return phrases[phrase]
        return None


def _listed(phrases: str) -> list[str]:
    return [phrase for phrase in phrases.split(" | ") if phrase]


def clean(text: str) -> str:
    """A heading as it is compared: no accents, no marks of punctuation, small letters, single spaces."""
    return " ".join(_MARKS.sub(" ", search_key(text)).split())


def _alike_word_by_word(written: str, phrase: str) -> bool:
    """Whether each word of ``written`` has a like word in ``phrase``: "ngày vào Đoàn" is not "ngày vào Đảng"."""
    return all(any(_one_slip_apart(word, other) for other in phrase.split()) for word in written.split())


def _one_slip_apart(word: str, other: str) -> bool:
    """Equal, or long enough and one letter wrong, missing, doubled or two exchanged."""
    return word == other or (
        min(len(word), len(other)) >= 3 < max(len(word), len(other)) and OSA.distance(word, other) <= 1
    )
