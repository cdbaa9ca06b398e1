"""One commune in a campaign: where it stands, what is missing, its plans, members and cells."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from chibo.campaigns import policies
from chibo.campaigns.forms import cells as cell_forms
from chibo.campaigns.labels import OVERDUE, STEP_LABELS, TRANSFER_SLUGS, TRANSFER_STATES
from chibo.campaigns.queries.communes import (
    CommuneStatus,
    campaign_of,
    commune_of,
    reorganisation_of,
    status_on,
)
from chibo.campaigns.queries.history import history_of
from chibo.campaigns.queries.plans import (
    Summary,
    adoption_on,
    current_summaries,
    may_see_plans,
    misfits_of,
    summaries_of,
)
from chibo.campaigns.queries.preparation import (
    Home,
    preparation_of,
)
from chibo.campaigns.queries.problems import rules_of
from chibo.campaigns.queries.transfers import state_counts, transfers_for
from chibo.campaigns.sentences import needs_in_words, plain, status_of, title_of
from chibo.campaigns.views.commune_parts import address_of, page_context, size_tags
from chibo.campaigns.views.readiness import readiness_of
from chibo.domain.campaigns import CommuneState
from chibo.domain.organisation import Standing
from chibo.domain.rules import Violation
from chibo.kit.cells import Status, Tone
from chibo.kit.steps import Step, StepState
from chibo.registry.labels import STANDINGS
from chibo.registry.policies import Right, may
from chibo.registry.violations import sentences

FOLDED_FROM = 25
"""Tables with more rows than this are folded away at first."""
STEPS = (
    CommuneState.PREPARING,
    CommuneState.PLANNED,
    CommuneState.DECIDED,
    CommuneState.MOVING,
    CommuneState.DONE,
)


def commune(request: HttpRequest, code: str, commune: str) -> HttpResponse:
    """Where the commune stands as of the day, what to do next, whether it is ready, its plans, members and cells."""
    part = commune_of(campaign_of(code, viewer=request.user), commune, viewer=request.user)
    status = status_on(part, request.as_of)
    preparation = preparation_of(part, request.as_of, rules=rules_of(part))
    adoption, decided = adoption_on(part, request.as_of), reorganisation_of(part)
    summaries = summaries_of(part, viewer=request.user, adoption=adoption)
    shows_names = may_see_plans(request.user, part)
    moving = {mover.member_id: mover.name for mover in preparation.movers}
    known = [summary.plan for summary in summaries] or [adoption.plan for adoption in [adoption] if adoption]
    misfits = misfits_of(known, moving, preparation.shape.receiving)
    context = page_context(part, status) | {
        "title": status.name,
        "steps": _steps(status, adoption, decided, request.as_of, has_plans=bool(known)),
        "may_plan": policies.may_plan(actor=request.user, commune=part),
        "may_adopt": policies.may_adopt(actor=request.user, commune=part),
        "may_direct": policies.may_direct(actor=request.user, commune=part),
        "is_preparing": status.state in (CommuneState.PREPARING, CommuneState.PLANNED),
        "shows_decision": may(request.user, Right.VIEW_DOCUMENTS, part.unit),
        "preparation": preparation,
        "checks": readiness_of(preparation, misfits[adoption.plan_id] if adoption else None, shows_names=shows_names),
        "movers": [_mover(mover) for mover in preparation.movers] if shows_names else [],
        "is_folded": len(preparation.movers) > FOLDED_FROM,
        "receivers": [_receiver(receiver, request.as_of) for receiver in preparation.receivers],
        "plans": _plan_cards(summaries, misfits, request.as_of),
        "decided": decided,
        "shows_names": shows_names,
        "chooses_cells": part.campaign.kind in cell_forms.FORMS,
        "cells_chosen": bool(part.receiving or part.leaving),
        "transfers": _transfers(request, part) if decided else [],
        "entries": history_of(part, [summary.plan for summary in summaries], decided, viewer=request.user),
    }
    return render(request, "campaigns/commune_detail.html", context)


def _transfers(request: HttpRequest, part: Any) -> list[dict[str, Any]]:
    """The transfers of the commune by state, each figure with the address of its list; the overdue ones first."""
    counts = state_counts(transfers_for(request.user, commune=part), request.as_of)
    where = f"{reverse('campaigns:transfers')}?dot={part.campaign.code}&xa={part.unit.code}"
    order = [OVERDUE, *(code for code in TRANSFER_SLUGS.values() if code != OVERDUE)]
    slugs = {code: slug for slug, code in TRANSFER_SLUGS.items()}
    return [
        {
            "label": TRANSFER_STATES[code].label,
            "tone": TRANSFER_STATES[code].tone.value,
            "count": counts[code],
            "address": f"{where}&trang-thai={slugs[code]}",
        }
        for code in order
        if counts[code]
    ]


def _plan_cards(summaries: list[Summary], misfits: Mapping[int, list[Violation]], on: date) -> list[dict[str, Any]]:
    """The plans worth looking at as cards, the latest first: what is proven, and whether the world has moved on."""
    return [
        {
            "summary": summary,
            "plan": summary.plan,
            "title": title_of(summary.plan),
            "proof": status_of(summary.plan.result, is_by_hand=summary.is_by_hand, is_replan=summary.is_replan),
            "objective": plain(summary.plan.result["objective"]),
            "stale": sentences(misfits[summary.plan.pk]),
        }
        for summary in reversed(current_summaries(summaries))
        if summary.plan.made_on <= on
    ]


def _steps(status: CommuneStatus, adoption: Any, decided: Any, day: date, *, has_plans: bool) -> list[Step]:
    """The five steps with the day each was reached; the current one is blocked when it is late."""
    days: list[date | None] = [None] * len(STEPS)
    days[1] = adoption.adopted_on if adoption else None
    days[2] = decided.decided_on if decided and decided.decided_on <= day else None
    days[3] = decided.carried_out_on if decided and decided.carried_out_on and decided.carried_out_on <= day else None
    if status.state in (CommuneState.NOT_CONCERNED, CommuneState.EXCUSED):
        return []
    reached = STEPS.index(status.state)
    current = reached if status.state in (CommuneState.MOVING, CommuneState.DONE) else reached + 1
    if status.state is CommuneState.PREPARING:
        current = 1 if has_plans else 0
    steps = []
    for position, label in enumerate(STEP_LABELS):
        state = StepState.DONE if position < current else StepState.AHEAD
        if position == current:
            state = StepState.BLOCKED if status.late else StepState.CURRENT
        if status.state is CommuneState.DONE:
            state = StepState.DONE
        note = _("quá hạn") if state is StepState.BLOCKED else ""
        steps.append(Step(label, state, on=days[position], note=note))
    return steps


def _mover(mover: Any) -> dict[str, Any]:
    homes = {Home.HERE: mover.home_name, Home.OUTSIDE: mover.home_name, Home.UNKNOWN: ""}
    return {
        "mover": mover,
        "address": address_of("registry:member", mover.member_id),
        "standing": Status(
            STANDINGS[mover.standing.value], Tone.GOOD if mover.standing is Standing.OFFICIAL else Tone.INFO
        ),
        "home": homes[mover.home],
        "is_outside": mover.home is Home.OUTSIDE,
        "is_unknown": mover.home is Home.UNKNOWN,
    }


def _receiver(receiver: Any, on: date) -> dict[str, Any]:
    return {
        "receiver": receiver,
        "address": "" if receiver.is_opening else address_of("registry:unit", receiver.code),
        "edit": "" if receiver.is_opening else address_of("registry:neighbourhood", receiver.code),
        "needs": needs_in_words(receiver.cell),
        "sizes": size_tags(receiver.findings((), on)) if not receiver.is_opening else [],
    }
