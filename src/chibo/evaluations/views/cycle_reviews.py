"""The reviews of one cycle as a list: by cell, stage, side that is missing or late, grade."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import npgettext_lazy

from chibo.domain.evaluation.way import Side
from chibo.evaluations.labels import GRADE_SLUGS, GRADES, SHORT_SIDES, SIDE_SLUGS, SIDES, STAGE_SLUGS, STAGES
from chibo.evaluations.queries import cycles as find
from chibo.evaluations.queries.progress import ReviewRow, owed_by, review_rows
from chibo.evaluations.views.parts import SLUG_OF_SIDE, SLUG_OF_STAGE, SUBJECTS, cycle_asked, head, owed_key
from chibo.kit.cells import Status, Tone
from chibo.kit.lists import Column, Filter, Kind, Listing, list_page
from chibo.registry.queries.units import names_on


def cycle_reviews(request: HttpRequest, pk: int) -> HttpResponse:
    """Every review of the cycle, exactly as filtered in print and spreadsheet too."""
    found = cycle_asked(request, pk)
    rows = review_rows(found, request.as_of, viewer=request.user)
    own = head(request, found)
    listing = _listing(rows, request.as_of)
    context = own | {"title": _("Hồ sơ kiểm điểm %(period)s") % {"period": own["cycle_title"].lower()}}
    return list_page(request, listing, rows, template="evaluations/cycle_reviews.html", context=context)


def _listing(rows: list[ReviewRow], day: Any) -> Listing:
    stages = sorted({row.stage for row in rows}, key=list(STAGE_SLUGS.values()).index)
    counts = {stage: sum(row.stage is stage for row in rows) for stage in stages}
    owed = owed_by(rows)
    names = names_on({cell for _side, cell in owed if cell is not None}, day)
    codes = find.codes_of(cell for _side, cell in owed if cell is not None)
    keys = {owed_key(side, codes.get(cell, "")): (side, cell) for side, cell in owed}
    words = {
        key: f"{SIDES[side]} – {names[cell]}" if cell is not None else SIDES[side] for key, (side, cell) in keys.items()
    }
    cells = {row.cell_code: row.cell_name for row in rows}
    missing = [side for side in Side if any(side in {each for each, _cell in row.missing} for row in rows)]
    return Listing(
        name="cycle-reviews",
        title=_("Hồ sơ kiểm điểm"),
        noun=npgettext_lazy("số dòng", "hồ sơ", "hồ sơ"),
        search=("name", "cell_name"),
        search_hint=_("Tìm đảng viên, chi bộ"),
        empty=_("Đợt này chưa có hồ sơ nào."),
        order_by="cell_name",
        filters=(
            Filter(
                "buoc",
                _("Bước"),
                [(SLUG_OF_STAGE[stage], f"{STAGES[stage].label} ({counts[stage]})") for stage in stages],
                apply=lambda rows, slug: [row for row in rows if row.stage == STAGE_SLUGS[slug]],
                chips=True,
            ),
            Filter("chi-bo", _("Chi bộ"), list(cells.items()), apply=_in_cell),
            Filter("doi-tuong", _("Đối tượng"), (("dang-vien", _("Đảng viên")), ("chi-bo", _("Chi bộ"))), apply=_of),
            Filter(
                "thieu", _("Còn thiếu"), [(SLUG_OF_SIDE[side], SHORT_SIDES[side]) for side in missing], apply=_missing
            ),
            Filter(
                "no",
                _("Ai còn thiếu"),
                list(words.items()),
                apply=lambda rows, key: [row for row in rows if keys[key] in row.missing],
            ),
            Filter("qua-han", _("Quá hạn"), (("co", _("Có bên quá hạn")),), apply=_late),
            Filter(
                "muc",
                _("Mức xếp loại"),
                [(slug, GRADES[grade]) for slug, grade in GRADE_SLUGS.items()] + [("chua", _("Chưa kết luận"))],
                apply=_graded,
            ),
        ),
        columns=(
            Column(
                "name",
                _("Họ và tên / chi bộ"),
                order_by="name",
                link=("evaluations:review", "pk"),
                main=True,
                width=28,
            ),
            Column("cell_name", _("Chi bộ kiểm điểm"), order_by="place", width=28),
            Column("office_name", _("Cơ quan, bộ phận"), order_by="office_name", shown=False, width=24),
            Column(
                "stage",
                _("Bước"),
                value=lambda row: STAGES[row.stage],
                kind=Kind.STATUS,
                order_by="stage_order",
                width=26,
            ),
            Column("missing", _("Còn thiếu"), value=_missing_words, width=28),
            Column("late", _("Quá hạn"), value=_late_words, kind=Kind.STATUS, width=22),
            Column(
                "proposal",
                _("Mức đề nghị"),
                value=lambda row: _grade(row.facts.proposal if row.facts.all_written else None),
                shown=False,
                width=24,
            ),
            Column(
                "verdict", _("Mức xếp loại"), value=lambda row: _grade(row.verdict), order_by="verdict_order", width=24
            ),
            Column("is_leader", _("Giữ chức vụ"), kind=Kind.YES_NO, shown=False, width=10),
            Column("joint_on", _("Họp chung ngày"), kind=Kind.DAY, order_by="joint_on", shown=False, width=12),
            Column("left_out_reason", _("Lý do không xếp loại"), shown=False, width=30),
        ),
    )


def _in_cell(rows: list[ReviewRow], code: str) -> list[ReviewRow]:
    return [row for row in rows if row.cell_code == code]


def _of(rows: list[ReviewRow], subject: str) -> list[ReviewRow]:
    return [row for row in rows if row.is_cell is SUBJECTS[subject]]


def _missing(rows: list[ReviewRow], slug: str) -> list[ReviewRow]:
    return [row for row in rows if SIDE_SLUGS[slug] in {side for side, _cell in row.missing}]


def _late(rows: list[ReviewRow], _value: str) -> list[ReviewRow]:
    return [row for row in rows if row.late]


def _graded(rows: list[ReviewRow], slug: str) -> list[ReviewRow]:
    if slug == "chua":
        return [row for row in rows if row.verdict is None and not row.left_out_reason]
    return [row for row in rows if row.verdict == GRADE_SLUGS[slug]]


def _missing_words(row: ReviewRow) -> str:
    return ", ".join(str(SHORT_SIDES[side]) for side in dict.fromkeys(side for side, _cell in row.missing))


def _late_words(row: ReviewRow) -> Status:
    return Status(", ".join(str(SHORT_SIDES[side]) for side in row.late), Tone.BAD)


def _grade(grade: Any) -> str:
    return str(GRADES[grade]) if grade is not None else ""
