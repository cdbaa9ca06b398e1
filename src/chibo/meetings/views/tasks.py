"""Tasks: the list, the board by cell, one task with its steps, and one member's page of office and cell tasks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import quote

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, npgettext_lazy

from chibo.audit.queries import entries_of
from chibo.domain.tasks import OPEN, UNDONE, Part, TaskSide, TaskState, is_late
from chibo.kit.lists import Column, Filter, Kind, Listing, Result, list_page
from chibo.meetings import policies
from chibo.meetings.queries import tasks as find
from chibo.meetings.queries.giving import owner_called
from chibo.meetings.task_labels import GIVERS, LATE, SIDE_SLUGS, SIDES, STATE_SLUGS, STATES, STEPS
from chibo.meetings.views.task_parts import offers
from chibo.registry.policies import Right, may
from chibo.registry.queries.units import names_on


def tasks(request: HttpRequest) -> HttpResponse:
    """The tasks that the viewer may see, in outline; the late ones first."""
    day = request.as_of
    rows = find.tasks_for(request.user, day)
    return list_page(
        request,
        _listing(request, rows),
        rows,
        template="meetings/task_list.html",
        context={"offers": offers(request, "tasks")},
        complete=lambda page: _with_cells(page, day),
    )


def board(request: HttpRequest) -> HttpResponse:
    """How many tasks the members of each cell have, and where they stand: each number leads to its list."""
    if not may(request.user, Right.VIEW_TASKS):
        raise PermissionDenied
    counted = find.board_of(find.tasks_for(request.user, request.as_of))
    cells = find.cells_named([row["cell"] for row in counted], request.as_of)
    rows = [row | cells[row["cell"]] for row in counted]
    listing = Listing(
        name="task_board",
        title=_("Nhiệm vụ theo chi bộ"),
        noun=npgettext_lazy("số dòng", "chi bộ", "chi bộ"),
        order_by="-late",
        empty=_("Chưa có nhiệm vụ nào vào ngày này."),
        columns=(
            Column("name", _("Chi bộ của người nhận"), order_by="name", link=_to_progress, main=True, width=36),
            _count("open", _("Chưa xong"), "con=1"),
            _count("office", _("Trong đó việc cơ quan"), "con=1&phan=co-quan"),
            _count("late", _("Quá hạn"), "trang-thai=qua-han"),
            _count("reported", _("Chờ nghiệm thu"), "trang-thai=cho-nghiem-thu"),
            _count("accepted", _("Đã nghiệm thu"), "trang-thai=da-nghiem-thu"),
        ),
    )
    context = {"offers": offers(request, "task_board")}
    return list_page(request, listing, rows, template="meetings/task_list.html", context=context)


def task(request: HttpRequest, pk: int) -> HttpResponse:
    """One task: where it stands, what the viewer may do about it, and its steps, as far as the viewer sees them."""
    day = request.as_of
    standing = find.task_of(pk, day, viewer=request.user)
    found = standing.task
    parts = find.parts_seen([standing], day, viewer=request.user)[found.pk]
    late = is_late(TaskState(standing.state), standing.due_on, day)
    words = Part.WORDS in parts
    unit = found.cell or found.commune
    context = {
        "title": found.title,
        "task": found,
        "standing": standing,
        "state": STATES[LATE if late else standing.state],
        "is_late": late,
        "is_over": TaskState(standing.state) not in OPEN,
        "side": SIDES[found.side],
        "giver": GIVERS[found.giver],
        "giver_name": names_on([unit.pk], day).get(unit.pk, ""),
        "sees_words": words,
        "steps": [_step_row(step, words) for step in find.steps_of(found, day)],
        "actions": _actions(request, found),
        "readable": found.clause_id is not None
        and policies.may_read_resolutions(actor=request.user, cell=found.cell, on=day),
        "entries": entries_of(found, viewer=request.user) if words else [],
    }
    return render(request, "meetings/task_show.html", context)


def member_tasks(request: HttpRequest, pk: int) -> HttpResponse:
    """One member's office tasks and cell tasks side by side, each as far as the viewer may see it."""
    day = request.as_of
    member = owner_called(str(pk))
    rows = find.of_member(member, day, viewer=request.user) if member is not None else []
    is_own = member is not None and member.user_id == request.user.pk
    if member is None or not (rows or find.may_see_page(member, day, viewer=request.user)):
        raise Http404
    seen = find.parts_seen(rows, day, viewer=request.user)
    columns = []
    for slug, side in ((slug, TaskSide(side)) for slug, side in SIDE_SLUGS.items()):
        here = [_task_row(row, Part.WORDS in seen[row.task_id]) for row in rows if row.task.side == side]
        open_rows = [row for row in here if row["is_open"]]
        columns.append(
            {
                "slug": slug,
                "label": SIDES[side],
                "open": open_rows,
                "over": [row for row in here if not row["is_open"]],
            }
        )
    context = {
        "title": _("Việc của tôi") if is_own else _("Nhiệm vụ của %(name)s") % {"name": member.full_name},
        "member": member,
        "place": find.place_of(member, day),
        "columns": columns,
        "is_own": is_own,
        "offers": offers(request, "member_tasks"),
    }
    return render(request, "meetings/member_tasks.html", context)


def _task_row(standing: Any, words: bool) -> dict[str, Any]:
    """A task on a member's page; without ``words`` its outline only."""
    return {
        "pk": standing.task_id,
        "title": standing.task.title,
        "giver": GIVERS[standing.task.giver],
        "due_on": standing.due_on,
        "state": STATES[LATE if standing.late else standing.state],
        "is_late": standing.late,
        "is_open": TaskState(standing.state) in OPEN,
        "wanted": standing.task.wanted if words else "",
        "words": standing.words if words else "",
        "step": STEPS[standing.kind],
        "on": standing.on,
    }


def _step_row(step: Any, words: bool) -> dict[str, Any]:
    """A step in words; without ``words`` only what was done and when."""
    row: dict[str, Any] = {"label": STEPS[step.kind], "on": step.on, "by": step.by, "kind": step.kind}
    if step.kind in ("GIVEN", "REASSIGNED"):
        row["owner"] = step.owner.full_name
    if step.kind in ("GIVEN", "MOVED"):
        row["due_on"] = step.due_on
    if words:
        row |= {"words": step.words, "paper_number": step.paper_number, "paper_on": step.paper_on}
        row["address"] = step.address
    return row


def _actions(request: HttpRequest, found: Any) -> list[dict[str, Any]]:
    """What the viewer can do about the task now, the expected step first; what must wait says why."""
    last = find.last_step(found)
    state = TaskState(last.state)
    judges = policies.may_judge_task(actor=request.user, task=found)
    own = last.owner.user_id == request.user.pk
    actions: list[dict[str, Any]] = []

    def offer(name: str, label: str, icon: str, style: str = "btn-outline-primary", reason: str = "") -> None:
        address = reverse(f"meetings:{name}", args=[found.pk])
        actions.append({"address": address, "label": label, "icon": icon, "style": style, "reason": reason})

    if state in UNDONE and (own or judges):
        offer("task_report", _("Báo đã xong…"), "check2-circle", "btn-primary" if own else "btn-outline-primary")
    if state is TaskState.REPORTED and judges:
        why = _("Việc của chính đồng chí. Việc nghiệm thu do đồng chí khác hoặc đảng uỷ ghi.") if own else ""
        offer("task_accept", _("Nghiệm thu…"), "check2-circle", "btn-primary", why)
        offer("task_return", _("Trả lại…"), "arrow-return-left", "btn-outline-danger")
    if state in OPEN and judges:
        offer("task_move", _("Dời hạn…"), "calendar-event")
        if state in UNDONE:
            offer("task_reassign", _("Giao người khác…"), "arrow-left-right")
        offer("task_drop", _("Thôi việc này…"), "x-circle", "btn-outline-danger")
    return actions


def _listing(request: HttpRequest, seen: Any) -> Listing:
    day = request.as_of
    cells = find.cells_of(seen)
    named = find.cells_named(cells, day)
    cell_choices = sorted(((row["code"], row["name"]) for row in named.values()), key=lambda pair: pair[1])
    ids = {row["code"]: pk for pk, row in named.items()}
    owners = [(str(pk), name) for pk, name in find.owner_rows(seen)]
    filters = (
        Filter(
            "phan",
            gettext_lazy("Phần việc"),
            [(slug, SIDES[side]) for slug, side in SIDE_SLUGS.items()],
            apply=lambda rows, slug: rows.filter(task__side=SIDE_SLUGS[slug]),
        ),
        Filter(
            "chi-bo",
            gettext_lazy("Chi bộ"),
            cell_choices,
            apply=lambda rows, code: rows.filter(owner_cell_id=ids[code]),
        ),
        Filter("giao-boi", gettext_lazy("Bên giao"), list(GIVERS.items()), apply=_equal("task__giver")),
        Filter("nguoi", gettext_lazy("Người nhận"), owners, apply=_equal("owner_id")),
        Filter("han", gettext_lazy("Hạn đến hết ngày"), kind="day", apply=lambda rows, on: rows.filter(due_on__lte=on)),
    )
    narrowed = Listing(name="tasks", title="", noun="", columns=(), search=("task__search_key",), filters=filters)
    counts = find.state_counts(Result(request, narrowed, seen).found)
    states = [
        (slug, f"{STATES[code].label} ({counts[code]})")
        for slug, code in STATE_SLUGS.items()
        if counts[code] or slug == request.GET.get("trang-thai")
    ]
    by_state = Filter(
        "trang-thai",
        gettext_lazy("Trạng thái"),
        states,
        apply=lambda rows, slug: find.in_state(rows, STATE_SLUGS[slug]),
        chips=True,
    )
    open_only = Filter(
        "con",
        gettext_lazy("Còn phải làm"),
        [("1", gettext_lazy("Chỉ việc chưa xong"))],
        apply=lambda rows, _value: rows.filter(state__in=[state.value for state in OPEN]),
    )
    return Listing(
        name="tasks",
        title=_("Nhiệm vụ"),
        noun=npgettext_lazy("số dòng", "nhiệm vụ", "nhiệm vụ"),
        search=("task__search_key", "owner__search_key"),
        search_hint=_("Tìm việc, người nhận"),
        filters=(by_state, open_only, *(each for each in filters if each.kind == "day" or len(each.choices) > 1)),
        order_by="due_on",
        empty=_("Chưa có nhiệm vụ nào vào ngày này."),
        columns=(
            Column("title", _("Việc"), value="task__title", link=("meetings:task", "task_id"), main=True, width=50),
            Column(
                "owner",
                _("Người nhận"),
                value="owner__full_name",
                link=lambda row: reverse("meetings:member_tasks", args=[row["owner_id"]]),
                fields=("owner_id",),
                order_by=("owner__sort_key", "due_on"),
                width=26,
            ),
            Column("cell_name", _("Chi bộ"), value=_cell_name, fields=("owner_cell_id",), width=30),
            Column(
                "side",
                _("Phần việc"),
                value=lambda row: SIDES[row["task__side"]],
                fields=("task__side",),
                order_by="task__side",
                width=16,
            ),
            Column(
                "giver",
                _("Bên giao"),
                value=lambda row: GIVERS[row["task__giver"]],
                fields=("task__giver",),
                order_by="task__giver",
                shown=False,
                width=12,
            ),
            Column("due_on", _("Hạn"), kind=Kind.DAY, order_by=("urgency", "due_on", "task_id"), width=12),
            Column(
                "state",
                _("Trạng thái"),
                value=lambda row: STATES[LATE if row["late"] else row["state"]],
                fields=("state", "late"),
                order_by="state",
                kind=Kind.STATUS,
                width=18,
            ),
            Column("given_on", _("Ngày giao"), value="task__given_on", kind=Kind.DAY, shown=False, width=12),
        ),
    )


def _equal(field: str) -> Callable[[Any, str], Any]:
    return lambda rows, value: rows.filter(**{field: value})


def _cell_name(row: dict[str, Any]) -> str:
    return row.get("cell_name", "")


def _with_cells(rows: list[dict[str, Any]], day: date) -> list[dict[str, Any]]:
    names = names_on({row["owner_cell_id"] for row in rows if row.get("owner_cell_id")}, day)
    for row in rows:
        row["cell_name"] = names.get(row.get("owner_cell_id"), "")
    return rows


def _to_progress(row: dict[str, Any]) -> str:
    return reverse("meetings:cell_progress", args=[row["code"]]) if row["is_cell"] else ""


def _count(name: str, label: str, query: str) -> Column:
    """A number of the board that leads to the tasks it counts, with the sum of all cells below."""

    def address(row: dict[str, Any]) -> str:
        return f"{reverse('meetings:tasks')}?chi-bo={quote(row['code'])}&{query}"

    return Column(
        name,
        label,
        kind=Kind.NUMBER,
        order_by=(name, "name"),
        link=address,
        total=lambda rows: sum(row[name] for row in rows),
        width=14,
    )
