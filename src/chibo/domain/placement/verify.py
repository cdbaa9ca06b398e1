"""The score of a placement and the hard rules it breaks, in plain arithmetic: no solver, no model, no floats.

This is the format's own table read aloud, kept apart from the model so that each can be held against the other.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chibo.domain.placement.problem import COMMANDING, HIGHEST_SKILL, Cell, Member, Problem, Rule, RuleKind, Weights


@dataclass(frozen=True, slots=True, kw_only=True)
class Breakdown:
    """What each term of the format's table adds to the sum, in points."""

    fit: int = 0
    home: int = 0
    travel: int = 0
    change: int = 0
    weak: int = 0
    empty: int = 0
    size: int = 0
    coverage: int = 0
    leader: int = 0

    @property
    def total(self) -> int:
        return sum(self.to_json().values())

    def __add__(self, other: Breakdown) -> Breakdown:
        return Breakdown(**{name: getattr(self, name) + value for name, value in other.to_json().items()})

    def __sub__(self, other: Breakdown) -> Breakdown:
        return Breakdown(**{name: getattr(self, name) - value for name, value in other.to_json().items()})

    def to_json(self) -> dict[str, int]:
        return {entry.name: getattr(self, entry.name) for entry in TERMS}


TERMS = dataclasses.fields(Breakdown)


def score(problem: Problem, placements: Mapping[str, str]) -> Breakdown:
    """What the plan ``placements`` (member id to cell id) is worth, term by term.

    A plan need not be complete nor keep the rules; members without a known cell count nowhere.
    """
    parts = []
    for cell_id, members in arrivals_by_cell(problem, placements).items():
        cell = problem.cells_by_id[cell_id]
        parts.append(score_of_cell(problem, cell, members))
        parts += [terms_of_member(problem, member, cell) for member in members]
    return Breakdown(**{entry.name: sum(getattr(part, entry.name) for part in parts) for entry in TERMS})


def arrivals_by_cell(problem: Problem, placements: Mapping[str, str]) -> dict[str, list[Member]]:
    """The arriving members of every cell, both in order of their ids."""
    arrivals: dict[str, list[Member]] = {cell: [] for cell in problem.cells_by_id}
    for member_id, member in problem.members_by_id.items():
        if placements.get(member_id) in arrivals:
            arrivals[placements[member_id]].append(member)
    return arrivals


def terms_of_member(problem: Problem, member: Member, cell: Cell) -> Breakdown:
    """The terms that ``member`` brings to ``cell`` whoever else comes: fit, home, travel and change."""
    weights = problem.weights
    is_home = member.home_cell == cell.id
    travel = 0
    if not is_home and cell.id in member.distance_m:
        travel = min(weights.travel_cap, weights.travel_per_km * member.distance_m[cell.id] // 1000)
    moved = problem.previous.get(member.id, cell.id) != cell.id
    return Breakdown(
        fit=_fit(member, cell),
        home=weights.home if is_home else 0,
        travel=-travel,
        change=-weights.change if moved else 0,
    )


def score_of_cell(problem: Problem, cell: Cell, arrivals: Sequence[Member]) -> Breakdown:
    """The terms that depend on who arrives in ``cell`` together: weak, empty, size, coverage and leader."""
    weights = problem.weights
    officials = cell.official_members + sum(member.official for member in arrivals)
    covered = [
        need
        for skill, need in cell.needs.items()
        if any(member.skills.get(skill, 0) >= COMMANDING for member in arrivals)
    ]
    led = not cell.needs_leader or any(member.leadership >= COMMANDING for member in arrivals)
    return Breakdown(
        weak=-weights.weak * max(0, weights.minimum_official - officials),
        empty=0 if arrivals else -weights.empty,
        size=-_size_penalty(weights, abs(len(arrivals) - cell.target)),
        coverage=weights.coverage * sum(covered),
        leader=0 if led else -weights.leader,
    )


def broken_rules(problem: Problem, placements: Mapping[str, str]) -> tuple[Rule, ...]:
    """Every hard rule that ``placements`` breaks, in a stable order; empty for a plan that may stand.

    ``PLACED`` names each member without a known cell, and each entry of the plan that is no member.
    """
    strangers = sorted(placements.keys() - problem.members_by_id.keys())
    lost = [member for member in problem.members_by_id if placements.get(member) not in problem.cells_by_id]
    broken = [Rule(RuleKind.PLACED, (member,)) for member in lost + strangers]
    broken += [
        Rule(RuleKind.FIXED, (member, cell))
        for member, cell in sorted(problem.fixed)
        if placements.get(member, cell) != cell
    ]
    broken += [
        Rule(RuleKind.KEEP_APART, (one, other))
        for one, other in sorted(problem.keep_apart)
        if one in placements and placements[one] == placements.get(other)
    ]
    broken += [
        Rule(RuleKind.FORBIDDEN, (member, cell))
        for member, cell in sorted(problem.forbidden)
        if placements.get(member) == cell
    ]
    arrivals = arrivals_by_cell(problem, placements)
    if problem.office_limit is not None:
        for cell, members in arrivals.items():
            offices = Counter(member.office for member in members)
            over = sorted(office for office, count in offices.items() if count > problem.office_limit)
            broken += [Rule(RuleKind.OFFICE_LIMIT, (cell, office)) for office in over]
    broken += [
        Rule(RuleKind.CAPACITY, (cell,))
        for cell, members in arrivals.items()
        if len(members) > problem.cells_by_id[cell].capacity
    ]
    return tuple(broken)


@dataclass(frozen=True, slots=True)
class Move:
    """What placing ``member`` in ``cell`` by hand would change: points gained by term, and rules newly broken."""

    member: str
    cell: str
    gain: Breakdown
    broken: tuple[Rule, ...]

    @property
    def cost(self) -> int:
        """Points lost (negative: points won)."""
        return -self.gain.total

    def to_json(self) -> dict[str, Any]:
        return {
            "member": self.member,
            "cell": self.cell,
            "cost": self.cost,
            "gain": self.gain.to_json(),
            "broken": [rule.to_json() for rule in self.broken],
        }


def moves_of(problem: Problem, placements: Mapping[str, str], member: str) -> tuple[Move, ...]:
    """The price of every cell for ``member`` with everyone else left where ``placements`` has them, in order of cell ids.

    The cell where the member is now costs 0. Nothing is solved: this is the figure beside a card dragged on a board.
    Raises ``KeyError`` for an unknown member.
    """
    mover = problem.members_by_id[member]
    arrivals = arrivals_by_cell(problem, placements)
    already_broken = set(broken_rules(problem, placements))
    now = placements.get(member)

    def worth(cell_id: str, *, with_mover: bool) -> Breakdown:
        cell = problem.cells_by_id[cell_id]
        others = [other for other in arrivals[cell_id] if other.id != member]
        if not with_mover:
            return score_of_cell(problem, cell, others)
        return score_of_cell(problem, cell, [*others, mover]) + terms_of_member(problem, mover, cell)

    leaving = Breakdown()
    if now in arrivals:
        leaving = worth(now, with_mover=False) - worth(now, with_mover=True)
    moves = []
    for cell_id in problem.cells_by_id:
        if cell_id == now:
            moves.append(Move(member, cell_id, Breakdown(), ()))
            continue
        gain = leaving + worth(cell_id, with_mover=True) - worth(cell_id, with_mover=False)
        broken = broken_rules(problem, {**placements, member: cell_id})
        moves.append(Move(member, cell_id, gain, tuple(rule for rule in broken if rule not in already_broken)))
    return tuple(moves)


def _fit(member: Member, cell: Cell) -> int:
    wanted = HIGHEST_SKILL * sum(cell.needs.values())
    if not wanted:
        return 0
    return 100 * sum(need * member.skills.get(skill, 0) for skill, need in cell.needs.items()) // wanted


def _size_penalty(weights: Weights, distance: int) -> int:
    """Sum of the first ``distance`` entries of ``size_steps``, where the last one repeats."""
    steps = weights.size_steps
    return sum(steps[:distance]) + max(0, distance - len(steps)) * steps[-1]
