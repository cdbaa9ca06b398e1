"""How far two sides agree, and how much one of them could see: counts, never a score; too few are not told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from chibo.domain.evaluation.grades import Grade, levels_apart
from chibo.domain.feedback.figures import median

FEWEST = 5
"""Of fewer than this a share says nothing: “too few to say”."""


@dataclass(frozen=True, slots=True)
class Share:
    """``part`` of ``whole``."""

    part: int
    whole: int

    @property
    def is_told(self) -> bool:
        """Whether there are enough to say anything."""
        return self.whole >= FEWEST

    @property
    def percent(self) -> int | None:
        """Rounded half up; ``None``: too few to say."""
        return (200 * self.part + self.whole) // (2 * self.whole) if self.is_told else None


def share_of(part: int, whole: int) -> Share:
    """Raises ``ValueError`` when ``part`` is not among ``whole``."""
    if not 0 <= part <= whole:
        raise ValueError(f"{part} of {whole}")
    return Share(part, whole)


@dataclass(frozen=True, slots=True)
class Agreement:
    """Reviews (or levels of one criterion) to which both office and cell gave a grade, by how far these lie apart."""

    same: int = 0
    one: int = 0
    more: int = 0

    @property
    def both(self) -> int:
        return self.same + self.one + self.more

    @property
    def apart(self) -> Share:
        """How many of them differ at all."""
        return Share(self.one + self.more, self.both)

    def __add__(self, other: Agreement) -> Agreement:
        return Agreement(self.same + other.same, self.one + other.one, self.more + other.more)


def agreement_of(counts: Iterable[tuple[Grade, Grade, int]]) -> Agreement:
    """``counts``: the office's grade, the cell's grade, how many reviews have them."""
    found = [0, 0, 0]
    for office, cell, number in counts:
        found[min(2, levels_apart(office, cell))] += number
    return Agreement(*found)


def median_percent(shares: Iterable[Share]) -> float | None:
    """The middle of those of ``shares`` that are told; ``None``: too few of them to say."""
    told = [share.percent for share in shares if share.percent is not None]
    return median(told) if len(told) >= FEWEST else None
