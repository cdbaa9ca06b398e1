"""Giving a task, and the steps that follow, each a page with one question."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from chibo.domain import tasks as rules
from chibo.domain.rules import Violation
from chibo.domain.tasks import Giver
from chibo.kit.forms import posted
from chibo.meetings import policies
from chibo.meetings.forms.tasks import AcceptForm, GiveForm, MoveForm, ReasonForm, ReassignForm, ReportForm
from chibo.meetings.queries import resolutions as resolutions_find
from chibo.meetings.queries import tasks as find
from chibo.meetings.queries.giving import Place, owner_called, owner_choices, places_for
from chibo.meetings.services import tasks as services
from chibo.meetings.task_labels import GIVERS, SIDES
from chibo.registry.policies import Right, may
from chibo.registry.queries.units import name_on
from chibo.registry.views.answering import carry_out, day_of
from chibo.registry.violations import sentences


def task_give(request: HttpRequest) -> HttpResponse:
    """In whose name, what, to whom, until when? ``?noi=``: the place, where the viewer has several."""
    day = day_of(request)
    places = places_for(request.user, day)
    if not places:
        raise PermissionDenied
    wanted = request.GET.get("noi", "")
    place = next((each for each in places if each.key == wanted), None)
    if place is None and len(places) == 1:
        place = places[0]
    if place is None:
        if wanted:
            raise Http404
        grouped = [
            {"label": GIVERS[giver], "places": [each for each in places if each.giver == giver]} for giver in Giver
        ]
        context = {"title": _("Giao nhiệm vụ"), "groups": [each for each in grouped if each["places"]]}
        return render(request, "meetings/task_places.html", context)
    back = reverse("meetings:tasks")
    return _give(request, place, back=back, crumbs=[(_("Nhiệm vụ"), back)])


def clause_give(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Who carries out this clause of the resolution, until when?"""
    found = resolutions_find.resolution_of(pk, request.as_of, viewer=request.user)
    if not policies.may_resolve(actor=request.user, cell=found.cell):
        raise PermissionDenied
    clause = resolutions_find.clause_of(found, number)
    place = Place(Giver.CELL.value, found.cell, name_on(found.cell, request.as_of))
    back = reverse("meetings:resolution", args=[found.pk])
    crumbs = [(_("Nghị quyết"), reverse("meetings:resolutions")), (str(found), back)]
    return _give(request, place, back=back, crumbs=crumbs, clause=clause)


def task_report(request: HttpRequest, pk: int) -> HttpResponse:
    """What was done, and by what does it show?"""
    found, last = _found(request, pk, policies.may_report)
    form = ReportForm(posted(request), host=request.get_host(), **_options(request, found, last))

    def work(given: dict[str, Any]) -> Any:
        names = ("report", "paper_number", "paper_on", "address", "on")
        return services.report_task(actor=request.user, task=found, **{name: given[name] for name in names})

    return _step(
        request,
        found,
        form,
        work,
        title=_("Báo đã xong"),
        button=_("Báo đã xong"),
        done=_("Đã báo xong. Bên giao sẽ nghiệm thu hoặc trả lại."),
        blocked=rules.check_report(find.facts_of(found), max(day_of(request), last.on), report="?"),
    )


def task_accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Is what was done good?"""
    found, last = _found(request, pk, policies.may_judge_task)
    form = AcceptForm(posted(request), **_options(request, found, last))
    own = last.owner.user_id == request.user.pk
    return _step(
        request,
        found,
        form,
        lambda given: services.accept_task(actor=request.user, task=found, on=given["on"], remark=given["remark"]),
        title=_("Nghiệm thu"),
        button=_("Nghiệm thu"),
        done=_("Đã nghiệm thu."),
        blocked=rules.check_judge(find.facts_of(found), max(day_of(request), last.on), by_owner=own),
        notes=[_("Nghiệm thu rồi không trả lại được nữa.")],
    )


def task_return(request: HttpRequest, pk: int) -> HttpResponse:
    """What is still missing?"""
    return _reasoned(
        request,
        pk,
        services.return_task,
        title=_("Trả lại, đề nghị làm tiếp"),
        button=_("Trả lại"),
        done=_("Đã trả lại; người nhận việc làm tiếp."),
        check=rules.check_return,
    )


def task_drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Why is it no longer wanted?"""
    return _reasoned(
        request,
        pk,
        services.drop_task,
        title=_("Thôi không làm việc này"),
        button=_("Thôi việc này"),
        done=_("Việc này thôi không làm nữa."),
        check=rules.check_drop,
    )


def task_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Until when, and why?"""
    found, last = _found(request, pk, policies.may_judge_task)
    form = MoveForm(posted(request), **_options(request, found, last))
    facts, day = find.facts_of(found), max(day_of(request), last.on)
    return _step(
        request,
        found,
        form,
        lambda given: services.move_deadline(
            actor=request.user, task=found, due_on=given["due_on"], on=given["on"], reason=given["reason"]
        ),
        title=_("Dời hạn"),
        button=_("Dời hạn"),
        done=_("Đã dời hạn."),
        blocked=[each for each in rules.check_move(facts, day, due_on=day, reason="?") if each.code != "TASK_DUE_SAME"],
        notes=[_("Hạn hiện nay: %(day)s.") % {"day": f"{last.due_on:%d/%m/%Y}"}],
    )


def task_reassign(request: HttpRequest, pk: int) -> HttpResponse:
    """Who takes it over, and why?"""
    found, last = _found(request, pk, policies.may_judge_task)
    owners = owner_choices(found.giver, found.cell or found.commune, day_of(request))
    others = [(key, name) for key, name in owners if key != str(last.owner_id)]
    form = ReassignForm(posted(request), owners=others, **_options(request, found, last))
    day = max(day_of(request), last.on)
    return _step(
        request,
        found,
        form,
        lambda given: services.reassign_task(
            actor=request.user,
            task=found,
            owner=owner_called(given["owner"]),
            on=given["on"],
            reason=given["reason"],
        ),
        title=_("Giao cho người khác"),
        button=_("Giao lại"),
        done=_("Đã giao cho người khác, vẫn theo hạn cũ."),
        blocked=rules.check_reassign(
            find.facts_of(found), day, is_same=False, owner_belongs=True, owner="", reason="?"
        ),
        notes=[_("Người nhận hiện nay: %(name)s.") % {"name": last.owner.full_name}],
    )


def _give(
    request: HttpRequest, place: Place, *, back: str, crumbs: list[tuple[str, str]], clause: Any = None
) -> HttpResponse:
    day = max(day_of(request), clause.resolution.passed_on) if clause is not None else day_of(request)
    assisted = place.giver != Giver.COMMITTEE and may(request.user, Right.VIEW_TASKS, place.unit)
    form = GiveForm(
        posted(request),
        today=request.today,
        assisted=assisted,
        owners=owner_choices(place.giver, place.unit, day),
        sides=place.sides,
        initial={"on": day, "title": clause.text[:160] if clause is not None else "", "side": place.sides[0]},
    )

    def work() -> Any:
        given = form.cleaned_data
        names = ("title", "side", "due_on", "wanted", "on")
        with form.on_behalf():
            return services.give_task(
                actor=request.user,
                giver=place.giver,
                unit=place.unit,
                owner=owner_called(given["owner"]),
                clause=clause,
                **{name: given[name] for name in names},
            )

    if form.is_valid():
        outcome = carry_out(request, work, form=form)
        if outcome.is_done:
            if outcome.result is not None:
                messages.success(request, _("Đã giao “%(title)s”.") % {"title": outcome.result.title})
            return redirect(back)
    context = {
        "title": _("Giao nhiệm vụ"),
        "subtitle": f"{GIVERS[place.giver]}: {place.name}",
        "crumbs": crumbs,
        "form": form,
        "button": _("Giao nhiệm vụ"),
        "said": clause.text if clause is not None else "",
        "cancel_url": back,
    }
    return render(request, "meetings/task_step.html", context)


def _reasoned(
    request: HttpRequest,
    pk: int,
    service: Callable[..., Any],
    *,
    title: str,
    button: str,
    done: str,
    check: Callable[..., list[Violation]],
) -> HttpResponse:
    """A step of whoever gave the task that asks for nothing but the reason."""
    found, last = _found(request, pk, policies.may_judge_task)
    form = ReasonForm(posted(request), **_options(request, found, last))
    return _step(
        request,
        found,
        form,
        lambda given: service(actor=request.user, task=found, on=given["on"], reason=given["reason"]),
        title=title,
        button=button,
        done=done,
        blocked=check(find.facts_of(found), max(day_of(request), last.on), reason="?"),
        tone="danger",
    )


def _step(
    request: HttpRequest,
    found: Any,
    form: Any,
    work: Callable[[dict[str, Any]], Any],
    *,
    title: str,
    button: str,
    done: str,
    blocked: list[Violation],
    notes: list[str] | None = None,
    tone: str = "",
) -> HttpResponse:
    """The page of one step, or the step done. A second press of one form is told so before anything else."""
    back = reverse("meetings:task", args=[found.pk])

    def carried() -> Any:
        if not form.is_fresh():
            return None
        with form.on_behalf():
            return work(form.cleaned_data)

    if form.is_valid():
        outcome = carry_out(request, carried, form=form)
        if outcome.is_done and not form.errors:
            if outcome.result is not None:
                messages.success(request, done)
            return redirect(back)
    context = {
        "title": title,
        "subtitle": found.title,
        "crumbs": [(_("Nhiệm vụ"), reverse("meetings:tasks")), (found.title, back)],
        "form": form,
        "button": button,
        "blocked": sentences(blocked),
        "notes": notes or [],
        "tone": tone,
        "cancel_url": back,
        "facts": SIDES[found.side],
    }
    return render(request, "meetings/task_step.html", context)


def _found(request: HttpRequest, pk: int, allowed: Callable[..., bool]) -> tuple[Any, Any]:
    """The task and its last step, for one who may take this step: another who sees it is refused, a stranger finds nothing."""
    found = find.task_of(pk, request.as_of, viewer=request.user).task
    if not allowed(actor=request.user, task=found):
        raise PermissionDenied
    return found, find.last_step(found)


def _options(request: HttpRequest, found: Any, last: Any) -> dict[str, Any]:
    """What every step's form is made with: who acts for whom is asked of those who are not the task's own people."""
    own = last.owner.user_id == request.user.pk
    assisted = not own and may(request.user, Right.VIEW_TASKS, found.commune) and found.giver != Giver.COMMITTEE
    return {
        "today": request.today,
        "assisted": assisted,
        "number": last.number,
        "initial": {"on": day_of(request)},
    }
