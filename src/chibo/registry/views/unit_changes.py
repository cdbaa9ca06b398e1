"""Changes of a unit: name, kind, parent; a unit below; its end; a neighbourhood's needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from chibo.domain.organisation import UnitKind
from chibo.kit.forms import posted
from chibo.registry import policies
from chibo.registry.forms.units import NeighbourhoodForm, UnitAddForm, UnitChangeForm, UnitEndForm
from chibo.registry.labels import KIND_LABELS
from chibo.registry.queries.state import unit_state
from chibo.registry.queries.tree import overviews_on
from chibo.registry.queries.units import descendants_on, neighbourhood_on, unit_on
from chibo.registry.queries.upkeep import what_hangs_on
from chibo.registry.services.rehearsal import rehearse
from chibo.registry.services.units import change_unit, create_unit, describe_neighbourhood, end_unit
from chibo.registry.views.answering import Change, Preview, answer
from chibo.registry.views.wording import unit_crumbs

if TYPE_CHECKING:
    from datetime import date

    from chibo.accounts.models import User
    from chibo.registry.models import UnitVersion


def editable(request: HttpRequest, code: str) -> UnitVersion:
    """The unit ``code``, which the viewer may change. Raises ``Http404`` or ``PermissionDenied``."""
    version = unit_on(code, request.as_of, viewer=request.user)
    if not policies.may_edit_unit(actor=request.user, unit=version.unit):
        raise PermissionDenied
    return version


def options(request: HttpRequest, version: UnitVersion) -> dict[str, Any]:
    """What every form of a unit is made with."""
    return {"viewer": request.user, "day": request.as_of, "state": unit_state(version.unit), "near": version.unit}


def change_of(version: UnitVersion, **facts: Any) -> Change:
    """A ``Change`` of a unit: back to its page, noticing changes made meanwhile."""
    context = {"crumbs": unit_crumbs([], set(), version), "lead": version.name, **facts.pop("context", {})}
    back = reverse("registry:unit", args=[version.unit.code])
    return Change(back=back, state=lambda: unit_state(version.unit), context=context, **facts)


def unit_change(request: HttpRequest, code: str) -> HttpResponse:
    """Give a unit another name, kind, official code or parent from a day on."""
    version = editable(request, code)
    parent = None
    if version.parent is not None:
        parent = unit_on_anyhow(version.parent.code, request)
    form = UnitChangeForm(posted(request), version=version, parent=parent, **options(request, version))

    def work(form: UnitChangeForm) -> Any:
        values = form.cleaned_data
        return change_unit(
            actor=request.user, unit=version.unit, on=values["on"], reason=values["reason"], **form.changes()
        )

    def preview(form: UnitChangeForm) -> Preview:
        return _preview_of_change(form, version, lambda: work(form), request.user)

    done = _("Đã ghi thay đổi của %(unit)s.") % {"unit": version.name}
    return answer(request, form, change_of(version, title=_("Thay đổi đơn vị"), done=done, work=work, preview=preview))


def unit_on_anyhow(code: str, request: HttpRequest) -> UnitVersion | None:
    """The unit ``code`` where the viewer sees it; a parent above the viewer's scope is ``None``: not theirs to change."""
    try:
        found = unit_on(code, request.as_of, viewer=request.user)
    except Http404:
        return None
    return found if policies.may_edit_unit(actor=request.user, unit=found.unit) else None


def _preview_of_change(form: UnitChangeForm, version: UnitVersion, work: Any, viewer: User) -> Preview:
    on, changes = form.cleaned_data["on"], form.changes()
    day = f"{on:%d/%m/%Y}"
    rows: list[tuple[str, str, str]] = []
    consequences = [
        _("Từ ngày %(day)s đơn vị mang thông tin mới; trước ngày đó vẫn như cũ.") % {"day": day},
    ]
    if "name" in changes:
        rows.append((_("Tên"), version.name, changes["name"]))
    if "kind" in changes:
        rows.append((_("Loại"), str(KIND_LABELS[version.kind]), str(KIND_LABELS[changes["kind"]])))
    if "official_code" in changes:
        rows.append((_("Mã hành chính"), version.official_code or "–", changes["official_code"] or "–"))
    if "parent" not in changes:
        rehearse(work, lambda: None)
        return Preview(consequences, [], (_("Mục"), _("Hiện nay"), _("Từ ngày %(day)s") % {"day": day}), rows)
    below = descendants_on(version, on, viewer=viewer).count()
    before = unit_on(version.parent.code, on, viewer=viewer)
    after = form.cleaned_data["parent"]
    rows.append((_("Trực thuộc"), before.name, after.name))
    if below:
        consequences.append(_("%(count)s đơn vị bên dưới chuyển theo.") % {"count": below})
    now = _strengths([before, after], on, viewer)
    then = rehearse(work, lambda: _strengths([before, after], on, viewer))
    rows.extend((each.name, now[each.unit_id], then[each.unit_id]) for each in (before, after))
    return Preview(consequences, [], (_("Mục"), _("Hiện nay"), _("Từ ngày %(day)s") % {"day": day}), rows)


def _strengths(versions: list[UnitVersion], on: date, viewer: User) -> dict[int, str]:
    policies.forget_scope(viewer)
    found = overviews_on(versions, on, viewer=viewer)
    policies.forget_scope(viewer)
    return {
        unit_id: _("%(members)s đảng viên, %(cells)s chi bộ")
        % {"members": overview.strength.members, "cells": overview.strength.cells}
        for unit_id, overview in found.items()
    }


def unit_add(request: HttpRequest, code: str) -> HttpResponse:
    """Set up a new unit below another."""
    parent = editable(request, code)
    if parent.is_cell:
        raise Http404
    form = UnitAddForm(posted(request), parent=parent, **options(request, parent))

    def work(form: UnitAddForm) -> Any:
        facts = form.facts()
        starts_on, kind = facts.pop("on"), UnitKind(facts.pop("kind"))
        return create_unit(actor=request.user, parent=parent.unit, starts_on=starts_on, kind=kind, **facts)

    change = change_of(parent, title=_("Thêm đơn vị trực thuộc"), done=_("Đã lập đơn vị."), work=work)
    return answer(request, form, change)


def unit_end(request: HttpRequest, code: str) -> HttpResponse:
    """End a unit that has no members and no units below it any more."""
    version = editable(request, code)
    form = UnitEndForm(posted(request), **options(request, version))

    def work(form: UnitEndForm) -> Any:
        values = form.cleaned_data
        heirs = (values["successor"].unit,) if values["successor"] is not None else ()
        return end_unit(
            actor=request.user, unit=version.unit, on=values["on"], successors=heirs, reason=values["reason"]
        )

    def preview(form: UnitEndForm) -> Preview:
        on = form.cleaned_data["on"]
        hanging = what_hangs_on(version.unit, on)
        rehearse(lambda: work(form), lambda: None)
        words = {"unit": version.name, "day": f"{on:%d/%m/%Y}"}
        shown = Preview([_("%(unit)s không còn hoạt động từ ngày %(day)s.") % words])
        shown.consequences.extend(
            _("Kết thúc theo: %(count)s %(what)s.") % {"count": count, "what": what}
            for what, count in hanging.closing.items()
            if count
        )
        if hanging.roles:
            shown.warnings.append(
                _("Còn %(count)s người giữ quyền tại đơn vị này. Hãy thu hồi quyền sau khi kết thúc.")
                % {"count": hanging.roles}
            )
        return shown

    done = _("%(unit)s đã kết thúc hoạt động.") % {"unit": version.name}
    title = _("Kết thúc hoạt động")
    return answer(request, form, change_of(version, title=title, done=done, work=work, preview=preview, tone="danger"))


def neighbourhood(request: HttpRequest, code: str) -> HttpResponse:
    """Describe the neighbourhood of a residential cell from a day on."""
    version = editable(request, code)
    if version.kind != UnitKind.RESIDENTIAL_CELL:
        raise Http404
    known = neighbourhood_on(version.unit, request.as_of)
    names = ("character", "households", "needs", "needs_leader", "target", "capacity", "latitude", "longitude")
    initial = {name: getattr(known, name) for name in names} if known is not None else {}
    form = NeighbourhoodForm(posted(request), initial=initial, **options(request, version))

    def work(form: NeighbourhoodForm) -> Any:
        return describe_neighbourhood(actor=request.user, cell=version.unit, **form.facts())

    change = change_of(
        version,
        title=_("Đặc điểm khu dân cư"),
        done=_("Đã ghi đặc điểm khu dân cư."),
        work=work,
        template="registry/neighbourhood_form.html",
    )
    return answer(request, form, change)
