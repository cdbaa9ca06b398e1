"""Form parts that every job uses."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from chibo.kit.as_of import FIRST_YEAR, LAST_YEAR


def posted(request: HttpRequest) -> Any:
    """What was sent, or ``None`` for a form to be filled in."""
    return request.POST if request.method == "POST" else None


class DayInput(forms.DateInput):
    """A text field for dd/mm/yyyy: typed with the number pad, pasted, or picked in the calendar that the page adds."""

    input_type = "text"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        shown = {"placeholder": "dd/mm/yyyy", "inputmode": "numeric", "autocomplete": "off", "maxlength": "10"}
        super().__init__(attrs={**shown, "class": "day-input", "data-day": "", **(attrs or {})}, format="%d/%m/%Y")


class DayField(forms.DateField):
    """A day, day first."""

    widget = DayInput
    default_error_messages = {
        "invalid": _("“%(value)s” không phải là ngày. Hãy nhập theo dạng ngày/tháng/năm, ví dụ 03/02/2019."),
        "out_of_range": _("Năm phải từ %(first)s đến %(last)s."),
    }

    def to_python(self, value: Any) -> Any:
        try:
            day = super().to_python(value)
        except forms.ValidationError as error:
            raise forms.ValidationError(
                self.error_messages["invalid"], code="invalid", params={"value": str(value)[:30]}
            ) from error
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            params = {"first": FIRST_YEAR, "last": LAST_YEAR}
            raise forms.ValidationError(self.error_messages["out_of_range"], code="out_of_range", params=params)
        return day


class ReasonField(forms.CharField):
    """Why: a sentence that goes into the log with the change."""

    widget = forms.Textarea(attrs={"rows": 2})

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _("Lý do"))
        options.setdefault("max_length", 300)
        options.setdefault("help_text", _("Được ghi vào nhật ký cùng với thay đổi."))
        super().__init__(**options)
