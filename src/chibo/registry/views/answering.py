"""How forms answer: shown, refused in words, previewed, done once, never losing what was typed.

``answer`` is the whole page of a change of the registry; ``carry_out`` the work alone, for the pages of other jobs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from chibo.audit.use_cases import RuleBroken
from chibo.domain.rules import Violation
from chibo.kit.once import AlreadyDone, already_done, once
from chibo.registry.forms.base import FIELD_OF, RecordForm
from chibo.registry.violations import sentence


@dataclass
class Preview:
    """What a change would bring: sentences, warnings, and figures before and after (``rows`` under ``heads``)."""

    consequences: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    heads: Sequence[str] = ()
    rows: Sequence[Sequence[Any]] = ()

    def labelled_rows(self) -> list[list[tuple[str, Any]]]:
        """Each row with the heading of each of its values, for narrow screens."""
        return [list(zip(self.heads, row, strict=True)) for row in self.rows]


@dataclass(frozen=True)
class Change:
    """One kind of change as a screen offers it.

    ``work`` gets the valid form and carries out the use cases; ``state`` tells the record in words, to notice a change
    made meanwhile; ``preview`` shows what would come of it and asks for confirmation first. ``back`` is where to go
    when done or given up, ``done`` what to say then.
    """

    title: str
    back: str
    done: str
    work: Callable[[Any], Any]
    state: Callable[[], Mapping[str, str]] = dict
    preview: Callable[[Any], Preview] | None = None
    submit_label: str = ""
    template: str = "registry/form_page.html"
    tone: str = ""
    context: Mapping[str, Any] = field(default_factory=dict)


def answer(request: HttpRequest, form: RecordForm, change: Change) -> HttpResponse:
    """The page with ``form``, its preview, or the redirect after ``change`` was done."""
    context = {
        "form": form,
        "title": change.title,
        "cancel_url": change.back,
        "tone": change.tone,
        "submit_label": change.submit_label or (_("Xem trước") if change.preview else _("Ghi")),
        "confirm_label": change.submit_label or _("Xác nhận"),
        **change.context,
    }
    if request.method == "POST" and "edit" not in request.POST and form.is_valid() and form.is_fresh(change.state()):
        try:
            if change.preview is not None and "confirmed" not in request.POST:
                return render(request, "registry/preview_page.html", context | {"preview": change.preview(form)})
            return _carried_out(request, form, change)
        except RuleBroken as broken:
            for violation in broken.violations:
                name = FIELD_OF.get(violation.code)
                form.add_error(name if name in form.fields else None, sentence(violation))
        except IntegrityError:
            form.add_error(None, _("Hồ sơ vừa được người khác thay đổi cùng lúc. Hãy xem lại rồi bấm lần nữa."))
    return render(request, change.template, context)


def _carried_out(request: HttpRequest, form: RecordForm, change: Change) -> HttpResponse:
    try:
        with once(request):
            result = change.work(form)
    except AlreadyDone:
        messages.info(request, already_done())
        return HttpResponseRedirect(change.back)
    if isinstance(result, HttpResponse):
        return result
    messages.success(request, change.done)
    return HttpResponseRedirect(change.back)


@dataclass(frozen=True)
class Outcome:
    """What became of the work: done (now, or by an earlier press: then without a result), or refused and why."""

    is_done: bool
    result: Any = None
    violations: Sequence[Violation] = ()


def follow_on(work: Callable[[], Any]) -> Outcome:
    """Do ``work`` after what the form asked for was carried out, in the same request."""
    try:
        return Outcome(True, work())
    except RuleBroken as broken:
        return Outcome(False, violations=broken.violations)


def day_of(request: HttpRequest) -> date:
    """The day on which a step is entered at first: the day shown, but not ahead of the clock's."""
    return min(request.as_of, request.today)


def carry_out(request: HttpRequest, work: Callable[[], Any], *, form: forms.Form | None = None) -> Outcome:
    """Do ``work`` at most once for the form sent. A refusal stands in ``form`` (beside its field where one is named).

    A second press does nothing and says so in a message.
    """
    try:
        with once(request):
            return Outcome(True, work())
    except AlreadyDone:
        messages.info(request, already_done())
        return Outcome(True)
    except RuleBroken as broken:
        if form is not None:
            fields: dict[str, str] = getattr(form, "fields_of", {})
            for violation in broken.violations:
                name = fields.get(violation.code)
                form.add_error(name if name in form.fields else None, sentence(violation))
        return Outcome(False, violations=broken.violations)
