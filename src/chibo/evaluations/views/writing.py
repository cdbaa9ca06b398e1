"""The writing page of a part: section by section, saved whole by a button or one by one while typing."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from chibo.audit.use_cases import RuleBroken
from chibo.domain.evaluation import way
from chibo.domain.evaluation.sight import Sight
from chibo.domain.evaluation.way import Side
from chibo.domain.rules import refusal
from chibo.evaluations import policies
from chibo.evaluations.forms.writing import KeyingForm, PartForm, fingerprint
from chibo.evaluations.labels import GRADES, SIDES
from chibo.evaluations.queries.authors import is_untouched
from chibo.evaluations.queries.criteria import asked_of, asks_percent
from chibo.evaluations.queries.parts import due_of, part_of, parts_seen, section_of, side_called, slug_of, vote_of
from chibo.evaluations.queries.reviews import facts_of
from chibo.evaluations.services import parts as services
from chibo.evaluations.services.parts import Proposal, Said
from chibo.evaluations.views.around import address_of, found_review, names_of
from chibo.evaluations.views.steps import behalf_of
from chibo.kit.cells import day_text
from chibo.kit.forms import posted
from chibo.registry.policies import Right, may
from chibo.registry.views.answering import carry_out, day_of
from chibo.registry.violations import sentence, sentences

CHANGED = "SECTION_CHANGED_MEANWHILE"


@never_cache
def part(request: HttpRequest, pk: int, part: str) -> HttpResponse:
    """The part to write, for its side or for somebody who keys it in; what its side has begun nobody else reads."""
    about = _About(request, pk, part)
    refused = way.check_write(facts_of(about.review, date.max), about.side, about.unit_id)
    if refused:
        messages.info(request, " ".join(sentences(refused)))
        return redirect(address_of(about.review))
    if not about.reads_draft:
        return _begin(request, about)
    return _write(request, about)


@never_cache
@require_POST
def section(request: HttpRequest, pk: int, part: str, criterion: str) -> HttpResponse:
    """One section saved while typing: JSON with its version, and with the other's words (``html``) where somebody was quicker."""
    about = _About(request, pk, part)
    asked = [each for each in asked_of(about.review.cycle.rules, about.side) if each.code == criterion]
    if not asked or not about.reads_draft:
        raise Http404
    form = PartForm(request.POST, asked=asked, written={}, proposal=None)
    if not form.is_valid():
        return JsonResponse(
            {"said": " ".join(str(each) for found in form.errors.values() for each in found)}, status=400
        )
    try:
        row = about.save(criterion, form.said(criterion))
    except RuleBroken as broken:
        if broken.violations[0].code != CHANGED:
            return JsonResponse({"said": " ".join(sentences(broken.violations))}, status=400)
        now = about.row_of(criterion)
        html = render_to_string("evaluations/_conflict.html", {"conflict": _conflict(now)}, request)
        told = {"html": html, "said": sentence(broken.violations[0])}
        return JsonResponse(told | _version(now))
    said = _("Đã lưu lúc %(at)s.") % {"at": f"{timezone.localtime(row.saved_at):%H:%M:%S}"}
    return JsonResponse({"said": said} | _version(row))


@never_cache
@require_POST
def grade(request: HttpRequest, pk: int, part: str) -> HttpResponse:
    """The proposed grade saved while filling in."""
    about = _About(request, pk, part)
    if about.proposal is None or not about.reads_draft:
        raise Http404
    form = about.form(request.POST)
    form.is_valid()
    wanted = form.changed_proposal()
    if wanted is None and {"grade", "done_percent", "above_percent"} & set(form.errors):
        return JsonResponse({"said": _("Chưa lưu được mức đề nghị: hãy xem lại các số đã ghi.")}, status=400)
    try:
        if wanted is not None:
            about.propose(wanted)
    except RuleBroken as broken:
        return JsonResponse({"said": " ".join(sentences(broken.violations))}, status=400)
    return JsonResponse({"said": _("Đã lưu lúc %(at)s.") % {"at": f"{timezone.localtime():%H:%M:%S}"}})


class _About:
    """The part that a request is about. Raises ``Http404`` or ``PermissionDenied`` where it is not the viewer's to write."""

    def __init__(self, request: HttpRequest, pk: int, slug: str) -> None:
        self.request = request
        self.review = found_review(request, pk)
        self.slug = slug
        self.side, self.unit = side_called(slug, self.review)
        self.unit_id = self.unit.pk if self.unit is not None else None
        self.hats = policies.hats_of(request.user, self.review)
        runs = may(request.user, Right.RUN_REVIEWS, self.review.cycle.committee)
        about = {"side": self.side, "unit_id": self.unit_id, "runs": runs}
        if not policies.writes(request.user, self.review, self.hats, **about):
            raise PermissionDenied
        self.draft = part_of(self.review, self.side, self.unit_id)
        self.is_own = (self.side, self.unit_id) in policies.own_sides(self.hats)

    @property
    def reads_draft(self) -> bool:
        """The side itself, or who keys it in."""
        return self.is_own or (self.draft is not None and policies.keyed_in_by(self.request.user, self.draft))

    @property
    def proposal(self) -> Proposal | None:
        """What stands there; ``None`` where this side proposes no grade on its page."""
        if self.side not in (Side.SELF, Side.OFFICE):
            return None
        if self.draft is None:
            return Proposal("")
        return Proposal(self.draft.grade, self.draft.done_percent, self.draft.above_percent)

    @property
    def arguments(self) -> dict[str, Any]:
        told = {"review": self.review, "side": self.side, "unit": self.unit, "on": day_of(self.request)}
        return {"actor": self.request.user, **told}

    def form(self, data: Any = None) -> PartForm:
        rules = self.review.cycle.rules
        rows = self.draft.sections.all() if self.draft is not None else []
        return PartForm(
            data,
            asked=asked_of(rules, self.side),
            written={row.criterion: _said(row) for row in rows},
            proposal=self.proposal,
            percent=asks_percent(rules, self.side),
        )

    def row_of(self, criterion: str) -> Any:
        draft = part_of(self.review, self.side, self.unit_id)
        assert draft is not None
        return section_of(draft, criterion)

    def save(self, criterion: str, said: Said) -> Any:
        with behalf_of(self.draft):
            return services.write_section(**self.arguments, criterion=criterion, wording=said)

    def propose(self, wanted: Proposal) -> None:
        with behalf_of(self.draft):
            services.propose_grade(**self.arguments, wording=wanted)


def _begin(request: HttpRequest, about: _About) -> HttpResponse:
    """For whom is this part keyed in?"""
    review = about.review
    is_self = about.side is Side.SELF and review.member is not None
    initial = {"acting_for": review.member.full_name if is_self else ""}
    form = KeyingForm(posted(request), initial=initial)
    blocked = []
    if about.draft is not None and not is_untouched(about.draft):
        code = "PART_KEYED_BY_ANOTHER" if about.draft.acting_for else "PART_BEGUN_BY_ITS_SIDE"
        blocked = [sentence(refusal(code, by=str(about.draft.written_by)))]
    here = reverse("evaluations:part", args=[review.pk, about.slug])
    if form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("acting_for", "paper")}
        outcome = carry_out(request, lambda: services.begin_part(**about.arguments, **told), form=form)
        if outcome.is_done:
            return redirect(here)
    context = names_of(request, review) | {
        "title": _("Nhập thay: %(side)s") % {"side": SIDES[about.side.value]},
        "form": form,
        "button": _("Bắt đầu nhập"),
        "blocked": blocked,
        "notes": [_("Ghi rõ nhập thay ai, theo giấy nào. Bên viết vẫn có thể tự đăng nhập và ghi tiếp.")],
        "cancel_url": address_of(review),
    }
    return render(request, "evaluations/review_step.html", context)


def _write(request: HttpRequest, about: _About) -> HttpResponse:
    form = about.form(posted(request))
    conflicts: dict[str, dict[str, Any]] = {}
    if request.method == "POST":
        form.is_valid()
        _save(about, form, conflicts)
        if not conflicts and not form.errors:
            messages.success(request, _("Đã lưu lúc %(at)s.") % {"at": f"{timezone.localtime():%H:%M:%S}"})
            if "submit" in request.POST:
                return redirect("evaluations:submit", about.review.pk, about.slug)
            anchor = request.POST.get("save", "")
            here = reverse("evaluations:part", args=[about.review.pk, about.slug])
            return redirect(f"{here}#muc-{anchor}" if anchor in {each.code for each in form.asked} else here)
    review = about.review
    facts = facts_of(review, request.as_of)
    seen = parts_seen(review, facts, request.as_of, hats=about.hats)
    others = [each for each in seen if each.slug != about.slug and each.sight is not Sight.NOTHING and each.is_begun]
    vote = vote_of(about.draft) if about.side is Side.CELL else None
    context = names_of(request, review) | {
        "title": SIDES[about.side.value],
        "slug": about.slug,
        "form": form,
        "sections": [each | {"conflict": conflicts.get(each["code"])} for each in form.sections()],
        "asks_grade": about.proposal is not None,
        "is_cell": about.side is Side.CELL,
        "vote": vote,
        "vote_grade": GRADES.get(about.draft.grade, "") if about.draft is not None and vote is not None else "",
        "others": others,
        "sides": SIDES,
        "due_on": due_of(review, about.side),
        "acting_for": about.draft.acting_for if about.draft is not None else "",
        "paper": about.draft.paper if about.draft is not None else "",
        "address": reverse("evaluations:part", args=[review.pk, slug_of(about.side, about.unit_id)]),
    }
    return render(request, "evaluations/part_write.html", context)


def _save(about: _About, form: PartForm, conflicts: dict[str, dict[str, Any]]) -> None:
    """Save what was typed; what somebody else changed meanwhile stays typed and stands in ``conflicts``."""
    for code, said in form.changed_sections().items():
        try:
            about.save(code, said)
        except RuleBroken as broken:
            if broken.violations[0].code == CHANGED:
                now = about.row_of(code)
                conflicts[code] = _conflict(now)
                form.note_now(code, _said(now))
            form.add_error(f"text-{code}", sentences(broken.violations))
        else:
            row = about.row_of(code)
            form.note_now(code, _said(row))
    wanted = form.changed_proposal()
    if wanted is not None:
        try:
            about.propose(wanted)
        except RuleBroken as broken:
            form.add_error("grade", sentences(broken.violations))


def _said(row: Any) -> Said:
    return Said(row.text, row.level, row.points, row.version)


def _conflict(row: Any) -> dict[str, Any]:
    return {
        "by": str(row.saved_by),
        "at": day_text(row.saved_at),
        "text": row.text,
        "level": GRADES.get(row.level, ""),
        "points": row.points,
    }


def _version(row: Any) -> dict[str, Any]:
    return {"version": row.version, "seen": fingerprint(_said(row))}
