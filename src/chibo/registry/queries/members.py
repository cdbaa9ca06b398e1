"""Finding members as of a day."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.http import Http404

from chibo.domain.organisation import Standing
from chibo.domain.vietnamese import search_key
from chibo.registry.models import (
    Employment,
    Hold,
    Kinship,
    Member,
    Membership,
    Office,
    Officer,
    Profile,
    Residence,
    UnitVersion,
)
from chibo.registry.policies import Right, scope_paths
from chibo.registry.queries.scope import below, in_scope

if TYPE_CHECKING:
    from chibo.accounts.models import User
    from chibo.registry.models import Unit


MANY_UNITS = 500
"""A scope of so many units holds someone on every page of members: looking members up in order is quicker than gathering
the scope's first. In a smaller scope it is the other way round."""


def _cells_in_scope(day: date, viewer: User) -> QuerySet:
    return UnitVersion.objects.on(day).filter(in_scope(viewer, Right.VIEW_MEMBERS))


def _employees_in_scope(day: date, viewer: User) -> QuerySet:
    """Who works on ``day`` in an office of a commune whose head ``viewer`` is."""
    communes = UnitVersion.objects.on(day).filter(in_scope(viewer, Right.VIEW_EMPLOYEES))
    return Employment.objects.on(day).filter(office__commune__in=communes.values("unit_id"))


def members_on(day: date, *, viewer: User, under: UnitVersion | None = None, colleagues: bool = False) -> QuerySet:
    """Members with an official membership on ``day`` in a cell that ``viewer`` may see, by given name.

    Each row carries ``cell_id``, ``cell_code``, ``cell_name``, ``standing`` (a ``Standing`` code), ``office_id``,
    ``office_name``, ``position`` and ``is_held``. A viewer always sees their own row. ``under`` narrows to one subtree.

    With ``colleagues`` a head of office also finds those who work in the commune's offices: only for lists that show
    where and as what people work, never their numbers, dates or holds.
    """
    visible = _cells_in_scope(day, viewer)
    stays = Membership.objects.on(day).filter(kind=Membership.OFFICIAL)
    seen = Q(cell__in=visible.values("unit_id"))
    if not viewer.is_local_operator:
        seen |= Q(member__in=Member.objects.filter(user=viewer).values("pk"))
        if colleagues and scope_paths(viewer, Right.VIEW_EMPLOYEES):
            seen |= Q(member__in=_employees_in_scope(day, viewer).values("member_id"))
    mine = stays.filter(seen)
    if under is not None:
        visible = visible.filter(below(under.path))
        cells = UnitVersion.objects.on(day).filter(below(under.path))
        mine = mine.filter(cell__in=cells.values("unit_id"))
    if visible.order_by()[:MANY_UNITS].count() < MANY_UNITS:
        among = Q(pk__in=mine.values("member_id"))
    else:
        among = Q(Exists(mine.filter(member=OuterRef("pk"))))
    here = stays.filter(member=OuterRef("pk"))
    office = Employment.objects.on(day).filter(member=OuterRef("pk"))
    profile = Profile.objects.on(day).filter(member=OuterRef("pk"))
    return (
        Member.objects.filter(among, withdrawn_at=None)
        .annotate(  # type: ignore[no-redef]
            cell_id=Subquery(here.values("cell_id")[:1]),
            cell_code=Subquery(here.values("cell__code")[:1]),
            office_id=Subquery(office.values("office_id")[:1]),
            office_name=Subquery(office.values("office__name")[:1]),
            position=Subquery(profile.values("position")[:1]),
            is_held=Exists(Hold.objects.on(day).filter(member=OuterRef("pk"))),
            standing=Case(
                When(official_from__lte=day, then=Value(Standing.OFFICIAL.value)),
                default=Value(Standing.PROBATIONARY.value),
                output_field=CharField(),
            ),
        )
        .annotate(cell_name=Subquery(UnitVersion.objects.on(day).filter(unit=OuterRef("cell_id")).values("name")[:1]))
        .order_by("sort_key", "pk")
    )


def member_count_on(day: date, *, viewer: User, under: UnitVersion | None = None) -> int:
    """How many members ``members_on`` finds (without colleagues), counted by their stays: at most two SQL queries.

    A member has one official stay on a day, and whoever is withdrawn has none.
    """
    visible = _cells_in_scope(day, viewer)
    stays = Membership.objects.on(day).filter(kind=Membership.OFFICIAL)
    if under is not None:
        inside = UnitVersion.objects.on(day).filter(below(under.path))
        stays, visible = stays.filter(cell__in=inside.values("unit_id")), visible.filter(below(under.path))
    count = Membership.objects.on(day).filter(kind=Membership.OFFICIAL, cell__in=visible.values("unit_id")).count()
    if not viewer.is_local_operator:
        count += stays.filter(member__user=viewer).exclude(cell__in=visible.values("unit_id")).count()
    return count


class Sight(StrEnum):
    """How much of a member a viewer sees."""

    FULL = "FULL"
    """Everything: the member's cell, or last cell, lies in the viewer's scope."""
    OWN = "OWN"
    """Their own record, without the notes of the committee."""
    PAST = "PAST"
    """Who they were in a cell of the viewer's scope, which they have left."""
    WORK = "WORK"
    """Where and as what they work: the viewer is the head of their office."""


def sight_of(member: Member, day: date, *, viewer: User) -> Sight | None:
    """How much of ``member`` the viewer sees on ``day``; ``None``: nothing, not even that they exist."""
    if viewer.is_local_operator:
        return Sight.FULL
    cells = UnitVersion.objects.valid().filter(in_scope(viewer, Right.VIEW_MEMBERS)).values("unit_id")
    stays = list(
        member.memberships.valid()
        .annotate(seen=Exists(cells.filter(unit=OuterRef("cell"))))
        .order_by("-starts_on", "-pk")
        .values_list("seen", flat=True)
    )
    if stays and stays[0]:
        return Sight.FULL
    if member.user_id == viewer.pk:
        return Sight.OWN
    if any(stays):
        return Sight.PAST
    if scope_paths(viewer, Right.VIEW_EMPLOYEES) and _employees_in_scope(day, viewer).filter(member=member).exists():
        return Sight.WORK
    return None


def member_of(pk: int, *, viewer: User, day: date | None = None) -> Member:
    """The member ``pk`` if ``viewer`` may see them: through any cell of theirs, past or present, or as themselves.

    With ``day`` also as head of the office where they work that day. Raises ``Http404``.
    """
    found = Member.objects.filter(pk=pk, withdrawn_at=None).select_related("user").first()
    sight = found and sight_of(found, day or date.min, viewer=viewer)
    if found is None or sight is None:
        raise Http404
    return found


def memberships_of(member: Member) -> QuerySet:
    """The member's stays, latest first."""
    return (
        member.memberships.valid().select_related("cell", "opening_decision", "closing_decision").order_by("-starts_on")
    )


def employments_of(member: Member) -> QuerySet:
    """Where the member worked, latest first."""
    return member.employments.valid().select_related("office__commune").order_by("-starts_on")


def residences_of(member: Member) -> QuerySet:
    """Where the member lived, latest first."""
    return member.residences.valid().select_related("cell").order_by("-starts_on")


def holds_of(member: Member) -> QuerySet:
    """When and why the member was not to be moved, latest first."""
    return member.holds.valid().order_by("-starts_on")


def posts_of(member: Member) -> QuerySet:
    """The posts the member holds and held, latest first."""
    return member.posts.valid().select_related("unit").order_by("-starts_on")


def posts_at(member: Member, unit: Unit, day: date) -> QuerySet:
    """The posts of ``unit`` that the member holds on ``day``."""
    return Officer.objects.on(day).filter(member=member, unit=unit)


def kinships_on(member: Member, day: date) -> QuerySet:
    """The member's kinships on ``day``, with both relatives."""
    found = Kinship.objects.on(day).filter(Q(first=member) | Q(second=member))
    return found.select_related("first", "second").order_by("pk")


def kinship_of(pk: int, member: Member) -> Kinship:
    """The open kinship ``pk`` of ``member``. Raises ``Http404``."""
    found = Kinship.objects.open().filter(Q(first=member) | Q(second=member), pk=pk)
    kinship = found.select_related("first", "second").first()
    if kinship is None:
        raise Http404
    return kinship


def suggested_members(text: str, day: date, *, viewer: User, limit: int = 20) -> list[Member]:
    """Members whose name holds each word of ``text``, with or without accents, by given name."""
    found = members_on(day, viewer=viewer)
    for word in search_key(text).split():
        found = found.filter(search_key__contains=word)
    return list(found[:limit])


def namesakes(full_name: str, day: date, *, viewer: User, limit: int = 5) -> list[Member]:
    """Members in the viewer's scope on ``day`` whose name is the same but for accents and case."""
    return list(members_on(day, viewer=viewer).filter(search_key=search_key(full_name))[:limit])


def employment_on(member: Member, day: date) -> Employment | None:
    return Employment.objects.on(day).filter(member=member).select_related("office").first()


def residence_on(member: Member, day: date) -> Residence | None:
    return Residence.objects.on(day).filter(member=member).select_related("cell").first()


def profile_on(member: Member, day: date) -> Profile | None:
    return Profile.objects.on(day).filter(member=member).first()


def hold_on(member: Member, day: date) -> Hold | None:
    return Hold.objects.on(day).filter(member=member).first()


def official_stay(member: Member, day: date) -> Membership | None:
    """The official membership of ``member`` on ``day``, locked until the end of the transaction."""
    stays = Membership.objects.select_for_update().on(day)
    return stays.filter(member=member, kind=Membership.OFFICIAL).first()


def stay_on(member: Member, day: date) -> Membership | None:
    """The official membership of ``member`` on ``day``, only to look at it."""
    stays = Membership.objects.on(day).filter(member=member, kind=Membership.OFFICIAL)
    return stays.select_related("cell").first()


def kin_in_cell(member: Member, cell: Unit, day: date) -> list[Member]:
    """Relatives of ``member``, to be kept apart, who meet in ``cell`` on ``day``."""
    there = Membership.objects.on(day).filter(cell=cell, kind=Membership.OFFICIAL).values_list("member_id", flat=True)
    others = [row.second if row.first_id == member.pk else row.first for row in kinships_on(member, day)]
    present = set(there.filter(member__in=others))
    return [other for other in others if other.pk in present]


def offices_for(member: Member, day: date) -> list[Office]:
    """Offices on ``day`` of the commune of the member's cell, and of the commune where the member works."""
    stay, employment = stay_on(member, day), employment_on(member, day)
    communes = {employment.office.commune_id} if employment is not None else set()
    if stay is not None:
        above = UnitVersion.objects.on(day).filter(unit=stay.cell).values_list("parent_id", flat=True)
        communes.update({stay.cell_id, *above})
    return list(Office.objects.on(day).filter(commune__in=communes).order_by("commune", "code"))


def last_cell_names(member_ids: list[int], day: date) -> dict[int, str]:
    """Names of the cells of members on ``day``. One SQL query."""
    rows = (
        Membership.objects.on(day)
        .filter(member__in=member_ids, kind=Membership.OFFICIAL)
        .filter(Q(cell__versions__ends_on=None) | Q(cell__versions__ends_on__gt=day))
        .filter(cell__versions__starts_on__lte=day, cell__versions__voided_at=None)
        .annotate(name=F("cell__versions__name"))
    )
    return dict(rows.values_list("member_id", "name"))
