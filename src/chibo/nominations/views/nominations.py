"""One nomination: where it stands, its clock, what is to be done next, what happened, which papers there are."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from chibo.audit.queries import entries_of
from chibo.domain.nominations.clocks import certificate_ends_on, probation_ends_on
from chibo.domain.nominations.path import WAY, Form, NominationFacts, NominationState, missing_forms
from chibo.domain.papers.admission import AdmissionForm
from chibo.domain.working_days import days_left
from chibo.kit.steps import Step, StepState
from chibo.nominations import policies
from chibo.nominations.labels import FORMS, PROPOSERS, STATES, STEPS
from chibo.nominations.queries import around
from chibo.nominations.queries import paths as find

State = NominationState
MOST_DAYS = 120
"""A clock with more working days left than this shows its day alone."""
PAPERS = {
    AdmissionForm.INTRODUCTION: "3-KNĐ",
    AdmissionForm.RESOLUTION: "6-KNĐ",
    AdmissionForm.DECISION: "9-KNĐ",
}


@never_cache
def nomination(request: HttpRequest, pk: int) -> HttpResponse:
    """One nomination as of the day, and what can be done about it now; nothing here says who it is."""
    day = request.as_of
    found = find.nomination_of(pk, day, viewer=request.user)
    steps = find.steps_of(found, day)
    facts = find.facts_as_of(found, steps, day)
    due_on = steps[-1].due_on
    left = days_left(due_on, day) if due_on is not None else None
    cell_name, commune_name = around.place_of(found, day)
    reads = policies.may_read_candidate(actor=request.user, nomination=found)
    erased_on = found.erased_on if found.erased_on is not None and found.erased_on <= day else None
    context = {
        "nomination": found,
        "title": _("Quần chúng số %(number)s") % {"number": found.pk},
        "cell_name": cell_name,
        "commune_name": commune_name,
        "proposer": PROPOSERS[found.proposer],
        "state": STATES[facts.state],
        "has_ended": facts.has_ended,
        "is_official": facts.state is State.OFFICIAL,
        "is_late": left is not None and left < 0,
        "due_on": due_on,
        "left": left if left is not None and 0 <= left <= MOST_DAYS else None,
        "overdue_by": -left if left is not None and left < 0 else None,
        "probation_over_on": probation_ends_on(facts.admitted_on) if facts.admitted_on is not None else None,
        "certificate_until": certificate_ends_on(facts.certified_on) if facts.certified_on is not None else None,
        "party_age_from": facts.decided_on if facts.admitted_on is not None else None,
        "helper": find.helper_name(steps),
        "stepper": _stepper(facts, steps),
        "rows": [{"row": step, "words": STEPS[step.kind]} for step in reversed(steps)],
        "forms": _forms(found, facts, day),
        "actions": _actions(request, found),
        "may_read": reads and erased_on is None,
        "erased_on": erased_on,
        "may_erase": erased_on is None
        and found.erase_on is not None
        and policies.may_erase_candidate(actor=request.user, nomination=found),
        "papers": [(form.value, name) for form, name in PAPERS.items()] if reads and erased_on is None else [],
        "entries": entries_of(found, viewer=request.user),
    }
    return render(request, "nominations/nomination_show.html", context)


def _stepper(facts: NominationFacts, steps: list[Any]) -> list[Step]:
    words = _short_steps()
    reached = {State(step.state): step.on for step in reversed(steps)}
    shown = []
    last = max((WAY.index(state) for state in reached if state in WAY), default=0)
    for place, state in enumerate(WAY):
        if place <= last:
            shown.append(Step(words[state], StepState.DONE, reached.get(state)))
        elif place == last + 1 and not facts.has_ended:
            late = steps[-1].due_on
            note = _("hạn %(day)s") % {"day": f"{late:%d/%m/%Y}"} if late is not None else ""
            shown.append(Step(words[state], StepState.CURRENT, note=note))
        else:
            shown.append(Step(words[state], StepState.AHEAD))
    return shown


def _short_steps() -> dict[NominationState, str]:
    return {
        State.PROPOSED: _("Giới thiệu"),
        State.RECOGNISED: _("Quần chúng ưu tú"),
        State.HELPED: _("Phân công giúp đỡ"),
        State.TRAINED: _("Lớp nhận thức"),
        State.APPLIED: _("Đơn, hồ sơ"),
        State.RESOLVED: _("Nghị quyết chi bộ"),
        State.DECIDED: _("Quyết định"),
        State.ADMITTED: _("Lễ kết nạp"),
        State.OFFICIAL: _("Chính thức"),
    }


def _forms(found: Any, facts: NominationFacts, day: date) -> list[dict[str, Any]]:
    """Each paper of the file with the day it came in, those still wanted marked."""
    filed = {Form(row.form): row for row in around.forms_of(found, day)}
    wanted = missing_forms(facts.forms)
    shown = [form for form in Form if form in filed or form in wanted]
    return [{"words": FORMS[form], "row": filed.get(form)} for form in shown]


def _actions(request: HttpRequest, found: Any) -> list[dict[str, Any]]:
    """What the viewer can do now, the next step first."""
    facts = find.facts_of(found)
    who: dict[str, Any] = {"actor": request.user, "nomination": found}
    handles, decides = policies.may_handle(**who), policies.may_decide(**who)
    actions: list[dict[str, Any]] = []

    def offer(name: str, label: str, icon: str, style: str = "btn-outline-primary", reason: str = "") -> None:
        address = reverse(f"nominations:{name}", args=[found.pk])
        actions.append({"address": address, "label": label, "icon": icon, "style": style, "reason": reason})

    state = facts.state
    if facts.has_ended or not (handles or decides):
        return []
    if handles and state is State.PROPOSED:
        offer("consider", _("Chi bộ xét…"), "people", "btn-primary")
    if handles and state is State.RECOGNISED:
        offer("helper", _("Phân công đảng viên giúp đỡ…"), "person-plus", "btn-primary")
    if handles and state is State.HELPED:
        offer("certificate", _("Đã học lớp nhận thức…"), "mortarboard", "btn-primary")
    if handles and state is State.TRAINED:
        offer("file", _("Nhận đơn, giấy tờ…"), "folder2-open", "btn-primary")
    if handles and state is State.APPLIED:
        lacks = missing_forms(facts.forms)
        why = _("Hồ sơ còn thiếu mẫu: %(forms)s.") % {"forms": ", ".join(form.value for form in lacks)} if lacks else ""
        if lacks:
            offer("file", _("Nhận đơn, giấy tờ…"), "folder2-open", "btn-primary")
        style = "btn-outline-primary" if lacks else "btn-primary"
        offer("resolve", _("Nghị quyết chi bộ…"), "journal-check", style, why)
    if decides and state is State.RESOLVED:
        offer("decide", _("Quyết định kết nạp…"), "file-earmark-check", "btn-primary")
    if handles and state is State.DECIDED:
        offer("ceremony", _("Đã tổ chức lễ kết nạp…"), "flag", "btn-primary")
    if handles and state is State.ADMITTED:
        over_on = probation_ends_on(facts.admitted_on) if facts.admitted_on else date.max
        early = request.today < over_on
        why = _("Thời gian dự bị đến hết trước ngày %(day)s.") % {"day": f"{over_on:%d/%m/%Y}"} if early else ""
        offer("official", _("Công nhận chính thức…"), "award", "btn-primary", why)
    if handles and state in (State.TRAINED, State.APPLIED):
        offer("certificate", _("Giấy chứng nhận mới…"), "mortarboard")
    if handles and state not in (State.PROPOSED, State.RECOGNISED):
        offer("helper", _("Đổi đảng viên giúp đỡ…"), "arrow-left-right")
    offer("end", _("Kết thúc…"), "stop-circle", "btn-outline-danger")
    return actions
