"""What the screens of one batch share: finding it, its steps, its figures in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from chibo.kit.steps import Step, StepState
from chibo.registry.queries.imports import batch_of
from chibo.registry.queries.units import name_on
from chibo.registry.views.wording import Crumb

if TYPE_CHECKING:
    from chibo.registry.models import ImportBatch

UPLOAD, COLUMNS, RECONCILE, COMMIT, REPORT = range(5)


def crumbs(*, batch: ImportBatch | None = None) -> list[Crumb]:
    """The way to a page of the imports, or of one batch."""
    found = [(_("Nhập danh sách"), reverse("registry:imports"))]
    return found if batch is None else [*found, (batch.file_name, reverse("registry:import_batch", args=[batch.pk]))]


def opened(request: HttpRequest, pk: int) -> ImportBatch:
    """The batch ``pk`` that the viewer may import. Raises ``Http404``."""
    return batch_of(pk, viewer=request.user)


def frame(batch: ImportBatch, step: int) -> dict[str, Any]:
    """What every page of a batch shows: its facts and how far it has come; ``step`` is the page at hand."""
    unit_name = name_on(batch.unit, batch.starts_on) if batch.unit is not None else ""
    return {"batch": batch, "unit_name": unit_name, "steps": steps(batch, step), "crumbs": crumbs()}


def steps(batch: ImportBatch | None, current: int) -> list[Step]:
    """The five steps; those of a waiting batch can be opened, a committed batch has come to its report."""
    labels = [_("Tải tệp lên"), _("Chọn cột"), _("Đối chiếu"), _("Ghi"), _("Kết quả")]
    names = {COLUMNS: "import_columns", RECONCILE: "import_preview", COMMIT: "import_commit"}
    is_committed = batch is not None and batch.committed_at is not None
    found = []
    for place, label in enumerate(labels):
        state = StepState.DONE if place < current else StepState.CURRENT if place == current else StepState.AHEAD
        state = StepState.DONE if is_committed and place == REPORT else state
        opens = batch is not None and not is_committed and place in names and place != current
        address = reverse(f"registry:{names[place]}", args=[batch.pk]) if batch is not None and opens else ""
        found.append(Step(label, state, address=address))
    return found
