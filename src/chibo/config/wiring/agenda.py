"""What each job has for the agenda of a cell's meeting."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse

from chibo.directives.queries.tasks import to_discuss
from chibo.evaluations.queries.agenda import to_vote_on
from chibo.feedback.labels import THEMES
from chibo.feedback.queries.tasks import to_read_back
from chibo.kit.language import source_language
from chibo.meetings.queries.agenda import Point, tell_agenda_by
from chibo.nominations.queries.tasks import to_consider
from chibo.registry.models import Unit

if TYPE_CHECKING:
    pass


@tell_agenda_by
def directives_to_discuss(cell: Unit, since: date, on: date) -> Iterator[Point]:
    """Directives that came since the cell's last meeting."""
    for row in to_discuss(cell, since=since, on=on):
        address = reverse("directives:directive", args=[row.pk])
        yield Point("DIRECTIVE", f"Quán triệt văn bản {row.number}, {row.issuer}", row.subject, address)


@tell_agenda_by
def concerns_to_read_back(cell: Unit, since: date, on: date) -> Iterator[Point]:
    """Answers owed to residents: by number and theme, never their words."""
    with source_language():
        for row in to_read_back(cell, on):
            words = f"Đọc lại trả lời cho tâm tư số {row.pk} ({str(THEMES[row.theme]).lower()})"
            yield Point("CONCERN", words, address=reverse("feedback:concern", args=[row.pk]))


@tell_agenda_by
def nominations_to_consider(cell: Unit, since: date, on: date) -> Iterator[Point]:
    """Who was put forward and waits for the cell: by number, never by name."""
    with source_language():
        for row in to_consider(cell, on):
            yield Point("ADMISSION", row.words, address=reverse("nominations:nomination", args=[row.number]))


@tell_agenda_by
def reviews_to_vote_on(cell: Unit, since: date, on: date) -> Iterator[Point]:
    """The members of a cycle on whom the cell gives its word and votes: how many, never who."""
    with source_language():
        for row in to_vote_on(cell, on):
            period = f"kỳ kiểm điểm từ {row.cycle.starts_on:%d/%m/%Y}"
            words = f"Nhận xét, bỏ phiếu xếp loại {row.count} đảng viên ({period})"
            yield Point("REVIEW", words, address=reverse("evaluations:reviews"))
