"""Putting somebody forward. What is typed here is never kept as a draft by the browser."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from chibo.domain.nominations.path import Proposer
from chibo.kit.forms import posted
from chibo.nominations import policies
from chibo.nominations.forms.proposing import ProposeForm
from chibo.nominations.labels import PROPOSERS
from chibo.nominations.queries import around
from chibo.nominations.services import nominating as services
from chibo.registry.views.answering import carry_out, day_of


@never_cache
@sensitive_post_parameters("name", "born_on", "address", "phone", "occupation", "reasons")
def propose(request: HttpRequest) -> HttpResponse:
    """Who is put forward, and why?"""
    day = day_of(request)
    cells = around.cells_to_propose_in(request.user, day)
    if not cells:
        raise PermissionDenied
    form = _form(request, cells)
    if form.is_valid():

        def work() -> Any:
            given = form.cleaned_data
            cell = around.cell_called(given["cell"], request.user, day)
            with form.on_behalf():
                return services.propose(
                    actor=request.user, cell=cell, proposer=given["proposer"], identity=form.person, on=given["on"]
                )

        outcome = carry_out(request, work, form=form)
        if outcome.is_done:
            if outcome.result is None:
                return redirect("nominations:nominations")
            told = {"number": outcome.result.pk}
            messages.success(
                request, _("Đã giới thiệu: quần chúng số %(number)s. Chi bộ xét ở buổi sinh hoạt tới.") % told
            )
            return redirect("nominations:nomination", outcome.result.pk)
    context = {"form": form, "title": _("Giới thiệu quần chúng")}
    return render(request, "nominations/nomination_propose.html", context)


def _form(request: HttpRequest, cells: list[tuple[str, str]]) -> ProposeForm:
    wanted = request.POST.get("cell") or request.GET.get("chi-bo", "")
    code = wanted if wanted in dict(cells) else cells[0][0]
    cell: Any = around.cell_called(code, request.user, day_of(request))
    who = {"actor": request.user, "cell": cell}
    assisted = policies.may_assist(**who)
    organisations = policies.may_propose(**who, proposer=next(each for each in PROPOSERS if each != Proposer.MEMBER))
    initial = {"on": day_of(request), "cell": code}
    options: dict[str, Any] = {"today": request.today, "assisted": assisted, "initial": initial}
    return ProposeForm(posted(request), cells=cells, organisations=organisations, **options)
