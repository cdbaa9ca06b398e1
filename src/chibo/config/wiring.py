"""Where jobs that do not know each other meet; imported once when the site starts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse

from chibo.audit.queries import scope_by
from chibo.directives.queries.tasks import to_discuss
from chibo.evaluations.queries.agenda import to_vote_on
from chibo.feedback.labels import THEMES
from chibo.feedback.queries.tasks import to_read_back
from chibo.kit.language import source_language
from chibo.meetings.queries.agenda import Point, tell_agenda_by
from chibo.nominations.queries.tasks import to_consider
from chibo.registry.models import RoleHolding, Unit, UnitVersion
from chibo.registry.policies import Right, scope_paths
from chibo.registry.queries.scope import in_scope

if TYPE_CHECKING:
    from chibo.accounts.models import User


@scope_by
def audited(viewer: User) -> Q | None:
    """The entries of everyone who ever held roles only where ``viewer`` may audit; all of them at the top of the tree.

    Such people act within their own scope only, so what they did lies within the viewer's.
    """
    paths = scope_paths(viewer, Right.AUDIT)
    if paths is None or any(path.count("/") == 2 for path in paths):
        return Q()
    if not paths:
        return None
    units = UnitVersion.objects.valid().filter(in_scope(viewer, Right.AUDIT)).values("unit_id")
    holdings = RoleHolding.objects.valid()
    inside, outside = holdings.filter(unit__in=units), holdings.exclude(unit__in=units)
    return Q(actor__in=inside.values("user_id")) & ~Q(actor__in=outside.values("user_id"))


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
