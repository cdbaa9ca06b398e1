"""Screens of the number books: how far each has come, and every number of one with its paper."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy, npgettext_lazy

from chibo.documents import labels
from chibo.documents.queries import books as queries
from chibo.documents.queries.documents import documents_on
from chibo.documents.views.documents import KIND, SIGNER, TITLE, VALID
from chibo.kit.lists import Column, Filter, Kind, Listing, Status, Tone, list_page
from chibo.registry.queries.units import name_on

STATES = {
    queries.WHOLE: Status(gettext_lazy("Liên tục"), Tone.GOOD),
    queries.BROKEN: Status(gettext_lazy("Thiếu số"), Tone.BAD),
}

BOOKS = Listing(
    name="books",
    title=gettext_lazy("Sổ văn bản"),
    noun=npgettext_lazy("số dòng", "sổ", "sổ"),
    search=queries.books_of_committees_named,
    search_hint=gettext_lazy("Tìm tên đơn vị"),
    filters=(Filter("kind", gettext_lazy("Loại sổ"), labels.BOOKS),),
    order_by="-last_on",
    empty=gettext_lazy("Chưa có sổ nào. Sổ được mở khi cấp uỷ ký văn bản đầu tiên của nhiệm kỳ."),
    columns=(
        Column(
            "kind",
            gettext_lazy("Sổ"),
            value=lambda row: labels.book_label(row["kind"]),
            fields=("kind",),
            order_by="kind",
            link=("documents:book", "pk"),
            main=True,
            width=32,
        ),
        Column(
            "issuer_name",
            gettext_lazy("Đơn vị"),
            value=lambda row: row["issuer_name"],
            fields=("issuer_id",),
            width=32,
        ),
        Column("term_starts_on", gettext_lazy("Nhiệm kỳ từ"), kind=Kind.DAY, order_by="term_starts_on", width=14),
        Column("reached", gettext_lazy("Số cuối"), kind=Kind.NUMBER, order_by="reached", width=10),
        Column("signed_count", gettext_lazy("Số văn bản"), kind=Kind.NUMBER, order_by="signed_count", width=12),
        Column("last_on", gettext_lazy("Ngày ký cuối"), kind=Kind.DAY, order_by="last_on", width=14),
        Column(
            "state",
            gettext_lazy("Dãy số"),
            value=lambda row: STATES[row["state"]],
            fields=("state",),
            kind=Kind.STATUS,
            width=12,
        ),
    ),
)

NUMBERS = Listing(
    name="numbers",
    title=gettext_lazy("Sổ văn bản"),
    noun=npgettext_lazy("số dòng", "văn bản", "văn bản"),
    search=("search_key",),
    search_hint=gettext_lazy("Tìm số, trích yếu, người ký"),
    order_by="-number",
    columns=(
        Column("number", gettext_lazy("Số"), kind=Kind.NUMBER, order_by="number", width=8),
        Column("symbol", gettext_lazy("Số, ký hiệu"), link=("documents:document", "pk"), main=True, width=16),
        KIND,
        TITLE,
        Column("signed_on", gettext_lazy("Ngày ký"), kind=Kind.DAY, order_by="signed_on", width=12),
        SIGNER,
        VALID,
    ),
)


def books(request: HttpRequest) -> HttpResponse:
    """The books of the committees in the viewer's scope, as they stood on the day shown."""
    rows = queries.books_on(request.as_of, viewer=request.user)
    named = partial(queries.named_on, day=request.as_of)
    return list_page(request, BOOKS, rows, template="documents/book_list.html", complete=named)


def book(request: HttpRequest, pk: int) -> HttpResponse:
    """One book: every number given by the day shown, each with its paper."""
    found = queries.book_of(pk, request.as_of, viewer=request.user)
    context = {
        "book": found,
        "title": labels.book_label(found.kind),
        "issuer_name": name_on(found.issuer_id, request.as_of),
        "is_whole": found.state == queries.WHOLE,
    }
    rows = documents_on(request.as_of, viewer=request.user).filter(book=found)
    return list_page(request, NUMBERS, rows, template="documents/book.html", context=context)
