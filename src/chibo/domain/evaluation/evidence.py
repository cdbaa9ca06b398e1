"""What is on record of a member's year, item by item: nothing is graded, counted together into a score, or compared.

The residential cell reviews a member whose office work it does not see: every item therefore says on which side it lies, and
``seen_share`` says how much of the year the cell could see at all. An item may be contested by the member; it is never
taken away.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from chibo.domain.evaluation.figures import Share, share_of
from chibo.domain.feedback.figures import median
from chibo.domain.tasks import Part, Sight, TaskSide, TaskState, seen_of


class Kind(StrEnum):
    """What an item is about."""

    ATTENDANCE = "ATTENDANCE"
    MISSED = "MISSED"
    TASK = "TASK"
    CONCERN = "CONCERN"
    INITIATIVE = "INITIATIVE"


class Dispute(StrEnum):
    """What the member may say is wrong about an item."""

    NOT_SO = "NOT_SO"
    REASON = "REASON"
    DATES = "DATES"
    NOT_MINE = "NOT_MINE"
    OUTCOME = "OUTCOME"


DISPUTES: dict[Kind, tuple[Dispute, ...]] = {
    Kind.ATTENDANCE: (Dispute.NOT_SO, Dispute.DATES),
    Kind.MISSED: (Dispute.NOT_SO, Dispute.REASON, Dispute.DATES),
    Kind.TASK: (Dispute.OUTCOME, Dispute.DATES, Dispute.NOT_MINE),
    Kind.CONCERN: (Dispute.DATES, Dispute.NOT_MINE),
    Kind.INITIATIVE: (Dispute.OUTCOME, Dispute.NOT_MINE),
}

PRESENT = "PRESENT"
MADE_UP = "MADE_UP"
"""Missed and made up at the session held for it: counts as attended."""
NO_LEAVE = "NO_LEAVE"
ABSENT = "ABSENT"
"""Missed, for a reason that is not told: it may speak of somebody's health or family."""
ANSWERED = "ANSWERED"
DONE = frozenset({TaskState.ACCEPTED.value})
DROPPED = TaskState.DROPPED.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing on record.

    ``key``: stable and unique, the source before the colon (``meetings.attendance:123``); ``side``: on which side it lies,
    and so which side could see it; ``outcome``: a code by kind (how the member was present, why not, the state of a task,
    that a concern was answered, what became of an initiative); ``words`` are for everyone who sees the item, ``detail``
    and ``proof`` only for those who see its words (``domain/tasks.SEEN``); ``place``: id of the cell that gave a task,
    which sees all of it; ``days``: working days that an answer took; ``is_own``: done by the member, not by the office
    while they worked there.
    """

    key: str
    kind: Kind
    side: TaskSide
    on: date
    words: str
    outcome: str
    detail: str = ""
    proof: str = ""
    has_proof: bool = False
    due_on: date | None = None
    done_on: date | None = None
    is_late: bool = False
    days: int | None = None
    is_own: bool = True
    place: int | None = None
    address: str = ""

    @property
    def source(self) -> str:
        """Which job's table it stands in: the key without its number."""
        return self.key.partition(":")[0]

    @property
    def disputes(self) -> tuple[Dispute, ...]:
        """What a contest of it may say."""
        return DISPUTES[self.kind]


@dataclass(frozen=True, slots=True)
class Attendance:
    """Meetings to which the member was asked; ``made_up`` of those attended were missed first."""

    asked: int
    attended: int
    made_up: int
    without_leave: int

    @property
    def missed(self) -> int:
        return self.asked - self.attended


@dataclass(frozen=True, slots=True)
class Tasks:
    """Tasks of one side. ``late``: done after their deadline, or undone past it; ``proven``: done with proof."""

    given: int
    accepted: int
    reported: int
    undone: int
    dropped: int
    late: int
    proven: int


@dataclass(frozen=True, slots=True)
class Answers:
    """Concerns answered by the member (``own``) or by the office; ``median_days``: ``None`` where there are none."""

    answered: int
    own: int
    late: int
    median_days: float | None


@dataclass(frozen=True, slots=True)
class Summary:
    """One member's year in counts, and how much of it lay where the cell could see it."""

    attendance: Attendance
    neighbourhood: Tasks
    office: Tasks
    answers: Answers
    initiatives: int
    taken_up: int
    seen_tasks: Share
    seen: Share


def summary_of(items: Iterable[Item]) -> Summary:
    """The counts of ``items``."""
    rows = list(items)
    meetings = [row for row in rows if row.kind in (Kind.ATTENDANCE, Kind.MISSED)]
    came = [row for row in meetings if row.kind is Kind.ATTENDANCE]
    answers = [row for row in rows if row.kind is Kind.CONCERN]
    initiatives = [row for row in rows if row.kind is Kind.INITIATIVE]
    return Summary(
        attendance=Attendance(
            asked=len(meetings),
            attended=len(came),
            made_up=sum(row.outcome == MADE_UP for row in came),
            without_leave=sum(row.outcome == NO_LEAVE for row in meetings),
        ),
        neighbourhood=_tasks(rows, TaskSide.NEIGHBOURHOOD),
        office=_tasks(rows, TaskSide.OFFICE),
        answers=Answers(
            answered=len(answers),
            own=sum(row.is_own for row in answers),
            late=sum(row.is_late for row in answers),
            median_days=median([row.days for row in answers if row.days is not None]),
        ),
        initiatives=len(initiatives),
        taken_up=sum(row.outcome == "TAKEN_UP" for row in initiatives),
        seen_tasks=seen_share(row for row in rows if row.kind is Kind.TASK),
        seen=seen_share(rows),
    )


def seen_share(items: Iterable[Item]) -> Share:
    """How many of ``items`` lie on the side of the neighbourhood, where the reviewing cell could see them."""
    rows = list(items)
    return share_of(sum(row.side is TaskSide.NEIGHBOURHOOD for row in rows), len(rows))


def shown_to(items: Sequence[Item], sights: Iterable[Sight], *, cell: int | None = None) -> list[Item]:
    """``items`` as somebody sees them who looks as each of ``sights``: of the other side in outline, without its words
    and without why a meeting was missed.

    ``cell``: the id of the cell that they look from; it gave a task, so it sees all of it. Nothing for nobody.
    """
    looks = frozenset(sights)
    shown = []
    for item in items:
        parts = _parts(item, looks, cell)
        if Part.WORDS in parts:
            shown.append(item)
        elif Part.ROUND in parts:
            outcome = ABSENT if item.kind is Kind.MISSED else item.outcome
            shown.append(replace(item, outcome=outcome, detail="", proof="", has_proof=False))
    return shown


def sees_words(item: Item, sights: Iterable[Sight], *, cell: int | None = None) -> bool:
    """Whether somebody who looks as each of ``sights`` reads the words of ``item``, and what is said about it."""
    return Part.WORDS in _parts(item, frozenset(sights), cell)


def _parts(item: Item, looks: frozenset[Sight], cell: int | None) -> frozenset[Part]:
    gave = {Sight.GIVER} if Sight.CELL in looks and item.place is not None and item.place == cell else set()
    return seen_of(looks | gave, item.side)


def _tasks(items: Sequence[Item], side: TaskSide) -> Tasks:
    rows = [row for row in items if row.kind is Kind.TASK and row.side is side]
    undone = (TaskState.GIVEN.value, TaskState.RETURNED.value)
    return Tasks(
        given=len(rows),
        accepted=sum(row.outcome in DONE for row in rows),
        reported=sum(row.outcome == TaskState.REPORTED for row in rows),
        undone=sum(row.outcome in undone for row in rows),
        dropped=sum(row.outcome == DROPPED for row in rows),
        late=sum(row.is_late for row in rows),
        proven=sum(row.has_proof for row in rows),
    )
