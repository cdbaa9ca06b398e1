"""The home page of everyone: what to do, the most pressing first."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chibo.home.queries import Side, When, tasks_for

HEADINGS = {
    When.OVERDUE: gettext_lazy("Quá hạn"),
    When.TODAY: gettext_lazy("Hôm nay"),
    When.THIS_WEEK: gettext_lazy("Trong 7 ngày tới"),
    When.LATER: gettext_lazy("Sau đó"),
}


def todo(request: HttpRequest) -> HttpResponse:
    """Two tabs, mine and waiting for others, each grouped by urgency; every number is the length of the list behind it."""
    tasks = tasks_for(request.user, request.as_of)
    chosen = Side.WAITING if request.GET.get("ben") == "cho" else Side.MINE
    groups = []
    for when, heading in HEADINGS.items():
        rows = [task for task in tasks if task.side is chosen and task.when(request.as_of) is when]
        if rows:
            groups.append({"heading": heading, "rows": rows, "is_late": when is When.OVERDUE})
    context = {
        "title": _("Việc cần làm"),
        "groups": groups,
        "is_waiting": chosen is Side.WAITING,
        "mine_count": sum(task.side is Side.MINE for task in tasks),
        "waiting_count": sum(task.side is Side.WAITING for task in tasks),
    }
    return render(request, "home/todo.html", context)
