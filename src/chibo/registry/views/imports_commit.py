"""Writing a batch: what will happen, what happened, and taking it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, npgettext_lazy

from chibo.audit.queries import entries_of
from chibo.audit.use_cases import RuleBroken
from chibo.kit.cells import day_text
from chibo.kit.forms import posted
from chibo.kit.lists import Column, Filter, Kind, Listing, Status, Tone, list_page
from chibo.kit.once import AlreadyDone, already_done, once
from chibo.registry.forms.imports import UndoForm
from chibo.registry.imports.sheets import UnreadableFile
from chibo.registry.queries.import_batches import outcome_counts, rows_written
from chibo.registry.services.imports import commit_members, commit_units, undo_import
from chibo.registry.views.imports_parts import COMMIT, REPORT, crumbs, frame, opened
from chibo.registry.views.imports_preview import why_not
from chibo.registry.views.imports_reading import CHANGED, NEW, SAME, Reading, read_batch
from chibo.registry.violations import sentences

if TYPE_CHECKING:
    from chibo.registry.models import ImportBatch

OUTCOMES = {
    NEW: Status(gettext_lazy("Thêm mới"), Tone.GOOD),
    CHANGED: Status(gettext_lazy("Thay đổi"), Tone.INFO),
    SAME: Status(gettext_lazy("Không đổi"), Tone.NEUTRAL),
}
PROBLEMS_SHOWN = 100


def import_commit(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what committing would do, and do it when it is still what the person saw."""
    batch = opened(request, pk)
    if batch.committed_at is not None:
        if request.method == "POST":
            messages.info(request, already_done())
        return redirect("registry:import_report", batch.pk)
    try:
        reading = read_batch(batch)
    except UnreadableFile as refused:
        messages.error(request, refused.message)
        return redirect("registry:import_columns", batch.pk)
    figures = _figures(reading)
    blocked, warnings = [why_not(reading)] if why_not(reading) else [], []
    if request.method == "POST" and not blocked:
        if request.POST.get("seen", "") != figures:
            warnings.append(_("Danh sách hoặc sổ đảng viên vừa thay đổi. Hãy xem lại các con số rồi bấm lần nữa."))
        elif not (blocked := _refusals(request, batch)):
            return redirect("registry:import_report", batch.pk)
    context = frame(batch, COMMIT) | {
        "title": _("Ghi vào sổ"),
        "question": _("Ghi danh sách “%(file)s” vào sổ?") % {"file": batch.file_name},
        "consequences": _consequences(batch, reading),
        "warnings": warnings,
        "blocked": blocked,
        "seen": figures,
        "confirm_label": _("Ghi vào sổ"),
        "cancel_url": reverse("registry:import_preview", args=[batch.pk]),
        "waits_for_decision": bool(reading.undecided),
    }
    return render(request, "registry/import_commit.html", context)


def _refusals(request: HttpRequest, batch: ImportBatch) -> list[str]:
    """Commit; why it could not be done, empty when it was."""
    commit = commit_members if batch.kind == "MEMBERS" else commit_units
    try:
        with once(request):
            commit(actor=request.user, batch=batch)
    except AlreadyDone:
        messages.info(request, already_done())
    except RuleBroken as broken:
        return sentences(broken.violations)
    except IntegrityError:
        return [_("Sổ vừa được người khác thay đổi cùng lúc. Chưa ghi gì; hãy xem lại rồi bấm lần nữa.")]
    else:
        messages.success(request, _("Đã ghi danh sách vào sổ."))
    return []


def _figures(reading: Reading) -> str:
    counts = [reading.count(outcome) for outcome in (NEW, CHANGED, SAME)]
    moves = sum(getattr(match, "moves_to", None) is not None for match in reading.by_outcome[CHANGED])
    return "-".join(str(number) for number in (*counts, moves, reading.refused_count))


def _consequences(batch: ImportBatch, reading: Reading) -> list[str]:
    day = day_text(batch.starts_on)
    new, changed, same = (reading.count(outcome) for outcome in (NEW, CHANGED, SAME))
    moves = sum(getattr(match, "moves_to", None) is not None for match in reading.by_outcome[CHANGED])
    noun = _("đảng viên") if batch.kind == "MEMBERS" else _("đơn vị")
    words = {"noun": noun, "day": day}
    found = []
    if new:
        found.append(_("Thêm mới %(count)s %(noun)s.") % {**words, "count": new})
    if changed:
        said = _("Cập nhật thông tin của %(count)s %(noun)s, tính từ ngày %(day)s.")
        found.append(said % {**words, "count": changed})
    if moves:
        found.append(_("Trong đó %(count)s người chuyển sang chi bộ khác.") % {"count": moves})
    if same:
        found.append(_("%(count)s %(noun)s đã đúng như trong sổ, không đổi gì.") % {**words, "count": same})
    if reading.refused_count:
        said = _("%(count)s dòng lỗi không được ghi; sau khi ghi vẫn tải về được để sửa và tải lên lại.")
        found.append(said % {"count": reading.refused_count})
    if reading.left:
        said = _("%(count)s đảng viên vắng trong danh sách vẫn giữ nguyên; không ai bị đưa ra khỏi sổ.")
        found.append(said % {"count": len(reading.left)})
    found.append(_("Có thể hoàn tác cả lần nhập khi chưa có thay đổi nào khác dựa trên đó."))
    return found


def import_report(request: HttpRequest, pk: int) -> HttpResponse:
    """What became of each row of a committed batch."""
    batch = opened(request, pk)
    if batch.committed_at is None:
        return redirect("registry:import_preview", batch.pk)
    problems = batch.report.get("problems", [])
    counts = outcome_counts(batch)
    rows = int(batch.report.get("rows", 0))
    context = frame(batch, REPORT) | {
        "title": _("Kết quả nhập danh sách"),
        "counts": counts,
        "row_count": rows,
        "refused_count": rows - int(batch.report.get("accepted", rows)),
        "problems": problems[:PROBLEMS_SHOWN],
        "problems_left_out": max(0, len(problems) - PROBLEMS_SHOWN),
        "entries": entries_of(batch, viewer=request.user),
    }
    template = "registry/import_report.html"
    return list_page(request, _listing(batch), rows_written(batch), template=template, context=context)


def _listing(batch: ImportBatch) -> Listing:
    is_members = batch.kind == "MEMBERS"
    name = Column(
        "name",
        _("Họ và tên") if is_members else _("Tên"),
        order_by="search_key",
        link=("registry:member", "member_id") if is_members else ("registry:unit", "code"),
        main=True,
        width=36,
    )
    return Listing(
        name="import-report",
        title=_("Kết quả nhập danh sách"),
        noun=npgettext_lazy("số dòng", "dòng đã ghi", "dòng đã ghi"),
        search=("search_key",),
        order_by="row",
        empty=_("Không có dòng nào được ghi."),
        filters=(
            Filter(
                "ket-qua",
                _("Kết quả"),
                [(code, each.label) for code, each in OUTCOMES.items()],
                apply=lambda rows, code: rows.filter(outcome=code),
                chips=True,
            ),
        ),
        columns=(
            Column("row", _("Dòng"), order_by="row", width=8),
            name,
            *(() if is_members else (Column("code", _("Mã")),)),
            Column(
                "outcome",
                _("Kết quả"),
                value=lambda row: OUTCOMES[row["outcome"]],
                fields=("outcome",),
                kind=Kind.STATUS,
                order_by="outcome",
            ),
        ),
    )


def import_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a whole batch back, with the reason; refused where something was built on it since."""
    batch = opened(request, pk)
    form = UndoForm(posted(request))
    back = reverse("registry:import_report", args=[batch.pk])
    if request.method == "POST" and form.is_valid():
        try:
            with once(request):
                undo_import(actor=request.user, batch=batch, reason=form.cleaned_data["reason"])
        except AlreadyDone:
            messages.info(request, already_done())
            return redirect(back)
        except RuleBroken as broken:
            for sentence in sentences(broken.violations):
                form.add_error(None, sentence)
        else:
            messages.success(request, _("Đã hoàn tác lần nhập. Sổ trở lại như trước khi ghi."))
            return redirect(back)
    if request.method == "GET" and (batch.committed_at is None or batch.undone_at is not None):
        return redirect("registry:import_batch", batch.pk)
    counts = outcome_counts(batch)
    noun = _("đảng viên") if batch.kind == "MEMBERS" else _("đơn vị")
    context = {
        "batch": batch,
        "crumbs": crumbs(batch=batch),
        "title": _("Hoàn tác lần nhập"),
        "question": _("Hoàn tác việc nhập “%(file)s”?") % {"file": batch.file_name},
        "consequences": [
            _("%(count)s %(noun)s do lần nhập này thêm vào được rút khỏi sổ.") % {"count": counts[NEW], "noun": noun},
            _("%(count)s %(noun)s đã thay đổi trở lại như trước.") % {"count": counts[CHANGED], "noun": noun},
            _("Tệp và kết quả vẫn được lưu; nhật ký ghi ai đã hoàn tác và vì sao."),
        ],
        "form": form,
        "confirm_label": _("Hoàn tác cả lần nhập"),
        "cancel_url": back,
        "tone": "danger",
    }
    return render(request, "registry/import_undo.html", context)
