"""The file of one member: what is on record of their year, and what they say of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from chibo.domain.evaluation import contests as rules
from chibo.domain.evaluation.evidence import Item, sees_words, shown_to, summary_of
from chibo.domain.evaluation.figures import FEWEST
from chibo.domain.evaluation.sight import Sight, sight_of
from chibo.domain.evaluation.way import Side, stage_of
from chibo.domain.tasks import Sight as TaskSight
from chibo.evaluations import policies
from chibo.evaluations.evidence_labels import CONTESTED, DISPUTES, KINDS, OUTCOMES, SIDES
from chibo.evaluations.forms.contests import ContestForm, SettleForm
from chibo.evaluations.queries import contests as find
from chibo.evaluations.queries import reviews
from chibo.evaluations.queries.evidence import openable
from chibo.evaluations.queries.parts_said import said_by
from chibo.evaluations.services import contests as services
from chibo.kit.forms import posted
from chibo.registry.queries.units import name_on
from chibo.registry.views.answering import carry_out, day_of
from chibo.registry.violations import sentences

_READS_ALL = frozenset({TaskSight.OWNER, TaskSight.COMMITTEE})


@never_cache
def evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """What is on record of the member's year, by kind; each item leads to where it comes from."""
    day = request.as_of
    review = _found(request, pk)
    hats = policies.hats_of(request.user, review)
    sights = policies.evidence_sights(hats)
    facts = reviews.facts_of(review, day)
    every = find.items_of(review, day)
    shown = shown_to(every, sights, cell=review.cell_id)
    contests = find.contests_of(review, day)
    reachable = openable(shown, request.user, day)
    answers = policies.answers_for(request.user, review)
    may_contest = policies.may_contest(actor=request.user, review=review) and stage_of(facts, day) not in rules.CLOSED

    def row(item: Item) -> dict[str, Any]:
        contest = contests.get(item.key)
        return {
            "item": item,
            "side": SIDES[item.side],
            "outcome": OUTCOMES[item.kind][item.outcome],
            "is_open": item.key in reachable,
            "contest": _contest(request, contest, answers, sees=sees_words(item, sights, cell=review.cell_id)),
            "may_contest": may_contest and contest is None,
        }

    groups = [
        {"words": words, "rows": [row(item) for item in shown if item.kind == kind]} for kind, words in KINDS.items()
    ]
    gone = set(contests) - {item.key for item in every}
    home = sight_of(hats, Side.HOME, review.home_cell_id, facts)
    context = {
        "review": review,
        "who": review.member,
        "sees_evidence": True,
        "title": _("Minh chứng"),
        "member": review.member,
        "cell_name": name_on(review.cell_id, day),
        "period": find.looked_back(review.cycle, day),
        "summary": summary_of(every),
        "fewest": FEWEST,
        "groups": [group for group in groups if group["rows"]],
        "is_outlined": any(not sees_words(item, sights, cell=review.cell_id) for item in every),
        "gone": [
            _contest(request, contests[key], answers, sees=not sights.isdisjoint(_READS_ALL)) for key in sorted(gone)
        ],
        "home_name": name_on(review.home_cell_id, day) if review.home_cell_id is not None else "",
        "home_said": said_by(review, Side.HOME, review.home_cell_id) if home is not Sight.NOTHING else None,
    }
    return render(request, "evaluations/evidence.html", context)


def contest(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """What is wrong about this item?"""
    review = _found(request, pk)
    if not policies.may_contest(actor=request.user, review=review):
        raise PermissionDenied
    day = day_of(request)
    item = next((each for each in find.items_of(review, day) if each.key == key), None)
    known = find.contests_of(review, request.today).get(key)
    if item is None and known is None:
        raise Http404
    assisted = review.member is None or review.member.user_id != request.user.pk
    form = ContestForm(
        posted(request), today=request.today, assisted=assisted, day_label=_("Ngày phản ánh"), initial={"on": day}
    )

    def work() -> Any:
        given = form.cleaned_data
        return services.contest_item(
            actor=request.user, review=review, key=key, wording=given["wording"], on=given["on"]
        )

    stage = stage_of(reviews.facts_of(review, day), day)
    return _step(
        request,
        review,
        form,
        work,
        title=_("Phản ánh minh chứng"),
        button=_("Gửi phản ánh"),
        done=_("Đã ghi phản ánh. Mục này vẫn giữ nguyên, phản ánh hiện bên cạnh."),
        about=_about(item),
        blocked=rules.check_contest(stage, item, [find.facts_of(known)] if known else [], wording="?"),
        notes=[_("Có thể phản ánh: %(points)s.") % {"points": ", ".join(str(DISPUTES[each]) for each in item.disputes)}]
        if item is not None
        else [],
    )


def contest_settle(request: HttpRequest, pk: int, contest: int) -> HttpResponse:
    """Is the member right?"""
    review = _found(request, pk)
    found = find.contest_of(contest, review)
    if not policies.may_settle(actor=request.user, contest=found):
        raise PermissionDenied
    day = max(day_of(request), found.on)
    item = next((each for each in find.items_of(review, day) if each.key == found.key), None)
    form = SettleForm(posted(request), today=request.today, initial={"on": day}, assisted=_is_assisted(request, found))

    def work() -> Any:
        given = form.cleaned_data
        told = {"outcome": given["outcome"], "wording": given["wording"], "on": given["on"]}
        return services.settle_contest(actor=request.user, contest=found, **told)

    return _step(
        request,
        review,
        form,
        work,
        title=_("Trả lời phản ánh"),
        button=_("Ghi trả lời"),
        done=_("Đã trả lời phản ánh."),
        about=[*_about(item), found.text],
        blocked=rules.check_settle(find.facts_of(found), day, wording="?"),
        notes=[_("Nếu chấp nhận, hãy sửa ở nơi mục này được ghi; mục và phản ánh vẫn còn trong hồ sơ.")],
    )


def _found(request: HttpRequest, pk: int) -> Any:
    """The review of a member, for one who looks at its evidence: a former or home cell is refused."""
    review = reviews.review_of(pk, request.as_of, viewer=request.user)
    if review.member is None:
        raise Http404
    if not policies.evidence_sights(policies.hats_of(request.user, review)):
        raise PermissionDenied
    return review


def _is_assisted(request: HttpRequest, found: Any) -> bool:
    """Whether the viewer answers for a side that is not their own."""
    hats = {hat for hat, _cell in policies.hats_of(request.user, found.review)}
    return not hats & {policies.Hat.CELL, policies.Hat.OFFICE}


def _contest(request: HttpRequest, found: Any, answers: frozenset[Any], *, sees: bool) -> dict[str, Any] | None:
    """A contest beside its item: that there is one for everyone who sees the item, its words for who reads the item's."""
    if found is None:
        return None
    settled = found.settled_on is not None and found.settled_on <= request.as_of
    return {
        "pk": found.pk,
        "on": found.on,
        "status": CONTESTED[found.outcome if settled else ""],
        "text": found.text if sees else "",
        "answer": found.outcome_text if sees and settled else "",
        "settled_on": found.settled_on if settled else None,
        "may_settle": found.settled_on is None and found.side in answers,
    }


def _about(item: Item | None) -> list[str]:
    if item is None:
        return []
    return [f"{item.on:%d/%m/%Y} – {item.words} – {OUTCOMES[item.kind][item.outcome].label}"]


def _step(
    request: HttpRequest,
    review: Any,
    form: Any,
    work: Callable[[], Any],
    *,
    title: str,
    button: str,
    done: str,
    about: Sequence[str],
    blocked: list[Any],
    notes: Sequence[str],
) -> HttpResponse:
    """The page of one step, or the step done."""
    back = reverse("evaluations:evidence", args=[review.pk])
    if form.is_valid():

        def within() -> Any:
            with form.on_behalf():
                return work()

        outcome = carry_out(request, within, form=form)
        if outcome.is_done:
            if outcome.result is not None:
                messages.success(request, done)
            return redirect(back)
    context = {
        "title": title,
        "review": review,
        "form": form,
        "button": button,
        "about": about,
        "blocked": sentences(blocked) if request.method == "GET" else [],
        "notes": notes,
        "cancel_url": back,
    }
    return render(request, "evaluations/contest_step.html", context)
