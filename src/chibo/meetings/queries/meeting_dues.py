"""What meetings ask of those who keep them on a day: for the home page, and who still owes a thematic meeting."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from chibo.domain.meetings import MINUTES_WITHIN, PAPERS_BEFORE, MeetingKind, Presence, quarter_of
from chibo.domain.organisation import CELL_KINDS
from chibo.meetings.models import STANDS, AgendaItem, Meeting, Minutes
from chibo.meetings.queries.calendars import meetings_for, month_after
from chibo.meetings.queries.meetings import kept_by, with_openness
from chibo.registry.models import UnitVersion
from chibo.registry.policies import Right, scope_paths
from chibo.registry.queries.scope import in_scope
from chibo.registry.queries.units import names_on, units_on

if TYPE_CHECKING:
    from chibo.accounts.models import User
    from chibo.registry.models import Unit

AHEAD = timedelta(days=10)
"""How long before a meeting its agenda is asked for."""
BEHIND = timedelta(days=92)
"""How far back work left undone is still asked for."""


class Step(StrEnum):
    """What is to be done about a meeting."""

    AGENDA = "AGENDA"
    ATTENDANCE = "ATTENDANCE"
    MINUTES = "MINUTES"
    MAKE_UP = "MAKE_UP"
    THEMATIC = "THEMATIC"


@dataclass(frozen=True, slots=True)
class Due:
    """One step: of which meeting (``None``: of the cell, for a thematic one owed), how many it is about, until when."""

    step: Step
    cell_code: str
    cell_name: str
    due_on: date
    meeting: Meeting | None = None
    count: int = 0


def dues_for(viewer: User, day: date) -> list[Due]:
    """What ``viewer``, who keeps a cell's meetings, has to do as of ``day``; nothing for committees. Five SQL queries.

    A thematic meeting is asked for only in cells that keep their meetings here. A committee keeps meetings only for
    secretaries who report on paper, and reads what is late in the list of meetings.
    """
    if viewer.is_local_operator or not scope_paths(viewer, Right.KEEP_MEETINGS):
        return []
    if scope_paths(viewer, Right.PLAN_CALENDAR):
        return []
    rows = list(
        with_progress(kept_by(viewer).filter(on__range=(day - BEHIND, day + AHEAD)), day)
        .select_related("cell")
        .order_by("on", "pk")
    )
    owing = owing_thematic(day, viewer=viewer, right=Right.KEEP_MEETINGS)
    cells = list(owing.filter(Exists(Meeting.objects.filter(STANDS, cell=OuterRef("unit")))))
    names = names_on({row.cell_id for row in rows}, day)
    dues = [
        Due(step, row.cell.code, names.get(row.cell_id, ""), due_on, row, row.absent_count)
        for row in rows
        for step, due_on in _steps(row, day)
    ]
    _first, after = quarter_of(day)
    return dues + [Due(Step.THEMATIC, version.unit.code, version.name, after - timedelta(days=1)) for version in cells]


def with_progress(meetings: QuerySet, day: date) -> QuerySet:
    """``meetings`` with ``item_count``, ``mark_count``, ``absent_count``, ``has_make_up`` and ``is_signed`` by ``day``."""
    items = AgendaItem.objects.filter(meeting=OuterRef("pk"), taken_out_on=None)
    signed = Minutes.objects.filter(meeting=OuterRef("pk"), signed_on__lte=day)
    make_ups = Meeting.objects.filter(STANDS, makes_up=OuterRef("pk"))
    absent = Q(attendance__presence=Presence.ABSENT.value) & ~Q(attendance__reason="NO_LEAVE")
    return meetings.annotate(
        has_items=Exists(items),
        is_signed=Exists(signed),
        has_make_up=Exists(make_ups),
        mark_count=Count("attendance"),
        absent_count=Count("attendance", filter=absent),
    )


def held_in(commune: Unit, month: date, day: date, *, viewer: User) -> list[dict[str, Any]]:
    """Meetings of the cells of ``commune`` in ``month``, in order of time, as a list's rows. One SQL query."""
    rows = meetings_for(viewer).filter(month=month, commune_id=commune.pk)
    names = ("pk", "on", "session", "kind", "cell_name", "is_open", "is_signed", "mark_count")
    return list(with_openness(with_progress(rows, day), viewer=viewer).values(*names))


def _steps(row: Any, day: date) -> Iterator[tuple[Step, date]]:
    if row.is_signed:
        pass
    elif row.on > day:
        if not row.has_items:
            yield Step.AGENDA, row.on - PAPERS_BEFORE
        return
    elif not row.mark_count:
        yield Step.ATTENDANCE, row.on
    else:
        yield Step.MINUTES, row.on + MINUTES_WITHIN
    month_ends = month_after(row.month) - timedelta(days=1)
    misses = row.absent_count and not row.has_make_up and day <= month_ends
    if row.kind != MeetingKind.MAKE_UP and row.on <= day and misses:
        yield Step.MAKE_UP, month_ends


def owing_thematic(day: date, *, viewer: User, right: Right = Right.VIEW_MEETINGS) -> QuerySet:
    """Versions of the cells in force on ``day`` with no thematic meeting, nor a thematic part, in the quarter of ``day``.

    One that is called for a later day of the quarter counts: it is no longer owed. Source: at least one a quarter
    (12-HD/BTCTW, 6-7-2018; 42-HD/BTCTW, 28-10-2025).
    """
    first, after = quarter_of(day)
    themed = Meeting.objects.filter(STANDS, cell=OuterRef("unit"), on__gte=first, on__lt=after).exclude(theme="")
    cells = units_on(day, viewer=viewer, right=right).filter(kind__in=[str(kind) for kind in CELL_KINDS])
    return cells.filter(~Exists(themed))


def late_minutes(day: date, *, viewer: User) -> QuerySet:
    """Meetings of the last quarter in the viewer's scope whose minutes are not signed though their days have passed."""
    seen = UnitVersion.objects.valid().filter(in_scope(viewer, Right.VIEW_MEETINGS)).values("unit_id")
    rows = Meeting.objects.filter(STANDS, cell__in=seen, on__range=(day - BEHIND, day - MINUTES_WITHIN - timedelta(1)))
    return rows.filter(~Exists(Minutes.objects.filter(meeting=OuterRef("pk"), signed_on__lte=day)))
