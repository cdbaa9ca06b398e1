"""The list of reviews that are somebody's: one's own, those of one's cell, of one's office, of one's committee."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, npgettext_lazy

from chibo.evaluations.labels import STAGE_SLUGS, STAGES, cycle_words
from chibo.evaluations.queries import sides as find
from chibo.evaluations.queries.reviews import reviews_for
from chibo.evaluations.queries.stages import OVER, with_stage
from chibo.kit.cells import Status, Tone
from chibo.kit.lists import Column, Filter, Kind, Listing, list_page
from chibo.registry.policies import Right, may
from chibo.registry.queries.units import names_on

LATE = "qua-han"
SIDES = [
    ("cua-toi", find.OWN, gettext_lazy("Của tôi")),
    ("co-quan", find.OFFICE, gettext_lazy("Của cơ quan tôi")),
    ("chi-bo", find.CELL, gettext_lazy("Chi bộ tôi xét")),
    ("noi-chuyen-di", find.FORMER, gettext_lazy("Đã chuyển khỏi chi bộ tôi")),
    ("noi-cu-tru", find.HOME, gettext_lazy("Cư trú tại chi bộ tôi")),
]


def reviews(request: HttpRequest) -> HttpResponse:
    """The reviews that the viewer has to do with, as of the day."""
    day = request.as_of
    rows = with_stage(reviews_for(request.user, day), day)
    return list_page(
        request,
        _listing(request, rows, day),
        rows,
        template="evaluations/review_list.html",
        context={"sees_cycles": may(request.user, Right.VIEW_REVIEWS)},
        complete=lambda page: _with_names(page, day),
    )


def _listing(request: HttpRequest, rows: Any, day: date) -> Listing:
    asked = find.of_side(request.user)
    kept = {slug: asked[name] for slug, name, _label in SIDES if name in asked}
    sides = [(slug, label) for slug, name, label in SIDES if name in asked and rows.filter(asked[name]).exists()]
    stages = [(LATE, gettext_lazy("Quá hạn")), *((slug, STAGES[code].label) for slug, code in STAGE_SLUGS.items())]

    def in_stage(found: Any, slug: str) -> Any:
        if slug == LATE:
            return found.filter(turn_due__lt=day).exclude(stage__in=OVER)
        return found.filter(stage=STAGE_SLUGS[slug])

    def stage(row: dict[str, Any]) -> Status:
        known = STAGES[row["stage"]]
        is_late = row["turn_due"] is not None and row["turn_due"] < day and row["stage"] not in OVER
        return Status(_("Chậm: %(stage)s") % {"stage": known.label}, Tone.BAD) if is_late else known

    filters = [
        Filter("buoc", gettext_lazy("Bước"), stages, apply=in_stage, chips=False),
        Filter("dot", gettext_lazy("Đợt"), _cycles(rows), apply=lambda found, pk: found.filter(cycle=pk)),
    ]
    if len(sides) > 1 or request.GET.get("ben"):
        filters.insert(
            0, Filter("ben", gettext_lazy("Việc của"), sides, apply=lambda f, v: f.filter(kept[v]), chips=True)
        )
    return Listing(
        name="reviews",
        title=_("Kiểm điểm của tôi"),
        noun=npgettext_lazy("số dòng", "hồ sơ", "hồ sơ"),
        search=("member__search_key", "cell__code"),
        search_hint=_("Tìm theo họ tên đảng viên"),
        filters=tuple(filters),
        order_by="due",
        empty=_("Chưa có hồ sơ kiểm điểm nào mà đồng chí viết hoặc xem."),
        columns=(
            Column(
                "who",
                _("Đảng viên, chi bộ"),
                value=lambda row: row["member__full_name"] or row.get("cell_name", ""),
                fields=("member__full_name", "cell_id", "pk"),
                order_by=("member__sort_key", "cell__code"),
                link=("evaluations:review", "pk"),
                main=True,
                width=30,
            ),
            Column("stage", _("Bước"), value=stage, fields=("stage", "turn_due"), kind=Kind.STATUS, width=30),
            Column("due", _("Hạn"), value="turn_due", kind=Kind.DAY, order_by=("turn_due", "pk"), width=12),
            Column(
                "cell",
                _("Chi bộ xét"),
                value=lambda row: row.get("cell_name", ""),
                fields=("cell_id",),
                order_by="cell__code",
                width=30,
            ),
            Column(
                "period",
                _("Đợt"),
                value=lambda row: cycle_words(row["cycle__kind"], row["cycle__starts_on"]),
                fields=("cycle__kind", "cycle__starts_on"),
                order_by="cycle__starts_on",
                width=14,
            ),
        ),
    )


def _cycles(rows: Any) -> list[tuple[str, str]]:
    found = rows.order_by("-cycle__starts_on").values_list("cycle_id", "cycle__kind", "cycle__starts_on").distinct()
    return [(str(pk), cycle_words(kind, starts_on)) for pk, kind, starts_on in found[:40]]


def _with_names(rows: list[dict[str, Any]], day: date) -> list[dict[str, Any]]:
    names = names_on({row["cell_id"] for row in rows if row.get("cell_id")}, day)
    for row in rows:
        row["cell_name"] = names.get(row.get("cell_id"), "")
    return rows
