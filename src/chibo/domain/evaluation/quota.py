"""The cap on the highest grade, counted in one grassroots organisation: whole numbers, rounded down.

21-HD/BTCTW (18-10-2019): the excellent are at most 20 % of those rated good, within each grassroots organisation. Whether
those rated good include the excellent is not certain; the rule set says which holds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from chibo.domain.evaluation.grades import Grade
from chibo.domain.evaluation.rule_sets import Cap, CapOf
from chibo.domain.rules import Violation, refusal


@dataclass(frozen=True, slots=True)
class Quota:
    """Where the grades of one organisation stand under the cap.

    ``counts``: how many have each grade; ``base``: those whose number the cap is a share of; ``limit``: how many may be
    excellent with that base; ``taken``: how many are; ``raisable``: how many of those now good could still be raised to
    excellent (each of them may leave the base). ``limit`` and ``raisable`` are ``None`` without a cap.
    """

    counts: Mapping[Grade, int]
    cap: Cap | None
    base: int
    limit: int | None
    taken: int
    raisable: int | None

    @property
    def graded(self) -> int:
        return sum(self.counts.values())

    @property
    def left(self) -> int | None:
        """How many more may be excellent with this base; 0 when the cap is reached or broken."""
        return None if self.limit is None else max(0, self.limit - self.taken)

    @property
    def over(self) -> int:
        """How many are too many."""
        return 0 if self.limit is None else max(0, self.taken - self.limit)


def counted(grades: Iterable[Grade]) -> dict[Grade, int]:
    """How many there are of each grade, the highest first."""
    found = Counter(grades)
    return {grade: found[grade] for grade in Grade}


def quota(counts: Mapping[Grade, int], cap: Cap | None) -> Quota:
    """Where ``counts`` (grade → how many in the organisation; absent: none) stand under ``cap``."""
    whole = {grade: counts.get(grade, 0) for grade in Grade}
    good, taken = whole[Grade.GOOD], whole[Grade.EXCELLENT]
    if cap is None:
        return Quota(whole, None, good, None, taken, None)
    base = good if cap.of is CapOf.GOOD else good + taken
    room = cap.share * base - 100 * taken
    each = 100 + cap.share if cap.of is CapOf.GOOD else 100
    return Quota(whole, cap, base, cap.share * base // 100, taken, min(good, max(0, room // each)))


def check_cap(counts: Mapping[Grade, int], cap: Cap | None) -> list[Violation]:
    """Whether ``counts`` keep the cap. A broken one tells the limit, or, where it allows nobody, how many good ones there
    are and how many a single excellent one would need.
    """
    found = quota(counts, cap)
    if cap is None or not found.over:
        return []
    good = found.counts[Grade.GOOD]
    figures = {"good": good, "share": cap.share, "taken": found.taken, "base": base_needed(1, cap)}
    if found.limit == 0:
        figures["needed"] = figures.pop("base")
        return [refusal("CAP_OF_NOUGHT", **figures)]
    return [refusal("CAP_EXCEEDED", **figures | {"limit": found.limit, "base": found.base, "over": found.over})]


def base_needed(excellent: int, cap: Cap) -> int:
    """How many good ones ``excellent`` excellent ones need beside them."""
    base = -(-100 * excellent // cap.share)
    return base if cap.of is CapOf.GOOD else base - excellent
