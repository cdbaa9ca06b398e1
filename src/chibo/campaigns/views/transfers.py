"""One transfer: where it stands, what can be done about it, its papers and its history."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from chibo.audit.queries import entries_of
from chibo.campaigns import policies
from chibo.campaigns.labels import TRANSFER_STATES
from chibo.campaigns.queries import arrivals
from chibo.campaigns.queries import transfers as find
from chibo.campaigns.views.decisions import file_answer
from chibo.domain.papers.wording import in_sentence
from chibo.domain.transfers import (
    TransferFacts,
    TransferState,
    check_confirm,
    check_issue,
    days_left,
    is_overdue,
    transfer_state,
)
from chibo.kit.steps import Step, StepState
from chibo.registry.policies import Right, may
from chibo.registry.queries.units import held_on, names_on
from chibo.registry.views.answering import day_of
from chibo.registry.violations import sentences


@never_cache
def transfer(request: HttpRequest, pk: int) -> HttpResponse:
    """One transfer: where it stands, its clock, what the viewer can do, its papers and its history."""
    day = request.as_of
    found = find.transfer_of(pk, viewer=request.user)
    chain = find.chain_of(found)
    facts = find.facts_of(found)
    names = names_on({found.from_cell_id, *(each.to_cell_id for each in chain), *_communes(found)}, day)
    position = [each.pk for each in chain].index(found.pk)
    following = chain[position + 1] if position + 1 < len(chain) else None
    late = is_overdue(facts, day)
    state = transfer_state(facts, day)
    left = days_left(facts, day)
    waiting = arrivals.waiting_for(request.user, day).exclude(pk=pk)
    begun = found.issued_on if found.follows_id is not None else found.reorganisation.carried_out_on
    history = [*entries_of(found, viewer=request.user), *_beginnings(request, found)]
    context = {
        "transfer": found,
        "is_ahead": begun is None or begun > day,
        "title": found.member.full_name,
        "state": TRANSFER_STATES[find.OVERDUE if late else state],
        "state_code": state.value,
        "is_late": late,
        "left": left,
        "overdue_by": -left if left is not None and left < 0 else None,
        "from_name": names.get(found.from_cell_id, ""),
        "to_name": names.get(found.to_cell_id, ""),
        "commune_name": names.get(found.reorganisation.commune.unit_id, ""),
        "committee": in_sentence(names.get(found.reorganisation.commune.unit_id, "")),
        "decision": arrivals.decision_of(found),
        "secretary": arrivals.secretary_name(found.to_cell, day),
        "steps": _steps(found, facts, day),
        "actions": _actions(request, found, facts, following is not None),
        "is_mine": found.member.user_id == request.user.pk,
        "has_letter": arrivals.letter_of(found) is not None,
        "chain": [(each, names.get(each.to_cell_id, "")) for each in chain] if len(chain) > 1 else [],
        "following": following,
        "next_waiting": waiting.values_list("pk", flat=True).first(),
        "waiting_count": waiting.count(),
        "may_see_member": may(request.user, Right.VIEW_MEMBERS, found.to_cell),
        "may_see_handover": policies.may_see_handover(actor=request.user, transfer=found),
        "may_see_papers": may(request.user, Right.VIEW_DOCUMENTS, found.reorganisation.commune.unit),
        "entries": sorted(history, key=lambda entry: entry["at"], reverse=True),
    }
    return render(request, "campaigns/transfer_show.html", context)


@never_cache
def transfer_letter(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter in force that introduces the member, as signed."""
    letter = arrivals.letter_of(find.transfer_of(pk, viewer=request.user))
    if letter is None:
        raise Http404
    return file_answer(bytes(letter.pdf), "application/pdf", f"giay-gioi-thieu-{letter.number}.pdf")


def _beginnings(request: HttpRequest, found: Any) -> list[dict[str, Any]]:
    """What was done to the whole reorganisation, without what it changed for others."""
    entries = entries_of(found.reorganisation, viewer=request.user)
    return [entry | {"changes": []} for entry in entries]


def _communes(found: Any) -> tuple[int]:
    return (found.reorganisation.commune.unit_id,)


def _steps(found: Any, facts: TransferFacts, day: date) -> list[Step]:
    state = transfer_state(facts, day)
    reached = [facts.issued_on, facts.received_on, facts.confirmed_on]
    reached = [each if each is not None and each <= day else None for each in reached]
    labels = (_("Giới thiệu"), _("Chi bộ nơi đến tiếp nhận"), _("Đảng uỷ xác nhận"))
    people = ("", found.received_by, found.confirmed_by)
    current = next((index for index, each in enumerate(reached) if each is None), len(reached))
    steps = []
    for index, (label, on, person) in enumerate(zip(labels, reached, people, strict=True)):
        if on is not None:
            steps.append(Step(label, StepState.DONE, on, person or ""))
        elif index != current:
            steps.append(Step(label, StepState.AHEAD))
        elif state is TransferState.RETURNED:
            steps.append(Step(_("Bị trả lại"), StepState.BLOCKED, facts.returned_on))
        elif state is TransferState.HELD:
            steps.append(Step(label, StepState.BLOCKED, note=_("đang tạm dừng chuyển")))
        elif is_overdue(facts, day):
            steps.append(
                Step(label, StepState.BLOCKED, note=_("quá hạn %(day)s") % {"day": f"{facts.due_on:%d/%m/%Y}"})
            )
        else:
            note = _("hạn %(day)s") % {"day": f"{facts.due_on:%d/%m/%Y}"} if index == 1 and facts.due_on else ""
            steps.append(Step(label, StepState.CURRENT, note=note))
    return steps


def _actions(request: HttpRequest, found: Any, facts: TransferFacts, is_followed: bool) -> list[dict[str, Any]]:
    """What the viewer can do now, the expected step first; a step that must wait says why."""
    day = day_of(request)
    state = transfer_state(facts, request.today)
    receives = policies.may_receive(actor=request.user, transfer=found)
    confirms = policies.may_confirm(actor=request.user, transfer=found)
    actions = []

    def offer(name: str, label: Any, icon: str, style: str, reason: str = "") -> None:
        address = reverse(f"campaigns:{name}", args=[found.pk])
        actions.append({"address": address, "label": label, "icon": icon, "style": style, "reason": reason})

    if state is TransferState.ISSUED and receives:
        offer("transfer_receive", _("Đã đến, tiếp nhận"), "person-check", "btn-primary")
    if state in (TransferState.ISSUED, TransferState.RECEIVED) and confirms:
        why = sentences(check_confirm(facts, max(day, facts.received_on or day)))
        offer("transfer_confirm", _("Xác nhận đã chuyển xong"), "check2-circle", "btn-primary", " ".join(why))
    if state in (TransferState.ISSUED, TransferState.RECEIVED) and receives:
        offer("transfer_return", _("Trả lại giới thiệu…"), "arrow-return-left", "btn-outline-danger")
    if state is TransferState.RETURNED and confirms and not is_followed:
        offer("transfer_send_again", _("Giới thiệu lại…"), "send", "btn-primary")
    if state is TransferState.HELD and confirms and found.follows_id is None:
        held = found.member_id in held_on(day, [found.member_id])
        why = sentences(check_issue(facts, day, held=held))
        offer("transfer_issue", _("Giới thiệu về chi bộ mới…"), "send", "btn-primary", " ".join(why))
        if held:
            address, style = reverse("registry:release", args=[found.member_id]), "btn-outline-primary"
            label = _("Ghi hết tạm dừng…")
            actions.append({"address": address, "label": label, "icon": "unlock", "style": style, "reason": ""})
    return actions
