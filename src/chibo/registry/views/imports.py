"""Lists that came in and where each stands; sending one up."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, npgettext_lazy

from chibo.domain.organisation import COMMUNE_KINDS
from chibo.kit.cells import day_text
from chibo.kit.lists import Column, Filter, Kind, Listing, Status, Tone, list_page
from chibo.kit.once import AlreadyDone, already_done, once
from chibo.registry.forms.imports import KINDS, UploadForm
from chibo.registry.policies import Right, may
from chibo.registry.queries.import_batches import batch_rows, committed_twin
from chibo.registry.queries.units import roots_on
from chibo.registry.services.imports import upload_import
from chibo.registry.views.imports_parts import UPLOAD, crumbs, opened, steps

SHORT_KINDS = {"MEMBERS": gettext_lazy("Đảng viên"), "UNITS": gettext_lazy("Đơn vị")}
STATES = (
    ("WAITING", gettext_lazy("Chưa ghi")),
    ("COMMITTED", gettext_lazy("Đã ghi")),
    ("UNDONE", gettext_lazy("Đã hoàn tác")),
)
_OCTETS = "application/octet-stream"


def imports(request: HttpRequest) -> HttpResponse:
    """Every list sent up for a unit where the viewer may import."""
    _require_right(request)
    rows = batch_rows(viewer=request.user)
    return list_page(request, _LISTING, rows, template="registry/import_list.html")


def _in_state(rows: Any, state: str) -> Any:
    if state == "UNDONE":
        return rows.exclude(undone_at=None)
    return rows.filter(undone_at=None, committed_at__isnull=state == "WAITING")


def _state(row: dict[str, Any]) -> Status:
    if row["undone_at"] is not None:
        return Status(_("Đã hoàn tác"), Tone.NEUTRAL)
    return Status(_("Chưa ghi"), Tone.WARNING) if row["committed_at"] is None else Status(_("Đã ghi"), Tone.GOOD)


def _refused(row: dict[str, Any]) -> int | None:
    rows, accepted = row["list_rows"], row["accepted"]
    return None if row["committed_at"] is None or rows is None else int(rows) - int(accepted)


_LISTING = Listing(
    name="imports",
    title=gettext_lazy("Nhập danh sách"),
    noun=npgettext_lazy("số dòng", "danh sách", "danh sách"),
    search=("file_name", "unit_name"),
    search_hint=gettext_lazy("Tên tệp hoặc đơn vị"),
    order_by="-uploaded_at",
    empty=gettext_lazy("Chưa có danh sách nào. Hãy tải lên tệp bảng tính mà cơ quan đang dùng."),
    filters=(
        Filter("trang-thai", gettext_lazy("Trạng thái"), STATES, apply=_in_state, chips=True),
        Filter("loai", gettext_lazy("Loại"), KINDS, apply=lambda rows, kind: rows.filter(kind=kind)),
    ),
    columns=(
        Column("file_name", gettext_lazy("Tệp"), order_by="file_name", link=("registry:import_batch", "pk"), width=32),
        Column(
            "kind", gettext_lazy("Loại"), value=lambda row: str(SHORT_KINDS[row["kind"]]), fields=("kind",), width=24
        ),
        Column(
            "unit_name", gettext_lazy("Đơn vị"), order_by="unit_name", link=("registry:unit", "unit_code"), width=28
        ),
        Column("starts_on", gettext_lazy("Tính từ ngày"), kind=Kind.DAY, order_by="starts_on"),
        Column(
            "state",
            gettext_lazy("Trạng thái"),
            value=_state,
            fields=("committed_at", "undone_at"),
            order_by="committed_at",
            kind=Kind.STATUS,
        ),
        Column("new", gettext_lazy("Mới"), kind=Kind.NUMBER, order_by="new"),
        Column("changed", gettext_lazy("Thay đổi"), kind=Kind.NUMBER, order_by="changed"),
        Column("same", gettext_lazy("Không đổi"), kind=Kind.NUMBER, order_by="same"),
        Column(
            "refused",
            gettext_lazy("Không nhận"),
            value=_refused,
            fields=("list_rows", "accepted", "committed_at"),
            kind=Kind.NUMBER,
        ),
        Column("by_name", gettext_lazy("Người tải lên"), order_by="by_name", width=26),
        Column("uploaded_at", gettext_lazy("Lúc"), kind=Kind.DAY, order_by="uploaded_at"),
    ),
)


def import_upload(request: HttpRequest) -> HttpResponse:
    """Send a spreadsheet up; it is kept as it came and nothing is written to the registry."""
    _require_right(request)
    is_post = request.method == "POST"
    day = request.as_of
    form = UploadForm(
        request.POST if is_post else None,
        request.FILES if is_post else None,
        viewer=request.user,
        day=day,
        initial={"unit": _own_commune(request)},
    )
    if form.is_valid():
        return _uploaded(request, form)
    context = {
        "form": form,
        "title": _("Tải danh sách lên"),
        "crumbs": crumbs(),
        "steps": steps(None, UPLOAD),
        "submit_label": _("Tải lên và đọc thử"),
        "cancel_url": reverse("registry:imports"),
    }
    return render(request, "registry/import_upload.html", context)


def _own_commune(request: HttpRequest) -> Any:
    """The commune of an officer who has one, to begin with; else nothing."""
    roots = roots_on(request.as_of, viewer=request.user)
    return roots[0] if len(roots) == 1 and roots[0].kind in COMMUNE_KINDS else None


def _uploaded(request: HttpRequest, form: UploadForm) -> HttpResponse:
    values = form.cleaned_data
    try:
        with once(request):
            batch = upload_import(
                actor=request.user,
                kind=values["kind"],
                unit=values["unit"].unit,
                file_name=values["file"].name,
                content=form.content,
                starts_on=values["starts_on"],
            )
    except AlreadyDone:
        messages.info(request, already_done())
        return redirect("registry:imports")
    twin = committed_twin(batch.file_digest, unit=values["unit"].unit)
    if twin is not None:
        words = _("Đúng tệp này đã được ghi cho đơn vị này lúc {at}: {link}. Ghi lại sẽ không thêm ai hai lần.")
        link = format_html('<a href="{}">{}</a>', reverse("registry:import_report", args=[twin.pk]), twin.file_name)
        messages.warning(request, format_html(words, at=day_text(twin.committed_at), link=link))
    return redirect("registry:import_columns", batch.pk)


def import_batch(request: HttpRequest, pk: int) -> HttpResponse:
    """To where the batch stands: its report when it was committed, else what it would change."""
    batch = opened(request, pk)
    name = "import_preview" if batch.committed_at is None else "import_report"
    return redirect(f"registry:{name}", batch.pk)


def import_file(request: HttpRequest, pk: int) -> FileResponse | HttpResponseRedirect:
    """The file as it came."""
    batch = opened(request, pk)
    return FileResponse(
        BytesIO(bytes(batch.content)), as_attachment=True, filename=batch.file_name, content_type=_OCTETS
    )


def _require_right(request: HttpRequest) -> None:
    if not may(request.user, Right.IMPORT):
        raise PermissionDenied
