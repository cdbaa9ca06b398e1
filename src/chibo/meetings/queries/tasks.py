"""Finding tasks as of a day: each stands as its latest step by then left it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import (
    BooleanField,
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.http import Http404

from chibo.domain.feedback.concerns import MEETING_EVERY
from chibo.domain.organisation import CELL_KINDS
from chibo.domain.tasks import UNDONE, Giver, Part, Sight, TaskFacts, TaskSide, TaskState, TaskStepKind, seen_of
from chibo.meetings.models import Task, TaskStep
from chibo.meetings.task_labels import LATE
from chibo.registry.models import Employment, Member, Membership, Unit, UnitVersion
from chibo.registry.policies import Right, scope_paths
from chibo.registry.queries.members import Sight as MemberSight
from chibo.registry.queries.members import employment_on, sight_of, stay_on
from chibo.registry.queries.scope import in_scope
from chibo.registry.queries.units import name_on, names_on

if TYPE_CHECKING:
    from chibo.accounts.models import User


def standing_on(day: date) -> QuerySet:
    """The latest step by ``day`` of every task given by then: who owns it, its deadline, its state.

    Each row is a ``TaskStep`` with ``late``, ``urgency`` (0 late, 1 undone, 2 reported, 3 over) and the names of its cell.
    """
    later = TaskStep.objects.filter(task=OuterRef("task"), number__gt=OuterRef("number"), on__lte=day)
    late = Q(state__in=[state.value for state in UNDONE], due_on__lt=day)
    ranks = [When(late, then=0), When(state__in=[state.value for state in UNDONE], then=1)]
    ranks.append(When(state=TaskState.REPORTED.value, then=2))
    stay = Membership.objects.on(day).filter(member=OuterRef("owner"), kind=Membership.OFFICIAL)
    return (
        TaskStep.objects.filter(~Exists(later), on__lte=day)
        .annotate(
            late=Case(When(late, then=Value(True)), default=Value(False), output_field=BooleanField()),
            urgency=Case(*ranks, default=3, output_field=IntegerField()),
            owner_cell_id=Subquery(stay.values("cell_id")[:1]),
        )
        .select_related("task__cell", "task__commune", "task__clause__resolution", "owner")
        .order_by("urgency", "due_on", "task_id")
    )


def tasks_for(viewer: User, day: date) -> QuerySet:
    """The tasks that ``viewer`` may see on ``day``, each as ``standing_on`` gives it.

    Their own; as secretary those of the cell and of its members; as head of office those of the office and of who works
    there; all below for who reads above. How much of each: ``parts_seen``.
    """
    rows = standing_on(day)
    if viewer.is_local_operator:
        return rows
    seen = Q(owner__user=viewer)
    if scope_paths(viewer, Right.VIEW_TASKS):
        seen |= Q(task__commune__in=_units(viewer, Right.VIEW_TASKS))
    if scope_paths(viewer, Right.RESOLVE):
        cells = _units(viewer, Right.RESOLVE)
        seen |= Q(task__cell__in=cells)
        seen |= Q(owner__in=Membership.objects.on(day).filter(cell__in=cells).values("member_id"))
    if scope_paths(viewer, Right.GIVE_OFFICE_TASKS):
        communes = _units(viewer, Right.GIVE_OFFICE_TASKS)
        staff = Employment.objects.on(day).filter(office__commune__in=communes).values("member_id")
        seen |= Q(task__commune__in=communes) & (Q(task__side=TaskSide.OFFICE.value) | Q(owner__in=staff))
    return rows.filter(seen)


def task_of(pk: int, day: date, *, viewer: User) -> TaskStep:
    """The task ``pk`` as it stands on ``day``. Raises ``Http404`` where there is none that ``viewer`` may see."""
    found = tasks_for(viewer, day).filter(task=pk).first()
    if found is None:
        raise Http404
    return found


def parts_seen(standings: Sequence[TaskStep], day: date, *, viewer: User) -> dict[int, frozenset[Part]]:
    """What ``viewer`` sees of the task of each of ``standings``, by task: the one table of ``domain/tasks``, asked.

    At most five SQL queries, however many there are.
    """
    places = _places(standings, day, viewer)
    return {row.task_id: seen_of(_sights(row, places, viewer), TaskSide(row.task.side)) for row in standings}


@dataclass(frozen=True, slots=True)
class _Places:
    """Units among those of some tasks where a viewer holds each right; where the owners meet and work."""

    reads: set[int]
    resolves: set[int]
    heads: set[int]
    cells: dict[int, set[int]]
    works: set[tuple[int, int]]


def _places(standings: Sequence[TaskStep], day: date, viewer: User) -> _Places:
    owners = {row.owner_id for row in standings}
    cells: dict[int, set[int]] = {}
    stays = Membership.objects.on(day).filter(member__in=owners)
    for member, cell in stays.values_list("member_id", "cell_id"):
        cells.setdefault(member, set()).add(cell)
    units = {row.task.commune_id for row in standings} | {row.task.cell_id for row in standings if row.task.cell_id}
    units = units.union(*cells.values())

    def held(right: Right) -> set[int]:
        if scope_paths(viewer, right) == ():
            return set()
        found = UnitVersion.objects.valid().filter(in_scope(viewer, right), unit__in=units)
        return set(found.values_list("unit_id", flat=True))

    heads = held(Right.GIVE_OFFICE_TASKS)
    staff = Employment.objects.on(day).filter(member__in=owners, office__commune__in=heads)
    works = set(staff.values_list("member_id", "office__commune_id")) if heads else set()
    return _Places(held(Right.VIEW_TASKS), held(Right.RESOLVE), heads, cells, works)


def _sights(row: TaskStep, places: _Places, viewer: User) -> set[Sight]:
    """As whom ``viewer`` looks at the task of ``row``."""
    task = row.task
    is_of_office = task.side == TaskSide.OFFICE or (row.owner_id, task.commune_id) in places.works
    gives = places.heads if task.giver == Giver.OFFICE else places.resolves
    looks = {
        Sight.OWNER: row.owner.user_id == viewer.pk,
        Sight.GIVER: (task.cell_id or task.commune_id) in gives,
        Sight.CELL: bool(({task.cell_id} | places.cells.get(row.owner_id, set())) & places.resolves),
        Sight.OFFICE: task.commune_id in places.heads and is_of_office,
        Sight.COMMITTEE: task.commune_id in places.reads,
    }
    return {sight for sight, holds in looks.items() if holds}


def steps_of(task: Task, day: date) -> list[TaskStep]:
    """What was done about ``task`` by ``day``, first to last."""
    return list(task.steps.filter(on__lte=day).select_related("by", "owner").order_by("number"))


def facts_of(task: Task) -> TaskFacts:
    """The task after its last step, as the rules see it. One SQL query."""
    steps = list(task.steps.order_by("number"))
    last = steps[-1]
    entered = next((step for step in reversed(steps) if step.kind == last.state), steps[0])
    return TaskFacts(task.title, task.given_on, last.due_on, TaskState(last.state), entered.on, last.on)


def last_step(task: Task) -> TaskStep:
    return task.steps.select_related("owner").order_by("-number")[0]


def lock(task: Task) -> Task:
    """``task`` read again and locked until the end of the transaction."""
    return Task.objects.select_for_update(of=("self",)).select_related("cell", "commune").get(pk=task.pk)


def in_state(rows: QuerySet, code: str) -> QuerySet:
    """Those of ``rows`` (from ``standing_on``) in the state ``code``, or ``LATE``."""
    return rows.filter(late=True) if code == LATE else rows.filter(state=code)


def state_counts(rows: QuerySet) -> dict[str, int]:
    """How many of ``rows`` are in each state, and how many are ``LATE``. One SQL query."""
    wanted = {state.value: Count("pk", filter=Q(state=state.value)) for state in TaskState}
    return rows.order_by().aggregate(**wanted, **{LATE: Count("pk", filter=Q(late=True))})


def owner_rows(rows: QuerySet) -> list[tuple[int, str]]:
    """Ids and names of the owners of ``rows``, by given name. One SQL query."""
    found = Member.objects.filter(pk__in=rows.order_by().values("owner_id"))
    return list(found.order_by("sort_key", "pk").values_list("pk", "full_name"))


def cells_of(rows: QuerySet) -> list[int]:
    """Ids of the cells whose members own ``rows``. One SQL query."""
    found = rows.order_by().exclude(owner_cell_id=None).values_list("owner_cell_id", flat=True)
    return list(found.distinct())


def cells_named(cells: Iterable[int], day: date) -> dict[int, dict[str, Any]]:
    """``code``, ``name`` on ``day`` and ``is_cell`` of units by id. Three SQL queries.

    A member may meet in a unit that is no cell: whoever is held back when a commune's cell is dissolved.
    """
    wanted = set(cells)
    kinds = [str(kind) for kind in CELL_KINDS]
    among = set(UnitVersion.objects.valid().filter(unit__in=wanted, kind__in=kinds).values_list("unit_id", flat=True))
    names = names_on(wanted, day)
    codes = Unit.objects.filter(pk__in=wanted).values_list("pk", "code")
    return {pk: {"code": code, "name": names.get(pk, code), "is_cell": pk in among} for pk, code in codes}


def people_of(giver: str, unit: Unit, day: date) -> QuerySet:
    """Members to whom ``unit`` may give tasks on ``day`` as ``giver``: of the cell, of the commune's offices, of both."""
    in_cell = Membership.objects.on(day).filter(cell=unit)
    if giver == "CELL":
        among = Q(pk__in=in_cell.values("member_id"))
    else:
        among = Q(pk__in=Employment.objects.on(day).filter(office__commune=unit).values("member_id"))
        if giver == "COMMITTEE":
            cells = UnitVersion.objects.on(day).filter(parent=unit).values("unit_id")
            among |= Q(pk__in=Membership.objects.on(day).filter(cell__in=cells).values("member_id"))
    return Member.objects.filter(among, withdrawn_at=None).order_by("sort_key", "pk")


def belongs(member: Member, giver: str, unit: Unit, day: date) -> bool:
    """Whether ``unit`` may give ``member`` a task on ``day``."""
    return people_of(giver, unit, day).filter(pk=member.pk).exists()


def commune_on(unit: Unit, day: date) -> Unit | None:
    """The commune of a cell on ``day``, or ``unit`` itself where it is one."""
    version = UnitVersion.objects.on(day).filter(unit=unit).select_related("parent", "unit").first()
    if version is None:
        return None
    return version.parent if version.is_cell else version.unit


def of_member(member: Member, day: date, *, viewer: User) -> list[TaskStep]:
    """The tasks of ``member`` that ``viewer`` may see on ``day``, the most pressing first."""
    return list(tasks_for(viewer, day).filter(owner=member))


def may_see_page(member: Member, day: date, *, viewer: User) -> bool:
    """Whether ``viewer`` sees the page of ``member``'s tasks on ``day``: the member, who leads their cell or office, or
    reads above."""
    return sight_of(member, day, viewer=viewer) in (MemberSight.FULL, MemberSight.OWN, MemberSight.WORK)


def place_of(member: Member, day: date) -> str:
    """The member's cell and office on ``day``, in words. At most three SQL queries."""
    stay, employment = stay_on(member, day), employment_on(member, day)
    cell = name_on(stay.cell_id, day) if stay is not None else ""
    return " – ".join(part for part in (cell, employment.office.name if employment is not None else "") if part)


def of_clauses(cell: Unit, day: date) -> QuerySet:
    """Every task that ``cell`` gave, as it stands on ``day``."""
    return standing_on(day).filter(task__cell=cell)


def tasks_to_read_back(cell: Unit, *, since: date, on: date) -> list[TaskStep]:
    """What became of the tasks of ``cell`` after ``since`` up to ``on``: reported, accepted, sent back or dropped.

    The latest such step of each task, with its task and owner, in the order of the clauses. For the agenda of the meeting
    of ``on``, ``since`` being the day of the one before. One SQL query.
    """
    told = [TaskStepKind.REPORTED, TaskStepKind.ACCEPTED, TaskStepKind.RETURNED, TaskStepKind.DROPPED]
    rows = TaskStep.objects.filter(task__cell=cell, on__gt=since, on__lte=on, kind__in=[kind.value for kind in told])
    rows = rows.select_related("task__clause__resolution", "owner").order_by("task_id", "number")
    latest = {row.task_id: row for row in rows}
    return sorted(latest.values(), key=_by_clause)


def tasks_due(cell: Unit, *, on: date) -> list[TaskStep]:
    """The tasks of ``cell`` not done on ``on`` and due before its next monthly meeting, late ones first. One SQL query."""
    undone = [state.value for state in UNDONE]
    return list(of_clauses(cell, on).filter(state__in=undone, due_on__lte=on + MEETING_EVERY))


def left_behind(rows: QuerySet, day: date) -> QuerySet:
    """Those of ``rows`` still to be done that a cell gave to somebody who is no longer its member on ``day``."""
    stays = Membership.objects.on(day).filter(member=OuterRef("owner"), cell=OuterRef("task__cell"))
    undone = [state.value for state in UNDONE]
    return rows.filter(~Exists(stays), task__cell__isnull=False, state__in=undone)


def board_of(rows: QuerySet) -> list[dict[str, int]]:
    """``rows`` counted by the cell of their owners: ``cell``, ``open``, ``late``, ``reported``, ``accepted``,
    ``office`` (open office tasks). One SQL query."""
    open_states = [*(state.value for state in UNDONE), TaskState.REPORTED.value]
    is_open = Q(state__in=open_states)
    counted = (
        rows.order_by()
        .exclude(owner_cell_id=None)
        .values(cell=F("owner_cell_id"))
        .annotate(
            open=Count("pk", filter=is_open),
            late=Count("pk", filter=Q(late=True)),
            reported=Count("pk", filter=Q(state=TaskState.REPORTED.value)),
            accepted=Count("pk", filter=Q(state=TaskState.ACCEPTED.value)),
            office=Count("pk", filter=is_open & Q(task__side=TaskSide.OFFICE.value)),
        )
    )
    return list(counted)


def _units(viewer: User, right: Right) -> QuerySet:
    return UnitVersion.objects.valid().filter(in_scope(viewer, right)).values("unit_id")


def _by_clause(step: TaskStep) -> tuple[int, int, int, int]:
    clause = step.task.clause
    if clause is None:
        return (9999, 0, 0, step.task_id)
    return (clause.resolution.year, clause.resolution.number, clause.number, step.task_id)
