"""What the pages of resolutions and tasks share."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from chibo.meetings.queries.resolutions import cells_to_resolve
from chibo.registry.policies import Right, may, scope_paths
from chibo.registry.queries.tree import in_reading_order
from chibo.registry.views.answering import day_of


def offers(request: HttpRequest, here: str) -> list[dict[str, Any]]:
    """Where the viewer may go on from the list ``here``."""
    viewer, day = request.user, day_of(request)
    member = getattr(viewer, "member", None)
    found = []

    def offer(name: str, label: str, icon: str, *arguments: Any, style: str = "btn-light") -> None:
        if name != here:
            address = reverse(f"meetings:{name}", args=arguments)
            found.append({"address": address, "label": label, "icon": icon, "style": style})

    offer("tasks", _("Nhiệm vụ"), "list-check")
    if member is not None or may(viewer, Right.VIEW_TASKS) or may(viewer, Right.RESOLVE):
        offer("resolutions", _("Nghị quyết"), "file-earmark-text")
    if member is not None:
        offer("member_tasks", _("Việc của tôi"), "person-check", member.pk)
    if may(viewer, Right.VIEW_TASKS):
        offer("task_board", _("Bảng theo chi bộ"), "kanban")
    if scope_paths(viewer, Right.RESOLVE):
        cells = in_reading_order(cells_to_resolve(viewer, day))
        if len(cells) == 1:
            offer("cell_progress", _("Tình hình thực hiện"), "graph-up", cells[0].unit.code)
            if here == "resolutions":
                offer("resolution_pass", _("Ghi nghị quyết"), "plus-lg", cells[0].unit.code, style="btn-primary")
    if here == "tasks" and (may(viewer, Right.RESOLVE) or may(viewer, Right.GIVE_OFFICE_TASKS)):
        offer("task_give", _("Giao nhiệm vụ"), "plus-lg", style="btn-primary")
    return found
