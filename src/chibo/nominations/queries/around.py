"""What stands around a nomination: the cell's official members, who may help or introduce, names of places."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from chibo.domain.nominations.checks import Backer
from chibo.domain.organisation import Standing
from chibo.nominations.models import FiledForm, Nomination
from chibo.registry.models import Member, Membership, Unit, UnitVersion
from chibo.registry.policies import Right
from chibo.registry.queries.cells import cells_open_to, commune_of
from chibo.registry.queries.units import cell_strengths_on, name_on, names_on

if TYPE_CHECKING:
    from chibo.accounts.models import User


def cells_to_propose_in(viewer: User, day: date) -> list[tuple[str, str]]:
    """Codes and names of the cells where ``viewer`` may put somebody forward on ``day``, the own ones first."""
    return cells_open_to(viewer, Right.HANDLE_NOMINATIONS, day)


def cell_called(code: str, viewer: User, day: date) -> Unit | None:
    """The cell with this code among ``cells_to_propose_in``; ``None`` where it is none of them."""
    return Unit.objects.filter(code=code).first() if code in dict(cells_to_propose_in(viewer, day)) else None


def official_count(cell: Unit, day: date) -> int:
    """How many official members ``cell`` has on ``day``: what two thirds are counted of. Two SQL queries."""
    strength = cell_strengths_on(day, [cell.pk]).get(cell.pk)
    return strength.official if strength is not None else 0


def backer(member: Member, cell: Unit, day: date) -> Backer:
    """``member`` as the rules see one who helps or introduces in ``cell`` on ``day``. One SQL query."""
    stays = Membership.objects.on(day).filter(member=member, cell=cell, kind=Membership.OFFICIAL)
    since = stays.values_list("starts_on", flat=True).first()
    return Backer(member.full_name, since, member.standing(day) is Standing.OFFICIAL)


def backer_choices(cell: Unit, day: date) -> list[tuple[str, str]]:
    """Keys and names of the official members of ``cell`` on ``day``, by given name. One SQL query."""
    here = Membership.objects.on(day).filter(cell=cell, kind=Membership.OFFICIAL).values("member_id")
    found = Member.objects.filter(pk__in=here, official_from__lte=day).order_by("sort_key", "pk")
    return [(str(pk), name) for pk, name in found.values_list("pk", "full_name")]


def member_called(pk: str, cell: Unit, day: date) -> Member | None:
    """The official member ``pk`` of ``cell`` on ``day``."""
    return Member.objects.get(pk=int(pk)) if pk in dict(backer_choices(cell, day)) else None


def forms_of(nomination: Nomination, day: date) -> list[FiledForm]:
    """The papers that had come in by ``day``, with who introduces. One SQL query."""
    return list(nomination.forms.filter(received_on__lte=day).select_related("introducer").order_by("form"))


def place_of(nomination: Nomination, day: date) -> tuple[str, str]:
    """The names of the cell and of its commune on ``day``."""
    commune = commune_of(nomination.cell)
    return name_on(nomination.cell, day), name_on(commune, day) if commune is not None else ""


def cell_choices(nominations: QuerySet, day: date) -> list[tuple[str, str]]:
    """Codes and names on ``day`` of the cells of ``nominations``; none where there are more than 60."""
    codes: dict[int, str] = dict(nominations.order_by().values_list("cell_id", "cell__code").distinct()[:61])
    if len(codes) > 60:
        return []
    names = names_on(codes, day)
    return sorted(((code, names.get(pk, code)) for pk, code in codes.items()), key=lambda pair: (pair[1], pair[0]))


def commune_choices(nominations: QuerySet, day: date) -> list[tuple[str, str]]:
    """Codes and names on ``day`` of the communes of ``nominations``, in order of name."""
    cells = UnitVersion.objects.valid().filter(unit__in=nominations.order_by().values("cell_id"))
    codes: dict[int, str] = dict(cells.order_by().values_list("parent_id", "parent__code").distinct())
    names = names_on([pk for pk in codes if pk is not None], day)
    return sorted(((code, names.get(pk, code)) for pk, code in codes.items() if code), key=lambda pair: pair[1])
