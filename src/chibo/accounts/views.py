"""Pages of sign-in and of one's own account."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, login, logout, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, npgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from chibo.accounts import queries, services
from chibo.accounts.forms import PasswordForm, ProfileForm, SignInForm, TokenForm
from chibo.kit.forms import posted
from chibo.kit.lists import Column, Kind, Listing, Result, Status, Tone
from chibo.kit.once import AlreadyDone, already_done, once

YEAR = 365 * 24 * 3600


@sensitive_post_parameters("password")
@never_cache
@login_not_required
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for name and password; then go where the user was heading."""
    if request.htmx:
        return _leave_for_sign_in(request)
    target = _target(request, default=settings.LOGIN_REDIRECT_URL)
    if request.user.is_authenticated:
        return redirect(target)
    form = SignInForm(posted(request))
    if form.is_valid():
        user = authenticate(request, **form.cleaned_data)
        if user is not None and not user.is_local_operator:
            login(request, user)
            return _with_language(redirect(target), user.language)
        form.add_error(None, _("Tên đăng nhập hoặc mật khẩu không đúng. Hãy kiểm tra chữ hoa và bộ gõ tiếng Việt."))
    return render(request, "accounts/sign_in.html", {"form": form, "title": _("Đăng nhập"), "next": target})


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    logout(request)
    messages.success(request, _("Đồng chí đã đăng xuất."))
    return redirect(settings.LOGOUT_REDIRECT_URL)


@require_POST
@login_not_required
def language(request: HttpRequest) -> HttpResponse:
    """Answer in the language asked for, here and, for a signed-in user, from now on everywhere."""
    code = request.POST.get("language", "")
    if code not in dict(settings.LANGUAGES):
        code = settings.LANGUAGE_CODE
    if request.user.is_authenticated:
        services.set_profile(actor=request.user, language=code, large_text=request.user.large_text)
    return _with_language(redirect(_target(request, default="/")), code)


@require_POST
def text_size(request: HttpRequest) -> HttpResponse:
    """Large or usual letters for this user."""
    large = request.POST.get("large_text") == "1"
    services.set_profile(actor=request.user, language=request.user.language, large_text=large)
    return redirect(_target(request, default="/"))


def profile(request: HttpRequest) -> HttpResponse:
    """One's own account: language, text size, and the ways to password and tokens."""
    user = request.user
    if request.method == "POST":
        form = ProfileForm(request.POST)
        if form.is_valid():
            services.set_profile(actor=user, **form.cleaned_data)
            messages.success(request, _("Đã ghi thiết lập."))
            return _with_language(redirect("accounts:profile"), user.language)
    else:
        form = ProfileForm(initial={"language": user.language, "large_text": user.large_text})
    return render(request, "accounts/profile.html", {"form": form, "title": _("Tài khoản của tôi")})


@sensitive_post_parameters()
def password(request: HttpRequest) -> HttpResponse:
    """Change one's own password; other sessions end."""
    form = PasswordForm(posted(request), user=request.user)
    if form.is_valid():
        services.change_password(actor=request.user, password=form.cleaned_data["new"])
        update_session_auth_hash(request, request.user)
        messages.success(request, _("Đã đổi mật khẩu. Các thiết bị khác phải đăng nhập lại."))
        return redirect("accounts:profile")
    context = {"form": form, "title": _("Đổi mật khẩu"), "cancel_url": resolve_url("accounts:profile")}
    return render(request, "accounts/password.html", context)


@never_cache
def tokens(request: HttpRequest) -> HttpResponse:
    """One's own tokens for the REST API; a new one is shown this once."""
    form = TokenForm(posted(request), today=request.today)
    text = ""
    if form.is_valid():
        try:
            with once(request):
                _token, text = services.create_token(actor=request.user, **form.cleaned_data)
            form = TokenForm(today=request.today)
        except AlreadyDone:
            messages.info(request, already_done())
            return redirect("accounts:tokens")
    found = Result(request, _token_listing(request), queries.tokens_of(viewer=request.user))
    context = {"form": form, "list": found, "new_token": text, "title": _("Mã truy cập")}
    return render(request, "accounts/tokens.html", context)


def token_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then revoke one's own token."""
    token = queries.token_of(pk, viewer=request.user)
    if request.method == "POST":
        services.revoke_token(actor=request.user, token=token, at=timezone.now())
        messages.success(request, _("Đã thu hồi mã “%(name)s”.") % {"name": token.name})
        return redirect("accounts:tokens")
    context = {
        "title": _("Thu hồi mã truy cập"),
        "question": _("Thu hồi mã “%(name)s” (%(prefix)s…)?") % {"name": token.name, "prefix": token.prefix},
        "consequences": [_("Chương trình đang dùng mã này không truy cập được nữa."), _("Không thể hoàn tác.")],
        "confirm_label": _("Thu hồi"),
        "cancel_url": resolve_url("accounts:tokens"),
        "tone": "danger",
    }
    return render(request, "accounts/token_revoke.html", context)


def _token_listing(request: HttpRequest) -> Listing:
    def state(row: dict[str, Any]) -> Status:
        if row["revoked_at"] is not None:
            return Status(_("Đã thu hồi"))
        if row["expires_on"] is not None and row["expires_on"] < request.today:
            return Status(_("Hết hạn"), Tone.WARNING)
        return Status(_("Đang dùng"), Tone.GOOD)

    def way_to_revoke(row: dict[str, Any]) -> str:
        return "" if row["revoked_at"] is not None else resolve_url("accounts:token_revoke", row["pk"])

    return Listing(
        name="tokens",
        title=_("Mã truy cập"),
        noun=npgettext_lazy("số dòng", "mã", "mã"),
        toolbar=False,
        empty=_("Chưa có mã nào. Tạo mã khi có chương trình khác cần đọc hoặc ghi dữ liệu qua API."),
        columns=(
            Column("name", gettext_lazy("Tên mã")),
            Column("prefix", gettext_lazy("Bắt đầu bằng"), value=lambda row: f"{row['prefix']}…", fields=("prefix",)),
            Column("recorded_at", gettext_lazy("Tạo lúc"), kind=Kind.DAY),
            Column("expires_on", gettext_lazy("Dùng đến hết ngày"), kind=Kind.DAY),
            Column(
                "state", gettext_lazy("Trạng thái"), value=state, fields=("revoked_at", "expires_on"), kind=Kind.STATUS
            ),
            Column(
                "revoke",
                gettext_lazy("Thu hồi"),
                value=lambda row: "" if row["revoked_at"] else _("Thu hồi"),
                link=way_to_revoke,
                fields=("pk", "revoked_at"),
            ),
        ),
    )


def _target(request: HttpRequest, *, default: str) -> str:
    """Where to go next: the ``next`` parameter when it lies on this site."""
    wanted = request.POST.get("next", request.GET.get("next", ""))
    if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
        return wanted
    return resolve_url(default)


def _with_language(response: HttpResponse, code: str) -> HttpResponse:
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, code, max_age=YEAR, samesite="Lax", httponly=True)
    return response


def _leave_for_sign_in(request: HttpRequest) -> HttpResponse:
    """The session ended under an htmx request: the whole page goes to sign-in, and comes back to where it was."""
    response = HttpResponse()
    response["HX-Refresh"] = "true"
    return response
