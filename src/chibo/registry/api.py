"""REST: units and members as of a day."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from chibo.domain.vietnamese import search_key
from chibo.kit.api import Key, Page, Text, WindowQuery, day_or_today, page_of
from chibo.registry.queries import members as find_members
from chibo.registry.queries import units as find_units

router = Router(tags=["registry"])


class UnitOut(Schema):
    """One unit under its name of the day. ``starts_on``/``ends_on``: the period of this name, kind and parent."""

    code: str
    name: str
    kind: str
    official_code: str
    parent: str | None
    starts_on: date
    ends_on: date | None


class StrengthOut(Schema):
    official: int
    probationary: int
    cells: int


class UnitDetail(UnitOut):
    """A unit with its members counted over everything below it."""

    as_of: date
    strength: StrengthOut


class MemberOut(Schema):
    """One member on the day asked for. Dates as text, shortened where only the year or month is known."""

    id: int
    full_name: str
    gender: str
    born_on: str
    standing: str
    card_number: str | None
    cell: str | None
    cell_name: str | None
    office: str | None
    position: str | None
    held: bool


def _unit(version: Any) -> dict[str, Any]:
    return {
        "code": version.unit.code,
        "name": version.name,
        "kind": version.kind,
        "official_code": version.official_code,
        "parent": version.parent.code if version.parent else None,
        "starts_on": version.starts_on,
        "ends_on": version.ends_on,
    }


def _member(row: Any) -> dict[str, Any]:
    return {
        "id": row.pk,
        "full_name": row.full_name,
        "gender": row.gender,
        "born_on": row.born_on,
        "standing": row.standing,
        "card_number": row.card_number,
        "cell": row.cell_code,
        "cell_name": row.cell_name,
        "office": row.office_name,
        "position": row.position,
        "held": row.is_held,
    }


@router.get("/units", response=Page[UnitOut], summary="Units in scope on a day, in the order of the tree")
def list_units(
    request: HttpRequest,
    window: WindowQuery,
    as_of: date | None = None,
    parent: Text = "",
    kind: Text = "",
    q: Text = "",
) -> Any:
    found = find_units.units_on(day_or_today(as_of), viewer=request.user).select_related("parent")
    if parent:
        found = found.filter(parent__code=parent)
    if kind:
        found = found.filter(kind=kind)
    if q:
        found = found.filter(search_key__contains=search_key(q))
    return page_of(found, window, _unit)


@router.get("/units/{code}", response=UnitDetail, summary="One unit with its strength")
def get_unit(request: HttpRequest, code: Text, as_of: date | None = None) -> Any:
    day = day_or_today(as_of)
    version = find_units.unit_on(code, day, viewer=request.user)
    strength = find_units.strengths_below([version], day, viewer=request.user)[version.unit_id]
    return _unit(version) | {"as_of": day, "strength": strength}


@router.get("/members", response=Page[MemberOut], summary="Members in scope on a day, by given name")
def list_members(
    request: HttpRequest, window: WindowQuery, as_of: date | None = None, unit: Text = "", q: Text = ""
) -> Any:
    day = day_or_today(as_of)
    under = find_units.unit_on(unit, day, viewer=request.user) if unit else None
    found = find_members.members_on(day, viewer=request.user, under=under)
    if q:
        found = found.filter(search_key__contains=search_key(q))
    return page_of(found, window, _member)


@router.get("/members/{pk}", response=MemberOut, summary="One member with cell, office and post of the day")
def get_member(request: HttpRequest, pk: Key, as_of: date | None = None) -> Any:
    day = day_or_today(as_of)
    member = find_members.member_of(pk, viewer=request.user)
    row = find_members.members_on(day, viewer=request.user).filter(pk=pk).first()
    if row is not None:
        return _member(row)
    member.standing, member.is_held = str(member.standing(day)), find_members.hold_on(member, day) is not None
    member.cell_code = member.cell_name = member.office_name = member.position = None
    return _member(member)
