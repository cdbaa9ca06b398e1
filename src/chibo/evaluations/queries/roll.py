"""Who is reviewed in a cycle, by which cell, with which office: looked up in the registry on one day."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from chibo.domain.evaluation.opening import Stay, former_cells, leads_by_position, roll_day, too_new
from chibo.domain.evaluation.rule_sets import RuleSet
from chibo.domain.organisation import CELL_KINDS
from chibo.domain.periods import Period
from chibo.registry.models import (
    Employment,
    Member,
    Membership,
    Office,
    Officer,
    Profile,
    Residence,
    Role,
    RoleHolding,
    Unit,
    UnitVersion,
)

LEADING_ROLES = [Role.SECRETARY.value, Role.HEAD_OF_OFFICE.value]


@dataclass(frozen=True, slots=True)
class Entry:
    """One member to be reviewed. ``former``: ids of former cells; ``left_out``: why not to be rated, where so."""

    member: Member
    cell: int
    cell_name: str
    office: Office | None
    home_cell: int | None
    former: tuple[int, ...]
    is_leader: bool
    left_out: str = ""


@dataclass(frozen=True, slots=True)
class Roll:
    """Members to be reviewed, by cell and name, and the cells (id → name) that have any, as of ``day``."""

    day: date
    entries: list[Entry]
    cells: dict[int, str]

    @property
    def moved(self) -> list[Entry]:
        """Those of whom a former cell writes, too."""
        return [entry for entry in self.entries if entry.former]

    @property
    def without_office(self) -> list[Entry]:
        return [entry for entry in self.entries if entry.office is None]

    @property
    def left_out(self) -> list[Entry]:
        return [entry for entry in self.entries if entry.left_out]


def roll_of(committee: Unit, period: Period, rule_set: RuleSet, on: date) -> Roll:
    """Everyone who is a member of a cell of ``committee`` on the day of the rule. Nine SQL queries however many there are."""
    assert period.ends_on is not None
    day = roll_day(period.starts_on, period.ends_on, on)
    kinds = [str(kind) for kind in CELL_KINDS]
    versions = UnitVersion.objects.on(day).filter(parent=committee, kind__in=kinds).order_by("unit__code")
    names = dict(versions.values_list("unit_id", "name"))
    stays = Membership.objects.on(day).filter(cell__in=names, kind=Membership.OFFICIAL, member__withdrawn_at=None)
    rows = list(stays.select_related("member").order_by("cell__code", "member__sort_key", "member_id"))
    known = _known([row.member_id for row in rows], period, day)
    entries = [_entry(row, names, known, period, rule_set, day) for row in rows]
    used = {entry.cell for entry in entries}
    return Roll(day, entries, {pk: name for pk, name in names.items() if pk in used})


def entry_of(committee: Unit, member: Member, period: Period, rule_set: RuleSet, on: date) -> Entry | None:
    """The entry of one member who came after the opening; ``None``: in no cell of ``committee`` on the day of the rule."""
    return next(
        (each for each in roll_of(committee, period, rule_set, on).entries if each.member.pk == member.pk), None
    )


@dataclass
class _Known:
    stays: dict[int, list[Stay]]
    offices: dict[int, Office]
    homes: dict[int, int | None]
    leaders: set[int]


def _known(ids: list[int], period: Period, day: date) -> _Known:
    stays: dict[int, list[Stay]] = defaultdict(list)
    met = Membership.objects.valid().filter(member__in=ids, kind=Membership.OFFICIAL, starts_on__lte=day)
    met = met.filter(Q(ends_on=None) | Q(ends_on__gt=period.starts_on))
    for member, cell, starts_on, ends_on in met.values_list("member_id", "cell_id", "starts_on", "ends_on"):
        stays[member].append(Stay(cell, Period(starts_on, ends_on)))
    works = Employment.objects.on(day).filter(member__in=ids).select_related("office")
    lives = Residence.objects.on(day).filter(member__in=ids)
    return _Known(
        stays=stays,
        offices={row.member_id: row.office for row in works},
        homes=dict(lives.values_list("member_id", "cell_id")),
        leaders=_leaders(ids, day),
    )


def _leaders(ids: list[int], day: date) -> set[int]:
    """Who holds a leading post on ``day``: of a unit, of an office, by role or by position."""
    posts = Officer.objects.on(day).filter(member__in=ids).values_list("member_id", flat=True)
    heads = Office.objects.on(day).filter(head__in=ids).values_list("head_id", flat=True)
    roles = RoleHolding.objects.on(day).filter(user__member__in=ids, role__in=LEADING_ROLES)
    positions = Profile.objects.on(day).filter(member__in=ids).exclude(position="")
    found: set[Any] = {*posts, *heads, *roles.values_list("user__member__pk", flat=True)}
    return found | {
        pk for pk, position in positions.values_list("member_id", "position") if leads_by_position(position)
    }


def _entry(
    row: Membership, names: dict[int, str], known: _Known, period: Period, rule_set: RuleSet, day: date
) -> Entry:
    assert period.ends_on is not None
    within = Period(period.starts_on, day + timedelta(days=1))
    moved = rule_set.moved
    home = known.homes.get(row.member_id)
    new = too_new(row.member.admitted_on, ends_on=period.ends_on, least_days=moved.least_days)
    return Entry(
        member=row.member,
        cell=row.cell_id,
        cell_name=names[row.cell_id],
        office=known.offices.get(row.member_id),
        home_cell=home if home != row.cell_id else None,
        former=tuple(
            former_cells(
                known.stays[row.member_id], reviewing=row.cell_id, within=within, from_days=moved.former_from_days
            )
        ),
        is_leader=row.member_id in known.leaders,
        left_out=_("Vào Đảng dưới %(days)s ngày tính đến cuối kỳ.") % {"days": moved.least_days} if new else "",
    )
