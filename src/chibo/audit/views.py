"""The audit log: who did what, when, for whom and why."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import npgettext_lazy

from chibo.audit import queries
from chibo.kit.lists import Column, Filter, Kind, Listing, list_page

WRITTEN_SHOWN = 200


def _since(rows: Any, day: Any) -> Any:
    return rows.filter(at__gte=timezone.make_aware(datetime.combine(day, time.min)))


def _until(rows: Any, day: Any) -> Any:
    return rows.filter(at__lt=timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min)))


ENTRIES = Listing(
    name="audit",
    title=_("Nhật ký"),
    noun=npgettext_lazy("số dòng", "việc", "việc"),
    search=queries.matching,
    search_hint=_("Tìm người, đối tượng, lý do"),
    filters=(
        Filter(
            "viec",
            _("Việc"),
            lambda request: queries.action_choices(),
            apply=lambda rows, name: rows.filter(action=name),
        ),
        Filter("tu", _("Từ ngày"), kind="day", apply=_since),
        Filter("den", _("Đến hết ngày"), kind="day", apply=_until),
    ),
    order_by="-at",
    empty=_("Chưa có việc nào được ghi lại."),
    columns=(
        Column("at", _("Lúc"), kind=Kind.DAY, order_by="id", width=18),
        Column(
            "action",
            _("Việc"),
            value=lambda row: queries.label_of(row["action"]),
            fields=("action",),
            link=("audit:entry", "pk"),
            main=True,
            width=30,
        ),
        Column("subject_text", _("Đối tượng"), width=40),
        Column("actor_name", _("Người thực hiện"), order_by="actor_name", width=26),
        Column("acting_for", _("Làm thay"), width=26, shown=False),
        Column("reason", _("Lý do"), width=40),
    ),
)


def entries(request: HttpRequest) -> HttpResponse:
    """The entries in the viewer's scope."""
    return list_page(request, ENTRIES, queries.entries(viewer=request.user))


def entry(request: HttpRequest, pk: int) -> HttpResponse:
    """One entry with every row it wrote."""
    found = queries.entry_of(pk, viewer=request.user)
    written = [_written(row) for row in found.changes[:WRITTEN_SHOWN]]
    context = {
        "entry": found,
        "title": queries.label_of(found.action),
        "written": [each for each in written if each["fields"] or each["is_new"]],
        "left_out": max(0, len(found.changes) - WRITTEN_SHOWN),
    }
    return render(request, "audit/entry.html", context)


def _written(row: dict[str, Any]) -> dict[str, Any]:
    keys = row["pk"] if isinstance(row["pk"], list) else [row["pk"]]
    return {
        "name": queries.model_name(row["model"]),
        "keys": ", ".join(map(str, keys[:20])) + (f"… ({len(keys)})" if len(keys) > 20 else ""),
        "is_new": row["before"] is None,
        "fields": queries.field_changes(row),
    }
