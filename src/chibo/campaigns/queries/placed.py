"""Who and which cells a plan is about, by the names that its papers use."""

from __future__ import annotations

from datetime import date

from chibo.campaigns.models import Plan
from chibo.registry.models import Unit
from chibo.registry.queries.units import names_on


def places_of(plan: Plan, on: date) -> tuple[dict[str, list[int]], dict[str, str]]:
    """Full name → ids of the members of ``plan`` so called; cell name on ``on`` → code. Three SQL queries."""
    people: dict[str, list[int]] = {}
    cells: set[int] = set()
    rows = plan.placements.select_related("member")
    for row in rows:
        people.setdefault(row.member.full_name, []).append(row.member_id)
        cells |= {row.from_cell_id, row.to_cell_id}
    codes = dict(Unit.objects.filter(pk__in=cells).values_list("pk", "code"))
    return people, {name: codes[pk] for pk, name in names_on(cells, on).items()}
