"""What the papers of a reorganisation say, gathered from the registry under the names of the day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F

from chibo.campaigns.models import Campaign, CampaignCommune, Placement, Plan, Reorganisation
from chibo.campaigns.queries.shape import shape_of
from chibo.domain.organisation import Standing
from chibo.domain.papers.facts import MemberLine, Officer, Reference
from chibo.registry.models import Member, Profile, Unit
from chibo.registry.models import Officer as OfficerRow
from chibo.registry.queries.units import held_on, names_on


@dataclass(frozen=True, slots=True)
class Mover:
    """One member who changes cell, as papers show them."""

    member: Member
    line: MemberLine
    from_cell: Unit
    to_cell: Unit


@dataclass(frozen=True, slots=True)
class Pair:
    """A giving and a receiving cell with the members handed over: one set of minutes."""

    to_cell: Unit
    giving_name: str
    receiving_name: str
    giving: tuple[Officer, ...]
    receiving: tuple[Officer, ...]
    lines: tuple[MemberLine, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """A whole reorganisation as its papers tell it. Names are those of the day of signing.

    ``movers`` leaves out who is ``held``: the decision does not name them; the counts are those of all.
    """

    leaving_names: tuple[str, ...]
    receiving_names: tuple[str, ...]
    kept_names: tuple[str, ...]
    movers: tuple[Mover, ...]
    pairs: tuple[Pair, ...]
    official_count: int
    probationary_count: int
    held: tuple[Member, ...]

    @property
    def closing_name(self) -> str:
        """The cells that are dissolved, as one phrase."""
        return ", ".join(self.leaving_names)

    @property
    def lines(self) -> tuple[MemberLine, ...]:
        return tuple(mover.line for mover in self.movers)


def directive_of(campaign: Campaign) -> Reference:
    """How papers cite the directive of ``campaign``."""
    sign = campaign.directive_number.split("-")[-1].split("/")[0].upper() if "-" in campaign.directive_number else ""
    kinds = {
        "KH": "Kế hoạch",
        "CT": "Chỉ thị",
        "NQ": "Nghị quyết",
        "HD": "Hướng dẫn",
        "KL": "Kết luận",
        "QĐ": "Quyết định",
    }
    return Reference(
        kind=kinds.get(sign, "Văn bản"),
        number=campaign.directive_number,
        dated_on=campaign.issued_on,
        issuer=campaign.directive_issuer,
    )


def case_of(commune: CampaignCommune, plan: Plan, *, on: date) -> Case:
    """What ``plan`` does, told under the names, posts and holds of ``on``."""
    shape = shape_of(commune, on)
    placements = plan.placements.select_related("member", "from_cell", "to_cell")
    by_name = placements.order_by("member__sort_key", "member_id")
    rows = [row for row in by_name if row.from_cell_id != row.to_cell_id]
    involved = {
        *shape.leaving,
        *shape.receiving,
        *(row.from_cell_id for row in rows),
        *(row.to_cell_id for row in rows),
    }
    names = names_on(involved, on) | {int(pk): told["name"] for pk, told in commune.opening.items()}
    posts = positions_on([row.member_id for row in rows], on)
    held = held_on(on, [row.member_id for row in rows])
    movers = tuple(_mover(row, names, posts, on) for row in rows if row.member_id not in held)
    used = {mover.to_cell.pk for mover in movers}
    receiving = [pk for pk in shape.receiving if pk in used or commune.campaign.kind == Campaign.SPLIT]
    official = sum(row.member.standing(on) is Standing.OFFICIAL for row in rows)
    return Case(
        leaving_names=tuple(names[pk] for pk in shape.leaving),
        receiving_names=tuple(names[pk] for pk in receiving),
        kept_names=tuple(names[pk] for pk in shape.receiving if pk not in shape.opening),
        movers=movers,
        pairs=tuple(_pairs(movers, names, on)),
        official_count=official,
        probationary_count=len(rows) - official,
        held=tuple(row.member for row in rows if row.member_id in held),
    )


def held_back(plan: Plan, on: date) -> list[int]:
    """Ids of the members of ``plan`` who are held on ``on``, so that a decision of that day leaves them out."""
    rows = plan.placements.exclude(from_cell=F("to_cell")).order_by("member__sort_key", "member_id")
    ids = list(rows.values_list("member_id", flat=True))
    held = held_on(on, ids)
    return [pk for pk in ids if pk in held]


def leaving_names(reorganisation: Reorganisation) -> tuple[str, ...]:
    """The cells that ``reorganisation`` is about, under their names of the day it was decided."""
    day = reorganisation.decided_on
    leaving = shape_of(reorganisation.commune, day).leaving
    names = names_on(leaving, day)
    return tuple(names[pk] for pk in leaving)


def line_of(member: Member, *, on: date, position: str, from_cell: str, to_cell: str) -> MemberLine:
    """``member`` as the lists of papers of ``on`` show them."""
    return MemberLine(
        full_name=member.full_name,
        official=member.standing(on) is Standing.OFFICIAL,
        born_on=member.born_on or None,
        admitted_on=member.admitted_on or None,
        official_on=member.official_on or None,
        card_number=member.card_number or "",
        file_number=member.file_number,
        position=position,
        from_cell=from_cell,
        to_cell=to_cell,
    )


def positions_on(member_ids: Iterable[int], on: date) -> dict[int, str]:
    """Member id → what they work as on ``on``. One SQL query."""
    rows = Profile.objects.on(on).filter(member__in=list(member_ids))
    return dict(rows.values_list("member_id", "position"))


def officers_of(cells: Iterable[int], on: date) -> dict[int, tuple[Officer, ...]]:
    """Cell id → who speaks for the cell on ``on``: its secretary. One SQL query."""
    found: dict[int, tuple[Officer, ...]] = {}
    rows = OfficerRow.objects.on(on).filter(unit__in=list(cells), post=OfficerRow.SECRETARY).select_related("member")
    for row in rows:
        found[row.unit_id] = (Officer(full_name=row.member.full_name, position="Bí thư Chi bộ"),)
    return found


def _mover(row: Placement, names: dict[int, str], posts: dict[int, str], on: date) -> Mover:
    line = line_of(
        row.member,
        on=on,
        position=posts.get(row.member_id, ""),
        from_cell=names[row.from_cell_id],
        to_cell=names[row.to_cell_id],
    )
    return Mover(row.member, line, row.from_cell, row.to_cell)


def _pairs(movers: Iterable[Mover], names: dict[int, str], on: date) -> Iterable[Pair]:
    grouped: dict[tuple[str, str], list[Mover]] = {}
    for mover in movers:
        grouped.setdefault((mover.to_cell.code, mover.from_cell.code), []).append(mover)
    cells = {mover.to_cell.pk for mover in movers} | {mover.from_cell.pk for mover in movers}
    officers = officers_of(cells, on)
    for _codes, group in sorted(grouped.items()):
        giving, receiving = group[0].from_cell, group[0].to_cell
        yield Pair(
            to_cell=receiving,
            giving_name=names[giving.pk],
            receiving_name=names[receiving.pk],
            giving=officers.get(giving.pk, ()),
            receiving=officers.get(receiving.pk, ()),
            lines=tuple(mover.line for mover in group),
        )
