"""Changes of a member: facts put right, another cell, leaving, coming back."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from chibo.kit.forms import posted
from chibo.registry import policies
from chibo.registry.forms.members import CorrectForm, LeaveForm, MoveForm
from chibo.registry.queries.members import hold_on, kin_in_cell, member_of, memberships_of, posts_at, stay_on
from chibo.registry.queries.state import member_state
from chibo.registry.queries.units import name_on
from chibo.registry.services.members import correct_member, end_membership, move_member, readmit_member
from chibo.registry.services.rehearsal import rehearse
from chibo.registry.views.answering import Change, Preview, answer
from chibo.registry.views.cell_figures import cell_figures, heads_of_figures
from chibo.registry.views.wording import member_crumbs

if TYPE_CHECKING:
    from chibo.registry.models import Member, Unit


def editable(request: HttpRequest, pk: int) -> Member:
    """The member ``pk``, whom the viewer may change. Raises ``Http404`` or ``PermissionDenied``."""
    found = member_of(pk, viewer=request.user, day=request.as_of)
    if not policies.may_edit_member(actor=request.user, member=found):
        raise PermissionDenied
    return found


def options(request: HttpRequest, member: Member) -> dict[str, Any]:
    """What every form of a member is made with."""
    return {"viewer": request.user, "day": request.as_of, "state": member_state(member)}


def change_of(member: Member, **facts: Any) -> Change:
    """A ``Change`` of ``member``: back to their page, noticing changes made meanwhile."""
    context = {"crumbs": member_crumbs(member), "lead": member.full_name, **facts.pop("context", {})}
    back = reverse("registry:member", args=[member.pk])
    return Change(back=back, state=lambda: member_state(member), context=context, **facts)


def member_correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Put right what was entered wrongly about a member."""
    member = editable(request, pk)
    form = CorrectForm(posted(request), member=member, **options(request, member))

    def work(form: CorrectForm) -> Any:
        return correct_member(actor=request.user, member=member, facts=form.facts(), reason=form.cleaned_data["reason"])

    change = change_of(
        member,
        title=_("Sửa thông tin"),
        done=_("Đã sửa thông tin của %(member)s.") % {"member": form.data.get("full_name", member.full_name)},
        work=work,
        template="registry/member_form.html",
    )
    return answer(request, form, change)


def member_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Move a member to another cell, with both cells before and after."""
    member = editable(request, pk)
    stay = stay_on(member, request.as_of)
    near = stay.cell if stay is not None else None
    form = MoveForm(posted(request), near=near, **options(request, member))

    def work(form: MoveForm) -> Any:
        values = form.cleaned_data
        cell, on, reason = values["cell"].unit, values["on"], values["reason"]
        return move_member(actor=request.user, member=member, cell=cell, on=on, reason=reason)

    def preview(form: MoveForm) -> Preview:
        cell, on = form.cleaned_data["cell"], form.cleaned_data["on"]
        leaving = stay_on(member, on)
        cells = [leaving.cell, cell.unit] if leaving is not None else [cell.unit]
        shown = _before_and_after(cells, on, lambda: work(form))
        words = {"member": member.full_name, "cell": cell.name, "day": f"{on:%d/%m/%Y}"}
        shown.consequences.insert(0, _("%(member)s sinh hoạt tại %(cell)s từ ngày %(day)s.") % words)
        shown.warnings[:0] = _remarks(member, leaving.cell if leaving is not None else None, cell.unit, on)
        return shown

    title = _("Chuyển chi bộ")
    done = _("Đã ghi chi bộ mới của %(member)s.") % {"member": member.full_name}
    return answer(request, form, change_of(member, title=title, done=done, work=work, preview=preview))


def member_leave(request: HttpRequest, pk: int) -> HttpResponse:
    """End a member's stay: moved away, died, left the Party."""
    member = editable(request, pk)
    form = LeaveForm(posted(request), **options(request, member))

    def work(form: LeaveForm) -> Any:
        values = form.cleaned_data
        return end_membership(actor=request.user, member=member, on=values["on"], reason=values["reason"])

    def preview(form: LeaveForm) -> Preview:
        on = form.cleaned_data["on"]
        leaving = stay_on(member, on)
        shown = _before_and_after([leaving.cell] if leaving is not None else [], on, lambda: work(form))
        words = {"member": member.full_name, "day": f"{on:%d/%m/%Y}"}
        shown.consequences[:0] = [
            _("%(member)s không còn sinh hoạt ở chi bộ nào từ ngày %(day)s.") % words,
            _("Các chức danh đang giữ kết thúc cùng ngày. Hồ sơ và quá trình vẫn được lưu."),
        ]
        return shown

    title = _("Ra khỏi danh sách")
    done = _("Đã ghi %(member)s ra khỏi danh sách.") % {"member": member.full_name}
    return answer(request, form, change_of(member, title=title, done=done, work=work, preview=preview, tone="danger"))


def member_readmit(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a member, who is in no cell, into one again."""
    member = editable(request, pk)
    last = memberships_of(member).first()
    form = MoveForm(posted(request), near=last.cell if last is not None else None, **options(request, member))

    def work(form: MoveForm) -> Any:
        values = form.cleaned_data
        cell, on, reason = values["cell"].unit, values["on"], values["reason"]
        return readmit_member(actor=request.user, member=member, cell=cell, on=on, reason=reason)

    def preview(form: MoveForm) -> Preview:
        cell, on = form.cleaned_data["cell"], form.cleaned_data["on"]
        shown = _before_and_after([cell.unit], on, lambda: work(form))
        words = {"member": member.full_name, "cell": cell.name, "day": f"{on:%d/%m/%Y}"}
        shown.consequences.insert(0, _("%(member)s sinh hoạt tại %(cell)s từ ngày %(day)s.") % words)
        return shown

    title = _("Tiếp nhận lại")
    done = _("Đã tiếp nhận lại %(member)s.") % {"member": member.full_name}
    return answer(request, form, change_of(member, title=title, done=done, work=work, preview=preview))


def _before_and_after(cells: list[Unit], on: date, work: Any) -> Preview:
    before = cell_figures(cells, on)
    after = rehearse(work, lambda: cell_figures(cells, on))
    return Preview(warnings=before.new_warnings(after), heads=heads_of_figures(), rows=before.beside(after))


def _remarks(member: Member, leaving: Unit | None, cell: Unit, on: date) -> list[str]:
    """What to know before moving: a hold, a relative there, a post that ends."""
    found = []
    if hold_on(member, on) is not None:
        found.append(_("%(member)s đang được tạm dừng chuyển.") % {"member": member.full_name})
    for other in kin_in_cell(member, cell, on):
        words = {"other": other.full_name, "cell": name_on(cell, on)}
        found.append(_("Thân nhân %(other)s đang sinh hoạt tại %(cell)s.") % words)
    if leaving is not None:
        for post in posts_at(member, leaving, on):
            words = {"post": post.get_post_display(), "cell": name_on(leaving, on)}
            found.append(_("Chức danh %(post)s tại %(cell)s sẽ kết thúc.") % words)
    return found
