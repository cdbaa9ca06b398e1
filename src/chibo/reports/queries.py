"""How far a campaign has come, counted from rows as of any day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Count, DateField, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from chibo.campaigns.models import Adoption, Campaign, Placement, Reorganisation, Transfer
from chibo.campaigns.queries.communes import communes_for
from chibo.domain.organisation import UnitKind
from chibo.registry.models import Hold, Membership, Unit, UnitVersion
from chibo.registry.queries.units import names_on

if TYPE_CHECKING:
    from chibo.accounts.models import User

FORMAT = "chibo.progress/1"
NOT_DECIDED = date.max


@dataclass(frozen=True, slots=True)
class Figures:
    """What is counted of one or several communes as of a day. Communes first, then members.

    ``with_agency_cell``: had one in force when the campaign was issued; ``decided``: signed and not cancelled;
    ``dissolved``: carried out; ``members_to_move``: met in those agency cells (on the eve of the day of effect where it
    has come); ``issued``, ``received``, ``confirmed``: members whose introduction got at least that far and was not
    returned; ``held``: still held back; ``late``: introduced, due and not received.
    """

    communes: int = 0
    with_agency_cell: int = 0
    decided: int = 0
    dissolved: int = 0
    members_to_move: int = 0
    issued: int = 0
    received: int = 0
    confirmed: int = 0
    held: int = 0
    late: int = 0

    def __add__(self, other: Figures) -> Figures:
        return Figures(*(getattr(self, field.name) + getattr(other, field.name) for field in fields(Figures)))


@dataclass(frozen=True, slots=True)
class UnitProgress:
    """The figures of the communes that lay under one unit; its name is that of the day counted for."""

    code: str
    name: str
    figures: Figures


def progress(campaign: Campaign, *, as_of: date, viewer: User, unit: Unit | None = None) -> list[UnitProgress]:
    """One entry, in the order of code, for each unit directly under ``unit`` (default: the campaign's) with communes.

    A commune counts for the unit it lay under when the campaign was issued, so that history regroups rightly; one asked
    for by itself is its own entry. Only communes that ``viewer`` may follow count. Seven SQL queries however many.
    """
    groups = _groups(campaign, unit or campaign.unit, viewer)
    by_commune = figures_of(campaign, [commune for members in groups.values() for commune in members], as_of)
    codes = dict(Unit.objects.filter(pk__in=groups).values_list("pk", "code"))
    names = names_on(groups, as_of)
    found = [
        UnitProgress(codes[pk], names.get(pk, ""), sum((by_commune[each] for each in members), Figures()))
        for pk, members in groups.items()
    ]
    return sorted(found, key=lambda row: row.code)


def progress_report(campaign: Campaign, *, as_of: date, viewer: User, unit: Unit | None = None) -> dict[str, Any]:
    """``chibo.progress/1``: ``progress`` as plain values."""
    rows = progress(campaign, unit=unit, as_of=as_of, viewer=viewer)
    units = [{"code": row.code, "name": row.name} | asdict(row.figures) for row in rows]
    return {"format": FORMAT, "campaign": campaign.code, "as_of": as_of.isoformat(), "units": units}


def figures_of(campaign: Campaign, communes: Iterable[int], as_of: date) -> dict[int, Figures]:
    """The figures of each of ``communes`` (unit ids) in ``campaign``. Four SQL queries."""
    communes = set(communes)
    decided = _decided(campaign, as_of)
    cells = _agency_cells(campaign)
    done = dict(decided.values_list("commune__unit_id", "carried_out_on"))
    with_cell = set(cells.values_list("parent_id", flat=True))
    moving = (_moving if campaign.kind == Campaign.DISSOLVE else _moving_by_plan)(campaign, as_of)
    steps = _steps(decided, as_of)
    found = {}
    for commune in communes:
        carried_out_on = done.get(commune)
        dissolved = carried_out_on is not None and carried_out_on <= as_of
        members, held = moving.get(commune, (0, 0))
        step = steps[commune] if dissolved else {}
        found[commune] = Figures(
            communes=1,
            with_agency_cell=int(commune in with_cell),
            decided=int(commune in done),
            dissolved=int(dissolved),
            members_to_move=members,
            issued=step.get("issued", 0),
            received=step.get("received", 0),
            confirmed=step.get("confirmed", 0),
            held=step.get("held", 0) if dissolved else held,
            late=step.get("late", 0),
        )
    return found


def _groups(campaign: Campaign, unit: Unit, viewer: User) -> dict[int, list[int]]:
    """Unit directly under ``unit`` → communes of the campaign below it, by the tree of the day of issue."""
    then = UnitVersion.objects.on(campaign.issued_on)
    communes = communes_for(viewer).filter(campaign=campaign)
    groups: dict[int, list[int]] = defaultdict(list)
    for commune, path in then.filter(unit__in=communes.values("unit")).values_list("unit_id", "path"):
        chain = [int(part) for part in path.strip("/").split("/")]
        if unit.pk in chain:
            groups[chain[min(chain.index(unit.pk) + 1, len(chain) - 1)]].append(commune)
    return groups


def _decided(campaign: Campaign, as_of: date) -> QuerySet:
    decided = Reorganisation.objects.filter(commune__campaign=campaign, decided_on__lte=as_of)
    return decided.exclude(cancelled_on__lte=as_of)


def _agency_cells(campaign: Campaign) -> QuerySet:
    """The agency cells in force when the campaign was issued."""
    return UnitVersion.objects.on(campaign.issued_on).filter(
        kind=UnitKind.AGENCY_CELL.value, parent__campaign_parts__campaign=campaign
    )


def _moving(campaign: Campaign, as_of: date) -> dict[int, tuple[int, int]]:
    """Commune → members of its agency cells on ``as_of``, or on the eve of the day of effect; those held among them."""
    stays = _moving_stays(campaign, as_of)
    counted = stays.values("commune").annotate(members=Count("pk"), held=Count("pk", filter=_held(as_of))).order_by()
    return {row["commune"]: (row["members"], row["held"]) for row in counted}


def _moving_stays(campaign: Campaign, as_of: date) -> QuerySet:
    """The stays that ``_moving`` counts, each with its ``commune``."""
    cells = _agency_cells(campaign)
    commune = cells.filter(unit=OuterRef("cell")).values("parent_id")
    effective = _decided(campaign, as_of).filter(commune__unit=OuterRef("commune")).values("effective_on")
    return (
        Membership.objects.valid()
        .filter(kind=Membership.OFFICIAL, cell__in=cells.values("unit"), starts_on__lte=as_of)
        .annotate(commune=Subquery(commune[:1]))
        .annotate(effective_on=Coalesce(Subquery(effective[:1]), NOT_DECIDED, output_field=DateField()))
        .filter(Q(ends_on=None) | Q(ends_on__gt=as_of) | Q(ends_on__gte=F("effective_on")))
        .filter(starts_on__lt=F("effective_on"))
    )


def _moving_by_plan(campaign: Campaign, as_of: date) -> dict[int, tuple[int, int]]:
    """The same for a campaign of another kind, where the plan adopted says who moves."""
    moves = _planned_moves(campaign, as_of)
    counted = moves.values("commune").annotate(members=Count("pk"), held=Count("pk", filter=_held(as_of))).order_by()
    return {row["commune"]: (row["members"], row["held"]) for row in counted}


def _planned_moves(campaign: Campaign, as_of: date) -> QuerySet:
    """The placements that ``_moving_by_plan`` counts, each with its ``commune``."""
    adopted = Adoption.objects.filter(commune__campaign=campaign, adopted_on__lte=as_of)
    plans = adopted.exclude(withdrawn_on__lte=as_of).values("plan")
    moves = Placement.objects.filter(plan__in=plans).exclude(from_cell=F("to_cell"))
    return moves.annotate(commune=F("plan__commune__unit"))


def _held(as_of: date) -> Exists:
    return Exists(Hold.objects.on(as_of).filter(member=OuterRef("member")))


def _steps(decided: QuerySet, as_of: date) -> dict[int, dict[str, int]]:
    """Commune → how many of its members' transfers, those returned not counted, got how far."""
    counts = {step: Count("pk", filter=condition) for step, condition in _reached(as_of).items()}
    rows = _transfers(decided, as_of).values("commune").annotate(**counts).order_by()
    return defaultdict(dict, {row["commune"]: row for row in rows})


def _reached(as_of: date) -> dict[str, Q]:
    """The condition on a transfer under each figure that counts transfers."""
    steps = {step: Q(**{f"{step}_on__lte": as_of}) for step in ("issued", "received", "confirmed")}
    late = steps["issued"] & ~steps["received"] & Q(due_on__lt=as_of)
    return steps | {"held": ~steps["issued"], "late": late}


def _transfers(decided: QuerySet, as_of: date) -> QuerySet:
    """The transfers that ``_steps`` counts, each with its ``commune``."""
    transfers = Transfer.objects.filter(reorganisation__in=decided).exclude(returned_on__lte=as_of)
    return transfers.annotate(commune=F("reorganisation__commune__unit"))


def communes_behind(
    campaign: Campaign, figure: str, *, unit: Unit, as_of: date, viewer: User
) -> list[tuple[int, Figures]]:
    """The communes (unit ids with their figures) that a number about communes counts, in order of code."""
    communes = [commune for several in _groups(campaign, unit, viewer).values() for commune in several]
    figures = figures_of(campaign, communes, as_of)
    codes = dict(Unit.objects.filter(pk__in=communes).values_list("pk", "code"))
    return [(pk, figures[pk]) for pk in sorted(communes, key=lambda pk: codes[pk]) if getattr(figures[pk], figure)]


@dataclass(frozen=True, slots=True)
class MemberBehind:
    """One member that a number counts: ids of the member, the commune and, where there is one, the transfer."""

    member: int
    commune: int
    transfer: int | None = None


def members_behind(campaign: Campaign, figure: str, *, unit: Unit, as_of: date, viewer: User) -> list[MemberBehind]:
    """The members that a number about members counts, from the same rows as the number."""
    communes = {commune for several in _groups(campaign, unit, viewer).values() for commune in several}
    decided = _decided(campaign, as_of)
    dissolved = set(decided.filter(carried_out_on__lte=as_of).values_list("commune__unit_id", flat=True))
    planned = _moving_stays if campaign.kind == Campaign.DISSOLVE else _planned_moves
    movers = planned(campaign, as_of).filter(commune__in=communes)
    if figure == "members_to_move":
        return [MemberBehind(*row) for row in movers.values_list("member", "commune")]
    transfers = _transfers(decided, as_of).filter(_reached(as_of)[figure], commune__in=communes & dissolved)
    found = [MemberBehind(*row) for row in transfers.values_list("member", "commune", "pk")]
    if figure == "held":
        waiting = movers.filter(_held(as_of), commune__in=communes - dissolved)
        found += [MemberBehind(*row) for row in waiting.values_list("member", "commune")]
    return found
