"""Answering a request with a list: the page, the part that changed, the spreadsheet or the print."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from chibo.kit.cells import day_text
from chibo.kit.lists import spreadsheet
from chibo.kit.lists.declared import Listing
from chibo.kit.lists.filtering import fold
from chibo.kit.lists.result import COLUMNS, EXPORT, PRINT, Result


def list_page(
    request: HttpRequest,
    listing: Listing,
    rows: Any,
    *,
    template: str = "kit/list_page.html",
    context: dict[str, Any] | None = None,
    complete: Callable[[list[Any]], list[Any]] | None = None,
    count: Callable[[], int] | None = None,
) -> HttpResponse:
    """The answer to ``request`` with ``rows`` as ``listing`` declares them.

    ``template`` extends ``kit/list_page.html`` (or shows ``{% listing list %}`` anywhere) and finds the filled list as
    ``list``; ``complete`` adds to the rows of a page what one more query per page knows; ``count`` counts all ``rows``
    where that is quicker than asking them.
    """
    if COLUMNS in request.GET:
        return _choose_columns(request, listing)
    result = Result(request, listing, rows, complete=complete, count=count)
    if request.GET.get(EXPORT) == "xlsx":
        return export(result)
    shown = {"list": result, "title": listing.title, **(context or {})}
    if request.GET.get(PRINT):
        return render(request, "kit/list_print.html", shown)
    if getattr(request, "htmx", False) and request.htmx.target == f"list-{listing.name}":
        return render(request, "kit/_list_result.html", shown)
    return render(request, template, shown)


def export(result: Result) -> FileResponse:
    """The rows found as an ``.xlsx`` download."""
    title = str(result.listing.title)
    notes = [*result.described(), _("Lập lúc %(at)s") % {"at": day_text(timezone.now())}]
    file = spreadsheet.write(result.columns, result.every_row(), title=title, notes=notes)
    name = f"{slugify(fold(title))}-{result.request.as_of:%Y%m%d}.xlsx"
    return FileResponse(file, as_attachment=True, filename=name)


def _choose_columns(request: HttpRequest, listing: Listing) -> HttpResponse:
    wanted = request.GET.getlist(COLUMNS)
    names = [column.name for column in listing.columns if column.name in wanted]
    key = f"columns:{listing.name}"
    if names and names != [column.name for column in listing.columns if column.shown]:
        request.session[key] = names
    else:
        request.session.pop(key, None)
    query = request.GET.copy()
    query.pop(COLUMNS)
    return HttpResponseRedirect(f"{request.path}?{query.urlencode()}")
