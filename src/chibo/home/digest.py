"""The day in words: what came and went since yesterday, and what is due. Derived from the to-do of two days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from chibo.home.queries import Job, Side, Task, When, tasks_for

if TYPE_CHECKING:
    from chibo.accounts.models import User


@dataclass(frozen=True, slots=True)
class JobDay:
    """One job's day for one viewer: counts of what is theirs to do, by urgency; what waits for others; what is new."""

    job: Job
    overdue: int
    today: int
    this_week: int
    mine: int
    given: int
    waiting: int
    new: int


@dataclass(frozen=True, slots=True)
class Digest:
    """A viewer's day. ``came``, ``went``: what stands in today's to-do and not in yesterday's, and the other way round."""

    jobs: tuple[JobDay, ...]
    came: tuple[Task, ...]
    went: tuple[Task, ...]


def digest_for(viewer: User, on: date) -> Digest:
    """The day ``on`` of ``viewer``; jobs without anything are left out."""
    now, before = tasks_for(viewer, on), tasks_for(viewer, on - timedelta(days=1))
    came = new_among(now, before)
    went = new_among(before, now)
    jobs = (_day_of(job, [task for task in now if task.job is job], came, on) for job in Job)
    return Digest(tuple(day for day in jobs if day.mine or day.given or day.waiting), tuple(came), tuple(went))


def new_among(tasks: list[Task], others: list[Task]) -> list[Task]:
    """Those of ``tasks`` that ``others`` does not have: another step of the same thing is another task."""
    known = {_key(task) for task in others}
    return [task for task in tasks if _key(task) not in known]


def _key(task: Task) -> tuple[str, str, str, str]:
    return (task.side, task.title, task.detail, task.address)


def _day_of(job: Job, tasks: list[Task], came: list[Task], on: date) -> JobDay:
    mine = [task for task in tasks if task.side is Side.MINE]

    def urgent(when: When) -> int:
        return sum(task.when(on) is when for task in mine)

    return JobDay(
        job=job,
        overdue=urgent(When.OVERDUE),
        today=urgent(When.TODAY),
        this_week=urgent(When.THIS_WEEK),
        mine=len(mine),
        given=sum(task.side is Side.GIVEN for task in tasks),
        waiting=sum(task.side is Side.WAITING for task in tasks),
        new=sum(task.job is job for task in came),
    )
