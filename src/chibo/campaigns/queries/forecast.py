"""What carrying out a decision will do: who moves, who waits, and every cell before and after."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from chibo.campaigns.models import Placement, Reorganisation
from chibo.campaigns.queries.shape import Shape, shape_of
from chibo.domain import rules
from chibo.domain.organisation import CellFacts, MemberFacts, Standing, UnitKind
from chibo.domain.rules import Violation
from chibo.registry.models import Hold, Unit
from chibo.registry.queries.units import cell_facts, names_on, secretaries_on


class Fate(StrEnum):
    """What becomes of a cell."""

    CLOSES = "CLOSES"
    OPENS = "OPENS"
    STAYS = "STAYS"


@dataclass(frozen=True, slots=True)
class Move:
    """One member's change of cell. ``why``: what the wait is for, where the member waits."""

    member_id: int
    member_name: str
    is_official: bool
    from_name: str
    to_name: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell before and after (``None``: not there), and the warnings on its size and lead then."""

    code: str
    name: str
    fate: Fate
    before: CellFacts | None
    after: CellFacts | None
    warnings_before: tuple[Violation, ...] = ()
    warnings_after: tuple[Violation, ...] = ()


@dataclass(frozen=True, slots=True)
class Forecast:
    """Everything that carrying out will change."""

    moving: tuple[Move, ...]
    waiting: tuple[Move, ...]
    cells: tuple[CellChange, ...]


def forecast_of(reorganisation: Reorganisation, *, on: date) -> Forecast:
    """What carrying out ``reorganisation`` on ``on`` would do, as its day of effect stands now."""
    day = reorganisation.effective_on
    shape = shape_of(reorganisation.commune, day)
    placements = reorganisation.plan.placements.select_related("member", "from_cell", "to_cell")
    rows = [row for row in placements.order_by("member__sort_key", "pk") if row.from_cell_id != row.to_cell_id]
    held = dict(Hold.objects.on(on).filter(member__in=[row.member_id for row in rows]).values_list("member_id", "why"))
    left_out = set(reorganisation.held_back)
    opening = {int(pk): told["name"] for pk, told in reorganisation.commune.opening.items()}
    cells = {*shape.leaving, *shape.receiving, *(row.to_cell_id for row in rows)}
    names = names_on(cells, day) | opening
    moves = {row.pk: _move(row, names, day, held) for row in rows}
    waiting = tuple(moves[row.pk] for row in rows if row.member_id in held or row.member_id in left_out)
    moving = [row for row in rows if row.member_id not in held and row.member_id not in left_out]
    return Forecast(
        moving=tuple(moves[row.pk] for row in moving),
        waiting=waiting,
        cells=tuple(_cell_changes(reorganisation, shape, rows, {row.pk for row in moving}, day)),
    )


def _move(row: Placement, names: Mapping[int, str], day: date, held: Mapping[int, str]) -> Move:
    return Move(
        member_id=row.member_id,
        member_name=row.member.full_name,
        is_official=row.member.standing(day) is Standing.OFFICIAL,
        from_name=names.get(row.from_cell_id, ""),
        to_name=names.get(row.to_cell_id, ""),
        why=held.get(row.member_id, ""),
    )


def _cell_changes(
    reorganisation: Reorganisation, shape: Shape, rows: list[Placement], moving: set[int], day: date
) -> Iterable[CellChange]:
    involved = [*shape.leaving, *shape.receiving]
    units = {unit.pk: unit for unit in Unit.objects.filter(pk__in=involved)}
    known = {facts.code: facts for facts in cell_facts(involved, day)}
    people = {member.id: member for facts in known.values() for member in facts.members}
    leaving = {row.member_id for row in rows}
    lead = secretaries_on(involved, day)
    led = {pk for pk, officer in lead.items() if officer.member_id not in leaving}
    for pk in dict.fromkeys(involved):
        code = units[pk].code
        before = known.get(code)
        arriving = [people[row.member_id] for row in rows if row.pk in moving and row.to_cell_id == pk]
        after = (
            None
            if pk in shape.closing
            else _after(reorganisation, units[pk], before, leaving, arriving, has_secretary=pk in led)
        )
        if before is None and after is None:
            continue
        yield CellChange(
            code=code,
            name=(before or after).name,  # type: ignore[union-attr]
            fate=Fate.CLOSES if after is None else Fate.OPENS if before is None else Fate.STAYS,
            before=before,
            after=after,
            warnings_before=warnings_of(before, day),
            warnings_after=warnings_of(after, day),
        )


def _after(
    reorganisation: Reorganisation,
    unit: Unit,
    before: CellFacts | None,
    leaving: set[int],
    arriving: list[MemberFacts],
    *,
    has_secretary: bool,
) -> CellFacts:
    if before is None:
        told = reorganisation.commune.opening[str(unit.pk)]
        return CellFacts(unit.code, told["name"], UnitKind(told["kind"]), tuple(arriving), has_secretary=False)
    staying = tuple(member for member in before.members if member.id not in leaving)
    return replace(before, members=(*staying, *arriving), has_secretary=has_secretary)


def warnings_of(cell: CellFacts | None, day: date) -> tuple[Violation, ...]:
    """Warnings on the size and lead of ``cell``; none where it is not there."""
    if cell is None:
        return ()
    lead = [row for row in rules.check_readiness((), (cell,), on=day) if row.code == "CELL_WITHOUT_SECRETARY"]
    return (*rules.check_cell_size(cell, on=day), *lead)
