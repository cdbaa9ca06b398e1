"""Finding directives and their versions."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import Http404

from chibo.directives.models import Acknowledgement, Directive, DirectiveVersion
from chibo.domain.directives import Course, Version
from chibo.registry.models import Unit, UnitVersion
from chibo.registry.policies import Right, scope_paths
from chibo.registry.queries.scope import below, in_scope

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chibo.accounts.models import User
    from chibo.registry.models.dated import DatedQuerySet


def directives_for(viewer: User) -> QuerySet:
    """Directives that ``viewer`` may read: those sent from a unit in scope, and those that come down to one."""
    paths = scope_paths(viewer, Right.VIEW_DIRECTIVES)
    found = Directive.objects.select_related("unit")
    if paths is not None:
        above = {int(part) for path in paths for part in path.strip("/").split("/")}
        inside = UnitVersion.objects.valid().filter(in_scope(viewer, Right.VIEW_DIRECTIVES))
        found = found.filter(Q(unit__in=above) | Q(unit__in=inside.values("unit_id")))
    return found.order_by("-issued_on", "-pk")


def sent_by(directives: QuerySet, day: date) -> QuerySet:
    """Those of ``directives`` that were sent by ``day``, each with ``version``, ``sent_on`` and ``deadline`` of that day."""
    last = DirectiveVersion.objects.filter(directive=OuterRef("pk"), sent_on__lte=day).order_by("-number")
    return directives.filter(versions__number=1, versions__sent_on__lte=day).annotate(
        version=Subquery(last.values("number")[:1]),
        sent_on=Subquery(last.values("sent_on")[:1]),
        deadline=Subquery(last.values("deadline")[:1]),
    )


def in_force(directives: QuerySet, day: date) -> QuerySet:
    """Those of ``directives`` that were sent by ``day`` and not withdrawn by then."""
    return sent_by(directives, day).filter(Q(withdrawn_on=None) | Q(withdrawn_on__gt=day))


def directive_of(pk: int, *, viewer: User) -> Directive:
    """Raises ``Http404`` where there is none that ``viewer`` may read."""
    found = directives_for(viewer).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def versions_of(directive: Directive) -> list[DirectiveVersion]:
    """Its versions by number, without their files. One SQL query."""
    return list(directive.versions.defer("file").select_related("sent_by").order_by("number"))


def version_of(directive: Directive, number: int) -> DirectiveVersion:
    """The version with this number, without its file. Raises ``Http404``."""
    found = directive.versions.defer("file").filter(number=number).first()
    if found is None:
        raise Http404
    return found


def file_of(directive: Directive, number: int) -> tuple[str, bytes]:
    """Name and content of the paper added to a version. Raises ``Http404`` where none was."""
    found = directive.versions.filter(number=number).values_list("file_name", "file").first()
    if found is None or found[1] is None:
        raise Http404
    return found[0], bytes(found[1])


def courses_of(directives: Iterable[Directive]) -> dict[int, Course]:
    """What the rules see of each directive, by its id. One SQL query."""
    rows = list(directives)
    versions: dict[int, list[Version]] = {row.pk: [] for row in rows}
    found = DirectiveVersion.objects.filter(directive__in=rows).order_by("number")
    for directive, number, sent_on, deadline in found.values_list("directive_id", "number", "sent_on", "deadline"):
        versions[directive].append(Version(number, sent_on, deadline))
    return {row.pk: Course(tuple(versions[row.pk]), row.withdrawn_on) for row in rows}


def versions_below(senders: Iterable[int], *, viewer: User | None) -> DatedQuerySet:
    """Every version of the units that ever stood below one of ``senders`` (ids), those that ``viewer`` may see.

    ``viewer`` ``None``: all of them, for the rules.
    """
    span = Q(pk__in=[])
    for path in UnitVersion.objects.valid().filter(unit__in=set(senders)).values_list("path", flat=True):
        span |= below(path)
    found = UnitVersion.objects.valid().filter(span)
    if viewer is not None:
        found = found.filter(in_scope(viewer, Right.VIEW_DIRECTIVES))
    return found.order_by("path", "starts_on")


def has_addressees(unit: Unit, day: date) -> bool:
    """Whether some unit stands below ``unit`` on ``day``."""
    return versions_below([unit.pk], viewer=None).on(day).exclude(unit=unit).exists()


def senders_on(day: date, *, viewer: User) -> DatedQuerySet:
    """Units on ``day`` from which ``viewer`` may send: those with a unit below them."""
    found = UnitVersion.objects.on(day).filter(in_scope(viewer, Right.SEND_DIRECTIVES))
    children = UnitVersion.objects.on(day).exclude(parent=None).values("parent_id")
    return found.filter(unit__in=children).select_related("unit").order_by("path")


def acknowledgements_of(directive: Directive, unit: Unit, number: int) -> list[Acknowledgement]:
    """The unit's acknowledgement of version ``number`` that stands, if there is one."""
    found = Acknowledgement.objects.filter(version__directive=directive, version__number=number, unit=unit)
    return list(found.filter(voided_at=None).select_related("unit", "version__directive"))


def number_on(directive: Directive, day: date) -> int:
    """The number of the version in force on ``day``; 1 for days before the first."""
    sent = directive.versions.filter(sent_on__lte=day).order_by("-number")
    return sent.values_list("number", flat=True).first() or 1


def lock(directive: Directive) -> Directive:
    """``directive`` read again and locked until the end of the transaction."""
    return Directive.objects.select_for_update().get(pk=directive.pk)
