"""Grades in force: the list over all cycles in sight, and tables by cell, commune and district that lead to it."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, npgettext_lazy

from chibo.evaluations.labels import GRADE_SLUGS, GRADES, SHORT_GRADES, cycle_words
from chibo.evaluations.queries import results as find
from chibo.evaluations.queries.cycles import codes_of
from chibo.evaluations.views.parts import SUBJECTS, of_cells
from chibo.kit.lists import Column, Filter, Kind, Listing, list_page
from chibo.registry.policies import Right, may
from chibo.registry.queries.units import names_on

OUTCOMES: dict[str, str] = {**GRADE_SLUGS, "khong-xep-loai": find.LEFT_OUT, "chua": find.OPEN}
LEVELS: dict[str, Any] = {
    "huyen": gettext_lazy("Huyện, thành phố"),
    "xa": gettext_lazy("Xã, phường"),
    "chi-bo": gettext_lazy("Chi bộ"),
}
TOTAL = "tong"


def _period_key(starts_on: date, ends_on: date) -> str:
    return f"{starts_on:%Y%m%d}-{ends_on:%Y%m%d}"


def _words(outcome: str) -> Any:
    return {find.LEFT_OUT: _("Không xếp loại"), find.OPEN: _("Chưa kết luận")}.get(outcome) or SHORT_GRADES[outcome]


def results(request: HttpRequest) -> HttpResponse:
    """Every review in sight with its grade, exactly as filtered in the spreadsheet too."""
    day = request.as_of
    if not may(request.user, Right.VIEW_REVIEWS):
        raise Http404
    periods = {_period_key(start, end): (start, end, kind) for start, end, kind in find.periods_seen(request.user, day)}

    def complete(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        ids = {row["cell_id"] for row in rows} | {row["cycle__committee_id"] for row in rows}
        names = names_on(ids, day)
        for row in rows:
            row["cell_name"] = names.get(row["cell_id"], "")
            row["commune_name"] = names.get(row["cycle__committee_id"], "")
        return rows

    def in_period(rows: Any, key: str) -> Any:
        start, end, _kind = periods[key]
        return rows.filter(cycle__starts_on=start, cycle__ends_on=end)

    listing = Listing(
        name="results",
        title=_("Kết quả xếp loại"),
        noun=npgettext_lazy("số dòng", "hồ sơ", "hồ sơ"),
        search=("member__search_key",),
        search_hint=_("Tìm đảng viên"),
        empty=_("Chưa có hồ sơ kiểm điểm nào vào ngày này."),
        order_by="commune",
        filters=(
            Filter(
                "ky", _("Kỳ"), [(key, cycle_words(each[2], each[0])) for key, each in periods.items()], apply=in_period
            ),
            Filter(
                "doi-tuong",
                _("Đối tượng"),
                (("dang-vien", _("Đảng viên")), ("chi-bo", _("Chi bộ"))),
                apply=lambda rows, value: rows.filter(member__isnull=SUBJECTS[value]),
            ),
            Filter(
                "muc",
                _("Mức xếp loại"),
                [(slug, _words(outcome)) for slug, outcome in OUTCOMES.items()],
                apply=lambda rows, slug: find.of_outcome(rows, OUTCOMES[slug], day),
                chips=True,
            ),
            Filter("thuoc", _("Thuộc"), partial(_units, day), apply=find.under),
            Filter("chi-bo", _("Chi bộ"), _cells, apply=lambda rows, code: rows.filter(cell__code=code)),
        ),
        columns=(
            Column(
                "name",
                _("Họ và tên / chi bộ"),
                value=lambda row: row["member__full_name"] or row["cell_name"],
                fields=("member__full_name", "cell_id", "cycle__committee_id"),
                order_by=("member__sort_key", "cell__code"),
                link=("evaluations:review", "pk"),
                main=True,
                width=28,
            ),
            Column(
                "cell",
                _("Chi bộ"),
                value=lambda row: row["cell_name"],
                fields=("cell_id",),
                order_by="cell__code",
                width=28,
            ),
            Column(
                "commune",
                _("Đảng bộ"),
                value=lambda row: row["commune_name"],
                fields=("cycle__committee_id",),
                order_by=("cycle__committee__code", "cell__code", "member__sort_key"),
                width=28,
            ),
            Column(
                "period",
                _("Kỳ"),
                value=lambda row: cycle_words(row["cycle__kind"], row["cycle__starts_on"]),
                fields=("cycle__starts_on", "cycle__kind"),
                order_by="cycle__starts_on",
                width=14,
            ),
            Column(
                "grade",
                _("Mức xếp loại"),
                value=partial(_outcome, day),
                fields=("grade", "left_out_on"),
                order_by="grade",
                width=28,
            ),
            Column("is_leader", _("Giữ chức vụ"), kind=Kind.YES_NO, order_by="is_leader", shown=False, width=10),
            Column("left_out_reason", _("Lý do không xếp loại"), shown=False, width=30),
        ),
    )
    rows = find.graded_for(request.user, day)
    return list_page(request, listing, rows, template="evaluations/result_list.html", complete=complete)


def _outcome(day: date, row: dict[str, Any]) -> str:
    if row["left_out_on"] is not None and row["left_out_on"] <= day:
        return _("Không xếp loại")
    return str(GRADES[row["grade"]]) if row["grade"] else ""


def _units(day: date, request: HttpRequest) -> list[tuple[str, str]]:
    """The unit asked for, so that a link may narrow to it; choosing among thousands is done by the tables."""
    return find.named(request.GET.get("thuoc", ""), day)


def _cells(request: HttpRequest) -> list[tuple[str, str]]:
    return find.named(request.GET.get("chi-bo", ""), request.as_of)


def tables(request: HttpRequest) -> HttpResponse:
    """One period: a row for each district, commune or cell, a column for each grade; each number opens its list."""
    day = request.as_of
    if not may(request.user, Right.VIEW_REVIEWS):
        raise Http404
    periods = {_period_key(start, end): (start, end, kind) for start, end, kind in find.periods_seen(request.user, day)}
    period = request.GET.get("ky", "") if request.GET.get("ky", "") in periods else next(iter(periods), "")
    level = request.GET.get("cap", "") if request.GET.get("cap", "") in LEVELS else "xa"
    subject = "chi-bo" if of_cells(request) else "dang-vien"
    top = request.GET.get("thuoc", "")
    lines: list[dict[str, Any]] = []
    if periods:
        start, end, _kind = periods[period]
        rows = find.graded_for(request.user, day, of_cells=of_cells(request))
        rows = rows.filter(cycle__starts_on=start, cycle__ends_on=end)
        rows = find.under(rows, top) if top else rows
        lines = _lines(rows, level, day, {"ky": period, "doi-tuong": subject, "thuoc": top})
    listing = Listing(
        name="grade-tables",
        title=_("Tổng hợp xếp loại"),
        noun=npgettext_lazy("số dòng", "đơn vị", "đơn vị"),
        empty=_("Chưa có hồ sơ kiểm điểm nào vào ngày này."),
        order_by="name",
        filters=(
            _asked("ky", _("Kỳ"), [(key, cycle_words(each[2], each[0])) for key, each in periods.items()], period),
            _asked("cap", _("Theo"), list(LEVELS.items()), "xa"),
            _asked("doi-tuong", _("Đối tượng"), (("dang-vien", _("Đảng viên")), ("chi-bo", _("Chi bộ"))), "dang-vien"),
            _asked("thuoc", _("Thuộc"), find.named(top, day), ""),
        ),
        columns=(
            Column("name", _("Đơn vị"), order_by="code", link=lambda row: row["address"], main=True, width=32),
            *(_number(slug, _words(outcome)) for slug, outcome in OUTCOMES.items()),
            _number(TOTAL, _("Tổng số")),
        ),
    )
    return list_page(request, listing, lines, template="evaluations/result_list.html")


def _asked(name: str, label: Any, choices: Any, default: str) -> Filter:
    """A choice that the rows were already made by."""
    return Filter(name, label, choices, apply=lambda rows, _value: rows, default=default)


def _number(name: str, label: Any) -> Column:
    """How many of one outcome, leading to the list of them; noughts lead nowhere."""
    return Column(
        name,
        label,
        kind=Kind.NUMBER,
        order_by=name,
        link=lambda row: row["addresses"][name] if row[name] else "",
        total=lambda rows: sum(row[name] for row in rows),
        width=14,
    )


def _lines(rows: Any, level: str, day: date, query: dict[str, str]) -> list[dict[str, Any]]:
    counts = find.counts_by(rows, "cell_id" if level == "chi-bo" else "cycle__committee_id", day)
    if level == "huyen":
        counts = _by_parent(counts, day)
    names, codes = names_on(counts, day), codes_of(counts)
    lower = {"huyen": "xa", "xa": "chi-bo"}.get(level, "")
    lines = []
    for unit, counted in counts.items():
        own = query | {"chi-bo" if level == "chi-bo" else "thuoc": codes[unit]}
        down = {"ky": query["ky"], "doi-tuong": query["doi-tuong"], "cap": lower, "thuoc": codes[unit]}
        lines.append(
            {
                "pk": unit,
                "code": codes[unit],
                "name": names[unit],
                "address": f"{reverse('evaluations:tables')}?{urlencode(down)}" if lower else "",
                "addresses": {slug: _list(own, slug) for slug in (*OUTCOMES, TOTAL)},
                TOTAL: sum(counted.values()),
                **{slug: counted.get(outcome, 0) for slug, outcome in OUTCOMES.items()},
            }
        )
    return lines


def _by_parent(counts: dict[int, dict[str, int]], day: date) -> dict[int, dict[str, int]]:
    """The communes' counts summed by the unit above each; where there is none, the commune's own."""
    parents = find.parents_on(counts, day)
    above: dict[int, dict[str, int]] = {}
    for unit, counted in counts.items():
        line = above.setdefault(parents.get(unit) or unit, {})
        for outcome, n in counted.items():
            line[outcome] = line.get(outcome, 0) + n
    return above


def _list(query: dict[str, str], slug: str) -> str:
    asked = query | ({"muc": slug} if slug != TOTAL else {})
    return f"{reverse('evaluations:results')}?{urlencode({name: value for name, value in asked.items() if value})}"
