"""What the member may say of the evidence, and until when: an item is contested once, and stays where it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from chibo.domain.evaluation.evidence import Item
from chibo.domain.evaluation.way import Stage
from chibo.domain.rules import Violation, refusal

CLOSED = frozenset({Stage.FROZEN, Stage.LEFT_OUT})


@dataclass(frozen=True, slots=True)
class ContestFacts:
    """A contest made on ``on``, and settled on ``settled_on`` if it was."""

    on: date
    settled_on: date | None = None


def check_contest(stage: Stage, item: Item | None, known: Sequence[ContestFacts], *, wording: str) -> list[Violation]:
    """An item on record is contested in words, once, until the review is frozen."""
    if stage in CLOSED:
        return [refusal("CONTEST_TOO_LATE")]
    if known:
        return [refusal("CONTEST_KNOWN", day=known[0].on)]
    if item is None:
        return [refusal("CONTEST_NO_SUCH_ITEM")]
    return [] if wording.strip() else [refusal("CONTEST_WORDS_WANTED")]


def check_settle(contest: ContestFacts, on: date, *, wording: str) -> list[Violation]:
    """A contest is settled once, in words, on its day or later; also after the review was frozen."""
    if contest.settled_on is not None:
        return [refusal("CONTEST_SETTLED", day=contest.settled_on)]
    if on < contest.on:
        return [refusal("CONTEST_TOO_EARLY", day=contest.on)]
    return [] if wording.strip() else [refusal("CONTEST_WORDS_WANTED")]
