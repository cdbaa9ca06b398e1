"""What a list would change, before anything is written: new, changed, same, missing, wrong, perhaps twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from chibo.kit.lists import list_page
from chibo.registry.imports.sheets import UnreadableFile
from chibo.registry.queries.import_batches import cell_names_in
from chibo.registry.views.imports_mending import corrected_cells, rows_to_mend
from chibo.registry.views.imports_parts import RECONCILE, frame, opened
from chibo.registry.views.imports_reading import CHANGED, NEW, SAME, Reading, read_batch
from chibo.registry.views.imports_rows import listing_of, rows_of
from chibo.registry.views.imports_twins import decided, to_decide

if TYPE_CHECKING:
    from chibo.registry.models import ImportBatch

TAB = "phan"
PER_PAGE = 20
OUTCOMES = {"moi": NEW, "thay-doi": CHANGED, "khong-doi": SAME}


class Tab(NamedTuple):
    """One part of the page: its name in the address, its words, how many rows, whether they wait for a person."""

    name: str
    label: str
    count: int
    waits: bool = False


def import_preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The list beside the registry, part by part; wrong cells are mended and likely duplicates decided here."""
    batch = opened(request, pk)
    if batch.committed_at is not None:
        return redirect("registry:import_report", batch.pk)
    try:
        reading = read_batch(batch)
    except UnreadableFile as refused:
        messages.error(request, refused.message)
        return redirect("registry:import_columns", batch.pk)
    tabs = _tabs(batch, reading)
    name = request.GET.get(TAB, "")
    if name not in [tab.name for tab in tabs]:
        name = next((tab.name for tab in tabs if tab.count), "moi")
    context = frame(batch, RECONCILE) | {
        "title": _("Đối chiếu"),
        "reading": reading,
        "tabs": tabs,
        "tab": name,
        "may_commit": reading.accepted_count > 0 and not reading.undecided,
        "why_not": why_not(reading),
    }
    if name == "loi":
        return render(request, "registry/import_preview.html", context | _errors(request, batch, reading))
    if name == "trung":
        context |= {"page": Paginator(to_decide(batch, reading), PER_PAGE).get_page(request.GET.get("trang"))}
        return render(request, "registry/import_preview.html", context | {"decided": decided(batch, reading)})
    rows = rows_of(batch, reading, OUTCOMES.get(name))
    template = "registry/import_preview.html"
    return list_page(request, listing_of(batch, OUTCOMES.get(name)), rows, template=template, context=context)


def why_not(reading: Reading) -> str:
    """Why the batch cannot be committed yet; empty when it can."""
    if reading.undecided:
        words = _("Còn %(count)s dòng giống đảng viên đã có. Hãy quyết định từng dòng trước khi ghi.")
        return words % {"count": len(reading.undecided)}
    if reading.accepted_count == 0:
        return _("Chưa có dòng nào ghi được. Hãy sửa các dòng lỗi trước.")
    return ""


def _tabs(batch: ImportBatch, reading: Reading) -> list[Tab]:
    """What waits for a person stands first."""
    waiting = [Tab("loi", _("Lỗi"), reading.refused_count, waits=bool(reading.problems))]
    found = [
        Tab("moi", _("Mới"), reading.count(NEW)),
        Tab("thay-doi", _("Thay đổi"), reading.count(CHANGED)),
        Tab("khong-doi", _("Không đổi"), reading.count(SAME)),
    ]
    if batch.kind == "MEMBERS":
        twins = len(reading.undecided) + len(reading.twins)
        waiting.insert(0, Tab("trung", _("Nghi trùng"), twins, waits=bool(reading.undecided)))
        found.append(Tab("vang-mat", _("Vắng trong danh sách"), len(reading.left)))
    return [*waiting, *found]


def _errors(request: HttpRequest, batch: ImportBatch, reading: Reading) -> dict[str, Any]:
    page = Paginator(list(reading.problems_by_row()), PER_PAGE).get_page(request.GET.get("trang"))
    return {
        "page": page,
        "to_mend": rows_to_mend(reading, page.object_list),
        "corrected": corrected_cells(batch),
        "cell_names": cell_names_in(batch.unit, batch.starts_on) if batch.unit is not None else {},
    }
