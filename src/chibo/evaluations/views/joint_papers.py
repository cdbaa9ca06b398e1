"""The minutes of the joint sitting as a paper for both sides to sign."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from chibo.documents.rendering.docx import to_docx
from chibo.documents.rendering.pdf import to_pdf
from chibo.domain.evaluation.sight import sees_outcome
from chibo.domain.papers.joint_sitting import compose_joint_minutes
from chibo.evaluations import policies
from chibo.evaluations.queries.outcomes import sitting_of
from chibo.evaluations.queries.papers import joint_minutes_of
from chibo.evaluations.queries.reviews import facts_of
from chibo.evaluations.views.around import found_review

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@never_cache
@require_safe
def joint_print(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The minutes as ``pdf`` to look at or ``docx`` to keep, a draft without number."""
    found = found_review(request, pk)
    facts = facts_of(found, request.as_of)
    sitting = sitting_of(found, request.as_of)
    hats = policies.hats_of(request.user, found)
    if sitting is None or form not in ("pdf", "docx") or not sees_outcome(hats, facts):
        raise Http404
    paper = compose_joint_minutes(joint_minutes_of(found, sitting))
    content, kind = (to_pdf(paper), "application/pdf") if form == "pdf" else (to_docx(paper), WORD)
    way = "inline" if form == "pdf" else "attachment"
    name = f'{way}; filename="hop-chung-{found.pk}.{form}"'
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": name})
