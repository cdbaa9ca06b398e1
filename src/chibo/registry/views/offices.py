"""Offices and counters of a commune, posts of any unit."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from chibo.kit.forms import posted
from chibo.registry.forms.base import RecordForm
from chibo.registry.forms.units import CloseForm, CounterForm, OfficeChangeForm, OfficeForm, OfficerForm
from chibo.registry.labels import POSTS
from chibo.registry.queries.units import offices_on, staff_counts_on
from chibo.registry.queries.upkeep import counter_of, office_of, officer_of
from chibo.registry.services.offices import change_office, close_counter, close_office, relieve_officer
from chibo.registry.services.units import appoint_officer, open_counter, open_office
from chibo.registry.views.answering import Preview, answer
from chibo.registry.views.unit_changes import change_of, editable, options

if TYPE_CHECKING:
    from chibo.registry.models import UnitVersion


def _commune(request: HttpRequest, code: str) -> UnitVersion:
    version = editable(request, code)
    if not version.is_commune:
        raise Http404
    return version


def office_add(request: HttpRequest, code: str) -> HttpResponse:
    """Open an office of a commune."""
    version = _commune(request, code)
    form = OfficeForm(posted(request), **options(request, version))
    work = partial(open_office, commune=version.unit)
    return _answer(request, version, form, work, title=_("Thêm bộ phận"), done=_("Đã lập bộ phận."))


def office_change(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Give an office another name or head from a day on."""
    version = _commune(request, code)
    office = office_of(version.unit, pk)
    form = OfficeChangeForm(posted(request), office=office, **options(request, version))
    title, done = _("Thay đổi bộ phận"), _("Đã ghi thay đổi của bộ phận.")
    work = partial(change_office, office=office)
    return _answer(request, version, form, work, title=title, done=done, subject=office.name)


def office_close(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Close an office with its counters."""
    version = _commune(request, code)
    office = office_of(version.unit, pk)
    form = CloseForm(posted(request), **options(request, version))

    def preview(form: CloseForm) -> Preview:
        on = form.cleaned_data["on"]
        staff = staff_counts_on(version.unit, on).get(office.pk, 0)
        words = {"office": office.name, "day": f"{on:%d/%m/%Y}", "count": staff}
        return Preview(
            [
                _("Bộ phận %(office)s không còn từ ngày %(day)s, cùng các quầy của bộ phận.") % words,
                _("%(count)s đảng viên không còn được ghi là công tác ở bộ phận này.") % words,
            ]
        )

    return _answer(
        request,
        version,
        form,
        partial(close_office, office=office),
        title=_("Giải thể bộ phận"),
        done=_("Đã giải thể bộ phận %(office)s.") % {"office": office.name},
        subject=office.name,
        preview=preview,
        tone="danger",
    )


def counter_add(request: HttpRequest, code: str) -> HttpResponse:
    """Open a counter of the one-stop desk."""
    version = _commune(request, code)
    offices = list(offices_on(version.unit, request.as_of))
    form = CounterForm(posted(request), offices=offices, **options(request, version))
    work = partial(open_counter, commune=version.unit)
    return _answer(request, version, form, work, title=_("Thêm quầy một cửa"), done=_("Đã lập quầy."))


def counter_close(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Close a counter."""
    version = _commune(request, code)
    counter = counter_of(version.unit, pk)
    form = CloseForm(posted(request), **options(request, version))
    done = _("Đã đóng quầy %(counter)s.") % {"counter": counter.name}
    work = partial(close_counter, counter=counter)
    return _answer(request, version, form, work, title=_("Đóng quầy"), done=done, subject=counter.name)


def officer_add(request: HttpRequest, code: str) -> HttpResponse:
    """Record who holds a post of a unit from a day on."""
    version = editable(request, code)
    form = OfficerForm(posted(request), version=version, **options(request, version))
    work = partial(appoint_officer, unit=version.unit)
    return _answer(request, version, form, work, title=_("Ghi chức danh"), done=_("Đã ghi chức danh."))


def officer_relieve(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Record that someone leaves a post."""
    version = editable(request, code)
    officer = officer_of(version.unit, pk)
    form = CloseForm(posted(request), **options(request, version))
    title, done = _("Thôi giữ chức danh"), _("Đã ghi thôi giữ chức danh.")
    subject = f"{POSTS[officer.post]} {officer.member.full_name}"
    work = partial(relieve_officer, officer=officer)
    return _answer(request, version, form, work, title=title, done=done, subject=subject)


def _answer(
    request: HttpRequest,
    version: UnitVersion,
    form: RecordForm,
    use_case: Callable[..., Any],
    *,
    subject: str = "",
    **change: Any,
) -> HttpResponse:
    """``form`` answered by ``use_case`` with the facts it holds; ``subject`` of the unit is named above it."""

    def work(form: Any) -> Any:
        return use_case(actor=request.user, **form.facts())

    context = {"lead": f"{subject} – {version.name}"} if subject else {}
    return answer(request, form, change_of(version, work=work, context=context, **change))
