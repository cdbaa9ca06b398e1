"""Members: the list, the page of one, adding one to a cell, suggestions for fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, npgettext_lazy

from chibo.kit.forms import posted
from chibo.kit.lists import Column, Filter, Kind, Listing, Status, Tone, list_page
from chibo.registry import policies
from chibo.registry.forms.fields import member_text
from chibo.registry.forms.members import MemberAddForm
from chibo.registry.labels import GENDERS, STANDINGS
from chibo.registry.panels import panels_of
from chibo.registry.policies import Right, may
from chibo.registry.queries import members as find
from chibo.registry.queries.history import history_of_member
from chibo.registry.queries.members import Sight
from chibo.registry.queries.search import unit_choices, unit_meant
from chibo.registry.queries.units import names_on, unit_on
from chibo.registry.services.members import register_member
from chibo.registry.services.rehearsal import rehearse
from chibo.registry.views.answering import Change, Preview, answer
from chibo.registry.views.cell_figures import cell_figures, heads_of_figures
from chibo.registry.views.wording import member_crumbs, standing_status, unit_crumbs

if TYPE_CHECKING:
    from chibo.registry.models import Member, UnitVersion

UNDER = "don-vi"
SCOPE = "pham-vi"
HISTORY = "lich-su"


def members(request: HttpRequest) -> HttpResponse:
    """Members in the viewer's scope as of the day; ``?don-vi=CODE`` narrows to one subtree.

    A head of office finds those who work in the commune's offices; one who also sees cells asks for them by
    ``?pham-vi=co-quan``, since of colleagues less is shown.
    """
    is_head = may(request.user, Right.VIEW_EMPLOYEES) and not request.user.is_local_operator
    colleagues = is_head and (request.GET.get(SCOPE) == "co-quan" or not may(request.user, Right.VIEW_MEMBERS))
    sees_all = may(request.user, Right.VIEW_MEMBERS) and not colleagues
    under = _under(request)
    rows = find.members_on(request.as_of, viewer=request.user, under=under, colleagues=colleagues)
    listing = Listing(
        name="colleagues" if colleagues else "members",
        title=_("Người công tác tại cơ quan") if colleagues else _("Đảng viên"),
        noun=npgettext_lazy("số dòng", "đảng viên", "đảng viên"),
        search=("search_key", "card_number") if sees_all else ("search_key",),
        search_hint=_("Họ tên hoặc số thẻ"),
        order_by="full_name",
        empty=_("Không có đảng viên nào trong phạm vi của đồng chí vào ngày này."),
        filters=(
            standing_filter(),
            Filter(UNDER, _("Đơn vị"), lambda _request: _units(request, under), apply=lambda rows, _code: rows),
            *([_held_filter()] if sees_all else []),
            _office_filter(),
        ),
        columns=member_columns(
            shown=("full_name", "born_on", "standing", "cell", "office_name", "position", "is_held"),
            sees_all=sees_all,
        ),
    )
    context = {
        "may_import": may(request.user, Right.IMPORT),
        "leads_office": is_head and not colleagues,
        "sees_cells": colleagues and may(request.user, Right.VIEW_MEMBERS),
    }
    return list_page(
        request,
        listing,
        rows,
        template="registry/member_list.html",
        context=context,
        count=None if colleagues else lambda: find.member_count_on(request.as_of, viewer=request.user, under=under),
    )


def member_columns(*, shown: tuple[str, ...], sees_all: bool, with_cell: bool = True) -> tuple[Column, ...]:
    """The columns of a list of ``members_on``; numbers and private facts only for those who see all of a member."""

    def column(name: str, label: Any, *, private: bool = False, **options: Any) -> list[Column]:
        return [Column(name, label, shown=name in shown, **options)] if sees_all or not private else []

    def gender(row: dict[str, Any]) -> str:
        return str(GENDERS.get(row["gender"], ""))

    def held(row: dict[str, Any]) -> Status:
        return Status(_("Tạm dừng chuyển"), Tone.WARNING) if row["is_held"] else Status("")

    cell = column(
        "cell",
        gettext_lazy("Chi bộ"),
        value="cell_name",
        link=("registry:unit", "cell_code"),
        order_by=("cell_name", "sort_key"),
        width=34,
    )
    return (
        *column(
            "full_name",
            gettext_lazy("Họ và tên"),
            order_by="sort_key",
            link=("registry:member", "pk"),
            main=True,
            width=28,
        ),
        *column("gender", gettext_lazy("Giới tính"), value=gender, fields=("gender",), order_by="gender", width=10),
        *column("born_on", gettext_lazy("Ngày sinh"), kind=Kind.DAY, order_by="born_on", width=13, private=True),
        *column(
            "standing",
            gettext_lazy("Diện"),
            value=lambda row: standing_status(row["standing"]),
            fields=("standing",),
            kind=Kind.STATUS,
            order_by="standing",
            width=13,
        ),
        *(cell if with_cell else []),
        *column("office_name", gettext_lazy("Bộ phận"), order_by="office_name", width=24),
        *column("position", gettext_lazy("Chức vụ"), order_by="position", width=24),
        *column("admitted_on", gettext_lazy("Vào Đảng"), kind=Kind.DAY, order_by="admitted_on", width=13, private=True),
        *column(
            "official_on",
            gettext_lazy("Ngày chính thức"),
            kind=Kind.DAY,
            order_by="official_on",
            width=13,
            private=True,
        ),
        *column("card_number", gettext_lazy("Số thẻ"), order_by="card_number", width=12, private=True),
        *column("file_number", gettext_lazy("Số lý lịch"), order_by="file_number", width=12, private=True),
        *column("phone", gettext_lazy("Điện thoại"), width=14, private=True),
        *column("hometown", gettext_lazy("Quê quán"), width=34, private=True),
        *column(
            "is_held",
            gettext_lazy("Ghi chú"),
            value=held,
            fields=("is_held",),
            kind=Kind.STATUS,
            width=18,
            private=True,
        ),
    )


def standing_filter() -> Filter:
    """Official or on probation, as chips."""
    return Filter("standing", gettext_lazy("Diện"), list(STANDINGS.items()), chips=True)


def _held_filter() -> Filter:
    choices = [("1", _("Đang tạm dừng")), ("0", _("Không"))]
    return Filter("tam-dung", _("Tạm dừng"), choices, apply=lambda rows, value: rows.filter(is_held=value == "1"))


def _office_filter() -> Filter:
    choices = [("1", _("Có công tác ở bộ phận")), ("0", _("Không công tác"))]
    return Filter(
        "cong-tac", _("Công tác"), choices, apply=lambda rows, value: rows.filter(office_id__isnull=value == "0")
    )


def _under(request: HttpRequest) -> UnitVersion | None:
    code = request.GET.get(UNDER, "").strip()
    found = unit_meant(code, request.as_of, viewer=request.user) if code else []
    return found[0] if len(found) == 1 else None


def _units(request: HttpRequest, under: UnitVersion | None) -> list[tuple[str, str]]:
    """Choices of the unit filter, indented as the tree: cells too where they are few."""
    choices = [
        (version.unit.code, f"{'– ' * depth}{version.name}")
        for version, depth in unit_choices(request.as_of, viewer=request.user)
    ]
    if under is not None and under.unit.code not in dict(choices):
        choices.append((under.unit.code, under.name))
    return choices


def member_suggestions(request: HttpRequest) -> HttpResponse:
    """Options for a member field."""
    text = request.GET.get(request.GET.get("o", ""), "").split(" – ")[0].strip()[:100]
    found = find.suggested_members(text, request.as_of, viewer=request.user) if text else []
    return render(request, "registry/_options_part.html", {"options": [member_text(member) for member in found]})


def member(request: HttpRequest, pk: int) -> HttpResponse:
    """One member, as much of them as the viewer may see."""
    day, viewer = request.as_of, request.user
    found = find.member_of(pk, viewer=viewer, day=day)
    sight = find.sight_of(found, day, viewer=viewer)
    stays = list(find.memberships_of(found))
    if sight is Sight.PAST:
        stays = [stay for stay in stays if may(viewer, Right.VIEW_MEMBERS, stay.cell)]
    places = names_on([stay.cell_id for stay in stays], day)
    current = next((stay for stay in stays if day in stay.period and stay.kind == stay.OFFICIAL), None)
    context: dict[str, Any] = {
        "title": found.full_name,
        "member": found,
        "crumbs": member_crumbs(found)[:1],
        "sight": sight,
        "standing": standing_status(found.standing(day)),
        "stays": [{"stay": stay, "name": places.get(stay.cell_id, "")} for stay in stays],
        "current": current,
        "current_name": places.get(current.cell_id, "") if current else "",
        "may_edit": policies.may_edit_member(actor=viewer, member=found),
        "panels": panels_of(found, day, viewer=viewer),
    }
    if sight is not Sight.PAST:
        context |= _work(found, day)
    if sight in (Sight.FULL, Sight.OWN):
        context |= _private(found, day)
    if sight is Sight.FULL:
        limit = 200 if HISTORY in request.GET else 5
        context |= {
            "hold": find.hold_on(found, day),
            "holds": find.holds_of(found),
            "account": found.user,
            "entries": history_of_member(found, day, viewer=viewer, limit=limit),
            "history_is_long": HISTORY in request.GET,
        }
    return render(request, "registry/member.html", context)


def _work(found: Member, day: Any) -> dict[str, Any]:
    posts = list(find.posts_of(found))
    units = names_on([post.unit_id for post in posts], day)
    return {
        "employment": find.employment_on(found, day),
        "employments": find.employments_of(found),
        "profile": find.profile_on(found, day),
        "posts": [{"post": post, "unit": units.get(post.unit_id, "")} for post in posts],
    }


def _private(found: Member, day: Any) -> dict[str, Any]:
    residences = list(find.residences_of(found))
    cells = names_on([row.cell_id for row in residences if row.cell_id], day)
    kinships = [
        {"kinship": row, "other": row.second if row.first_id == found.pk else row.first}
        for row in find.kinships_on(found, day)
    ]
    return {
        "residence": find.residence_on(found, day),
        "residences": [{"residence": row, "cell": cells.get(row.cell_id or 0, "")} for row in residences],
        "kinships": kinships,
    }


def member_add(request: HttpRequest, code: str) -> HttpResponse:
    """Register a new member in a cell."""
    version = unit_on(code, request.as_of, viewer=request.user)
    if not policies.may_edit_cell(actor=request.user, cell=version.unit):
        raise PermissionDenied
    form = MemberAddForm(posted(request), viewer=request.user, day=request.as_of)

    def work(form: MemberAddForm) -> Any:
        values = form.cleaned_data
        return register_member(actor=request.user, cell=version.unit, on=values["on"], facts=form.facts())

    def preview(form: MemberAddForm) -> Preview:
        on = form.cleaned_data["on"]
        before = cell_figures([version.unit], on)
        after = rehearse(lambda: work(form), lambda: cell_figures([version.unit], on))
        words = {"name": form.cleaned_data["full_name"], "cell": version.name, "day": f"{on:%d/%m/%Y}"}
        same = find.namesakes(form.cleaned_data["full_name"], on, viewer=request.user)
        return Preview(
            consequences=[_("%(name)s sinh hoạt tại %(cell)s từ ngày %(day)s.") % words],
            warnings=[
                *before.new_warnings(after),
                *(
                    _("Đã có %(member)s. Hãy chắc rằng đây là người khác.") % {"member": member_text(row)}
                    for row in same
                ),
            ],
            heads=heads_of_figures(),
            rows=before.beside(after),
        )

    back = reverse("registry:unit", args=[code])
    change = Change(
        title=_("Thêm đảng viên"),
        back=back,
        done=_("Đã thêm đảng viên."),
        work=work,
        preview=preview,
        template="registry/member_form.html",
        context={"crumbs": unit_crumbs([], set(), version), "lead": version.name},
    )
    return answer(request, form, change)
