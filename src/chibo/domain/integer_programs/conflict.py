"""Why nothing is possible: a minimal set of rules that cannot hold together."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np

from chibo.domain.integer_programs.linear import Integers
from chibo.domain.integer_programs.optimum import best_of
from chibo.domain.integer_programs.program import Program
from chibo.domain.integer_programs.relaxation import Relaxation
from chibo.domain.integer_programs.search import Box

R = TypeVar("R")

MANY = 250
"""Up to so many rules the conflict is looked for among all, which finds smaller ones; then only among those first seen."""


@dataclass(frozen=True, eq=False)
class Attempt(Generic[R]):
    """What came of trying to keep some rules: the rules that a solution breaks, or those that show that there is none."""

    broken: frozenset[R] | None
    reason: frozenset[R] = frozenset()


def minimal_conflict(rules: Sequence[R], attempt: Callable[[Sequence[R]], Attempt[R]]) -> tuple[R, ...]:
    """Rules that nothing keeps all of, while without any one of them the rest can be kept; empty if all can.

    Small conflicts are preferred, though a smaller one may exist.
    """
    possible = _Possible(attempt)
    if possible(rules):
        return ()
    if len(rules) > MANY:
        rules = [rule for rule in rules if rule in possible.reason]
    conflicts = [_preferred([], False, list(order), possible) for order in (rules, rules[::-1])]
    smallest = min(conflicts, key=lambda conflict: len(conflict))
    return tuple(rule for rule in rules if rule in smallest)


class RuledProgram(Program, Generic[R]):
    """A program that knows for each row and each side of a column which rules stand behind it."""

    def __init__(self, column_count: int) -> None:
        super().__init__([0] * column_count)
        self._behind_rows: list[tuple[R, ...]] = []
        self._behind_columns: dict[int, list[R]] = {}

    def add_rule(self, rules: Iterable[R], columns: Collection[int], *, at_most: int) -> None:
        """Not more than ``at_most`` of ``columns``, because of ``rules``."""
        self._note(rules)
        self.add_row(columns, at_most=at_most)

    def add_demand(self, rules: Iterable[R], columns: Collection[int]) -> None:
        """Exactly one of ``columns``, because of ``rules``."""
        self._note(rules)
        self.add_row(columns, equal=1)

    def add_implication(self, column: int, implied: int) -> None:
        """Where ``column`` is one, ``implied`` is one too."""
        self._note(())
        self.add_row([column], minus={implied: 1}, at_most=0)

    def set_side(self, rule: R, column: int, *, least: int = 0, most: int = 1) -> None:
        """``column`` is not below ``least`` and not above ``most``, because of ``rule``."""
        self.lower[column] = max(self.lower[column], least)
        self.upper[column] = min(self.upper[column], most)
        self._behind_columns.setdefault(column, []).append(rule)

    def attempted(self) -> tuple[Integers | None, frozenset[R] | None]:
        """A solution; or the rules needed to see that there is none (None: all of them)."""
        model = self.finished()
        relaxation, box = Relaxation(model), Box(model.lower, model.upper)
        if (model.lower > model.upper).any():
            return None, None
        root = relaxation.over(box.lower, box.upper)
        if root is None and relaxation.emptiness is not None:
            proof = relaxation.emptiness
            reason = {rule for row in proof.rows for rule in self._behind_rows[row]}
            reason |= {rule for at, rules in self._behind_columns.items() if proof.prices[at] for rule in rules}
            return None, frozenset(reason)
        found = best_of(relaxation, box, root=root, first_only=True)
        return (None, None) if found.values is None else (np.asarray(found.values), None)

    def _note(self, rules: Iterable[R]) -> None:
        self._behind_rows.append(tuple(rules))


def _preferred(background: Sequence[R], fresh: bool, rules: list[R], possible: _Possible[R]) -> list[R]:
    """A minimal part of ``rules`` impossible together with ``background``, early rules preferred (Junker's QuickXplain).

    ``fresh`` says that the background has grown since it was last found possible.
    """
    if fresh and not possible(background):
        return []
    if len(rules) == 1:
        return rules
    half = len(rules) // 2
    early, late = rules[:half], rules[half:]
    needed_late = _preferred([*background, *early], True, late, possible)
    needed_early = _preferred([*background, *needed_late], bool(needed_late), early, possible)
    return needed_early + needed_late


class _Possible(Generic[R]):
    """Whether a given set of rules can be kept.

    What was learnt from one set often answers for the next: a solution keeps every set without the rules that it breaks,
    and more rules than an impossible set are impossible too.
    """

    def __init__(self, attempt: Callable[[Sequence[R]], Attempt[R]]) -> None:
        self._attempt = attempt
        self._broken: list[frozenset[R]] = []
        self._impossible: list[frozenset[R]] = []
        self.reason: frozenset[R] = frozenset()
        """The rules needed to see that the last impossible set was impossible: a conflict, though not a minimal one."""

    def __call__(self, rules: Sequence[R]) -> bool:
        asked = frozenset(rules)
        if any(asked.isdisjoint(broken) for broken in self._broken):
            return True
        if any(asked >= impossible for impossible in self._impossible):
            return False
        attempt = self._attempt(rules)
        if attempt.broken is None:
            self._impossible.append(attempt.reason)
            self.reason = attempt.reason
            return False
        self._broken.append(attempt.broken)
        return True
