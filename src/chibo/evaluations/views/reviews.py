"""One review: where it stands, whose turn it is, each side's part as far as the viewer may read, what came of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from chibo.audit.queries import entries_of
from chibo.domain.evaluation import way
from chibo.domain.evaluation.sight import Hat, sees_outcome
from chibo.domain.evaluation.way import ReviewFacts, Side, Stage, stage_of
from chibo.evaluations import policies
from chibo.evaluations.labels import GRADES, SHORT_SIDES, SIDES, STAGES
from chibo.evaluations.queries.outcomes import replies_of, sitting_of, verdicts_of
from chibo.evaluations.queries.parts import PartSeen, parts_seen
from chibo.evaluations.queries.reviews import facts_of
from chibo.evaluations.views.around import found_review, names_of
from chibo.kit.cells import Status, Tone
from chibo.kit.steps import Step, StepState
from chibo.registry.policies import Right, may
from chibo.registry.queries.units import names_on
from chibo.registry.violations import sentences

TURNS = {Stage.SELF: {Side.SELF}, Stage.OFFICE: {Side.OFFICE}, Stage.CELL: {Side.FORMER, Side.CELL}}


@never_cache
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """One review as of the day, and what the viewer can do about it now."""
    day = request.as_of
    found = found_review(request, pk)
    facts = facts_of(found, day)
    stage = stage_of(facts, day)
    hats = policies.hats_of(request.user, found)
    runs = may(request.user, Right.RUN_REVIEWS, found.cycle.committee)
    seen = parts_seen(found, facts, day, hats=hats)
    told = sees_outcome(hats, facts)
    sitting = sitting_of(found, day) if told else None
    verdicts = verdicts_of(found, day) if told else []
    units = {row.cell_id for row in found.former.all()} | {found.home_cell_id or 0}
    names = names_on(units, day)
    context = names_of(request, found) | {
        "stage": STAGES[stage],
        "turn": _turn(found, facts, stage, day),
        "is_over": stage in (Stage.DECIDED, Stage.FROZEN),
        "stepper": _stepper(found, facts, stage, seen),
        "parts": [_card(request, found, facts, each, hats, runs=runs) for each in seen],
        "actions": _actions(request, found, facts, hats, runs=runs),
        "sitting": sitting,
        "sitting_grade": GRADES.get(sitting.grade, "") if sitting is not None else "",
        "may_print": sitting is not None,
        "verdicts": [{"row": row, "grade": GRADES[row.grade]} for row in verdicts],
        "replies": replies_of(found, day) if told else [],
        "former_names": [names.get(row.cell_id, "") for row in found.former.all()],
        "home_name": names.get(found.home_cell_id, "") if found.home_cell_id else "",
        "rules": found.cycle.rules,
        "entries": entries_of(found, viewer=request.user),
    }
    context["title"] = context["who"]
    return render(request, "evaluations/review_show.html", context)


def _turn(found: Any, facts: ReviewFacts, stage: Stage, day: date) -> dict[str, Any]:
    """Whose turn it is, in a sentence, until when, and whether that is over."""
    cycle = found.cycle
    words, due_on = "", None
    if stage in TURNS:
        waited = [side for side, _unit in facts.missing_sides() if side in TURNS[stage]]
        words = _("Đang chờ: %(sides)s.") % {
            "sides": ", ".join(str(SHORT_SIDES[side.value]).lower() for side in dict.fromkeys(waited))
        }
        due_on = {Stage.SELF: cycle.self_due_on, Stage.OFFICE: cycle.office_due_on}.get(stage, cycle.cell_due_on)
    elif stage is Stage.JOINT:
        words, due_on = _("Cơ quan và chi bộ đánh giá lệch mức: hai bên họp chung."), cycle.decision_due_on
    elif stage is Stage.PROPOSED:
        words, due_on = _("Mọi bên đã có ý kiến; cấp uỷ xem xét, kết luận."), cycle.decision_due_on
    elif stage is Stage.DECIDED:
        words, due_on = _("Đảng viên có quyền trả lời, khiếu nại."), facts.appeal_until
    elif stage is Stage.APPEALED:
        words = _("Cấp uỷ đang xem xét khiếu nại.")
    elif stage is Stage.LEFT_OUT:
        words = found.left_out_reason
    return {
        "words": words,
        "due_on": due_on,
        "is_late": due_on is not None and due_on < day and stage is not Stage.DECIDED,
    }


def _stepper(found: Any, facts: ReviewFacts, stage: Stage, seen: list[PartSeen]) -> list[Step]:
    order = [Stage.SELF, *([Stage.OFFICE] if found.office_id else [])]
    if found.member_id is not None:
        order.append(Stage.CELL)
    if stage is Stage.JOINT or facts.joint_on is not None:
        order.append(Stage.JOINT)
    order += [Stage.PROPOSED, Stage.DECIDED, *([Stage.APPEALED] if stage is Stage.APPEALED else []), Stage.FROZEN]
    words = {
        Stage.SELF: _("Tự kiểm điểm"),
        Stage.OFFICE: _("Ý kiến cơ quan"),
        Stage.CELL: _("Chi bộ nhận xét"),
        Stage.JOINT: _("Họp chung"),
        Stage.PROPOSED: _("Cấp uỷ kết luận"),
        Stage.DECIDED: _("Thông báo"),
        Stage.APPEALED: _("Khiếu nại"),
        Stage.FROZEN: _("Chốt"),
    }
    days = {each.side: each.facts.submitted_on or each.facts.missing_on for each in seen}
    on = {Stage.SELF: days.get(Side.SELF), Stage.OFFICE: days.get(Side.OFFICE), Stage.CELL: days.get(Side.CELL)}
    on |= {Stage.JOINT: facts.joint_on, Stage.PROPOSED: facts.decided_on, Stage.DECIDED: facts.decided_on}
    at = order.index(stage) if stage in order else len(order)
    if stage is Stage.LEFT_OUT:
        return [Step(words[each], StepState.DONE if on.get(each) else StepState.AHEAD, on.get(each)) for each in order]
    states = [
        StepState.DONE if place < at or stage is Stage.FROZEN else StepState.CURRENT if place == at else StepState.AHEAD
        for place in range(len(order))
    ]
    return [
        Step(words[each], state, on.get(each) if state is StepState.DONE else None)
        for each, state in zip(order, states, strict=True)
    ]


def _card(
    request: HttpRequest, found: Any, facts: ReviewFacts, each: PartSeen, hats: policies.Hats, *, runs: bool
) -> dict[str, Any]:
    """One side: its state in words, and what the viewer can do about it."""
    known = each.facts
    late = each.due_on < request.as_of
    if known.submitted_on is not None:
        state = Status(_("Đã nộp"), Tone.GOOD)
    elif known.missing_on is not None:
        state = Status(_("Không có ý kiến"), Tone.WARNING)
    elif facts.decided_on is not None or facts.left_out_on is not None:
        state = Status(_("Không viết"), Tone.NEUTRAL)
    elif each.side is Side.HOME:
        state = Status(_("Không bắt buộc"), Tone.NEUTRAL)
    elif each.is_own and each.is_begun:
        state = Status(_("Đang viết"), Tone.INFO)
    else:
        state = Status(_("Quá hạn"), Tone.BAD) if late else Status(_("Chưa nộp"), Tone.NEUTRAL)
    unit_id = _unit_id(found, each)
    actions = []
    writes = policies.writes(request.user, found, hats, runs=runs, side=each.side, unit_id=unit_id)
    if writes and not way.check_write(facts, each.side, unit_id):
        label = (_("Viết tiếp") if each.is_begun else _("Viết")) if each.is_own else _("Nhập thay…")
        style = "btn-primary" if each.is_own else "btn-outline-secondary"
        address = reverse("evaluations:part", args=[found.pk, each.slug])
        actions.append({"label": label, "icon": "pencil", "style": style, "address": address})
    about_oneself = (Hat.MEMBER, None) in hats and found.member_id is not None
    is_open = facts.decided_on is None and facts.left_out_on is None
    if runs and not about_oneself and is_open and each.side in facts.wanted and known.submitted_on is None:
        if known.missing_on is not None:
            why = " ".join(sentences(way.check_ask_again(facts, each.side, unit_id)))
            action = {"label": _("Mở lại…"), "icon": "arrow-counterclockwise", "name": "ask_again"}
        else:
            why = " ".join(sentences(way.check_pass_over(facts, each.side, unit_id, each.due_on, request.as_of)))
            action = {"label": _("Không có ý kiến…"), "icon": "slash-circle", "name": "pass_over"}
        address = reverse(f"evaluations:{action['name']}", args=[found.pk, each.slug])
        actions.append(action | {"style": "btn-outline-secondary", "address": address, "reason": why})
    return {"part": each, "label": SIDES[each.side.value], "state": state, "actions": actions}


def _unit_id(found: Any, each: PartSeen) -> int | None:
    if each.side is Side.FORMER:
        return int(each.slug.rsplit("-", 1)[1])
    return found.home_cell_id if each.side is Side.HOME else None


def _actions(
    request: HttpRequest, found: Any, facts: ReviewFacts, hats: policies.Hats, *, runs: bool
) -> list[dict[str, Any]]:
    """What the viewer can do about the whole review now."""
    actions: list[dict[str, Any]] = []

    def offer(name: str, label: str, icon: str, style: str, reason: str = "") -> None:
        address = reverse(f"evaluations:{name}", args=[found.pk])
        actions.append({"address": address, "label": label, "icon": icon, "style": style, "reason": reason})

    worn = {hat for hat, _cell in hats}
    is_member = Hat.MEMBER in worn
    if facts.left_out_on is not None:
        return []
    sits = (worn & {Hat.CELL, Hat.OFFICE} or runs) and not (is_member and found.member_id is not None)
    if sits and facts.decided_on is None and facts.needs_joint_sitting and facts.joint_on is None:
        offer("joint", _("Ghi biên bản họp chung…"), "people", "btn-primary")
    if facts.decided_on is not None and (is_member or runs or Hat.CELL in worn):
        why = " ".join(sentences(way.check_reply(facts, request.as_of)))
        label = _("Trả lời, khiếu nại…") if is_member else _("Nhập trả lời, khiếu nại…")
        offer("reply", label, "chat-left-text", "btn-primary" if is_member else "btn-outline-secondary", why)
    return actions
