"""A member's task: given → reported done with proof → accepted, or sent back and reported again; who sees what of it.

Nothing here is a text of the Party: how tasks go is the product's own. That a member's office work belongs on one page with
the cell's tasks answers what the places that moved their cells complained of: "its resolutions cover only residential
tasks", so the cell reviewed a member whose work it never saw.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from chibo.domain.rules import Violation, refusal


class TaskSide(StrEnum):
    """Where the work is done."""

    OFFICE = "OFFICE"
    NEIGHBOURHOOD = "NEIGHBOURHOOD"


class Giver(StrEnum):
    """Who gave the task, and so accepts it or sends it back."""

    CELL = "CELL"
    OFFICE = "OFFICE"
    COMMITTEE = "COMMITTEE"


class TaskState(StrEnum):
    """Where a task stands on a day; that it is late is derived from its deadline."""

    GIVEN = "GIVEN"
    REPORTED = "REPORTED"
    RETURNED = "RETURNED"
    ACCEPTED = "ACCEPTED"
    DROPPED = "DROPPED"


class TaskStepKind(StrEnum):
    """What was done about a task on a day."""

    GIVEN = "GIVEN"
    REPORTED = "REPORTED"
    RETURNED = "RETURNED"
    ACCEPTED = "ACCEPTED"
    DROPPED = "DROPPED"
    MOVED = "MOVED"
    REASSIGNED = "REASSIGNED"


class Sight(StrEnum):
    """As whom somebody looks at a task."""

    OWNER = "OWNER"
    GIVER = "GIVER"
    CELL = "CELL"
    OFFICE = "OFFICE"
    COMMITTEE = "COMMITTEE"


class Part(StrEnum):
    """What there is to see of a task. ``ROUND``: its title, owner, deadline and state; ``WORDS``: wanted result, reports,
    proof, reasons."""

    ROUND = "ROUND"
    WORDS = "WORDS"


UNDONE = frozenset({TaskState.GIVEN, TaskState.RETURNED})
"""While the deadline runs: the owner is to act."""
OPEN = UNDONE | {TaskState.REPORTED}

_ROUND = frozenset({Part.ROUND})
_ALL = frozenset(Part)

SEEN: dict[tuple[Sight, TaskSide], frozenset[Part]] = {
    (Sight.OWNER, TaskSide.OFFICE): _ALL,
    (Sight.OWNER, TaskSide.NEIGHBOURHOOD): _ALL,
    (Sight.GIVER, TaskSide.OFFICE): _ALL,
    (Sight.GIVER, TaskSide.NEIGHBOURHOOD): _ALL,
    (Sight.CELL, TaskSide.OFFICE): _ROUND,
    (Sight.CELL, TaskSide.NEIGHBOURHOOD): _ALL,
    (Sight.OFFICE, TaskSide.OFFICE): _ALL,
    (Sight.OFFICE, TaskSide.NEIGHBOURHOOD): _ROUND,
    (Sight.COMMITTEE, TaskSide.OFFICE): _ALL,
    (Sight.COMMITTEE, TaskSide.NEIGHBOURHOOD): _ALL,
}
"""Whoever looks × where the work is done → what they see. Secretary and head of office each read the other's tasks in outline
only: what the office writes to its own people stays in the office. Whoever gave a task sees all of it."""


@dataclass(frozen=True, slots=True)
class TaskFacts:
    """A task after its latest step: ``last_on`` is that step's day, ``state_on`` the day it came into its state."""

    title: str
    given_on: date
    due_on: date
    state: TaskState
    state_on: date
    last_on: date


def seen_of(sights: Iterable[Sight], side: TaskSide) -> frozenset[Part]:
    """What somebody who looks as each of ``sights`` sees of a task; nothing for nobody."""
    return frozenset[Part]().union(*(SEEN[sight, side] for sight in sights))


def is_late(state: TaskState, due_on: date, on: date) -> bool:
    """Whether the deadline passed without a report that stands. A report made in time and not judged yet is not late."""
    return state in UNDONE and due_on < on


def check_give(
    *, giver: Giver, side: TaskSide, owner_belongs: bool, owner: str, given_on: date, due_on: date, since: date | None
) -> list[Violation]:
    """A task goes to who belongs to the giver's people that day, is due not before it is given, and is not given before
    the resolution it comes from (``since``). An office gives office work only."""
    found = []
    if giver is Giver.OFFICE and side is not TaskSide.OFFICE:
        found.append(refusal("TASK_NOT_OF_OFFICE"))
    if not owner_belongs:
        found.append(refusal("TASK_OWNER_ELSEWHERE", owner=owner, on=given_on))
    if since is not None and given_on < since:
        found.append(refusal("TASK_BEFORE_RESOLUTION", on=given_on, day=since))
    if due_on < given_on:
        found.append(refusal("TASK_DUE_TOO_EARLY", due=due_on, day=given_on))
    return found


def check_report(facts: TaskFacts, on: date, *, report: str) -> list[Violation]:
    """A task still to be done, or sent back, is reported done, in words."""
    if facts.state is TaskState.REPORTED:
        return [refusal("TASK_REPORTED", title=facts.title, day=facts.state_on)]
    found = _ended(facts) or _not_before(facts, on)
    return found or ([] if report.strip() else [refusal("TASK_REPORT_WANTED")])


def check_judge(facts: TaskFacts, on: date, *, by_owner: bool = False) -> list[Violation]:
    """What was reported is accepted or sent back, not accepted by who did it."""
    ended = _ended(facts)
    if ended:
        return ended
    if facts.state is not TaskState.REPORTED:
        return [refusal("TASK_NOT_REPORTED", title=facts.title)]
    if by_owner:
        return [refusal("TASK_JUDGED_BY_OWNER")]
    return _not_before(facts, on)


def check_return(facts: TaskFacts, on: date, *, reason: str) -> list[Violation]:
    """Sent back with a reason; what was accepted stays accepted."""
    return check_judge(facts, on) or _reasoned(reason)


def check_move(facts: TaskFacts, on: date, *, due_on: date, reason: str) -> list[Violation]:
    """The deadline of an open task moves, with a reason, to another day that is not before the day of moving it."""
    found = _ended(facts) or _not_before(facts, on) or _reasoned(reason)
    if not found and due_on == facts.due_on:
        found = [refusal("TASK_DUE_SAME", day=due_on)]
    if not found and due_on < on:
        found = [refusal("TASK_DUE_TOO_EARLY", due=due_on, day=on)]
    return found


def check_drop(facts: TaskFacts, on: date, *, reason: str) -> list[Violation]:
    """An open task is no longer wanted, with a reason."""
    return _ended(facts) or _not_before(facts, on) or _reasoned(reason)


def check_reassign(
    facts: TaskFacts, on: date, *, is_same: bool, owner_belongs: bool, owner: str, reason: str
) -> list[Violation]:
    """Somebody else of the giver's people takes over a task still to be done."""
    found = _ended(facts)
    if not found and facts.state is TaskState.REPORTED:
        found = [refusal("TASK_REPORTED", title=facts.title, day=facts.state_on)]
    if not found and is_same:
        found = [refusal("TASK_OWNER_SAME", owner=owner)]
    if not found and not owner_belongs:
        found = [refusal("TASK_OWNER_ELSEWHERE", owner=owner, on=on)]
    return found or _not_before(facts, on) or _reasoned(reason)


def _ended(facts: TaskFacts) -> list[Violation]:
    if facts.state is TaskState.ACCEPTED:
        return [refusal("TASK_ACCEPTED", title=facts.title, day=facts.state_on)]
    if facts.state is TaskState.DROPPED:
        return [refusal("TASK_DROPPED", title=facts.title, day=facts.state_on)]
    return []


def _not_before(facts: TaskFacts, on: date) -> list[Violation]:
    return [refusal("TASK_DAY_TOO_EARLY", on=on, day=facts.last_on)] if on < facts.last_on else []


def _reasoned(reason: str) -> list[Violation]:
    return [] if reason.strip() else [refusal("TASK_REASON_WANTED")]
