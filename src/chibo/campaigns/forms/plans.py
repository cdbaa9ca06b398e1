"""Proposing, overriding, re-planning and adopting plans."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chibo.campaigns.emphases import EMPHASES, OWN
from chibo.kit.forms import DayField, ReasonField


class ProposeForm(forms.Form):
    """As of which day, and under which emphases, a plan each."""

    on = DayField(
        label=gettext_lazy("Theo tình hình ngày"),
        help_text=gettext_lazy("Đảng viên, chi bộ và nơi ở được lấy như vào ngày này."),
    )
    emphases = forms.MultipleChoiceField(
        label=gettext_lazy("Lập các phương án"),
        choices=[(emphasis.code, emphasis.label) for emphasis in EMPHASES],
        initial=[OWN.code],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Hãy chọn ít nhất một cách lập.")},
    )


class OverrideForm(forms.Form):
    """Why a member is moved by hand."""

    fields_of = {"REASON_WANTED_HERE": "reason"}

    reason = ReasonField(
        label=gettext_lazy("Lý do điều chỉnh"),
        help_text=gettext_lazy("Lý do được lưu cạnh giá của điều chỉnh, ai xem phương án cũng thấy."),
    )


class ReplanForm(forms.Form):
    """How far a new plan may leave the old one. ``most``: how many members there are to place."""

    fields_of = {"TOO_FEW_CHANGES": "max_changes"}

    on = DayField(label=gettext_lazy("Theo tình hình ngày"))
    max_changes = forms.IntegerField(
        label=gettext_lazy("Đổi chi bộ của nhiều nhất"),
        required=False,
        min_value=0,
        help_text=gettext_lazy(
            "Số người được về chi bộ khác phương án cũ, không kể người mới đến. Để trống: đổi bao nhiêu cũng được."
        ),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    keep_overrides = forms.BooleanField(
        label=gettext_lazy("Giữ nguyên những điều chỉnh tay của phương án cũ"), required=False, initial=True
    )

    def __init__(self, data: Any = None, *, has_overrides: bool, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["max_changes"].widget.attrs["max"] = 1000
        if not has_overrides:
            del self.fields["keep_overrides"]


class AdoptForm(forms.Form):
    """On which day the plan was adopted."""

    fields_of = {"ADOPTED_BEFORE_MADE": "on", "ADOPTED_BEFORE_FORMER": "on"}

    on = DayField(label=gettext_lazy("Ngày duyệt"))

    def __init__(self, data: Any = None, *, today: date, **options: Any) -> None:
        self.today = today
        super().__init__(data, **options)

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if day > self.today:
            raise forms.ValidationError(_("Ngày duyệt không thể ở sau hôm nay."))
        return day


def numbers_of(raw: Sequence[str], *, most: int) -> list[int]:
    """Plan numbers from a query, each once, in order, at most ``most``; what is no number is left out."""
    found = [int(text) for text in raw if text.isascii() and text.isdigit() and len(text) < 7]
    return sorted(dict.fromkeys(found))[:most]
