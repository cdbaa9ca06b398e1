"""What stands around a concern: the offices it may go to, who of them meets in the cell, what it may repeat."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from chibo.domain.feedback.concerns import Theme
from chibo.domain.feedback.duplicates import Said, likely_duplicates
from chibo.domain.vietnamese import search_key
from chibo.feedback.models import Concern, Echo, Handling, IdentityRequest
from chibo.feedback.queries.concerns import concerns_for
from chibo.registry.models import Employment, Member, Membership, Office, Officer, Unit
from chibo.registry.policies import Right
from chibo.registry.queries.cells import cells_open_to, commune_of
from chibo.registry.queries.units import name_on, names_on, offices_on

if TYPE_CHECKING:
    from chibo.accounts.models import User

LOOKED_BACK = timedelta(days=120)
"""Concerns raised longer ago than this are not taken for the same."""
MOST_COMPARED = 300

THEME_WORDS: dict[str, tuple[str, ...]] = {
    Theme.LAND: ("dia chinh", "dat dai", "xay dung"),
    Theme.ROADS: ("xay dung", "do thi", "dia chinh"),
    Theme.ENVIRONMENT: ("moi truong", "dia chinh"),
    Theme.UTILITIES: ("do thi", "xay dung", "kinh te"),
    Theme.SECURITY: ("cong an", "quan su", "tu phap"),
    Theme.WELFARE: ("lao dong", "xa hoi", "thuong binh"),
    Theme.HEALTH: ("y te", "xa hoi"),
    Theme.EDUCATION: ("giao duc", "van hoa"),
    Theme.LIVELIHOOD: ("kinh te", "nong nghiep", "lao dong"),
    Theme.CULTURE: ("van hoa",),
    Theme.PROCEDURES: ("van phong", "tu phap", "mot cua"),
    Theme.PARTY: ("dang uy", "van phong"),
    Theme.OTHER: ("van phong",),
}
"""Words, without marks, of the names of offices that usually take up a theme."""


def cells_to_note(viewer: User, day: date) -> list[tuple[str, str]]:
    """Codes and names of the cells for which ``viewer`` may note concerns on ``day``, the own ones first."""
    return cells_open_to(viewer, Right.NOTE_CONCERNS, day)


def cell_called(code: str, viewer: User, day: date) -> Unit | None:
    """The cell with this code among those for which ``viewer`` may note concerns; ``None`` where it is none of them."""
    if code not in dict(cells_to_note(viewer, day)):
        return None
    return Unit.objects.filter(code=code).first()


def secretary_name(cell: Unit, day: date) -> str:
    """Who leads ``cell`` on ``day``; empty where nobody does."""
    found = Officer.objects.on(day).filter(unit=cell, post=Officer.SECRETARY).select_related("member").first()
    return found.member.full_name if found is not None else ""


def office_choices(concern: Concern, day: date) -> list[tuple[str, str]]:
    """Codes and names of the offices of the concern's commune on ``day``."""
    commune = commune_of(concern.cell)
    return [(office.code, office.name) for office in offices_on(commune, day)] if commune is not None else []


def office_called(concern: Concern, code: str, day: date) -> Office | None:
    """The office of the concern's commune with this code on ``day``."""
    commune = commune_of(concern.cell)
    return offices_on(commune, day).filter(code=code).first() if commune is not None else None


def office_suggested(concern: Concern, day: date) -> str:
    """The code of the office that last took up the theme in this commune, else one whose name tells of it, or empty."""
    commune = commune_of(concern.cell)
    if commune is None:
        return ""
    known = dict(office_choices(concern, day))
    former = Handling.objects.filter(office__commune=commune, concern__theme=concern.theme, routed_on__lte=day)
    last = former.exclude(concern=concern).order_by("-routed_on", "-pk").values_list("office__code", flat=True).first()
    if last in known:
        return str(last)
    names = {code: search_key(name) for code, name in known.items()}
    for words in THEME_WORDS[concern.theme]:
        for code, name in names.items():
            if words in name:
                return code
    return ""


def placed_members(office: Office, cell: Unit, day: date) -> list[Member]:
    """Those who work in ``office`` and meet in ``cell`` on ``day``, by given name. One SQL query."""
    staff = Employment.objects.on(day).filter(office__commune=office.commune_id, office__code=office.code)
    here = Membership.objects.on(day).filter(cell=cell, kind=Membership.OFFICIAL)
    found = Member.objects.filter(pk__in=staff.values("member_id")).filter(pk__in=here.values("member_id"))
    return list(found.order_by("sort_key", "pk"))


def duplicates_of(said: Said, cell: Unit, day: date, *, viewer: User, within: timedelta = LOOKED_BACK) -> list[Concern]:
    """Concerns of ``cell`` raised of late, still standing by themselves, that may say the same; the likeliest first."""
    recent = concerns_for(viewer, day).filter(cell=cell, joined_into=None, raised_on__gte=day - within)
    open_ones = recent.exclude(handlings__closed_on__isnull=False, handlings__reopened_on=None)
    rows = {row.pk: row for row in open_ones.order_by("-raised_on", "-pk")[:MOST_COMPARED]}
    known = [Said(row.pk, row.theme, row.place, row.text) for row in rows.values()]
    return [rows[key] for key in likely_duplicates(said, known)]


def joinable(concern: Concern, day: date, *, viewer: User) -> list[Concern]:
    """What ``concern`` may go on as one with: the likely duplicates of its own cell."""
    said = Said(concern.pk, concern.theme, concern.place, concern.text)
    return [row for row in duplicates_of(said, concern.cell, day, viewer=viewer) if row.pk != concern.pk]


def voices_of(concern: Concern, day: date) -> int:
    """How many residents raised it by ``day``, here and where it was joined. Two SQL queries."""
    joined = concern.joined.filter(joined_on__lte=day)
    same = Q(concern=concern) | Q(concern__in=joined.values("pk"))
    return 1 + joined.count() + Echo.objects.filter(same, raised_on__lte=day).count()


def identity_request(concern: Concern) -> IdentityRequest | None:
    """Whether, and until when, somebody is known who asked for an answer in person."""
    return IdentityRequest.objects.filter(concern=concern).first()


def cell_choices(concerns: QuerySet, day: date) -> list[tuple[str, str]]:
    """Codes and names on ``day`` of the cells of ``concerns``, in order of name; none where there are more than 60."""
    codes: dict[int, str] = dict(concerns.order_by().values_list("cell_id", "cell__code").distinct()[:61])
    if len(codes) > 60:
        return []
    names = names_on(codes, day)
    return sorted(((code, names.get(pk, code)) for pk, code in codes.items()), key=lambda pair: (pair[1], pair[0]))


def office_filter_choices(concerns: QuerySet) -> list[tuple[str, str]]:
    """Codes and names of the offices that ``concerns`` came to; the same code in two communes stands once."""
    offices = Office.objects.filter(pk__in=Handling.objects.filter(concern__in=concerns.order_by()).values("office_id"))
    return sorted(dict(offices.values_list("code", "name")).items(), key=lambda pair: str(pair[1]))


def place_of(concern: Concern, day: date) -> tuple[str, str]:
    """The names of the concern's cell and commune on ``day``."""
    commune = commune_of(concern.cell)
    return name_on(concern.cell, day), name_on(commune, day) if commune is not None else ""
