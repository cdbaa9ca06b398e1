"""Finding units by what people type: a code, or words of the name with or without accents."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Case, Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from chibo.domain import rules
from chibo.domain.organisation import CELL_KINDS
from chibo.domain.vietnamese import search_key
from chibo.registry.models import Membership, Unit, UnitVersion
from chibo.registry.policies import Right
from chibo.registry.queries.scope import below
from chibo.registry.queries.tree import in_reading_order
from chibo.registry.queries.units import units_on

if TYPE_CHECKING:
    from chibo.accounts.models import User

_CODE_AT_THE_END = re.compile(r"\(([^()]+)\)\s*$")


def unit_rows_on(day: date, *, viewer: User, under: UnitVersion | None = None) -> QuerySet:
    """Units in force on ``day`` as a flat list: ``code``, ``parent_name``, ``parent_code``; of cells also ``official`` and ``total``.

    ``official`` and ``total`` (official and probationary members) are ``None`` for units that are no cells.
    """
    found = units_on(day, viewer=viewer)
    if under is not None:
        found = found.filter(below(under.path))
    stays = Membership.objects.on(day).filter(kind=Membership.OFFICIAL, cell=OuterRef("unit")).order_by()
    per_cell = stays.values("cell")
    official = per_cell.annotate(count=Count("pk", filter=Q(member__official_from__lte=day))).values("count")
    total = per_cell.annotate(count=Count("pk")).values("count")
    above = UnitVersion.objects.on(day).filter(unit=OuterRef("parent"))
    is_cell = Q(kind__in=[str(kind) for kind in CELL_KINDS])
    return found.annotate(
        code=F("unit__code"),
        parent_code=F("parent__code"),
        parent_name=Subquery(above.values("name")[:1]),
        official=Case(When(is_cell, then=_or_zero(official)), output_field=IntegerField()),
        total=Case(When(is_cell, then=_or_zero(total)), output_field=IntegerField()),
    )


def unit_choices(day: date, *, viewer: User, limit: int = 150) -> list[tuple[UnitVersion, int]]:
    """Units in the viewer's scope in the order of the tree, each with its depth below the topmost: for a drop-down.

    Cells are left out where all units would be more than ``limit``; beyond that the list is cut.
    """
    seen = units_on(day, viewer=viewer)
    rows = list(seen[: limit + 1])
    if len(rows) > limit:
        rows = list(seen.exclude(kind__in=[str(kind) for kind in CELL_KINDS])[:limit])
    children: dict[int | None, list[UnitVersion]] = defaultdict(list)
    known = {row.unit_id for row in rows}
    for row in rows:
        children[row.parent_id if row.parent_id in known else None].append(row)
    found: list[tuple[UnitVersion, int]] = []

    def walk(parent: int | None, depth: int) -> None:
        for row in in_reading_order(children[parent]):
            found.append((row, depth))
            walk(row.unit_id, depth + 1)

    walk(None, 0)
    return found


def narrowed_by_warning(rows: QuerySet, code: str, day: date) -> QuerySet:
    """The cells among ``unit_rows_on`` whose size gives the warning ``code`` on ``day`` (thresholds of that day)."""
    limits = rules.thresholds(day)
    conditions = {
        "CELL_TOO_SMALL": Q(official__lt=limits.minimum_official),
        "CELL_NEEDS_COMMITTEE": Q(official__gte=limits.committee_official),
        "CELL_VERY_LARGE": Q(total__gte=limits.party_organisation),
    }
    return rows.filter(conditions[code])


def suggested_units(
    text: str,
    day: date,
    *,
    viewer: User,
    right: Right = Right.VIEW_UNITS,
    kinds: Iterable[str] | None = None,
    near: Unit | None = None,
    limit: int = 30,
) -> list[UnitVersion]:
    """Units in force on ``day`` whose name or code holds each word of ``text``, each with ``parent_name``.

    Siblings and children of ``near`` come first. One SQL query.
    """
    above = UnitVersion.objects.on(day).filter(unit=OuterRef("parent"))
    found = units_on(day, viewer=viewer, right=right).annotate(parent_name=Subquery(above.values("name")[:1]))
    if kinds is not None:
        found = found.filter(kind__in=[str(kind) for kind in kinds])
    for word in search_key(text).split():
        found = found.filter(search_key__contains=word)
    if near is not None:
        parents = UnitVersion.objects.on(day).filter(unit=near).values("parent_id")
        is_near = Q(parent=near) | Q(parent__in=parents)
        rank = Case(When(is_near, then=Value(0)), default=Value(1), output_field=IntegerField())
        found = found.annotate(rank=rank).order_by("rank", "path")
    rows = list(found[:limit])
    if near is None:
        return rows
    close = in_reading_order([row for row in rows if row.rank == 0])
    return [*close, *(row for row in rows if row.rank == 1)]


def unit_meant(
    text: str, day: date, *, viewer: User, right: Right = Right.VIEW_UNITS, kinds: Iterable[str] | None = None
) -> list[UnitVersion]:
    """The units that ``text`` may mean: one where it is or ends with a code in brackets, else all with that very name."""
    found = units_on(day, viewer=viewer, right=right)
    if kinds is not None:
        found = found.filter(kind__in=[str(kind) for kind in kinds])
    bracketed = _CODE_AT_THE_END.search(text)
    codes = [text.strip(), *([bracketed[1].strip()] if bracketed else [])]
    by_code = list(found.filter(unit__code__in=codes)[:2])
    if by_code:
        return by_code
    key = search_key(text)
    return [row for row in found.filter(search_key__startswith=key)[:50] if search_key(row.name) == key]


def _or_zero(counted: QuerySet) -> Coalesce:
    return Coalesce(Subquery(counted[:1]), 0)
