"""Forms of one's own account."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import password_validation
from django.utils.translation import gettext_lazy as _

from chibo.kit.forms import DayField


class SignInForm(forms.Form):
    """Name and password, as typed."""

    username = forms.CharField(
        label=_("Tên đăng nhập"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "autofocus": True}),
    )
    password = forms.CharField(
        label=_("Mật khẩu"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class ProfileForm(forms.Form):
    """How pages answer this user."""

    language = forms.ChoiceField(label=_("Ngôn ngữ"), choices=settings.LANGUAGES, widget=forms.RadioSelect)
    large_text = forms.BooleanField(
        label=_("Chữ lớn"), required=False, help_text=_("Mọi trang hiện chữ to hơn một phần tư.")
    )


class PasswordForm(forms.Form):
    """A new password, typed twice, with the old one."""

    old = forms.CharField(
        label=_("Mật khẩu hiện tại"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    new = forms.CharField(
        label=_("Mật khẩu mới"),
        strip=False,
        help_text=_("Ít nhất 10 ký tự, không phải mật khẩu thường gặp, không giống tên đăng nhập."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("Nhập lại mật khẩu mới"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        self.user = user
        super().__init__(*args, **options)

    def clean_old(self) -> str:
        if not self.user.check_password(self.cleaned_data["old"]):
            raise forms.ValidationError(_("Mật khẩu hiện tại không đúng. Hãy nhập lại."))
        return self.cleaned_data["old"]

    def clean_new(self) -> str:
        password_validation.validate_password(self.cleaned_data["new"], self.user)
        return self.cleaned_data["new"]

    def clean(self) -> dict[str, Any]:
        new, again = self.cleaned_data.get("new"), self.cleaned_data.get("again")
        if new and again and new != again:
            self.add_error("again", _("Hai lần nhập mật khẩu mới khác nhau. Hãy nhập lại."))
        return self.cleaned_data


class TokenForm(forms.Form):
    """A name by which its owner knows the token, and its last day."""

    name = forms.CharField(
        label=_("Tên mã"), max_length=80, help_text=_("Dùng cho việc gì, ví dụ “Đồng bộ danh sách hằng tháng”.")
    )
    expires_on = DayField(
        label=_("Dùng được đến hết ngày"), required=False, help_text=_("Bỏ trống: dùng được đến khi thu hồi.")
    )

    def __init__(self, *args: Any, today: Any, **options: Any) -> None:
        self.today = today
        super().__init__(*args, **options)

    def clean_expires_on(self) -> Any:
        day = self.cleaned_data["expires_on"]
        if day is not None and day < self.today:
            raise forms.ValidationError(_("Ngày này đã qua. Hãy chọn hôm nay hoặc một ngày sau."))
        return day
