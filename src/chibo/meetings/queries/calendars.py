"""Finding communes' calendars, what was adopted, and the meetings that came of it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.core.signing import BadSignature, Signer
from django.db.models import Case, OuterRef, QuerySet, Subquery, When
from django.http import Http404

from chibo.domain.meeting_calendar.problem import Session
from chibo.domain.meetings import MeetingKind
from chibo.domain.organisation import COMMUNE_KINDS
from chibo.meetings.models import STANDS, Meeting, MonthAdoption, MonthPlan, Relaxation
from chibo.registry.models import Unit, UnitVersion
from chibo.registry.policies import Right
from chibo.registry.queries.scope import in_scope
from chibo.registry.queries.units import unit_on, units_on

if TYPE_CHECKING:
    from chibo.accounts.models import User

_FEEDS = Signer(salt="chibo.meetings.feed")


def month_of(day: date) -> date:
    """The first day of the month of ``day``."""
    return day.replace(day=1)


def month_after(month: date) -> date:
    """The first day of the next month."""
    return month_of(month + timedelta(days=31))


def month_before(month: date) -> date:
    """The first day of the month before."""
    return month_of(month - timedelta(days=1))


def communes_in(month: date, day: date, *, viewer: User) -> QuerySet:
    """Communes in force on ``day`` whose calendars ``viewer`` may see, with ``parent_name``, ``plan_count`` in ``month``
    and ``adopted_on`` of the calendar in force."""
    kinds = [str(kind) for kind in COMMUNE_KINDS]
    adopted = MonthAdoption.objects.filter(commune=OuterRef("unit"), month=month, followed_by=None)
    plans = MonthPlan.objects.filter(commune=OuterRef("unit"), month=month).order_by("-number")
    above = UnitVersion.objects.on(day).filter(unit=OuterRef("parent"))
    return (
        units_on(day, viewer=viewer, right=Right.VIEW_CALENDAR)
        .filter(kind__in=kinds)
        .annotate(
            parent_name=Subquery(above.values("name")[:1]),
            adopted_on=Subquery(adopted.values("adopted_on")[:1]),
            plan_count=Subquery(plans.values("number")[:1]),
        )
    )


def commune_on(code: str, day: date, *, viewer: User, right: Right = Right.VIEW_CALENDAR) -> UnitVersion:
    """The commune ``code`` where ``viewer`` holds ``right``. Raises ``Http404``."""
    version = unit_on(code, day, viewer=viewer, right=right)
    if not version.is_commune:
        raise Http404
    return version


def plans_of(commune: Unit, month: date) -> QuerySet:
    """The calendars proposed for ``commune`` in ``month``, latest first."""
    return (
        MonthPlan.objects.filter(commune=commune, month=month).select_related("made_by", "repairs").order_by("-number")
    )


def plan_of(commune: Unit, month: date, number: int) -> MonthPlan:
    """Raises ``Http404``."""
    found = plans_of(commune, month).select_related("commune").filter(number=number).first()
    if found is None:
        raise Http404
    return found


def adoption_of(commune: Unit, month: date) -> MonthAdoption | None:
    """The adoption in force: the one that none follows."""
    rows = MonthAdoption.objects.filter(commune=commune, month=month, followed_by=None)
    return rows.select_related("plan", "adopted_by").first()


def relaxations_of(commune: Unit, month: date) -> QuerySet:
    """The rules in which the committee gives way in ``month``."""
    rows = Relaxation.objects.filter(commune=commune, month=month, withdrawn_on=None)
    return rows.select_related("made_by", "commune").order_by("pk")


def relaxation_of(commune: Unit, month: date, pk: int) -> Relaxation:
    """Raises ``Http404``."""
    found = relaxations_of(commune, month).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def meetings_for(viewer: User) -> QuerySet:
    """Meetings in force, set by a calendar or called, of cells that ``viewer`` may see, in order of time."""
    seen = UnitVersion.objects.valid().filter(in_scope(viewer, Right.VIEW_UNITS))
    rows = Meeting.objects.filter(STANDS, cell__in=seen.values("unit_id"))
    ranks = [When(session=session.value, then=rank) for rank, session in enumerate(Session)]
    return with_names(rows).annotate(session_rank=Case(*ranks)).order_by("on", "session_rank", "cell__code")


def with_names(meetings: QuerySet) -> QuerySet:
    """``meetings`` with ``cell_name``, ``commune_id`` and ``commune_name`` as of their day."""
    cell = UnitVersion.objects.valid().filter(unit=OuterRef("cell"), starts_on__lte=OuterRef("on"))
    last = cell.order_by("-starts_on")
    commune = UnitVersion.objects.valid().filter(unit=OuterRef("commune_id"), starts_on__lte=OuterRef("on"))
    return meetings.annotate(
        cell_name=Subquery(last.values("name")[:1]), commune_id=Subquery(last.values("parent_id")[:1])
    ).annotate(commune_name=Subquery(commune.order_by("-starts_on").values("name")[:1]))


def feed_token(cell: Unit) -> str:
    """What the address of the calendar feed of ``cell`` carries: known to those who were shown it, to nobody else."""
    return _FEEDS.signature(cell.code)


def feed_cell(code: str, token: str) -> Unit:
    """The cell whose feed is asked for. Raises ``Http404`` for a token that is not its own."""
    try:
        _FEEDS.unsign(f"{code}{_FEEDS.sep}{token}")
    except BadSignature as error:
        raise Http404 from error
    found = Unit.objects.filter(code=code).first()
    if found is None:
        raise Http404
    return found


def meetings_of_cell(cell: Unit) -> list[Meeting]:
    """The meetings of ``cell`` in force, in order of time, with ``moves``: how often each was moved. One SQL query."""
    rows = list(with_names(Meeting.objects.filter(cell=cell)).select_related("adoption").order_by("on", "pk"))
    moved: dict[date, int] = {}
    for row in rows:
        if row.called_off_by_id is not None:
            moved[row.month] = moved.get(row.month, 0) + 1
    in_force = [row for row in rows if row.stands]
    for row in in_force:
        row.moves = moved.get(row.month, 0) if row.kind == MeetingKind.REGULAR else 0
    return in_force
