"""A new year's rules as a file."""

from __future__ import annotations

import tomllib
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chibo.kit.forms import DayField
from chibo.registry.forms.steps import DayForm

LARGEST = 200_000


class RuleSetField(forms.FileField):
    """A TOML file; its value is what it says."""

    widget = forms.FileInput(attrs={"accept": ".toml,text/plain"})
    default_error_messages = {
        "large": _("Tệp quá lớn; nhiều nhất 200 KB."),
        "no_text": _("Tệp không phải là chữ theo mã UTF-8."),
        "no_toml": _("Tệp không đọc được theo mẫu TOML: %(why)s"),
    }

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if file.size > LARGEST:
            raise forms.ValidationError(self.error_messages["large"], code="large")
        try:
            return tomllib.loads(file.read().decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            raise forms.ValidationError(self.error_messages["no_text"], code="no_text") from error
        except tomllib.TOMLDecodeError as error:
            params = {"why": str(error)[:200]}
            raise forms.ValidationError(self.error_messages["no_toml"], code="no_toml", params=params) from error


class RuleSetForm(DayForm):
    """The file and the day."""

    content = RuleSetField(
        label=_("Tệp quy định (.toml)"),
        help_text=_("Tải một quy định đã có về làm mẫu, sửa mã, nguồn, ngày áp dụng và nội dung, rồi tải lên."),
    )
    on = DayField(label=_("Ngày thêm"))
