"""The page of one unit: strength, members or units below, posts, neighbourhood, offices, how it came to be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, npgettext_lazy

from chibo.domain.organisation import UnitKind
from chibo.kit.lists import Column, Kind, Listing, list_page
from chibo.registry.labels import KIND_LABELS
from chibo.registry.policies import Right, may
from chibo.registry.queries.history import history_of_unit
from chibo.registry.queries.members import members_on
from chibo.registry.queries.timeline import predecessors_of, successors_of, timeline_of
from chibo.registry.queries.tree import branch_on, in_reading_order, overviews_on, size_warnings
from chibo.registry.queries.units import (
    ancestors_on,
    children_on,
    counters_on,
    neighbourhood_on,
    officers_on,
    offices_on,
    secretaries_on,
    staff_counts_on,
    unit_on,
    units_on,
)
from chibo.registry.views.members import member_columns, standing_filter
from chibo.registry.views.wording import care_status, unit_crumbs
from chibo.registry.violations import sentences

if TYPE_CHECKING:
    from chibo.registry.models import UnitVersion

HISTORY = "lich-su"


def unit(request: HttpRequest, code: str) -> HttpResponse:
    """The unit as of the day; a unit that has ended keeps its page."""
    version = unit_on(code, request.as_of, viewer=request.user)
    context = {} if request.htmx else _context(request, version)
    if not version.is_cell:
        rows = _children(request, version)
        return list_page(request, _child_listing(version), rows, template="registry/unit.html", context=context)
    sees_members = may(request.user, Right.VIEW_MEMBERS, version.unit)
    rows = members_on(request.as_of, viewer=request.user, under=version)
    roster = _roster(version, sees_all=sees_members)
    return list_page(request, roster, rows, template="registry/unit.html", context=context)


def _context(request: HttpRequest, version: UnitVersion) -> dict[str, Any]:
    day, viewer, unit = request.as_of, request.user, version.unit
    overview = overviews_on([version], day, viewer=viewer)[version.unit_id]
    above = ancestors_on(version, version.starts_on if day < version.starts_on else day)
    seen = set(
        units_on(day, viewer=viewer).filter(unit__in=[each.unit_id for each in above]).values_list("unit", flat=True)
    )
    may_edit = may(viewer, Right.EDIT_REGISTRY, unit)
    limit = 200 if HISTORY in request.GET else 5
    context: dict[str, Any] = {
        "title": version.name,
        "version": version,
        "crumbs": unit_crumbs(above, seen),
        "has_ended": version.ends_on is not None and version.ends_on <= day,
        "not_begun": day < version.starts_on,
        "overview": overview,
        "officers": officers_on(unit, day),
        "timeline": timeline_of(unit),
        "predecessors": predecessors_of(unit),
        "successors": successors_of(unit),
        "may_edit": may_edit,
        "sees_members": may(viewer, Right.VIEW_MEMBERS, unit),
        "entries": history_of_unit(unit, day, viewer=viewer, limit=limit),
        "history_is_long": HISTORY in request.GET,
    }
    if version.is_cell:
        found = size_warnings(version.name, version.kind, overview.strength, on=day)
        context["warnings"] = sentences(row for row in found if row.code != "CELL_NEEDS_COMMITTEE")
        context["remarks"] = sentences(row for row in found if row.code == "CELL_NEEDS_COMMITTEE")
        context["is_residential"] = version.kind == UnitKind.RESIDENTIAL_CELL
        context["neighbourhood"] = neighbourhood_on(unit, day)
    if version.is_commune:
        staff = staff_counts_on(unit, day)
        context["offices"] = [{"office": office, "staff": staff.get(office.pk, 0)} for office in offices_on(unit, day)]
        context["counters"] = counters_on(unit, day)
        agency = children_on(unit, day, viewer=viewer).filter(kind=UnitKind.AGENCY_CELL).first()
        context["agency_cell"] = agency
    if may_edit:
        context["why_not_end"] = _why_not_end(version, overview, day, viewer)
    return context


def _why_not_end(version: UnitVersion, overview: Any, day: Any, viewer: Any) -> str:
    """Why the unit cannot end now; empty when it can."""
    if version.ends_on is not None and version.ends_on <= day:
        return _("Đơn vị đã kết thúc hoạt động.")
    if version.is_cell and overview.strength.members:
        return _("Còn %(count)s đảng viên. Hãy chuyển đảng viên trước.") % {"count": overview.strength.members}
    if not version.is_cell and branch_on(version, day, viewer=viewer, is_open=False).has_children:
        return _("Còn đơn vị trực thuộc. Hãy chuyển hoặc kết thúc các đơn vị đó trước.")
    return ""


def _roster(version: UnitVersion, *, sees_all: bool) -> Listing:
    return Listing(
        name="roster",
        title=_("Đảng viên %(cell)s") % {"cell": version.name},
        noun=npgettext_lazy("số dòng", "đảng viên", "đảng viên"),
        search=("search_key", "card_number") if sees_all else ("search_key",),
        order_by="full_name",
        empty=_("Chi bộ chưa có đảng viên nào vào ngày này."),
        filters=(standing_filter(),),
        columns=member_columns(
            shown=("full_name", "born_on", "standing", "position", "is_held")
            if sees_all
            else ("full_name", "standing"),
            sees_all=sees_all,
            with_cell=False,
        ),
    )


def _children(request: HttpRequest, version: UnitVersion) -> list[dict[str, Any]]:
    day, viewer = request.as_of, request.user
    children = in_reading_order(children_on(version.unit, day, viewer=viewer))
    overviews = overviews_on(children, day, viewer=viewer)
    secretaries = secretaries_on([child.unit_id for child in children if child.is_cell], day)

    def row(place: int, child: UnitVersion) -> dict[str, Any]:
        overview = overviews[child.unit_id]
        secretary = secretaries.get(child.unit_id)
        return {
            "pk": child.pk,
            "place": place,
            "code": child.unit.code,
            "name": child.name,
            "search_key": child.search_key,
            "kind": str(KIND_LABELS[child.kind]),
            "secretary": secretary.member.full_name if secretary else "",
            "official": overview.strength.official,
            "probationary": overview.strength.probationary,
            "cells": overview.strength.cells,
            "care": care_status(overview, child.is_cell),
        }

    return [row(place, child) for place, child in enumerate(children)]


def _child_listing(version: UnitVersion) -> Listing:
    def total(name: str) -> Any:
        return lambda rows: sum(row[name] for row in rows)

    columns: Mapping[str, Column] = {
        "name": Column(
            "name", gettext_lazy("Tên"), order_by="place", link=("registry:unit", "code"), main=True, width=40
        ),
        "code": Column("code", gettext_lazy("Mã"), order_by="code", shown=False),
        "kind": Column("kind", gettext_lazy("Loại"), order_by="kind", width=24),
        "secretary": Column("secretary", gettext_lazy("Bí thư"), order_by="secretary", width=26),
        "cells": Column("cells", gettext_lazy("Chi bộ"), kind=Kind.NUMBER, order_by="cells", total=total("cells")),
        "official": Column(
            "official", gettext_lazy("Chính thức"), kind=Kind.NUMBER, order_by="official", total=total("official")
        ),
        "probationary": Column(
            "probationary",
            gettext_lazy("Dự bị"),
            kind=Kind.NUMBER,
            order_by="probationary",
            total=total("probationary"),
        ),
        "care": Column("care", gettext_lazy("Cần chú ý"), kind=Kind.STATUS, width=24),
    }
    left_out = "cells" if version.is_commune else "secretary"
    return Listing(
        name="children",
        title=_("Đơn vị trực thuộc %(unit)s") % {"unit": version.name},
        noun=npgettext_lazy("số dòng", "đơn vị trực thuộc", "đơn vị trực thuộc"),
        search=("search_key",),
        order_by="name",
        empty=_("Chưa có đơn vị nào trực thuộc vào ngày này."),
        columns=tuple(column for name, column in columns.items() if name != left_out),
    )
