"""Screens of signed papers: the register, one paper with its prints, and the check of a print by its code."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, npgettext_lazy
from django.views.decorators.cache import never_cache

from chibo.audit.queries import entries_of
from chibo.documents import labels
from chibo.documents.queries import documents as queries
from chibo.documents.queries.books import books_on
from chibo.documents.rendering.screen import on_screen
from chibo.documents.ways import ways_from
from chibo.domain.papers.model import from_json
from chibo.domain.vietnamese import search_key
from chibo.kit.lists import Column, Filter, Kind, Listing, Status, Tone, list_page
from chibo.registry.policies import Right, may
from chibo.registry.queries.units import name_on

VALIDITY = {
    queries.IN_FORCE: Status(gettext_lazy("Còn hiệu lực"), Tone.GOOD),
    queries.NOT_YET: Status(gettext_lazy("Chưa có hiệu lực"), Tone.INFO),
    queries.AMENDED: Status(gettext_lazy("Còn hiệu lực, đã sửa đổi"), Tone.WARNING),
    queries.CANCELLED: Status(gettext_lazy("Đã huỷ bỏ"), Tone.BAD),
}
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

KIND = Column(
    "kind",
    gettext_lazy("Loại"),
    value=lambda row: labels.kind_label(row["kind"]),
    fields=("kind",),
    order_by="kind",
    width=28,
)
TITLE = Column("title", gettext_lazy("Trích yếu"), width=60)
SIGNER = Column("signer", gettext_lazy("Người ký"), width=24)
VALID = Column(
    "validity",
    gettext_lazy("Hiệu lực"),
    value=lambda row: VALIDITY[row["validity"]],
    fields=("validity",),
    kind=Kind.STATUS,
    width=20,
)
"""Columns of every list of papers."""

DOCUMENTS = Listing(
    name="documents",
    title=gettext_lazy("Văn bản"),
    noun=npgettext_lazy("số dòng", "văn bản", "văn bản"),
    search=("search_key",),
    search_hint=gettext_lazy("Tìm số, trích yếu, người ký"),
    filters=(
        Filter("kind", gettext_lazy("Loại"), labels.KINDS),
        Filter("validity", gettext_lazy("Hiệu lực"), tuple((code, state.label) for code, state in VALIDITY.items())),
        Filter("tu", gettext_lazy("Ký từ ngày"), kind="day", apply=lambda rows, day: rows.filter(signed_on__gte=day)),
    ),
    order_by="-signed_on",
    empty=gettext_lazy("Chưa có văn bản nào được ký. Văn bản được lập khi ký quyết định của một đợt sắp xếp."),
    columns=(
        Column(
            "symbol",
            gettext_lazy("Số, ký hiệu"),
            order_by=("book", "number"),
            link=("documents:document", "pk"),
            main=True,
            width=16,
        ),
        KIND,
        TITLE,
        Column(
            "issuer_name",
            gettext_lazy("Đơn vị ban hành"),
            value=lambda row: row["issuer_name"],
            fields=("issuer_id", "signed_on"),
            width=28,
        ),
        Column("signed_on", gettext_lazy("Ngày ký"), kind=Kind.DAY, order_by=("signed_on", "pk"), width=12),
        SIGNER,
        Column(
            "effective_on", gettext_lazy("Hiệu lực từ"), kind=Kind.DAY, order_by="effective_on", width=12, shown=False
        ),
        VALID,
    ),
)


def documents(request: HttpRequest) -> HttpResponse:
    """The papers in the viewer's scope, signed by the day shown."""
    rows = queries.documents_on(request.as_of, viewer=request.user)
    context = {"sees_books": may(request.user, Right.VIEW_DOCUMENTS)}
    return list_page(
        request,
        DOCUMENTS,
        rows,
        template="documents/document_list.html",
        context=context,
        complete=queries.with_issuers,
    )


def document(request: HttpRequest, pk: int) -> HttpResponse:
    """One paper: what it says, whether it is in force, its prints and what was done to it."""
    found = queries.document_of(pk, request.as_of, viewer=request.user)
    context = {
        "document": found,
        "title": f"{labels.kind_label(found.kind)} {found.symbol}",
        "validity": VALIDITY[found.validity],
        "issuer_name": name_on(found.issuer_id, found.signed_on),
        "amendments": queries.amendments_of(found, request.as_of),
        "book_name": labels.book_label(found.book.kind),
        "sees_book": books_on(request.as_of, viewer=request.user).filter(pk=found.book_id).exists(),
        "shown": on_screen(from_json(found.content)),
        "entries": entries_of(found, viewer=request.user),
    }
    return render(request, "documents/document.html", context)


def document_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The PDF made at signing, byte for byte."""
    found = queries.document_of(pk, request.today, viewer=request.user)
    return _print(bytes(found.pdf), "application/pdf", f'inline; filename="{_file_name(found)}.pdf"')


def document_word(request: HttpRequest, pk: int) -> HttpResponse:
    """The Word document made at signing, byte for byte."""
    found = queries.document_of(pk, request.today, viewer=request.user)
    return _print(bytes(found.docx), WORD, f'attachment; filename="{_file_name(found)}.docx"')


@login_not_required
@never_cache
def check(request: HttpRequest, token: str) -> HttpResponse:
    """Whether the paper with this code is in force today; open to whoever holds the print, and tells no names."""
    today = timezone.localdate()
    found = queries.document_checked(token, today)
    if found is None:
        context = {"title": _("Không có văn bản này"), "token": token}
        return render(request, "documents/check_unknown.html", context, status=404)
    context = {
        "title": _("Kiểm tra văn bản"),
        "document": found,
        "kind": labels.kind_label(found.kind),
        "issuer_name": name_on(found.issuer_id, found.signed_on),
        "validity": VALIDITY[found.validity],
        "amendments": queries.amendments_of(found, today),
        "today": today,
        "ways": ways_from(found, viewer=request.user),
    }
    return render(request, "documents/check.html", context)


def _print(data: bytes, kind: str, disposition: str) -> HttpResponse:
    headers = {"Content-Disposition": disposition, "Cache-Control": "private, no-store"}
    return HttpResponse(data, content_type=kind, headers=headers)


def _file_name(found: Any) -> str:
    """``10-qd-du-20190502``: the symbol and the day, in letters that every file system takes."""
    return f"{slugify(search_key(found.symbol).replace('/', '-'))}-{found.signed_on:%Y%m%d}"
