"""Votes of a cell on a nomination: they must add up, and only official members vote."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from chibo.domain.rules import Violation, refusal

HALF = Fraction(1, 2)
"""More than half for an ordinary resolution of a cell (Charter, Article 9)."""
TWO_THIRDS = Fraction(2, 3)
"""At least two thirds of all official members for admission and for full membership (Charter, Articles 4.2 and 5.2)."""


@dataclass(frozen=True, slots=True)
class Vote:
    """``official``: official members of the cell that day; ``present`` of them; votes ``in_favour`` and ``against``."""

    official: int
    present: int
    in_favour: int
    against: int

    def adds_up(self) -> bool:
        return (
            min(self.present, self.in_favour, self.against) >= 0
            and self.in_favour + self.against == self.present
            and 0 < self.present <= self.official
        )

    def passes(self, share: Fraction) -> bool:
        """Counted of all official members, present or not."""
        if share == HALF:
            return self.in_favour * 2 > self.official
        return self.in_favour * share.denominator >= self.official * share.numerator


def check_vote(vote: Vote, share: Fraction) -> list[Violation]:
    """Whether ``vote`` adds up and carries the resolution by ``share`` of all official members."""
    if not vote.adds_up():
        return [_crooked(vote)]
    if not vote.passes(share):
        wanted = vote.official // 2 + 1 if share == HALF else -(-vote.official * share.numerator // share.denominator)
        return [refusal("NOMINATION_VOTE_TOO_FEW", votes=vote.in_favour, wanted=wanted, official=vote.official)]
    return []


def check_counted(vote: Vote) -> list[Violation]:
    """Whether ``vote`` adds up, whatever its outcome."""
    return [] if vote.adds_up() else [_crooked(vote)]


def _crooked(vote: Vote) -> Violation:
    counts = {"present": vote.present, "in_favour": vote.in_favour, "against": vote.against, "official": vote.official}
    return refusal("NOMINATION_VOTE_DOES_NOT_ADD_UP", **counts)
