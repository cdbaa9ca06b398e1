"""Finding members as of a day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.http import Http404

from chibo.domain.organisation import Standing
from chibo.registry.models import Employment, Hold, Member, Membership, Profile, Residence, UnitVersion
from chibo.registry.policies import Right
from chibo.registry.queries.scope import below, in_scope

if TYPE_CHECKING:
    from chibo.accounts.models import User


def _cells_in_scope(day: date, viewer: User) -> QuerySet:
    return UnitVersion.objects.on(day).filter(in_scope(viewer, Right.VIEW_MEMBERS))


def members_on(day: date, *, viewer: User, under: UnitVersion | None = None) -> QuerySet:
    """Members with an official membership on ``day`` in a cell that ``viewer`` may see, by given name.

    Each row carries ``cell_id``, ``cell_code``, ``cell_name``, ``standing`` (a ``Standing`` code), ``office_name``,
    ``position`` and ``is_held``. A viewer always sees their own row. ``under`` narrows to one subtree.
    """
    visible = _cells_in_scope(day, viewer)
    if under is not None:
        visible = visible.filter(below(under.path))
    stays = Membership.objects.on(day).filter(kind=Membership.OFFICIAL)
    mine = stays.filter(cell__in=visible.values("unit_id"))
    if under is None and not viewer.is_local_operator:
        mine = mine | stays.filter(member__user=viewer)
    here = stays.filter(member=OuterRef("pk"))
    office = Employment.objects.on(day).filter(member=OuterRef("pk"))
    profile = Profile.objects.on(day).filter(member=OuterRef("pk"))
    return (
        Member.objects.filter(withdrawn_at=None, pk__in=mine.values("member_id"))
        .annotate(
            cell_id=Subquery(here.values("cell_id")[:1]),
            cell_code=Subquery(here.values("cell__code")[:1]),
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


def member_of(pk: int, *, viewer: User) -> Member:
    """The member ``pk`` if ``viewer`` may see them: through any cell of theirs, past or present, or as themselves.

    Raises ``Http404``.
    """
    found = Member.objects.filter(pk=pk).first()
    if found is None:
        raise Http404
    if viewer.is_local_operator or found.user_id == viewer.pk:
        return found
    paths = UnitVersion.objects.valid().filter(in_scope(viewer, Right.VIEW_MEMBERS))
    if not found.memberships.valid().filter(cell__in=paths.values("unit_id")).exists():
        raise Http404
    return found


def memberships_of(member: Member) -> QuerySet:
    """The member's stays, latest first."""
    return (
        member.memberships.valid().select_related("cell", "opening_decision", "closing_decision").order_by("-starts_on")
    )


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
