"""Noting a concern in a minute, on a phone or from a paper form."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from chibo.domain.feedback.duplicates import Said
from chibo.feedback import policies
from chibo.feedback.forms.base import named_in
from chibo.feedback.forms.concerns import NoteForm
from chibo.feedback.labels import KINDS, THEMES
from chibo.feedback.queries import around
from chibo.feedback.services import concerns as services
from chibo.kit.forms import posted
from chibo.registry.views.answering import carry_out, day_of

NEW = "moi"


class MustAsk(Exception):
    """Nothing is written yet: there are ``questions`` (what the template needs) to answer first."""

    def __init__(self, questions: dict[str, Any]) -> None:
        super().__init__()
        self.questions = questions


def note(request: HttpRequest) -> HttpResponse:
    """What did a resident raise? Asks again where the words name a person, or where the cell has noted the same of late."""
    day = day_of(request)
    cells = around.cells_to_note(request.user, day)
    if not cells:
        raise PermissionDenied
    form = _form(request, cells)
    asks: dict[str, Any] = {}
    if form.is_valid():
        try:
            outcome = carry_out(request, lambda: _note(request, form, day), form=form)
        except MustAsk as must:
            asks = must.questions
        else:
            if outcome.is_done:
                return _noted(request, outcome.result, wants_answer=form.cleaned_data["wants_answer"])
    context = {"form": form, "title": _("Ghi tâm tư, nguyện vọng"), **asks}
    return render(request, "feedback/concern_note.html", context)


def sheet(request: HttpRequest) -> HttpResponse:
    """The empty paper form, to be filled in by hand and keyed in later."""
    if not around.cells_to_note(request.user, day_of(request)):
        raise PermissionDenied
    context = {"title": _("Phiếu ghi tâm tư, nguyện vọng"), "themes": THEMES.values(), "kinds": KINDS.values()}
    return render(request, "feedback/concern_sheet.html", context)


def _form(request: HttpRequest, cells: list[tuple[str, str]]) -> NoteForm:
    wanted = request.GET.get("chi-bo", "")
    code = wanted if wanted in dict(cells) else cells[0][0]
    cell = around.cell_called(code, request.user, day_of(request))
    assisted = cell is not None and policies.may_assist(actor=request.user, cell=cell)
    initial = {"on": day_of(request), "kind": next(iter(KINDS)), "cell": code}
    return NoteForm(posted(request), cells=cells, today=request.today, assisted=assisted, initial=initial)


def _note(request: HttpRequest, form: NoteForm, day: date) -> tuple[Any, bool]:
    """The concern noted, or the one that was said again (then ``True``). Raises ``MustAsk`` and ``RuleBroken``."""
    facts = form.cleaned_data
    cell = around.cell_called(facts["cell"], request.user, day)
    said = Said(0, facts["theme"], facts["place"], facts["text"])
    same = around.duplicates_of(said, cell, facts["on"], viewer=request.user)
    chosen = request.POST.get("same_as", "")
    echoed = next((each for each in same if str(each.pk) == chosen), None)
    named = [] if echoed or request.POST.get("as_is") else named_in(f"{facts['text']}\n{facts['place']}")
    if named or (same and echoed is None and chosen != NEW):
        raise MustAsk({"named": named, "same": [(each, THEMES[each.theme]) for each in same], "chosen": chosen})
    with form.on_behalf():
        if echoed is not None:
            return services.echo_concern(actor=request.user, concern=echoed, on=facts["on"]), True
        given = {"theme": facts["theme"], "kind": facts["kind"], "wording": form.wording, "on": facts["on"]}
        return services.note_concern(actor=request.user, cell=cell, **given), False


def _noted(request: HttpRequest, outcome: tuple[Any, bool] | None, *, wants_answer: bool) -> HttpResponse:
    if outcome is None:
        return redirect("feedback:concerns")
    result, is_echo = outcome
    if is_echo:
        messages.success(request, _("Đã ghi thêm một người cùng nêu tâm tư số %(number)s.") % {"number": result.pk})
    else:
        told = {"number": result.pk, "due": f"{result.due_on:%d/%m/%Y}"}
        messages.success(request, _("Đã ghi tâm tư số %(number)s. Hạn trả lời: %(due)s.") % told)
    if wants_answer and around.identity_request(result) is None:
        return redirect("feedback:identity_give", result.pk)
    return redirect("feedback:concern", result.pk)
