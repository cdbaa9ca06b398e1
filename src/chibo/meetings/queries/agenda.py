"""What a meeting's agenda is prefilled with. Each job that has something for a cell's meeting tells it here.

Jobs are strangers to one another: a source is registered where they meet (``config/wiring``) with ``tell_agenda_by``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse

from chibo.domain.meetings import MeetingKind
from chibo.meetings.models import STANDS, AgendaItem, Meeting, Opinion
from chibo.meetings.queries.tasks import tasks_due, tasks_to_read_back
from chibo.registry.models import Unit

WITHOUT_MEETING = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Point:
    """One thing for an agenda: ``kind`` is one of ``AgendaItem.KINDS``; ``address``: where it is worked on, or empty.

    A point with the same kind, label and address as an item that stands there already is not told again.
    """

    kind: str
    label: str
    detail: str = ""
    address: str = ""

    @property
    def key(self) -> str:
        """What names it in a form."""
        return f"{self.kind}|{self.address or self.label}"


Source = Callable[[Unit, date, date], Iterable[Point]]
"""``source(cell, since, on)``: points for the meeting of ``cell`` on ``on``; ``since``: the day of its meeting before."""
_sources: list[Source] = []


def tell_agenda_by(source: Source) -> Source:
    """Let ``source`` tell points for agendas."""
    if source not in _sources:
        _sources.append(source)
    return source


def points_for(meeting: Meeting) -> list[Point]:
    """What the jobs tell for ``meeting`` and what does not stand on its agenda yet, also not as taken out."""
    since = last_before(meeting)
    told = [point for source in (*_sources, _tasks, _opinions) for point in source(meeting.cell, since, meeting.on)]
    told[:0] = _of_moved(meeting)
    if meeting.theme:
        told.insert(0, Point("THEME", meeting.theme))
    known = {(row.kind, row.address or row.label) for row in meeting.agenda.all()}
    fresh = {point.key: point for point in told if (point.kind, point.address or point.label[:300]) not in known}
    return list(fresh.values())


def items_of(meeting: Meeting) -> list[AgendaItem]:
    """The agenda of ``meeting`` in order."""
    return list(meeting.agenda.filter(taken_out_on=None).order_by("place", "pk"))


def last_before(meeting: Meeting) -> date:
    """The day of the cell's regular or thematic meeting before ``meeting``; a month before where there was none."""
    kinds = [MeetingKind.REGULAR.value, MeetingKind.THEMATIC.value]
    before = Meeting.objects.filter(STANDS, cell=meeting.cell_id, kind__in=kinds, on__lt=meeting.on)
    return before.order_by("-on").values_list("on", flat=True).first() or meeting.on - WITHOUT_MEETING


def _of_moved(meeting: Meeting) -> list[Point]:
    """The agenda already drawn up for the same monthly meeting before a later calendar moved it."""
    if meeting.kind != MeetingKind.REGULAR:
        return []
    rows = AgendaItem.objects.filter(
        meeting__cell=meeting.cell_id,
        meeting__month=meeting.month,
        meeting__called_off_by__isnull=False,
        taken_out_on=None,
    )
    return [Point(row.kind, row.label, row.detail, row.address) for row in rows.order_by("meeting", "place", "pk")]


def _tasks(cell: Unit, since: date, on: date) -> Iterable[Point]:
    """What was done of the cell's resolutions since its last meeting, and what falls due: read back in one point."""
    done, due = tasks_to_read_back(cell, since=since, on=on), tasks_due(cell, on=on)
    if done or due:
        words = f"Đọc lại việc thực hiện nghị quyết: {len(done)} nhiệm vụ có kết quả, {len(due)} nhiệm vụ sắp đến hạn"
        yield Point("TASK", words, address=reverse("meetings:cell_progress", args=[cell.code]))


def _opinions(cell: Unit, _since: date, on: date) -> Iterable[Point]:
    """Opinions raised at earlier meetings that nobody answered yet."""
    rows = Opinion.objects.filter(meeting__cell=cell, meeting__on__lt=on, outcome=Opinion.OPEN)
    for row in rows.select_related("meeting").order_by("pk"):
        yield Point("OPINION", f"Trả lời ý kiến nêu ngày {row.meeting.on:%d/%m/%Y}: {row.text}"[:300])
