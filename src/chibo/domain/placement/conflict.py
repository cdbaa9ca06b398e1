"""Why no plan is possible: a minimal set of rules that cannot hold together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations

from chibo.domain.integer_programs.optimum import best_of
from chibo.domain.integer_programs.program import Program, cliques
from chibo.domain.integer_programs.relaxation import Relaxation
from chibo.domain.integer_programs.search import Box
from chibo.domain.placement.problem import Problem, Rule, RuleKind
from chibo.domain.placement.verify import broken_rules

MANY = 250
"""Up to so many rules the conflict is looked for among all, which finds smaller ones; then only among those first seen."""


def find_conflict(problem: Problem) -> tuple[Rule, ...]:
    """Rules that no plan keeps all of, while without any one of them some plan keeps the rest; empty if a plan is possible.

    Small conflicts are preferred, though a smaller one may exist.
    """
    possible = _Possible(problem)
    rules = list(problem.rules())
    if possible(rules):
        return ()
    if len(rules) > MANY:
        rules = [rule for rule in rules if rule in possible.reason]
    conflicts = [_preferred([], False, order, possible) for order in (rules, rules[::-1])]
    smallest = min(conflicts, key=lambda conflict: len(conflict))
    return tuple(rule for rule in rules if rule in smallest)


def _preferred(background: Sequence[Rule], fresh: bool, rules: list[Rule], possible: _Possible) -> list[Rule]:
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


class _Possible:
    """Whether some plan keeps a given set of rules, each member being in exactly one cell.

    What was learnt from one set often answers for the next: a plan keeps every set without the rules that it breaks, and
    more rules than an impossible set are impossible too.
    """

    def __init__(self, problem: Problem) -> None:
        self._members = list(problem.members_by_id)
        self._cells = list(problem.cells_by_id)
        self._problem = problem
        self._offices: dict[str, list[str]] = defaultdict(list)
        for member in problem.members_by_id.values():
            self._offices[member.office].append(member.id)
        self._broken_by_plans: list[frozenset[Rule]] = []
        self._impossible: list[frozenset[Rule]] = []
        self.reason: frozenset[Rule] = frozenset()
        """The rules needed to see that the last impossible set was impossible: a conflict, though not a minimal one."""

    def __call__(self, rules: Sequence[Rule]) -> bool:
        asked = frozenset(rules)
        if any(asked.isdisjoint(broken) for broken in self._broken_by_plans):
            return True
        if any(asked >= impossible for impossible in self._impossible):
            return False
        plan, reason = self._plan_or_reason(rules)
        if plan is None:
            self._impossible.append(reason)
            self.reason = reason
        else:
            self._broken_by_plans.append(frozenset(broken_rules(self._problem, plan)))
        return plan is not None

    def _plan_or_reason(self, rules: Sequence[Rule]) -> tuple[dict[str, str] | None, frozenset[Rule]]:
        """A plan that keeps ``rules``, or those of them that were needed to see that there is none."""
        width = len(self._cells)
        column = {
            (member, cell): width * row + place
            for row, member in enumerate(self._members)
            for place, cell in enumerate(self._cells)
        }
        program = Program([0] * len(column))
        behind_row: list[tuple[Rule, ...]] = [()] * len(self._members)
        behind_column: dict[int, Rule] = {}
        for row in range(len(self._members)):
            program.add_row(range(width * row, width * (row + 1)), equal=1)
        for rule in rules:
            match rule:
                case Rule(RuleKind.FIXED, (member, cell)):
                    program.lower[column[member, cell]] = 1
                    behind_column[column[member, cell]] = rule
                case Rule(RuleKind.FORBIDDEN, (member, cell)):
                    program.upper[column[member, cell]] = 0
                    behind_column[column[member, cell]] = rule
                case Rule(RuleKind.OFFICE_LIMIT, (cell, office)):
                    arriving = [column[member, cell] for member in self._offices[office]]
                    program.add_row(arriving, at_most=self._problem.office_limit or 0)
                    behind_row.append((rule,))
                case Rule(RuleKind.CAPACITY, (cell,)):
                    arriving = [column[member, cell] for member in self._members]
                    program.add_row(arriving, at_most=self._problem.cells_by_id[cell].capacity)
                    behind_row.append((rule,))
        apart = {frozenset(rule.ids): rule for rule in rules if rule.kind is RuleKind.KEEP_APART}
        for clique in cliques([(rule.ids[0], rule.ids[1]) for rule in apart.values()]):
            for cell in self._cells:
                program.add_row([column[member, cell] for member in clique], at_most=1)
                behind_row.append(tuple(apart[frozenset(pair)] for pair in combinations(clique, 2)))
        model = program.finished()
        relaxation, box = Relaxation(model), Box(model.lower, model.upper)
        root = relaxation.over(box.lower, box.upper)
        if root is None and relaxation.emptiness is not None:
            proof = relaxation.emptiness
            reason = {rule for row in proof.rows for rule in behind_row[row]}
            reason |= {rule for place, rule in behind_column.items() if proof.prices[place]}
            return None, frozenset(reason)
        found = best_of(relaxation, box, root=root, first_only=True)
        if found.values is None:
            return None, frozenset(rules)
        return {member: cell for (member, cell), place in column.items() if found.values[place] == 1}, frozenset()
