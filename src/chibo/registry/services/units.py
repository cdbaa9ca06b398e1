"""Units: create, change, end; offices, counters, neighbourhoods, officers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chibo.audit.use_cases import require, use_case
from chibo.domain import rules
from chibo.domain.organisation import UnitKind
from chibo.domain.rules import refusal
from chibo.domain.vietnamese import search_key
from chibo.registry import policies
from chibo.registry.models import (
    Counter,
    Employment,
    Member,
    Membership,
    Neighbourhood,
    Office,
    Officer,
    Succession,
    Unit,
    UnitVersion,
)
from chibo.registry.queries.scope import below

if TYPE_CHECKING:
    from chibo.accounts.models import User


@use_case("registry.unit_created", label=_("Lập đơn vị"), allowed=policies.may_create_unit)
def create_unit(
    *,
    actor: User,
    code: str,
    name: str,
    kind: UnitKind,
    parent: Unit | None,
    starts_on: date,
    ends_on: date | None = None,
    official_code: str = "",
) -> Unit:
    """A new unit exists from ``starts_on`` under ``parent``.

    Raises ``RuleBroken``: CODE_TAKEN, WRONG_PARENT, PARENT_NOT_IN_FORCE.
    """
    if Unit.objects.filter(code=code).exists():
        require([refusal("CODE_TAKEN", code=code)])
    parent_kind = None
    if parent is not None:
        above = UnitVersion.objects.on(starts_on).filter(unit=parent).first()
        if above is None:
            require([refusal("PARENT_NOT_IN_FORCE", parent=parent.code, on=starts_on)])
        else:
            parent_kind = UnitKind(above.kind)
    require(rules.check_parent(UnitKind(kind), parent_kind))
    unit = Unit(code=code)
    unit.save()
    establish(unit, name=name, kind=kind, parent=parent, on=starts_on, until=ends_on, official_code=official_code)
    return unit


@use_case("registry.unit_changed", label=_("Thay đổi đơn vị"), allowed=policies.may_edit_unit)
def change_unit(
    *,
    actor: User,
    unit: Unit,
    on: date,
    name: str | None = None,
    kind: UnitKind | None = None,
    parent: Unit | None = None,
    official_code: str | None = None,
    reason: str = "",
) -> UnitVersion:
    """From ``on`` the unit bears the new name, kind, parent or code; before it stays as it was.

    When the parent changes, everything below gets new paths from ``on``. Raises ``RuleBroken``: NOT_IN_FORCE,
    WRONG_PARENT, PARENT_NOT_IN_FORCE, PARENT_BELOW_ITSELF.
    """
    current = _version_on(unit, on)
    new_parent = parent if parent is not None else current.parent
    new_kind = UnitKind(kind or current.kind)
    if new_parent is not None:
        above = UnitVersion.objects.on(on).filter(unit=new_parent).first()
        if above is None:
            require([refusal("PARENT_NOT_IN_FORCE", parent=new_parent.code, on=on)])
        elif above.path.startswith(current.path):
            require([refusal("PARENT_BELOW_ITSELF", unit=current.name, parent=above.name)])
        else:
            require(rules.check_parent(new_kind, UnitKind(above.kind)))
    facts = {
        "unit": unit,
        "parent": new_parent,
        "name": name or current.name,
        "kind": str(new_kind),
        "official_code": current.official_code if official_code is None else official_code,
    }
    until = current.ends_on
    current.close(on)
    first = _write_versions(facts, on, until)[0]
    if first.path != current.path:
        _move_below(current.path, on, until)
    return first


@use_case("registry.unit_ended", label=_("Kết thúc hoạt động đơn vị"), allowed=policies.may_edit_unit)
def end_unit(*, actor: User, unit: Unit, on: date, successors: tuple[Unit, ...] = (), reason: str = "") -> Unit:
    """The unit is in force until the day before ``on``; ``successors`` are noted as having taken over.

    What hangs on it ends with it, see ``close_what_hangs_on``. Raises ``RuleBroken``: NOT_IN_FORCE, LATER_CHANGE,
    UNIT_HAS_CHILDREN, CELL_HAS_MEMBERS (from ``on`` on).
    """
    current = _version_on(unit, on)
    from_then_on = Q(ends_on=None) | Q(ends_on__gt=on)
    later = UnitVersion.objects.valid().filter(unit=unit, starts_on__gt=on).order_by("starts_on").last()
    if later is not None:
        require([refusal("LATER_CHANGE", subject=current.name, on=on, until=later.starts_on)])
    below_it = UnitVersion.objects.valid().filter(from_then_on, parent=unit).values("unit").distinct().count()
    stays = Membership.objects.valid().filter(from_then_on, cell=unit).values("member").distinct().count()
    if below_it:
        require([refusal("UNIT_HAS_CHILDREN", unit=current.name, count=below_it)])
    if stays:
        require([refusal("CELL_HAS_MEMBERS", unit=current.name, count=stays)])
    current.close(on)
    close_what_hangs_on(unit, on)
    for successor in successors:
        Succession(predecessor=unit, successor=successor, on=on).save()
    return unit


def close_what_hangs_on(unit: Unit, on: date) -> None:
    """Posts, offices with their employees and counters, and the neighbourhood of ``unit`` end on ``on``.

    For every use case that ends a unit. The fate of each link to a unit stands in ``tests/contracts``.
    """
    Employment.objects.filter(office__commune=unit).close_open(on)
    Counter.objects.filter(commune=unit).close_open(on)
    Office.objects.filter(commune=unit).close_open(on)
    Officer.objects.filter(unit=unit).close_open(on)
    Neighbourhood.objects.filter(cell=unit).close_open(on)


@use_case("registry.neighbourhood_described", label=_("Ghi đặc điểm khu dân cư"), allowed=policies.may_edit_cell)
def describe_neighbourhood(
    *,
    actor: User,
    cell: Unit,
    on: date,
    character: str = "",
    households: int | None = None,
    needs: Mapping[str, int] | None = None,
    needs_leader: bool = False,
    target: int | None = None,
    capacity: int | None = None,
    latitude: float | None = None,
    longitude: float | None = None,
) -> Neighbourhood:
    """From ``on`` the neighbourhood of ``cell`` is as told; what was known before is kept with its period."""
    Neighbourhood.objects.filter(cell=cell).close_open(on)
    row = Neighbourhood(
        cell=cell,
        starts_on=on,
        character=character,
        households=households,
        needs=dict(needs or {}),
        needs_leader=needs_leader,
        target=target,
        capacity=capacity,
        latitude=latitude,
        longitude=longitude,
    )
    row.save()
    return row


@use_case("registry.office_opened", label=_("Lập bộ phận chuyên môn"), allowed=policies.may_edit_commune)
def open_office(*, actor: User, commune: Unit, code: str, name: str, on: date, head: Member | None = None) -> Office:
    """An office of ``commune`` exists from ``on`` under this code (a former one with the code is closed)."""
    Office.objects.filter(commune=commune, code=code).close_open(on)
    office = Office(commune=commune, code=code, name=name, head=head, starts_on=on)
    office.save()
    return office


@use_case("registry.counter_opened", label=_("Lập quầy một cửa"), allowed=policies.may_edit_commune)
def open_counter(
    *, actor: User, commune: Unit, code: str, name: str, on: date, office: Office | None = None
) -> Counter:
    """A counter of the one-stop desk of ``commune`` exists from ``on``."""
    Counter.objects.filter(commune=commune, code=code).close_open(on)
    counter = Counter(commune=commune, office=office, code=code, name=name, starts_on=on)
    counter.save()
    return counter


@use_case("registry.officer_appointed", label=_("Ghi chức danh"), allowed=policies.may_edit_unit)
def appoint_officer(*, actor: User, unit: Unit, member: Member, post: str, on: date) -> Officer:
    """``member`` holds ``post`` of ``unit`` from ``on``; a single post's former holder leaves it that day."""
    former = Officer.objects.filter(unit=unit, post=post)
    (former if post in (Officer.SECRETARY, Officer.CHAIRMAN) else former.filter(member=member)).close_open(on)
    officer = Officer(unit=unit, member=member, post=post, starts_on=on)
    officer.save()
    return officer


def establish(
    unit: Unit,
    *,
    name: str,
    kind: UnitKind,
    parent: Unit | None,
    on: date,
    until: date | None = None,
    official_code: str = "",
) -> UnitVersion:
    """``unit``, known by its code alone so far, is in force from ``on``; for use cases to build on."""
    facts = {"unit": unit, "parent": parent, "name": name, "kind": str(kind), "official_code": official_code}
    return _write_versions(facts, on, until)[0]


def _version_on(unit: Unit, on: date) -> UnitVersion:
    current = UnitVersion.objects.select_for_update().on(on).filter(unit=unit).first()
    if current is None:
        require([refusal("NOT_IN_FORCE", unit=unit.code, on=on)])
    return current  # type: ignore[return-value]


def _write_versions(facts: dict[str, Any], starts_on: date, ends_on: date | None) -> list[UnitVersion]:
    """One version for each stretch of time in which the parent's path stays the same."""
    unit, parent = facts["unit"], facts["parent"]
    stretches = [("/", starts_on, ends_on)] if parent is None else _parent_paths(parent, starts_on, ends_on)
    written = []
    for above, first, last in stretches:
        version = UnitVersion(
            **facts,
            path=f"{above}{unit.pk}/",
            search_key=search_key(f"{facts['name']} {unit.code}")[:200],
            starts_on=first,
            ends_on=last,
        )
        version.save()
        written.append(version)
    return written


def _parent_paths(parent: Unit, starts_on: date, ends_on: date | None) -> list[tuple[str, date, date | None]]:
    versions = UnitVersion.objects.valid().filter(unit=parent).order_by("starts_on")
    versions = versions.filter(Q(ends_on=None) | Q(ends_on__gt=starts_on))
    if ends_on is not None:
        versions = versions.filter(starts_on__lt=ends_on)
    stretches: list[tuple[str, date, date | None]] = []
    for version in versions:
        if stretches and stretches[-1][0] == version.path:
            stretches[-1] = (version.path, stretches[-1][1], ends_on)
        else:
            if stretches:
                stretches[-1] = (stretches[-1][0], stretches[-1][1], version.starts_on)
            stretches.append((version.path, max(starts_on, version.starts_on), ends_on))
    return stretches


def _move_below(old_path: str, on: date, until: date | None) -> None:
    """Give everything that lies below ``old_path`` from ``on`` to ``until`` versions under the new path, parents first.

    Units that begin after ``on`` are moved too: a move entered late must not leave them under a path that is gone.
    """
    moved = UnitVersion.objects.valid().filter(below(old_path)).filter(Q(ends_on=None) | Q(ends_on__gt=on))
    if until is not None:
        moved = moved.filter(starts_on__lt=until)
    for version in list(moved.select_related("unit", "parent").order_by("path", "starts_on")):
        facts = {name: getattr(version, name) for name in ("unit", "parent", "name", "kind", "official_code")}
        first, last = max(on, version.starts_on), version.ends_on
        version.close(first)
        _write_versions(facts, first, last)
