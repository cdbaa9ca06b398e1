"""Forms of roles and accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth import password_validation
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from chibo.kit.forms import DayField, ReasonField
from chibo.registry.forms.base import DatedForm, RecordForm
from chibo.registry.forms.fields import MemberField, UnitField
from chibo.registry.labels import ROLES
from chibo.registry.policies import Right
from chibo.registry.queries.roles import account_named, grantable_roles, open_holding

if TYPE_CHECKING:
    from chibo.accounts.models import User


class GrantForm(DatedForm):
    """A role at a unit for an account that exists."""

    username = forms.CharField(
        label=_("Tên đăng nhập"), max_length=80, widget=forms.TextInput(attrs={"autocapitalize": "none"})
    )
    role = forms.ChoiceField(label=_("Vai trò"))
    unit = UnitField(label=_("Tại đơn vị"), right=Right.GRANT_ROLES)
    until = DayField(label=_("Đến hết ngày"), required=False, help_text=_("Bỏ trống: đến khi thu hồi."))
    field_order = ("username", "role", "unit", "on", "until")

    def __init__(self, *args: Any, viewer: User, **options: Any) -> None:
        super().__init__(*args, viewer=viewer, **options)
        self.viewer = viewer
        self.fields["role"].choices = [(role, ROLES[role]) for role in grantable_roles(viewer)]

    def clean_username(self) -> User:
        user = account_named(self.cleaned_data["username"])
        if user is None:
            raise forms.ValidationError(_("Không có tài khoản nào tên như vậy. Hãy kiểm tra, hoặc tạo tài khoản mới."))
        return user

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        role, version, user = cleaned.get("role"), cleaned.get("unit"), cleaned.get("username")
        if role and version is not None and role not in grantable_roles(self.viewer, version):
            self.add_error("unit", _("Vai trò này không giao được tại đơn vị đã chọn."))
        if role and version is not None and not isinstance(user, str) and user is not None:
            held = open_holding(user, role, version.unit)
            if held is not None:
                words = _("%(user)s đã giữ vai trò này tại đây từ ngày %(day)s.")
                self.add_error("username", words % {"user": user, "day": f"{held.starts_on:%d/%m/%Y}"})
        if cleaned.get("until") and cleaned.get("on") and cleaned["until"] < cleaned["on"]:
            self.add_error("until", _("Ngày này trước ngày bắt đầu."))
        return cleaned


class AccountForm(GrantForm):
    """A new account with its first role."""

    username = forms.CharField(
        label=_("Tên đăng nhập"),
        max_length=80,
        validators=[RegexValidator(r"^[a-z0-9][a-z0-9._-]{2,}$", _("Từ 3 ký tự: chữ thường không dấu, chữ số, . _ -"))],
        widget=forms.TextInput(attrs={"autocapitalize": "none", "autocomplete": "off"}),
        help_text=_("Chữ thường không dấu, chữ số, dấu chấm; ví dụ tamhoa.binh."),
    )
    full_name = forms.CharField(
        label=_("Họ và tên"), max_length=120, required=False, help_text=_("Bỏ trống nếu đã chọn đảng viên.")
    )
    member = MemberField(label=_("Là đảng viên"), required=False)
    password = forms.CharField(
        label=_("Mật khẩu"),
        strip=False,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Bỏ trống: hệ thống đặt một mật khẩu và cho xem một lần."),
    )
    field_order = ("username", "member", "full_name", "password", "role", "unit", "on", "until")

    def clean_username(self) -> str:
        return self.cleaned_data["username"]

    def clean_password(self) -> str:
        return _checked(self.cleaned_data["password"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not cleaned.get("full_name"):
            if cleaned.get("member") is not None:
                cleaned["full_name"] = cleaned["member"].full_name
            elif "member" not in self.errors:
                self.add_error("full_name", _("Hãy nhập họ tên, hoặc chọn đảng viên."))
        return cleaned


class RevokeForm(DatedForm):
    """The day a role ends, and why."""

    reason = ReasonField()
    field_order = ("on", "reason")


class ResetForm(RecordForm):
    """A new password for someone who lost theirs, and why."""

    password = forms.CharField(
        label=_("Mật khẩu mới"),
        strip=False,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Bỏ trống: hệ thống đặt một mật khẩu và cho xem một lần."),
    )
    reason = ReasonField()

    def clean_password(self) -> str:
        return _checked(self.cleaned_data["password"])


def _checked(password: str) -> str:
    if password:
        password_validation.validate_password(password)
    return password
