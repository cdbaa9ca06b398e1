"""From the adopted plan to signed papers: dates, preview of the batch, signing, prints."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from chibo.campaigns import policies
from chibo.campaigns.forms.decisions import DatesForm
from chibo.campaigns.gaps import FILLED_IN_BY_HAND, Places, gaps_of
from chibo.campaigns.labels import STEP_LABELS
from chibo.campaigns.queries import signed
from chibo.campaigns.queries.communes import adoption_of, reorganisation_of
from chibo.campaigns.queries.placed import places_of
from chibo.campaigns.sentences import title_in_sentence, title_of
from chibo.campaigns.services.decisions import check_signing, sign_decision
from chibo.campaigns.services.papers import Preview, preview_papers
from chibo.documents.labels import kind_label
from chibo.documents.rendering.bundle import as_one_print, as_zip
from chibo.documents.rendering.docx import to_docx
from chibo.documents.rendering.pdf import to_pdf
from chibo.documents.views.documents import VALIDITY
from chibo.domain.papers.model import PaperKind
from chibo.domain.papers.wording import in_sentence
from chibo.domain.rules import Severity, Violation
from chibo.domain.working_days import add_working_days
from chibo.kit.steps import steps_until
from chibo.registry.queries.units import name_on, names_on
from chibo.registry.views.answering import carry_out, day_of
from chibo.registry.violations import sentences

USUAL_NOTICE = 8
"""Working days between signing and effect that the form suggests; the committee settles them."""
DECIDING, MOVING, DONE = 2, 3, 4
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@never_cache
def decision(request: HttpRequest, code: str, commune: str) -> HttpResponse:
    """What the commune decided with its papers; before that, the batch to sign and what it misses."""
    part = signed.part_with_papers(code, commune, viewer=request.user)
    current = reorganisation_of(part)
    return _prepare(request, part) if current is None else _show(request, part, current)


@never_cache
def decision_draft(request: HttpRequest, code: str, commune: str, number: int, form: str) -> HttpResponse:
    """One paper of the batch as a draft without number: ``pdf``, or ``word`` to edit."""
    part = signed.part_with_papers(code, commune, viewer=request.user)
    dates = _dates(request, part)
    adoption = adoption_of(part)
    if adoption is None or reorganisation_of(part) is not None or not dates.is_valid():
        raise Http404
    previews = preview_papers(
        part, adoption.plan, on=dates.cleaned_data["ky"], effective_on=dates.cleaned_data["hieu_luc"]
    )
    if not 1 <= number <= len(previews):
        raise Http404
    paper = previews[number - 1].paper
    name = f"du-thao-{number:02d}"
    if form == "word":
        return file_answer(to_docx(paper), WORD, f"{name}.docx", attached=True)
    return file_answer(to_pdf(paper), "application/pdf", f"{name}.pdf")


def decision_sign(request: HttpRequest, code: str, commune: str) -> HttpResponse:
    """Ask, saying which numbers the papers take; then sign them all."""
    part = signed.part_with_papers(code, commune, viewer=request.user)
    back = reverse("campaigns:decision", args=[code, commune])
    if request.method == "GET" and reorganisation_of(part) is not None:
        return redirect(back)
    dates = _dates(request, part)
    adoption = adoption_of(part)
    if adoption is None or not dates.is_valid():
        return redirect(f"{back}?{request.GET.urlencode()}")
    on, effective_on = dates.cleaned_data["ky"], dates.cleaned_data["hieu_luc"]
    if request.method == "POST":
        outcome = carry_out(
            request, lambda: sign_decision(actor=request.user, commune=part, on=on, effective_on=effective_on)
        )
        if outcome.is_done:
            if outcome.result is not None:
                count = outcome.result.papers.count()
                messages.success(request, _("Đã ký và lấy số cho %(count)s văn bản.") % {"count": count})
            return redirect(back)
        for line in sentences(outcome.violations):
            messages.error(request, line)
        return redirect(f"{back}?{request.GET.urlencode()}")
    previews = preview_papers(part, adoption.plan, on=on, effective_on=effective_on)
    blocked = _blocking(part, previews, on, effective_on)
    kinds = [preview.draft.kind for preview in previews]
    context = {
        "title": _("Ký quyết định"),
        "part": part,
        "commune_name": name_on(part.unit_id, on),
        "question": _("Ký %(count)s văn bản của đảng uỷ %(commune)s, ngày %(day)s?")
        % {"count": len(previews), "commune": in_sentence(name_on(part.unit_id, on)), "day": f"{on:%d/%m/%Y}"},
        "numbers": signed.numbers_for(part.unit, kinds, on=on),
        "kinds": [(kind_label(kind), count) for kind, count in Counter(kinds).items()],
        "effective_on": effective_on,
        "blocked": sentences(blocked),
        "warning_count": len(_gaps(part, adoption.plan, previews, on)),
        "may_decide": policies.may_decide(actor=request.user, commune=part),
        "confirm_label": _("Ký và lấy số"),
        "cancel_url": f"{back}?{request.GET.urlencode()}",
    }
    return render(request, "campaigns/decision_sign.html", context)


@never_cache
def decision_print(request: HttpRequest, code: str, commune: str) -> HttpResponse:
    """Every paper in force in one PDF, in the order of signing: one press of the printer's button."""
    part = signed.part_with_papers(code, commune, viewer=request.user)
    documents = _prints(part)
    data = as_one_print([bytes(document.pdf) for document in documents])
    return file_answer(data, "application/pdf", f"{commune.lower()}-van-ban.pdf")


@never_cache
def decision_download(request: HttpRequest, code: str, commune: str) -> HttpResponse:
    """Every paper in force as PDF and Word in one ZIP."""
    part = signed.part_with_papers(code, commune, viewer=request.user)
    files = {}
    for number, document in enumerate(_prints(part), start=1):
        name = f"{number:02d}-{document.symbol.replace('/', '-')}"
        files[f"{name}.pdf"], files[f"{name}.docx"] = bytes(document.pdf), bytes(document.docx)
    return file_answer(as_zip(files), "application/zip", f"{commune.lower()}-van-ban.zip", attached=True)


def file_answer(data: bytes, kind: str, name: str, *, attached: bool = False) -> HttpResponse:
    """``data`` as a file: shown by the browser, or saved when ``attached``; never kept by a cache."""
    how = "attachment" if attached else "inline"
    headers = {"Content-Disposition": f'{how}; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(data, content_type=kind, headers=headers)


def _prepare(request: HttpRequest, part: Any) -> HttpResponse:
    adoption = adoption_of(part)
    dates = _dates(request, part)
    context: dict[str, Any] = _common(part, request.as_of) | {
        "title": _("Quyết định và văn bản"),
        "adoption": adoption,
        "plan_title": title_in_sentence(adoption.plan) if adoption is not None else "",
        "form": dates,
        "may_decide": policies.may_decide(actor=request.user, commune=part),
        "cancelled": signed.cancelled_ones(part),
        "steps": steps_until(list(STEP_LABELS), DECIDING if adoption else DECIDING - 1),
    }
    if adoption is not None and dates.is_valid():
        on, effective_on = dates.cleaned_data["ky"], dates.cleaned_data["hieu_luc"]
        previews = preview_papers(part, adoption.plan, on=on, effective_on=effective_on)
        names = names_on({preview.draft.cell.pk for preview in previews if preview.draft.cell is not None}, on)
        rows = [_preview_row(number, preview, names) for number, preview in enumerate(previews, start=1)]
        letters = [row for row in rows if row["is_letter"]]
        query = urlencode({"ky": f"{on:%d/%m/%Y}", "hieu_luc": f"{effective_on:%d/%m/%Y}"})
        context |= {
            "query": query,
            "count": len(previews),
            "rows": [row for row in rows if not row["is_letter"]],
            "letters": letters,
            "letters_missing": any(row["missing"] for row in letters),
            "blocked": sentences(_blocking(part, previews, on, effective_on)),
            "gaps": _gaps(part, adoption.plan, previews, on),
            "dues_by_hand": any(row.code == FILLED_IN_BY_HAND for preview in previews for row in preview.missing),
            "sign_url": f"{reverse('campaigns:decision_sign', args=[part.campaign.code, part.unit.code])}?{query}",
        }
    return render(request, "campaigns/decision_prepare.html", context)


def _show(request: HttpRequest, part: Any, current: Any) -> HttpResponse:
    may_decide = policies.may_decide(actor=request.user, commune=part)
    rows = [(row, kind_label(row.kind), VALIDITY[row.validity]) for row in signed.papers_of(current, request.as_of)]
    moved = current.carried_out_on is not None
    context = _common(part, current.decided_on) | {
        "title": _("Quyết định và văn bản"),
        "current": current,
        "plan_title": title_of(current.plan),
        "rows": [each for each in rows if each[0].kind is not PaperKind.INTRODUCTION_LETTER],
        "letters": [each for each in rows if each[0].kind is PaperKind.INTRODUCTION_LETTER],
        "may_decide": may_decide,
        "is_moved": moved,
        "is_early": request.today < current.effective_on,
        "cancelled": signed.cancelled_ones(part),
        "steps": steps_until(list(STEP_LABELS), MOVING),
    }
    return render(request, "campaigns/decision_show.html", context)


def _common(part: Any, day: date) -> dict[str, Any]:
    return {"part": part, "campaign": part.campaign, "commune_name": name_on(part.unit_id, day)}


def _dates(request: HttpRequest, part: Any) -> DatesForm:
    on = day_of(request)
    usual = {"ky": f"{on:%d/%m/%Y}", "hieu_luc": f"{add_working_days(on, USUAL_NOTICE):%d/%m/%Y}"}
    given = {name: request.GET.get(name, usual[name]) for name in usual}
    return DatesForm(given, today=request.today)


def _preview_row(number: int, preview: Preview, names: dict[int, str]) -> dict[str, Any]:
    draft = preview.draft
    whom = draft.member.full_name if draft.member is not None else ""
    if draft.kind is PaperKind.HANDOVER_MINUTES and draft.cell is not None:
        whom = names.get(draft.cell.pk, "")
    missing = [row for row in preview.missing if row.code != FILLED_IN_BY_HAND]
    return {
        "number": number,
        "kind": kind_label(draft.kind),
        "whom": whom,
        "missing": len(missing),
        "blocking": sum(row.severity is Severity.BLOCKING for row in missing),
        "is_letter": draft.kind is PaperKind.INTRODUCTION_LETTER,
    }


def _gaps(part: Any, plan: Any, previews: list[Preview], on: date) -> list[Any]:
    people, cells = places_of(plan, on)
    places = Places(members=people, cells=cells, commune=part.unit.code)
    return gaps_of(((number, preview.missing) for number, preview in enumerate(previews, start=1)), places)


def _blocking(part: Any, previews: list[Preview], on: date, effective_on: date) -> list[Violation]:
    """Why the batch cannot be signed: the rules of signing, then what its papers must not lack, each once."""
    found = check_signing(part, on=on, effective_on=effective_on)
    known = {(row.code, str(row.params)) for row in found}
    for preview in previews:
        for row in preview.missing:
            if row.severity is Severity.BLOCKING and (row.code, str(row.params)) not in known:
                known.add((row.code, str(row.params)))
                found.append(row)
    return found


def _prints(part: Any) -> list[Any]:
    current = reorganisation_of(part)
    documents = signed.prints_of(current) if current is not None else []
    if not documents:
        raise Http404
    return documents
