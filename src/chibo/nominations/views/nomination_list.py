"""The list of nominations as of a day, by number: where each stands, and what is late."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, npgettext_lazy

from chibo.domain.working_days import days_left
from chibo.kit.cells import Status, Tone
from chibo.kit.lists import Column, Filter, Kind, Listing, Result, list_page
from chibo.nominations.labels import LATE, MILESTONES, PROPOSERS, STATE_SLUGS, STATES
from chibo.nominations.queries import around
from chibo.nominations.queries import paths as find
from chibo.nominations.queries.figures import years_until
from chibo.nominations.services.candidates import erase_what_is_due
from chibo.registry.policies import Right, may
from chibo.registry.queries.units import names_on

YEARS = 5
LATE_STATUS = Status(gettext_lazy("Quá hạn"), Tone.BAD)


def nominations(request: HttpRequest) -> HttpResponse:
    """The nominations that the viewer may see. Whoever comes here first on a day lets the server erase what is due."""
    erase_what_is_due(request.today)
    day = request.as_of
    rows = find.with_state(find.nominations_for(request.user, day), day)
    return list_page(
        request,
        _listing(request, rows),
        rows,
        template="nominations/nomination_list.html",
        context={
            "may_propose": bool(around.cells_to_propose_in(request.user, min(day, request.today))),
            "sees_all": may(request.user, Right.VIEW_NOMINATIONS),
        },
        complete=lambda page: _with_names(page, day),
    )


def _listing(request: HttpRequest, seen: Any) -> Listing:
    day = request.as_of

    def state(row: dict[str, Any]) -> Any:
        status = STATES[row["state"]]
        is_late = row["due"] is not None and row["due"] < day
        return Status(_("Chậm: %(state)s") % {"state": status.label}, Tone.BAD) if is_late else status

    filters = (
        Filter(
            "xa",
            gettext_lazy("Xã, phường"),
            around.commune_choices(seen, day),
            apply=lambda rows, code: find.under_commune(rows, code),
        ),
        Filter("chi-bo", gettext_lazy("Chi bộ"), around.cell_choices(seen, day), apply=_equal("cell__code")),
        Filter("ben", gettext_lazy("Bên giới thiệu"), list(PROPOSERS.items()), apply=_equal("proposer")),
        Filter(
            "moc", gettext_lazy("Việc trong năm"), _milestones(day), apply=lambda rows, value: _took(rows, value, day)
        ),
    )
    narrowed = Listing(name="nominations", title="", noun="", columns=(), search=_search, filters=filters)
    counts = find.state_counts(Result(request, narrowed, seen).found, day)
    words = {slug: STATES[code].label for slug, code in STATE_SLUGS.items()}
    states = [("qua-han", f"{LATE_STATUS.label} ({counts[LATE]})")] if counts[LATE] else []
    asked = request.GET.get("buoc")
    states += [
        (slug, f"{words[slug]} ({counts[code]})") for slug, code in STATE_SLUGS.items() if counts[code] or slug == asked
    ]
    if asked == "qua-han" and not counts[LATE]:
        states.insert(0, ("qua-han", f"{LATE_STATUS.label} (0)"))
    by_state = Filter(
        "buoc",
        gettext_lazy("Bước"),
        states,
        apply=lambda rows, slug: find.in_state(rows, STATE_SLUGS.get(slug, LATE), day),
        chips=True,
    )
    return Listing(
        name="nominations",
        title=_("Giới thiệu, kết nạp"),
        noun=npgettext_lazy("số dòng", "quần chúng", "quần chúng"),
        search=_search,
        search_hint=_("Tìm theo số của quần chúng"),
        filters=(by_state, *(each for each in filters if len(list(each.choices)) > 1)),
        order_by="left",
        empty=_("Chưa có ai được giới thiệu vào ngày này."),
        columns=(
            Column(
                "number",
                _("Quần chúng"),
                value=lambda row: _("Quần chúng số %(number)s") % {"number": row["pk"]},
                fields=("pk",),
                order_by="pk",
                link=("nominations:nomination", "pk"),
                main=True,
                width=20,
            ),
            Column(
                "cell_name",
                _("Chi bộ"),
                value=lambda row: row.get("cell_name", ""),
                fields=("cell_id",),
                order_by="cell__code",
                width=30,
            ),
            Column(
                "state",
                _("Bước"),
                value=state,
                fields=("state", "due"),
                order_by="rank",
                kind=Kind.STATUS,
                width=32,
            ),
            Column("since", _("Từ ngày"), kind=Kind.DAY, order_by="since", width=12),
            Column("due", _("Hạn việc tiếp theo"), kind=Kind.DAY, order_by="due", width=14),
            Column(
                "left",
                _("Còn (ngày làm việc)"),
                value=lambda row: days_left(row["due"], day) if row["due"] is not None else None,
                fields=("due",),
                order_by=("urgency", "due", "pk"),
                kind=Kind.NUMBER,
                shown=False,
                width=12,
            ),
            Column(
                "proposer",
                _("Bên giới thiệu"),
                value=lambda row: PROPOSERS[row["proposer"]],
                fields=("proposer",),
                order_by="proposer",
                width=24,
            ),
            Column("proposed_on", _("Ngày giới thiệu"), kind=Kind.DAY, order_by="proposed_on", shown=False, width=12),
        ),
    )


def _search(rows: Any, text: str) -> Any:
    """By number alone: who it is stands nowhere in the list."""
    digits = "".join(letter for letter in text if letter.isdigit())[:9]
    return rows.filter(pk=int(digits)) if digits else rows.none()


def _milestones(day: Any) -> list[tuple[str, Any]]:
    years = reversed(years_until(day, YEARS, complete=False))
    return [
        (f"{kind.value}-{year}", _("%(step)s, năm %(year)s") % {"step": words, "year": year})
        for year in years
        for kind, words in MILESTONES.items()
    ]


def _took(rows: Any, value: str, day: Any) -> Any:
    kind, year = value.rsplit("-", 1)
    return find.that_took(rows, kind, int(year), day)


def _equal(field: str) -> Callable[[Any, str], Any]:
    return lambda rows, value: rows.filter(**{field: value})


def _with_names(rows: list[dict[str, Any]], day: Any) -> list[dict[str, Any]]:
    names = names_on({row["cell_id"] for row in rows if row.get("cell_id")}, day)
    for row in rows:
        row["cell_name"] = names.get(row.get("cell_id"), "")
    return rows
