"""Who holds which role where, on any day; granting, revoking, accounts."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, npgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from chibo.kit.forms import posted
from chibo.kit.lists import Column, Filter, Kind, Listing, Result, Status, Tone, list_page
from chibo.registry import policies
from chibo.registry.forms.roles import AccountForm, GrantForm, ResetForm, RevokeForm
from chibo.registry.labels import ROLES
from chibo.registry.policies import Right, may
from chibo.registry.queries.roles import (
    account_of,
    holding_of,
    holdings_matching,
    holdings_on,
    holdings_under,
    roles_of,
)
from chibo.registry.queries.search import unit_choices
from chibo.registry.services.roles import create_user, grant_role, reset_password, revoke_role
from chibo.registry.views.answering import Change, answer
from chibo.registry.views.wording import Crumb

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without l, 1, o, 0, i: a password is read from paper and typed."""


def roles(request: HttpRequest) -> HttpResponse:
    """Who held which role where on the day, in the viewer's scope."""
    if not may(request.user, Right.AUDIT):
        raise PermissionDenied
    may_grant = may(request.user, Right.GRANT_ROLES)
    rows = holdings_on(request.as_of, viewer=request.user)
    context = {"may_grant": may_grant}
    return list_page(request, _listing(request, may_grant), rows, template="registry/role_list.html", context=context)


def _listing(request: HttpRequest, may_grant: bool) -> Listing:
    def units(_request: HttpRequest) -> list[tuple[str, str]]:
        found = unit_choices(request.as_of, viewer=request.user)
        return [(str(version.unit_id), f"{'– ' * depth}{version.name}") for version, depth in found]

    def state(row: dict[str, Any]) -> Status:
        if not row["is_active"]:
            return Status(_("Tài khoản đã khoá"), Tone.WARNING)
        if row["unit_ends_on"] is not None and row["unit_ends_on"] <= request.as_of:
            return Status(_("Đơn vị đã kết thúc"), Tone.WARNING)
        return Status("")

    def way_out(row: dict[str, Any]) -> str:
        return reverse("registry:role_revoke", args=[row["pk"]]) if row["ends_on"] is None else ""

    revoke = Column(
        "revoke",
        gettext_lazy("Thu hồi"),
        value=lambda row: _("Thu hồi") if row["ends_on"] is None else "",
        link=way_out,
        fields=("pk", "ends_on"),
    )
    return Listing(
        name="roles",
        title=_("Phân quyền"),
        noun=npgettext_lazy("số dòng", "quyền", "quyền"),
        search=holdings_matching,
        search_hint=_("Người, tên đăng nhập hoặc đơn vị"),
        order_by="user_name",
        empty=_("Chưa có ai giữ quyền trong phạm vi của đồng chí vào ngày này."),
        filters=(
            Filter("vai-tro", _("Vai trò"), list(ROLES.items()), apply=lambda rows, role: rows.filter(role=role)),
            Filter(
                "don-vi", _("Đơn vị"), units, apply=lambda rows, unit: holdings_under(rows, int(unit), request.as_of)
            ),
        ),
        columns=(
            Column(
                "user_name",
                gettext_lazy("Người dùng"),
                order_by="user_name",
                link=("registry:account", "user_id"),
                main=True,
                width=28,
            ),
            Column("username", gettext_lazy("Tên đăng nhập"), order_by="username"),
            Column(
                "role",
                gettext_lazy("Vai trò"),
                value=lambda row: str(ROLES[row["role"]]),
                fields=("role",),
                order_by="role",
                width=22,
            ),
            Column(
                "unit_name",
                gettext_lazy("Tại đơn vị"),
                order_by="unit_name",
                link=("registry:unit", "unit_code"),
                width=36,
            ),
            Column("starts_on", gettext_lazy("Từ ngày"), kind=Kind.DAY, order_by="starts_on"),
            Column("ends_on", gettext_lazy("Trước ngày"), kind=Kind.DAY, order_by="ends_on"),
            Column("state", gettext_lazy("Lưu ý"), value=state, fields=("is_active", "unit_ends_on"), kind=Kind.STATUS),
            *((revoke,) if may_grant else ()),
        ),
    )


def _require_right(request: HttpRequest) -> None:
    if not may(request.user, Right.GRANT_ROLES):
        raise PermissionDenied


def _crumbs() -> list[Crumb]:
    return [(_("Phân quyền"), reverse("registry:roles"))]


def role_grant(request: HttpRequest) -> HttpResponse:
    """Give a role at a unit to someone who has an account."""
    _require_right(request)
    initial = {"username": request.GET.get("ten", "")[:80]}
    form = GrantForm(posted(request), viewer=request.user, day=request.today, initial=initial)

    def work(form: GrantForm) -> Any:
        return grant_role(actor=request.user, user=form.cleaned_data["username"], **_holding(form))

    change = Change(
        title=_("Giao quyền"),
        back=reverse("registry:roles"),
        done=_("Đã giao quyền."),
        work=work,
        submit_label=_("Giao quyền"),
        context={"crumbs": _crumbs()},
    )
    return answer(request, form, change)


def _holding(form: GrantForm) -> dict[str, Any]:
    values = form.cleaned_data
    until = values["until"] + timedelta(days=1) if values["until"] else None
    return {"role": policies.role_of(values["role"]), "unit": values["unit"].unit, "on": values["on"], "until": until}


def role_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """End a role on a day."""
    holding = holding_of(pk, request.as_of, viewer=request.user)
    if not policies.may_revoke(actor=request.user, holding=holding):
        raise PermissionDenied
    form = RevokeForm(posted(request), viewer=request.user, day=request.today)

    def work(form: RevokeForm) -> Any:
        return revoke_role(
            actor=request.user, holding=holding, on=form.cleaned_data["on"], reason=form.cleaned_data["reason"]
        )

    words = {"user": holding.user_name, "role": str(ROLES[holding.role]).lower(), "unit": holding.unit_name}
    change = Change(
        title=_("Thu hồi quyền"),
        back=reverse("registry:roles"),
        done=_("Đã thu hồi quyền."),
        work=work,
        submit_label=_("Thu hồi"),
        context={
            "crumbs": _crumbs(),
            "lead": _("%(user)s – %(role)s tại %(unit)s. Từ ngày dưới đây người này không còn quyền đó.") % words,
        },
    )
    return answer(request, form, change)


@sensitive_post_parameters("password")
@never_cache
def account_add(request: HttpRequest) -> HttpResponse:
    """A new account with its first role; a password made by the system is shown this once."""
    _require_right(request)
    form = AccountForm(posted(request), viewer=request.user, day=request.today)

    def work(form: AccountForm) -> Any:
        values = form.cleaned_data
        password = values["password"] or new_password()
        user = create_user(
            actor=request.user,
            username=values["username"],
            full_name=values["full_name"],
            password=password,
            member=values["member"],
        )
        grant_role(actor=request.user, user=user, **_holding(form))
        return _password_shown(request, user, "" if values["password"] else password, _("Đã tạo tài khoản"))

    change = Change(
        title=_("Tạo tài khoản"),
        back=reverse("registry:roles"),
        done="",
        work=work,
        submit_label=_("Tạo tài khoản"),
        context={"crumbs": _crumbs()},
    )
    return answer(request, form, change)


def account(request: HttpRequest, pk: int) -> HttpResponse:
    """One account: its roles of the past and present in the viewer's scope."""
    user = account_of(pk, viewer=request.user)
    listing = Listing(
        name="account-roles",
        title=_("Các quyền"),
        noun=npgettext_lazy("số dòng", "quyền", "quyền"),
        toolbar=False,
        columns=(
            Column("role", _("Vai trò"), value=lambda row: str(ROLES[row["role"]]), fields=("role",), main=True),
            Column("unit_name", _("Tại đơn vị"), link=("registry:unit", "unit_code")),
            Column("starts_on", _("Từ ngày"), kind=Kind.DAY),
            Column("ends_on", _("Trước ngày"), kind=Kind.DAY),
        ),
    )
    context = {
        "title": user.full_name,
        "account": user,
        "crumbs": _crumbs(),
        "list": Result(request, listing, roles_of(user, request.as_of, viewer=request.user)),
        "may_grant": may(request.user, Right.GRANT_ROLES),
        "may_reset": policies.may_reset_password(actor=request.user, user=user),
    }
    return render(request, "registry/account.html", context)


@sensitive_post_parameters("password")
@never_cache
def password_reset(request: HttpRequest, pk: int) -> HttpResponse:
    """Set a new password for someone who lost theirs."""
    user = account_of(pk, viewer=request.user)
    if not policies.may_reset_password(actor=request.user, user=user):
        raise PermissionDenied
    form = ResetForm(posted(request), viewer=request.user, day=request.today)

    def work(form: ResetForm) -> Any:
        values = form.cleaned_data
        password = values["password"] or new_password()
        reset_password(actor=request.user, user=user, password=password, reason=values["reason"])
        return _password_shown(request, user, "" if values["password"] else password, _("Đã đặt lại mật khẩu"))

    change = Change(
        title=_("Đặt lại mật khẩu"),
        back=reverse("registry:account", args=[pk]),
        done="",
        work=work,
        submit_label=_("Đặt lại mật khẩu"),
        context={"crumbs": _crumbs(), "lead": f"{user.full_name} ({user.username})"},
    )
    return answer(request, form, change)


def new_password() -> str:
    """A password that can be read out and typed: four groups of four letters and digits, 79 bits."""
    return "-".join("".join(secrets.choice(_LETTERS) for _letter in range(4)) for _group in range(4))


def _password_shown(request: HttpRequest, user: Any, password: str, title: str) -> HttpResponse:
    context = {"title": title, "account": user, "password": password, "crumbs": _crumbs()}
    return render(request, "registry/password_shown.html", context)
