"""A cell's resolution: when it passes, and what its clauses are.

Charter (Điều lệ Đảng 2011), Article 9.5: a resolution is valid when more than half of the members of the body are for it.
The text speaks of leading bodies; that the body is, in a cell, all its official members on the day, absent ones and those
exempt from meetings included, is how the product reads it: no text was found that says so. Probationary members have no
vote (Charter, Article 5).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from chibo.domain.rules import Violation, refusal


@dataclass(frozen=True, slots=True)
class MajorityRule:
    """More than ``parts`` out of ``of`` official members must be for it, from ``starts_on`` on."""

    starts_on: date
    parts: int
    of: int
    source: str


MAJORITY_RULES = (MajorityRule(date(2011, 1, 19), 1, 2, "Điều lệ Đảng 2011, Điều 9, điểm 5"),)


@dataclass(frozen=True, slots=True)
class Votes:
    """How the official members who were present voted."""

    present: int
    votes_for: int
    votes_against: int = 0
    abstained: int = 0

    @property
    def cast(self) -> int:
        return self.votes_for + self.votes_against + self.abstained


def majority_rule(on: date) -> MajorityRule:
    """The rule in force on ``on`` (the earliest known one for days before)."""
    known = [rule for rule in MAJORITY_RULES if rule.starts_on <= on]
    return known[-1] if known else MAJORITY_RULES[0]


def votes_needed(official_count: int, on: date) -> int:
    """The fewest votes that are more than half of ``official_count``."""
    rule = majority_rule(on)
    return official_count * rule.parts // rule.of + 1


def check_votes(votes: Votes, official_count: int, on: date) -> list[Violation]:
    """The votes add up to those present, who are official members of the cell; more than half of all are for it."""
    if min(votes.present, votes.votes_for, votes.votes_against, votes.abstained) < 0:
        return [refusal("VOTES_DO_NOT_ADD_UP", total=votes.cast, voting=votes.present)]
    if votes.present > official_count:
        return [refusal("MORE_PRESENT_THAN_MEMBERS", present=votes.present, official=official_count)]
    if votes.cast != votes.present:
        return [refusal("VOTES_DO_NOT_ADD_UP", total=votes.cast, voting=votes.present)]
    needed = votes_needed(official_count, on)
    if votes.votes_for < needed:
        return [refusal("RESOLUTION_NOT_PASSED", votes=votes.votes_for, official=official_count, needed=needed)]
    return []


def check_clauses(clauses: Sequence[str]) -> list[Violation]:
    """A resolution orders at least one thing."""
    return [] if any(clause.strip() for clause in clauses) else [refusal("RESOLUTION_WITHOUT_CLAUSE")]


def check_meeting(passed_on: date, meeting_on: date | None, *, is_own: bool, called_off: bool) -> list[Violation]:
    """Passed at a meeting: one of the cell itself that took place, on its day."""
    if meeting_on is None:
        return []
    if not is_own or called_off:
        return [refusal("MEETING_NOT_OF_CELL", day=meeting_on)]
    return [] if passed_on == meeting_on else [refusal("RESOLUTION_OFF_MEETING", on=passed_on, day=meeting_on)]


def check_sign(number: int, passed_on: date, on: date, *, signed_count: int, signed_on: date | None) -> list[Violation]:
    """Signed once, not before it passed, in the order of the numbers of the year, so that the book has no gaps."""
    if signed_on is not None:
        return [refusal("RESOLUTION_SIGNED", number=number, day=signed_on)]
    if on < passed_on:
        return [refusal("RESOLUTION_SIGNED_TOO_EARLY", on=on, day=passed_on)]
    if on.year != passed_on.year:
        return [refusal("RESOLUTION_SIGNED_NEXT_YEAR", year=passed_on.year)]
    if signed_count < number - 1:
        return [refusal("RESOLUTION_EARLIER_UNSIGNED", number=number, earlier=signed_count + 1)]
    return []
