"""Who was put forward: shown, printed and erased on request only, each reading logged. Nothing of it is cached."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from chibo.audit.use_cases import RuleBroken
from chibo.documents.rendering.docx import to_docx
from chibo.documents.rendering.pdf import to_pdf
from chibo.domain.papers.admission import AdmissionForm, compose_admission
from chibo.kit.once import AlreadyDone, already_done, once
from chibo.nominations import policies
from chibo.nominations.forms.proposing import GENDERS
from chibo.nominations.queries import paths as find
from chibo.nominations.queries.papers import admission_of
from chibo.nominations.services import candidates as services
from chibo.registry.violations import sentences

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORM_NAMES = {
    AdmissionForm.INTRODUCTION: "3-knd",
    AdmissionForm.RESOLUTION: "6-knd",
    AdmissionForm.DECISION: "9-knd",
}


@never_cache
@require_POST
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """Who it is, on this page alone; that it was read goes into the log."""
    found = _found(request, pk)
    try:
        person = services.read_candidate(actor=request.user, nomination=found, purpose="xem", on=request.today)
    except RuleBroken as broken:
        messages.error(request, " ".join(sentences(broken.violations)))
        return redirect("nominations:nomination", found.pk)
    context = {
        "title": _("Thông tin quần chúng số %(number)s") % {"number": found.pk},
        "nomination": found,
        "person": person,
        "gender": dict(GENDERS).get(person.gender, ""),
    }
    return render(request, "nominations/candidate_show.html", context)


@never_cache
@require_POST
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft of 3-KNĐ, 6-KNĐ or 9-KNĐ as Word or PDF; who had it made goes into the log. It is kept nowhere."""
    found = _found(request, pk)
    try:
        form = AdmissionForm(request.POST.get("form", ""))
    except ValueError as error:
        raise Http404 from error
    try:
        person = services.read_candidate(
            actor=request.user, nomination=found, purpose=f"mẫu {FORM_NAMES[form]}", on=request.today
        )
    except RuleBroken as broken:
        messages.error(request, " ".join(sentences(broken.violations)))
        return redirect("nominations:nomination", found.pk)
    composed = compose_admission(admission_of(found, person, request.as_of), form)
    as_word = request.POST.get("as") == "word"
    content, kind = (to_docx(composed), WORD) if as_word else (to_pdf(composed), "application/pdf")
    name = f"{FORM_NAMES[form]}-quan-chung-{found.pk}.{'docx' if as_word else 'pdf'}"
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@never_cache
def erase(request: HttpRequest, pk: int) -> HttpResponse:
    """Are the data to go now, before their day?"""
    found = find.nomination_of(pk, request.as_of, viewer=request.user)
    if not policies.may_erase_candidate(actor=request.user, nomination=found):
        raise PermissionDenied
    back = reverse("nominations:nomination", args=[found.pk])
    if request.method == "POST":
        try:
            with once(request):
                services.erase_candidate(actor=request.user, nomination=found, on=request.today)
            messages.success(request, _("Đã xoá thông tin cá nhân. Chỉ còn lại các ngày và số phiếu."))
        except AlreadyDone:
            messages.info(request, already_done())
        except RuleBroken as broken:
            messages.error(request, " ".join(sentences(broken.violations)))
        return redirect(back)
    context: dict[str, Any] = {
        "title": _("Xoá thông tin cá nhân"),
        "question": _("Xoá thông tin cá nhân của quần chúng số %(number)s?") % {"number": found.pk},
        "consequences": [
            _("Họ tên, ngày sinh, nơi ở, điện thoại, lý do giới thiệu bị xoá hẳn, không lấy lại được."),
            _("Các ngày, số phiếu của chi bộ được giữ lại, không kèm tên."),
        ],
        "confirm_label": _("Xoá thông tin"),
        "cancel_url": back,
        "tone": "danger",
    }
    return render(request, "kit/confirm_page.html", context)


def _found(request: HttpRequest, pk: int) -> Any:
    found = find.nomination_of(pk, request.as_of, viewer=request.user)
    if not policies.may_read_candidate(actor=request.user, nomination=found):
        raise PermissionDenied
    return found
