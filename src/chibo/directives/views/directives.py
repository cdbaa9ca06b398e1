"""Directives: the list, and the paper of a version."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import npgettext_lazy

from chibo.directives.labels import COMPLETE, LATE, ON_ITS_WAY, REACH_STATES, WITHDRAWN
from chibo.directives.queries.directives import directive_of, directives_for, file_of, sent_by
from chibo.directives.queries.reach import progress_of
from chibo.domain.directives import Reach
from chibo.kit.cells import Status
from chibo.kit.lists import Column, Filter, Kind, Listing, list_page
from chibo.registry.policies import Right, may


def directives(request: HttpRequest) -> HttpResponse:
    """Every directive sent by the day shown that concerns the viewer, with how far it has come."""

    def with_reach(rows: list[Any]) -> list[Any]:
        found = progress_of([row["pk"] for row in rows], request.as_of, viewer=request.user)
        for row in rows:
            row["reach"] = found[row["pk"]]
        return rows

    def in_state(rows: Any, value: str) -> Any:
        withdrawn = {"withdrawn_on__lte": request.as_of}
        return rows.filter(**withdrawn) if value == "thu-hoi" else rows.exclude(**withdrawn)

    listing = Listing(
        name="directives",
        title=_("Văn bản chỉ đạo"),
        noun=npgettext_lazy("số dòng", "văn bản chỉ đạo", "văn bản chỉ đạo"),
        search=("search_key",),
        search_hint=_("Tìm số, cơ quan, trích yếu"),
        order_by="-issued_on",
        empty=_("Chưa có văn bản chỉ đạo nào được gửi vào ngày này."),
        filters=(
            Filter(
                "hieu-luc",
                _("Hiệu lực"),
                (("con", _("Còn hiệu lực")), ("thu-hoi", _("Đã thu hồi"))),
                apply=in_state,
                chips=True,
            ),
        ),
        columns=(
            Column(
                "subject", _("Trích yếu"), order_by="subject", link=("directives:directive", "pk"), main=True, width=48
            ),
            Column("number", _("Số, ký hiệu"), order_by="number"),
            Column("issuer", _("Cơ quan ban hành"), order_by="issuer", width=28),
            Column("issued_on", _("Ban hành"), kind=Kind.DAY, order_by="issued_on", width=12),
            Column("version", _("Bản"), kind=Kind.NUMBER, order_by="version", width=8),
            Column("deadline", _("Hạn ký nhận"), kind=Kind.DAY, order_by="deadline", width=12),
            Column("reached", _("Đã ký nhận"), value=lambda row: _reached(row["reach"]), fields=("pk",), width=14),
            Column(
                "state",
                _("Trạng thái"),
                value=lambda row: state_of(row["reach"]),
                fields=("pk",),
                kind=Kind.STATUS,
                width=20,
            ),
            Column("sent_on", _("Ngày gửi"), kind=Kind.DAY, order_by="sent_on", shown=False, width=12),
        ),
    )
    rows = sent_by(directives_for(request.user), request.as_of)
    context = {"may_send": may(request.user, Right.SEND_DIRECTIVES)}
    return list_page(
        request, listing, rows, template="directives/directive_list.html", context=context, complete=with_reach
    )


def paper(request: HttpRequest, pk: int, number: int) -> FileResponse:
    """The paper added to a version, as it was sent."""
    name, content = file_of(directive_of(pk, viewer=request.user), number)
    return FileResponse(BytesIO(content), as_attachment=True, filename=name, content_type="application/octet-stream")


def state_of(reach: Reach) -> Status:
    """Withdrawn, acknowledged by all, late somewhere, or on its way; to who sees one unit alone, that unit's own state."""
    if reach.is_withdrawn:
        return WITHDRAWN
    if len(reach.units) == 1:
        return REACH_STATES[reach.units[0].state]
    if not reach.missing:
        return COMPLETE
    return LATE if reach.overdue_count else ON_ITS_WAY


def _reached(reach: Reach) -> str:
    return f"{reach.reached_count} / {len(reach.units)}"
