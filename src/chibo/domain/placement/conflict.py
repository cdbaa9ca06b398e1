"""Why no plan is possible: a minimal set of rules that cannot hold together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations

from chibo.domain.integer_programs.conflict import Attempt, RuledProgram, minimal_conflict
from chibo.domain.integer_programs.program import cliques
from chibo.domain.placement.problem import Problem, Rule, RuleKind
from chibo.domain.placement.verify import broken_rules


def find_conflict(problem: Problem) -> tuple[Rule, ...]:
    """Rules that no plan keeps all of, while without any one of them some plan keeps the rest; empty if a plan is possible.

    Small conflicts are preferred, though a smaller one may exist.
    """
    return minimal_conflict(problem.rules(), lambda rules: _attempt(problem, rules))


def _attempt(problem: Problem, rules: Sequence[Rule]) -> Attempt[Rule]:
    """A plan that keeps ``rules``, each member being in exactly one cell, or why there is none."""
    members, cells = list(problem.members_by_id), list(problem.cells_by_id)
    offices: dict[str, list[str]] = defaultdict(list)
    for each in problem.members_by_id.values():
        offices[each.office].append(each.id)
    width = len(cells)
    column = {
        (member, cell): width * row + place for row, member in enumerate(members) for place, cell in enumerate(cells)
    }
    program: RuledProgram[Rule] = RuledProgram(len(column))
    for row in range(len(members)):
        program.add_demand((), range(width * row, width * (row + 1)))
    for rule in rules:
        match rule:
            case Rule(RuleKind.FIXED, (member, cell)):
                program.set_side(rule, column[member, cell], least=1)
            case Rule(RuleKind.FORBIDDEN, (member, cell)):
                program.set_side(rule, column[member, cell], most=0)
            case Rule(RuleKind.OFFICE_LIMIT, (cell, office)):
                arriving = [column[member, cell] for member in offices[office]]
                program.add_rule((rule,), arriving, at_most=problem.office_limit or 0)
            case Rule(RuleKind.CAPACITY, (cell,)):
                arriving = [column[member, cell] for member in members]
                program.add_rule((rule,), arriving, at_most=problem.cells_by_id[cell].capacity)
    apart = {frozenset(rule.ids): rule for rule in rules if rule.kind is RuleKind.KEEP_APART}
    for clique in cliques([(rule.ids[0], rule.ids[1]) for rule in apart.values()]):
        behind = [apart[frozenset(pair)] for pair in combinations(clique, 2)]
        for cell in cells:
            program.add_rule(behind, [column[member, cell] for member in clique], at_most=1)
    values, reason = program.attempted()
    if values is None:
        return Attempt(None, frozenset(rules) if reason is None else reason)
    plan = {member: cell for (member, cell), place in column.items() if values[place] == 1}
    return Attempt(frozenset(broken_rules(problem, plan)))
