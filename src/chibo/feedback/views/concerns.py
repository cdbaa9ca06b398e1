"""One concern: where it stands, what the viewer can do about it, its rounds and its history."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from chibo.audit.queries import entries_of
from chibo.domain.feedback.concerns import (
    UNANSWERED,
    ConcernFacts,
    ConcernState,
    check_close,
    concern_state,
    is_overdue,
    read_back_by,
)
from chibo.domain.working_days import days_left
from chibo.feedback import policies
from chibo.feedback.labels import KINDS, OVERDUE, STATES, THEMES
from chibo.feedback.queries import around
from chibo.feedback.queries import concerns as find
from chibo.kit.steps import Step, StepState
from chibo.registry.violations import sentences


@never_cache
def concern(request: HttpRequest, pk: int) -> HttpResponse:
    """One concern as of the day, and what can be done about it now."""
    day = request.as_of
    found = find.concern_of(pk, day, viewer=request.user)
    rounds = find.rounds_of(found, day)
    facts = find.facts_as_of(found, rounds, day)
    state = concern_state(facts, day)
    late = is_overdue(facts, day)
    left = days_left(facts.due_on, day) if state in UNANSWERED else None
    cell_name, commune_name = around.place_of(found, day)
    latest = rounds[-1] if rounds else None
    asked = around.identity_request(found)
    joins = policies.may_join(actor=request.user, concern=found)
    context = {
        "concern": found,
        "title": _("Tâm tư số %(number)s") % {"number": found.pk},
        "theme": THEMES[found.theme],
        "kind": KINDS[found.kind],
        "cell_name": cell_name,
        "commune_name": commune_name,
        "state": STATES[OVERDUE if late else state],
        "state_code": state.value,
        "is_late": late,
        "due_on": facts.due_on,
        "left": left,
        "overdue_by": -left if left is not None and left < 0 else None,
        "latest": latest,
        "read_by": read_back_by(facts.answered_on) if state is ConcernState.ANSWERED and facts.answered_on else None,
        "rounds": [_round(each, day) for each in rounds],
        "placed": around.placed_members(latest.office, found.cell, day) if latest else [],
        "voices": around.voices_of(found, day),
        "same": around.joinable(found, day, viewer=request.user) if joins and state in UNANSWERED else [],
        "steps": _steps(facts, state, late),
        "actions": _actions(request, found),
        "asked": asked if asked is not None and asked.asked_on <= day else None,
        "may_read_identity": policies.may_read_identity(actor=request.user, concern=found),
        "entries": entries_of(found, viewer=request.user),
    }
    return render(request, "feedback/concern_show.html", context)


def _round(handling: Any, day: date) -> dict[str, Any]:
    """A round as known on ``day``: what comes later is left out."""
    known = {
        name: getattr(handling, name)
        if getattr(handling, name) is not None and getattr(handling, name) <= day
        else None
        for name in ("passed_on", "answered_on", "read_back_on", "closed_on", "reopened_on")
    }
    return {"row": handling, **known}


def _steps(facts: ConcernFacts, state: ConcernState, late: bool) -> list[Step]:
    reached = [facts.raised_on, facts.routed_on, facts.answered_on, facts.read_back_on, facts.closed_on]
    labels = (_("Ghi nhận"), _("Chuyển bộ phận"), _("Trả lời"), _("Đọc lại tại chi bộ"), _("Chi bộ khép"))
    current = next((index for index, on in enumerate(reached) if on is None), len(reached))
    steps = []
    for index, (label, on) in enumerate(zip(labels, reached, strict=True)):
        if on is not None:
            steps.append(Step(label, StepState.DONE, on, facts.office if index == 1 else ""))
        elif state is ConcernState.JOINED or index != current:
            steps.append(Step(label, StepState.AHEAD))
        elif late:
            note = _("quá hạn %(day)s") % {"day": f"{facts.due_on:%d/%m/%Y}"}
            steps.append(Step(label, StepState.BLOCKED, note=note))
        else:
            note = _("hạn %(day)s") % {"day": f"{facts.due_on:%d/%m/%Y}"} if index in (1, 2) else ""
            steps.append(Step(label, StepState.CURRENT, note=note))
    return steps


def _actions(request: HttpRequest, found: Any) -> list[dict[str, Any]]:
    """What the viewer can do now, the expected step first; a step that must wait says why."""
    facts = find.facts_of(found)
    state = concern_state(facts, date.max)
    who: dict[str, Any] = {"actor": request.user, "concern": found}
    routes, answers, judges = (
        allowed(**who) for allowed in (policies.may_route, policies.may_answer, policies.may_judge)
    )
    actions: list[dict[str, Any]] = []

    def offer(name: str, label: str, icon: str, style: str = "btn-outline-primary", reason: str = "") -> None:
        address = reverse(f"feedback:{name}", args=[found.pk])
        actions.append({"address": address, "label": label, "icon": icon, "style": style, "reason": reason})

    if state is ConcernState.NOTED and routes:
        offer("concern_route", _("Chuyển đến bộ phận…"), "send", "btn-primary")
    if state is ConcernState.ROUTED and answers:
        offer("concern_answer", _("Trả lời…"), "chat-left-text", "btn-primary")
    if state is ConcernState.ROUTED and routes:
        offer("concern_route", _("Chuyển bộ phận khác…"), "arrow-left-right")
    if state is ConcernState.ANSWERED and judges:
        offer("concern_read_back", _("Đã đọc lại tại chi bộ"), "journal-check", "btn-primary")
    if state in (ConcernState.READ_BACK, ConcernState.CLOSED) and judges:
        handling = find.rounds_of(found, date.max)[-1]
        by_office = policies.is_of_office(request.user, handling.office, request.today)
        why = " ".join(sentences(check_close(facts, date.max, by_office=by_office))) if by_office else ""
        if state is ConcernState.READ_BACK:
            offer("concern_close", _("Chi bộ khép"), "check2-circle", "btn-primary", why)
        offer("concern_reopen", _("Chi bộ mở lại…"), "arrow-counterclockwise", "btn-outline-danger", why)
    if state in UNANSWERED and judges:
        offer("concern_reword", _("Sửa lời nêu tên người…"), "pencil-square")
    if state in UNANSWERED and policies.may_note_more(**who) and around.identity_request(found) is None:
        offer("identity_give", _("Người nêu đề nghị trả lời riêng…"), "person-plus")
    return actions
