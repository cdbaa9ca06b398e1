"""What the cell settles by itself: to meet besides the calendar, to call off, theme and form, who is exempt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import npgettext_lazy

from chibo.domain.meetings import quarter_of
from chibo.kit.forms import posted
from chibo.kit.lists import Column, Listing, list_page
from chibo.meetings import policies
from chibo.meetings.forms.meetings import (
    CallForm,
    CancelForm,
    EndForm,
    ExemptForm,
    OnlineForm,
    ThemeForm,
    missed_choices,
)
from chibo.meetings.queries.calendars import meetings_of_cell
from chibo.meetings.queries.meeting_dues import owing_thematic
from chibo.meetings.queries.meetings import exemption_of, members_of
from chibo.meetings.queries.preparation import cell_on
from chibo.meetings.services.attendance import end_exemption, exempt_member
from chibo.meetings.services.meetings import call_meeting, cancel_meeting, choose_form, choose_theme
from chibo.meetings.views.meeting_steps import address_of, ask, kept
from chibo.registry.views.answering import carry_out, day_of

if TYPE_CHECKING:
    from chibo.registry.models import UnitVersion


def call(request: HttpRequest, cell: str) -> HttpResponse:
    """A thematic, extraordinary or make-up meeting; a monthly one where no calendar sets it."""
    version = _led(request, cell)
    day = day_of(request)
    rows = [row for row in meetings_of_cell(version.unit) if row.on <= day and row.kind != "MAKE_UP"]
    missed = {str(row.pk): row for row in rows[-12:]}
    wanted = request.GET.get("bu", "")
    initial: dict[str, Any] = {"held_on": day, "session": "MORNING", "kind": "MAKE_UP" if wanted else "THEMATIC"}
    initial["makes_up"] = wanted if wanted in missed else ""
    form = CallForm(posted(request), missed=missed_choices(list(reversed(missed.values()))), initial=initial)
    if form.is_valid():
        given = form.cleaned_data | {"makes_up": missed.get(form.cleaned_data["makes_up"])}
        outcome = carry_out(
            request, lambda: call_meeting(actor=request.user, cell=version.unit, on=day, **given), form=form
        )
        if outcome.is_done:
            if outcome.result is None:
                return redirect("meetings:cell", version.unit.code)
            messages.success(request, _("Đã triệu tập. Hãy soạn chương trình."))
            return redirect(address_of(outcome.result))
    return _page(request, version, form, title=_("Triệu tập buổi sinh hoạt"), button=_("Triệu tập"))


def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """A meeting that the cell called is not held."""
    found = kept(request, pk)
    form = CancelForm(posted(request))

    def work() -> object:
        reason = form.cleaned_data["reason"]
        return cancel_meeting(actor=request.user, meeting=found, on=day_of(request), reason=reason)

    title, done = _("Huỷ buổi sinh hoạt"), _("Đã huỷ buổi sinh hoạt.")
    return ask(request, found, form, work, title=title, button=_("Huỷ buổi này"), done=done, tone="danger")


def theme(request: HttpRequest, pk: int) -> HttpResponse:
    """The thematic part of a meeting."""
    found = kept(request, pk)
    form = ThemeForm(posted(request), initial={"theme": found.theme})

    def work() -> object:
        given = form.cleaned_data["theme"]
        return choose_theme(actor=request.user, meeting=found, theme=given, on=day_of(request))

    return ask(request, found, form, work, title=_("Chuyên đề"), button=_("Ghi"), done=_("Đã ghi chuyên đề."))


def online(request: HttpRequest, pk: int) -> HttpResponse:
    """Online or in person."""
    found = kept(request, pk)
    form = OnlineForm(posted(request), initial={"is_online": found.is_online, **found.online_grounds})

    def work() -> object:
        wanted = form.cleaned_data["is_online"]
        return choose_form(actor=request.user, meeting=found, is_online=wanted, away=form.away, on=day_of(request))

    return ask(
        request,
        found,
        form,
        work,
        title=_("Hình thức sinh hoạt"),
        button=_("Ghi"),
        done=_("Đã ghi hình thức sinh hoạt."),
        notes=[
            _(
                "Chỉ họp trực tuyến khi quá nửa số đảng viên không thể tập trung một nơi "
                "(Hướng dẫn 03-HD/TW, 27/12/2022, thí điểm)."
            )
        ],
    )


def exempt(request: HttpRequest, cell: str) -> HttpResponse:
    """The cell exempts a member from meetings."""
    version = _led(request, cell)
    day = day_of(request)
    people = {str(member.pk): member for member in members_of(version.unit, day)}
    form = ExemptForm(posted(request), today=request.today, people=people, initial={"on": day})
    if form.is_valid():
        given = form.cleaned_data
        member = people[given["member"]]
        outcome = carry_out(
            request,
            lambda: exempt_member(
                actor=request.user, cell=version.unit, member=member, ground=given["ground"], on=given["on"]
            ),
            form=form,
        )
        if outcome.is_done:
            if outcome.result is not None:
                messages.success(request, _("Đã ghi miễn sinh hoạt. Hãy báo cáo đảng uỷ."))
            return redirect("meetings:cell", version.unit.code)
    return _page(request, version, form, title=_("Miễn sinh hoạt"), button=_("Ghi"))


def exempt_end(request: HttpRequest, cell: str, pk: int) -> HttpResponse:
    """A member comes to meetings again."""
    version = _led(request, cell)
    row = exemption_of(version.unit, pk)
    form = EndForm(posted(request), today=request.today, initial={"on": day_of(request)})
    if form.is_valid():
        on = form.cleaned_data["on"]
        outcome = carry_out(request, lambda: end_exemption(actor=request.user, exemption=row, on=on), form=form)
        if outcome.is_done:
            return redirect("meetings:cell", version.unit.code)
    title = _("Thôi miễn sinh hoạt")
    return _page(request, version, form, title=title, button=_("Ghi"), lead=row.member.full_name)


def thematic(request: HttpRequest) -> HttpResponse:
    """Who still owes a thematic meeting this quarter."""
    first, after = quarter_of(request.as_of)
    listing = Listing(
        name="thematic",
        title=_("Chi bộ chưa sinh hoạt chuyên đề trong quý"),
        noun=npgettext_lazy("số dòng", "chi bộ", "chi bộ"),
        order_by="name",
        search=("search_key",),
        columns=(
            Column("name", _("Chi bộ"), order_by=("path", "name"), link=("meetings:cell", "unit__code"), main=True),
            Column("code", _("Mã"), value="unit__code", order_by="unit__code"),
        ),
        empty=_("Mọi chi bộ đã sinh hoạt chuyên đề, hoặc đã triệu tập, trong quý này."),
    )
    note = _("Quý từ ngày %(first)s đến trước ngày %(after)s: mỗi chi bộ ít nhất một lần chuyên đề.") % {
        "first": f"{first:%d/%m/%Y}",
        "after": f"{after:%d/%m/%Y}",
    }
    context = {"crumbs": [(_("Lịch sinh hoạt"), reverse("meetings:calendars"))], "note": note}
    rows = owing_thematic(request.as_of, viewer=request.user)
    return list_page(request, listing, rows, template="meetings/plain_list.html", context=context)


def _led(request: HttpRequest, code: str) -> UnitVersion:
    version = cell_on(code, request.as_of, viewer=request.user)
    if not policies.may_call(actor=request.user, cell=version.unit):
        raise PermissionDenied
    return version


def _page(
    request: HttpRequest, version: UnitVersion, form: forms.Form, *, title: str, button: str, lead: str = ""
) -> HttpResponse:
    back = reverse("meetings:cell", args=[version.unit.code])
    context = {
        "title": title,
        "crumbs": [(_("Lịch sinh hoạt"), reverse("meetings:calendars")), (version.name, back)],
        "form": form,
        "button": button,
        "cancel_url": back,
        "place": version.name,
        "lead": lead,
    }
    return render(request, "meetings/step.html", context)
