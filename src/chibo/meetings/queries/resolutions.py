"""Finding a cell's resolutions, who may vote, and what their papers say."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from chibo.documents.models import Document
from chibo.documents.ways import Way
from chibo.domain.organisation import CELL_KINDS
from chibo.domain.papers.facts import CellResolution, Committee, Issue, Signer
from chibo.domain.papers.wording import count, in_sentence, proper_name
from chibo.meetings.models import Clause, Meeting, Resolution, ResolutionPaper
from chibo.meetings.policies import may_read_resolutions
from chibo.meetings.queries.preparation import cell_on
from chibo.registry.models import Membership, Officer, Unit, UnitVersion
from chibo.registry.policies import Right
from chibo.registry.queries.scope import in_scope
from chibo.registry.queries.units import cell_strengths_on

if TYPE_CHECKING:
    from chibo.accounts.models import User

POSITIONS = {Officer.SECRETARY: "BÍ THƯ", Officer.DEPUTY_SECRETARY: "PHÓ BÍ THƯ"}


def resolutions_for(viewer: User, day: date) -> QuerySet:
    """Resolutions passed by ``day`` that ``viewer`` may see, latest first, with ``cell_name`` and ``clause_count``.

    Those of the cells in scope, and of the cells whose member the viewer is that day.
    """
    seen = UnitVersion.objects.valid().filter(in_scope(viewer, Right.VIEW_TASKS) | in_scope(viewer, Right.RESOLVE))
    readable = Q(cell__in=seen.values("unit_id"))
    if not viewer.is_local_operator:
        readable |= Q(cell__in=Membership.objects.on(day).filter(member__user=viewer).values("cell_id"))
    name = UnitVersion.objects.valid().filter(unit=OuterRef("cell"), starts_on__lte=OuterRef("passed_on"))
    clauses = Clause.objects.filter(resolution=OuterRef("pk")).order_by().values("resolution").annotate(n=Count("pk"))
    rows = Resolution.objects.filter(readable, passed_on__lte=day).select_related("cell", "meeting", "passed_by")
    return rows.annotate(
        cell_name=Subquery(name.order_by("-starts_on").values("name")[:1]),
        clause_count=Coalesce(Subquery(clauses.values("n")[:1]), 0),
        signed_on=F("paper__document__signed_on"),
    ).order_by("-passed_on", "-pk")


def resolution_of(pk: int, day: date, *, viewer: User) -> Resolution:
    """Raises ``Http404`` where there is none that ``viewer`` may see on ``day``."""
    found = resolutions_for(viewer, day).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def clauses_of(resolution: Resolution) -> list[Clause]:
    return list(resolution.clauses.order_by("number"))


def clause_of(resolution: Resolution, number: int) -> Clause:
    """Raises ``Http404``."""
    found = resolution.clauses.filter(number=number).select_related("resolution__cell").first()
    if found is None:
        raise Http404
    return found


def paper_of(resolution: Resolution, day: date) -> ResolutionPaper | None:
    """The signed paper, if it is signed by ``day``."""
    rows = ResolutionPaper.objects.filter(resolution=resolution, document__signed_on__lte=day)
    return rows.select_related("document").defer("document__pdf", "document__docx", "document__content").first()


def cell_to_read(code: str, day: date, *, viewer: User) -> UnitVersion:
    """The cell ``code`` whose resolutions ``viewer`` may read on ``day``. Raises ``Http404``."""
    version = cell_on(code, day, viewer=viewer)
    if not may_read_resolutions(actor=viewer, cell=version.unit, on=day):
        raise Http404
    return version


def cells_to_resolve(viewer: User, day: date) -> QuerySet:
    """Versions of the cells for which ``viewer`` may enter resolutions and give tasks on ``day``."""
    kinds = [str(kind) for kind in CELL_KINDS]
    return (
        UnitVersion.objects.on(day)
        .filter(in_scope(viewer, Right.RESOLVE), kind__in=kinds)
        .select_related("unit", "parent")
        .order_by("path")
    )


def official_count_on(cell: Unit, day: date) -> int:
    """Members who may vote in ``cell`` on ``day``: the official ones. Two SQL queries."""
    strengths = cell_strengths_on(day, [cell.pk])
    return strengths[cell.pk].official if cell.pk in strengths else 0


def meetings_held(cell: Unit, day: date) -> QuerySet:
    """The meetings of ``cell`` that took place by ``day``, latest first."""
    return Meeting.objects.filter(cell=cell, called_off_by=None, on__lte=day).order_by("-on")


def is_cell_on(cell: Unit, day: date) -> bool:
    """Whether ``cell`` is a cell in force on ``day``."""
    kinds = [str(kind) for kind in CELL_KINDS]
    return UnitVersion.objects.on(day).filter(unit=cell, kind__in=kinds).exists()


def last_of_year(cell: Unit, year: int) -> Resolution | None:
    """The resolution of ``cell`` with the last number of ``year``."""
    return Resolution.objects.filter(cell=cell, year=year).order_by("-number").first()


def signed_count(cell: Unit, year: int) -> int:
    """How many resolutions of ``cell`` of ``year`` are signed."""
    return ResolutionPaper.objects.filter(resolution__cell=cell, resolution__year=year).count()


def paper_facts(resolution: Resolution, on: date) -> CellResolution:
    """What the paper of ``resolution`` says when it is dated ``on``, not numbered yet. Five SQL queries."""
    version = UnitVersion.objects.on(resolution.passed_on).filter(unit=resolution.cell).get()
    above = UnitVersion.objects.on(resolution.passed_on).filter(unit=version.parent_id).first()
    area = in_sentence(above.name) if above is not None else ""
    cell = Committee(
        name=version.name,
        organisation=version.name,
        superior=f"Đảng bộ {area}" if area else "",
        place=proper_name(above.name) if above is not None else "",
        code="CB",
        kind="Chi bộ",
        organisation_kind="Chi bộ",
        office="chi bộ",
        by_standing=False,
        reports_to=(f"Đảng ủy {area}",) if area else (),
    )
    return CellResolution(
        issue=Issue(committee=cell, drafted_on=on, dated_on=on, signer=_signer(resolution.cell, on)),
        subject=resolution.title,
        clauses=tuple(clause.text for clause in clauses_of(resolution)),
        passed_on=resolution.passed_on,
        votes=_votes(resolution),
    )


def papers_addressed_to(viewer: User) -> QuerySet | None:
    """Ids of the signed resolutions that ``viewer`` reads as the secretary or a member of a cell."""
    if viewer.is_local_operator:
        return None
    led = UnitVersion.objects.valid().filter(in_scope(viewer, Right.RESOLVE)).values("unit_id")
    own = Membership.objects.open().filter(member__user=viewer).values("cell_id")
    rows = ResolutionPaper.objects.filter(Q(resolution__cell__in=led) | Q(resolution__cell__in=own))
    return rows.values("document_id")


def way_from(document: Document, viewer: User) -> Way | None:
    """Where ``viewer`` goes on from the paper of a resolution; ``None`` where it is none, or not theirs to read."""
    found = resolutions_for(viewer, date.max).filter(paper__document=document).first()
    return Way(_("Mở nghị quyết"), reverse("meetings:resolution", args=[found.pk])) if found is not None else None


def _signer(cell: Unit, on: date) -> Signer | None:
    held = Officer.objects.on(on).filter(unit=cell, post__in=POSITIONS).select_related("member")
    posts = {officer.post: officer.member.full_name for officer in held}
    for post, position in POSITIONS.items():
        if post in posts:
            return Signer(
                position=position,
                name=posts[post],
                deputising_for="" if post == Officer.SECRETARY else "BÍ THƯ",
            )
    return None


def _votes(resolution: Resolution) -> str:
    told = f"{count(resolution.votes_for)}/{count(resolution.official_count)} đảng viên chính thức tán thành"
    return (
        f"có mặt {count(resolution.present)}/{count(resolution.official_count)} đảng viên chính thức; {told}; "
        f"{count(resolution.votes_against)} không tán thành; {count(resolution.abstained)} không có ý kiến"
    )
