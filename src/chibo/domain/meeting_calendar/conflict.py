"""Why no calendar is possible: a minimal set of rules that cannot hold together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from chibo.domain.integer_programs.conflict import Attempt, RuledProgram, minimal_conflict
from chibo.domain.meeting_calendar.problem import MEETINGS_OF_LEADER_A_DAY, Problem, Rule, RuleKind
from chibo.domain.meeting_calendar.verify import broken_rules


def find_conflict(problem: Problem) -> tuple[Rule, ...]:
    """Rules that no calendar keeps all of, while without any one of them some calendar keeps the rest; empty if one can.

    Small conflicts are preferred, though a smaller one may exist.
    """
    return minimal_conflict(problem.rules(), lambda rules: _Attempt(problem, rules).made())


class _Attempt:
    """A calendar that keeps some rules: each cell meets at most once, each counter has at most one officer at a time."""

    def __init__(self, problem: Problem, rules: Sequence[Rule]) -> None:
        self._problem = problem
        self._rules = rules
        self._kept = frozenset(rules)
        self._meetings = {
            key: column
            for column, key in enumerate(
                (cell.id, slot)
                for cell in problem.cells_by_id.values()
                for slot in problem.slots_by_id
                if slot in cell.allowed
            )
        }
        posts = [
            (slot, counter, officer.id)
            for slot in problem.working_slots
            for counter in problem.counters
            for officer in problem.officers_by_id.values()
            if counter in officer.counters
        ]
        self._duties = {key: len(self._meetings) + place for place, key in enumerate(posts)}
        self._program: RuledProgram[Rule] = RuledProgram(len(self._meetings) + len(self._duties))
        self._serving: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._manning: dict[tuple[str, str], list[int]] = defaultdict(list)
        for (slot, counter, officer), column in self._duties.items():
            self._serving[officer, slot].append(column)
            self._manning[counter, slot].append(column)

    def made(self) -> Attempt[Rule]:
        """What came of it."""
        self._add_meetings()
        self._add_desk()
        values, reason = self._program.attempted()
        if values is None:
            return Attempt(None, frozenset(self._rules) if reason is None else reason)
        meetings = {cell: slot for (cell, slot), column in self._meetings.items() if values[column] == 1}
        desk: dict[str, dict[str, str]] = defaultdict(dict)
        for (slot, counter, officer), column in self._duties.items():
            if values[column] == 1:
                desk[slot][counter] = officer
        return Attempt(frozenset(broken_rules(self._problem, meetings, desk)))

    def _add_meetings(self) -> None:
        problem, program = self._problem, self._program
        for cell in problem.cells_by_id:
            columns = self._of_cell(cell)
            rule = Rule(RuleKind.MEETS, (cell,))
            if rule in self._kept:
                program.add_demand((rule,), columns)
            else:
                program.add_rule((), columns, at_most=1)
        for rule in self._rules:
            match rule:
                case Rule(RuleKind.HALL, cells):
                    self._apart(rule, cells)
                case Rule(RuleKind.LEADER, (leader,)):
                    self._apart(rule, problem.leaders_by_id[leader].cells)
                case Rule(RuleKind.LEADER_DAY, (leader, day)):
                    of_day = [slot.id for slot in problem.slots if slot.date == day]
                    here = [each for slot in of_day for each in self._at(problem.leaders_by_id[leader].cells, slot)]
                    program.add_rule((rule,), here, at_most=MEETINGS_OF_LEADER_A_DAY)
                case Rule(RuleKind.SLOT_LIMIT, (slot,)):
                    here = self._at(tuple(problem.cells_by_id), slot)
                    program.add_rule((rule,), here, at_most=problem.max_meetings_per_slot)

    def _add_desk(self) -> None:
        problem, program = self._problem, self._program
        for slot in problem.working_slots:
            for counter in problem.counters:
                columns = self._manning[counter, slot]
                rule = Rule(RuleKind.COUNTER, (counter, slot))
                if rule in self._kept:
                    program.add_demand((rule,), columns)
                else:
                    program.add_rule((), columns, at_most=1)
        for officer in problem.officers_by_id.values():
            present: list[int] = []
            for slot in problem.working_slots:
                present += self._add_presence(officer.id, officer.cells, slot)
            for slot in officer.leave:
                rule = Rule(RuleKind.LEAVE, (officer.id, slot))
                for column in self._serving[officer.id, slot] if rule in self._kept else ():
                    program.set_side(rule, column, most=0)
            rule = Rule(RuleKind.DESK_LIMIT, (officer.id,))
            if rule in self._kept:
                program.add_rule((rule,), present, at_most=problem.max_desk_slots)

    def _add_presence(self, officer: str, cells: Sequence[str], slot: str) -> list[int]:
        """The columns that come to one where the officer serves in ``slot``, at however many counters."""
        columns = self._serving[officer, slot]
        one_counter = Rule(RuleKind.ONE_COUNTER, (officer, slot))
        if len(columns) > 1:
            if one_counter in self._kept:
                self._program.add_rule((one_counter,), columns, at_most=1)
            serves = self._program.add_column(0, 1, whole=True)
            for column in columns:
                self._program.add_implication(column, serves)
            columns = [serves]
        for cell in cells:
            rule = Rule(RuleKind.ATTENDS, (officer, cell))
            if rule in self._kept and (cell, slot) in self._meetings:
                self._program.add_rule((rule,), [*columns, self._meetings[cell, slot]], at_most=1)
        return columns

    def _apart(self, rule: Rule, cells: Sequence[str]) -> None:
        for slot in self._problem.slots_by_id:
            here = self._at(cells, slot)
            if len(here) > 1:
                self._program.add_rule((rule,), here, at_most=1)

    def _of_cell(self, cell: str) -> list[int]:
        return [column for (each, _slot), column in self._meetings.items() if each == cell]

    def _at(self, cells: Sequence[str], slot: str) -> list[int]:
        return [self._meetings[cell, slot] for cell in cells if (cell, slot) in self._meetings]
