"""Opinions and initiatives of a meeting, those that cells share, and the score of a meeting."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import npgettext_lazy
from django.views.decorators.http import require_POST

from chibo.domain.meetings_scoring import SheetKind, sheet_on
from chibo.kit.forms import posted
from chibo.kit.lists import Column, Kind, Listing, Status, list_page
from chibo.meetings.forms.meetings import OpinionForm, ScoreForm, SettleForm
from chibo.meetings.labels import OUTCOME_TONES, OUTCOMES
from chibo.meetings.queries.agenda import items_of
from chibo.meetings.queries.initiatives import shared_with
from chibo.meetings.queries.meetings import members_of, opinion_of
from chibo.meetings.services.opinions import note_opinion, score_meeting, settle_opinion, share_initiative
from chibo.meetings.views.meeting_steps import address_of, ask, kept
from chibo.registry.views.answering import carry_out, day_of
from chibo.registry.violations import sentences


def opinion_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Who raised what?"""
    found = kept(request, pk)
    people = {str(member.pk): member for member in members_of(found.cell, found.on)}
    form = OpinionForm(posted(request), people=people, items=items_of(found), initial={"kind": "OPINION"})

    def work() -> object:
        return note_opinion(actor=request.user, meeting=found, on=day_of(request), **form.facts())

    title, done = _("Ghi ý kiến, sáng kiến"), _("Đã ghi.")
    return ask(request, found, form, work, title=title, button=_("Ghi"), done=done)


def opinion_settle(request: HttpRequest, pk: int, opinion: int) -> HttpResponse:
    """What became of it?"""
    found = kept(request, pk)
    row = opinion_of(found, opinion)
    form = SettleForm(posted(request), today=request.today, initial={"on": day_of(request)})

    def work() -> object:
        given = form.cleaned_data
        return settle_opinion(
            actor=request.user, opinion=row, outcome=given["outcome"], wording=given["words"], on=given["on"]
        )

    return ask(
        request,
        found,
        form,
        work,
        title=_("Kết quả ý kiến, sáng kiến"),
        button=_("Ghi kết quả"),
        done=_("Đã ghi kết quả."),
        lead=row.text,
    )


@require_POST
def opinion_share(request: HttpRequest, pk: int, opinion: int) -> HttpResponse:
    """Let the other cells of the commune read an initiative."""
    found = kept(request, pk)
    row = opinion_of(found, opinion)
    outcome = carry_out(request, lambda: share_initiative(actor=request.user, opinion=row, on=day_of(request)))
    for line in sentences(outcome.violations):
        messages.error(request, line)
    if outcome.is_done:
        messages.success(request, _("Các chi bộ trong xã đọc được sáng kiến này."))
    return redirect(address_of(found))


def initiatives(request: HttpRequest) -> HttpResponse:
    """Initiatives that cells shared."""
    listing = Listing(
        name="initiatives",
        title=_("Sáng kiến của các chi bộ"),
        noun=npgettext_lazy("số dòng", "sáng kiến", "sáng kiến"),
        order_by="-shared_on",
        search=("text", "outcome_words"),
        search_hint=_("Tìm trong nội dung"),
        columns=(
            Column("text", _("Sáng kiến"), main=True, width=60),
            Column("cell_name", _("Chi bộ"), value="cell_name", order_by=("cell_name", "pk"), width=28),
            Column("commune", _("Xã, phường"), value="commune_name", order_by=("commune_name", "pk"), width=24),
            Column("shared_on", _("Chia sẻ ngày"), kind=Kind.DAY, order_by=("shared_on", "pk"), width=12),
            Column(
                "outcome",
                _("Kết quả"),
                kind=Kind.STATUS,
                value=lambda row: Status(OUTCOMES[row["outcome"]], OUTCOME_TONES[row["outcome"]]),
                fields=("outcome",),
                width=16,
            ),
            Column("outcome_words", _("Cách làm, kết quả"), width=50),
        ),
        empty=_("Chưa có sáng kiến nào được chia sẻ. Bí thư chia sẻ từ trang của buổi sinh hoạt."),
    )
    context = {"crumbs": [(_("Lịch sinh hoạt"), reverse("meetings:calendars"))]}
    rows = shared_with(request.user, request.as_of)
    return list_page(request, listing, rows, template="meetings/plain_list.html", context=context)


def score(request: HttpRequest, pk: int) -> HttpResponse:
    """The cell's points for its own meeting, by the sheet of its day."""
    found = kept(request, pk)
    kind = SheetKind.THEMATIC if found.kind == "THEMATIC" else SheetKind.REGULAR
    sheet = sheet_on(found.on, kind)
    form = ScoreForm(posted(request), sheet=sheet)

    def work() -> object:
        return score_meeting(actor=request.user, meeting=found, points=form.cleaned_data, on=day_of(request))

    return ask(
        request,
        found,
        form,
        work,
        title=_("Chấm điểm buổi sinh hoạt"),
        button=_("Ghi điểm"),
        done=_("Đã ghi điểm của buổi sinh hoạt."),
        notes=[_("Tổng điểm tối đa 100. Căn cứ: %(source)s.") % {"source": sheet.source}],
    )
