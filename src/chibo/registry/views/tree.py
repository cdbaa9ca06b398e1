"""The tree of units, its branches, the flat list with search, and suggestions for fields."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import npgettext_lazy

from chibo.domain.organisation import CELL_KINDS, COMMUNE_KINDS, DISTRICT_KINDS
from chibo.kit.lists import Column, Filter, Kind, Listing, list_page
from chibo.registry.forms.fields import unit_text
from chibo.registry.labels import KIND_LABELS
from chibo.registry.policies import Right
from chibo.registry.queries.search import narrowed_by_warning, suggested_units, unit_rows_on
from chibo.registry.queries.tree import branch_on, overviews_on, tree_on
from chibo.registry.queries.units import find_unit, unit_on
from chibo.registry.views.wording import care_status

OPENED = "mo"
GROUPS = (
    ("CELLS", _("Chi bộ"), CELL_KINDS),
    ("COMMUNES", _("Xã, phường, thị trấn"), COMMUNE_KINDS),
    ("DISTRICTS", _("Thành phố, huyện"), DISTRICT_KINDS),
)


def units(request: HttpRequest) -> HttpResponse:
    """The tree in the viewer's scope as of the day; ``?mo=CODE`` opens a unit, a bare ``?mo=`` closes all."""
    opened = set(request.GET.getlist(OPENED)) if OPENED in request.GET else None
    branches = tree_on(request.as_of, viewer=request.user, opened=opened)
    shown = {branch.version.unit.code for branch in branches if branch.is_open} if opened is None else opened
    context = {
        "title": _("Đơn vị"),
        "branches": branches,
        "opened": sorted(shown - {""}),
    }
    return render(request, "registry/unit_tree.html", context)


def unit_branch(request: HttpRequest, code: str) -> HttpResponse:
    """One row of the tree, open or (``?dong=1``) closed, to put in its place."""
    version = unit_on(code, request.as_of, viewer=request.user)
    branch = branch_on(version, request.as_of, viewer=request.user, is_open="dong" not in request.GET)
    return render(request, "registry/_unit_branch_part.html", {"branch": branch})


def unit_list(request: HttpRequest) -> HttpResponse:
    """All units in the viewer's scope as a list: search, kinds, cells that need care, Excel."""

    def with_overviews(rows: list[Any]) -> list[Any]:
        overviews = overviews_on(rows, request.as_of, viewer=request.user)
        for row in rows:
            row.overview = overviews[row.unit_id]
        return rows

    rows = unit_rows_on(request.as_of, viewer=request.user)
    return list_page(request, _unit_listing(request), rows, template="registry/unit_list.html", complete=with_overviews)


def unit_suggestions(request: HttpRequest) -> HttpResponse:
    """Options for a unit field: what the viewer may choose, by name or code."""
    right, near = request.GET.get("quyen", ""), request.GET.get("gan", "")
    found = suggested_units(
        request.GET.get(request.GET.get("o", ""), "").strip()[:100],
        request.as_of,
        viewer=request.user,
        right=Right(right) if right in set(Right) else Right.VIEW_UNITS,
        kinds=request.GET.getlist("loai") or None,
        near=find_unit(near),
    )
    return render(request, "registry/_options_part.html", {"options": [unit_text(version) for version in found]})


def _unit_listing(request: HttpRequest) -> Listing:
    def in_group(rows: Any, value: str) -> Any:
        kinds = next(kinds for name, _label, kinds in GROUPS if name == value)
        return rows.filter(kind__in=[str(kind) for kind in kinds])

    return Listing(
        name="units",
        title=_("Danh sách đơn vị"),
        noun=npgettext_lazy("số dòng", "đơn vị", "đơn vị"),
        search=("search_key",),
        search_hint=_("Tên hoặc mã, có dấu hay không dấu"),
        order_by="path",
        whole_rows=True,
        empty=_("Không có đơn vị nào vào ngày này."),
        filters=(
            Filter("cap", _("Cấp"), [(name, label) for name, label, _kinds in GROUPS], apply=in_group, chips=True),
            Filter("loai", _("Loại"), list(KIND_LABELS.items()), apply=lambda rows, kind: rows.filter(kind=kind)),
            Filter(
                "chu-y",
                _("Cần chú ý"),
                [
                    ("CELL_TOO_SMALL", _("Dưới 3 chính thức")),
                    ("CELL_NEEDS_COMMITTEE", _("Từ 9 chính thức")),
                    ("CELL_VERY_LARGE", _("Từ 30 đảng viên")),
                ],
                apply=lambda rows, code: narrowed_by_warning(rows, code, request.as_of),
            ),
        ),
        columns=(
            Column("name", _("Tên"), order_by="search_key", link=("registry:unit", "code"), main=True, width=40),
            Column("code", _("Mã"), order_by="code"),
            Column("kind", _("Loại"), value=lambda row: str(KIND_LABELS[row.kind]), order_by="kind", width=24),
            Column("parent_name", _("Trực thuộc"), order_by="parent_name", width=30),
            Column("path", _("Thứ tự trong cây"), order_by="path", shown=False),
            Column("official", _("Chính thức"), value=lambda row: row.overview.strength.official, kind=Kind.NUMBER),
            Column("probationary", _("Dự bị"), value=lambda row: row.overview.strength.probationary, kind=Kind.NUMBER),
            Column("cells", _("Chi bộ"), value=lambda row: row.overview.strength.cells, kind=Kind.NUMBER),
            Column(
                "care",
                _("Cần chú ý"),
                value=lambda row: care_status(row.overview, row.is_cell),
                kind=Kind.STATUS,
                width=24,
            ),
        ),
    )
