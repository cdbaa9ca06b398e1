"""What each column of a list holds: recognised, shown with examples, put right by a person."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from chibo.audit.use_cases import RuleBroken
from chibo.domain.vietnamese import Encoding
from chibo.kit.forms import posted
from chibo.registry.forms.imports import LABELS, REQUIRED, ColumnsForm, fields_text
from chibo.registry.imports.sheets import UnreadableFile
from chibo.registry.imports.tables import Table
from chibo.registry.queries.import_batches import headings_of, table_of
from chibo.registry.services.imports import prepare_import
from chibo.registry.views.imports_parts import COLUMNS, frame, opened
from chibo.registry.violations import sentences

ENCODINGS = {
    Encoding.UNICODE: "Unicode",
    Encoding.TCVN3: "TCVN3 (ABC, .VnTime)",
    Encoding.VNI: "VNI",
}


def import_columns(request: HttpRequest, pk: int) -> HttpResponse:
    """The headings with what they were taken for; a person may say otherwise, and choose the sheet."""
    batch = opened(request, pk)
    if batch.committed_at is not None:
        return redirect("registry:import_report", batch.pk)
    content = bytes(batch.content)

    def read(sheet: str, columns: dict[str, Any]) -> Table:
        return table_of(content, kind=batch.kind, file_name=batch.file_name, sheet=sheet, columns=columns)

    try:
        plain, table = read(batch.sheet, {}), read(batch.sheet, batch.columns)
    except UnreadableFile as refused:
        # The headings that were chosen for another sheet or by hand hold no more.
        messages.error(request, refused.message)
        plain = table = read("", {})
    recognised = {found.heading: found.fields for found in headings_of(plain)}
    form = ColumnsForm(
        posted(request),
        kind=batch.kind,
        table=table,
        headings=headings_of(table),
        recognised=recognised,
    )
    if form.is_valid():
        sheet = form.cleaned_data.get("sheet") or ""
        is_other_sheet = sheet not in ("", table.sheet)
        columns = {} if is_other_sheet else form.columns()
        if _accepted(form, batch.kind, lambda: read(sheet, columns)):
            try:
                prepare_import(actor=request.user, batch=batch, sheet=sheet, columns=columns)
            except RuleBroken as broken:
                messages.error(request, " ".join(sentences(broken.violations)))
                return redirect("registry:import_batch", batch.pk)
            return redirect("registry:import_columns" if is_other_sheet else "registry:import_preview", batch.pk)
    context = frame(batch, COLUMNS) | {
        "form": form,
        "rows": form.rows(),
        "title": _("Chọn cột"),
        "table": table,
        "encoding": ENCODINGS[table.encoding],
        "is_legacy": table.encoding is not Encoding.UNICODE,
        "row_count": len(table.rows),
        "heading_rows": [row.number for row in table.heading_rows],
    }
    return render(request, "registry/import_columns.html", context)


def _accepted(form: ColumnsForm, kind: str, read: Any) -> bool:
    """Whether the table can be read with the columns chosen, each as it was chosen; says so on the form where not."""
    try:
        table = read()
    except UnreadableFile as refused:
        form.add_error(None, refused.message)
        return False
    labels = LABELS[kind]
    found = {each.heading: each.fields for each in headings_of(table)}
    for name, heading in form.headings.items():
        got = found.get(heading.heading, ())
        taken = {each for other, fields in found.items() if other != heading.heading for each in fields}
        lost = [each for each in form.chosen(name) if each not in got and each in taken]
        if lost:
            words = {"field": fields_text(lost, labels)}
            form.add_error(name, _("Không thể nhận cột này là “%(field)s”: đã có cột khác giữ mục đó.") % words)
    fed = {each for fields in found.values() for each in fields}
    missing = [each for each in REQUIRED[kind] if each not in fed]
    if missing and not form.errors:
        words = {"field": fields_text(missing, labels)}
        form.add_error(None, _("Chưa có cột nào được nhận là “%(field)s”.") % words)
    return form.is_valid()
