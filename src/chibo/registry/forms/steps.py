"""Steps that happen on a day, seen or told on paper: the day, for whom it is entered, from which paper."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chibo.audit.use_cases import on_behalf
from chibo.kit.forms import DayField
from chibo.kit.language import source_language


class DayForm(forms.Form):
    """A form with a day that is not ahead of the clock's (``today``)."""

    day_field = "on"

    def __init__(self, data: Any = None, *, today: date, **options: Any) -> None:
        super().__init__(data, **options)
        self.today = today

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        day = cleaned.get(self.day_field)
        if day is not None and day > self.today:
            self.add_error(
                self.day_field,
                _("Chưa đến ngày này; hôm nay là %(today)s.") % {"today": f"{self.today:%d/%m/%Y}"},
            )
        return cleaned


class PaperForm(DayForm):
    """The day of a step. ``assisted``: the viewer enters it for someone who reports on paper, named ``acting_for``."""

    on = DayField(label=_("Ngày"))
    acting_for = forms.CharField(
        label=_("Nhập thay cho đồng chí"),
        max_length=120,
        required=False,
        help_text=_("Khi bí thư chi bộ báo bằng giấy. Để trống nếu đồng chí tự mình xác nhận việc này."),
    )
    paper = forms.CharField(
        label=_("Theo giấy"),
        max_length=120,
        required=False,
        help_text=_("Ví dụ: phiếu báo tiếp nhận ngày 20/05/2019."),
    )

    def __init__(self, data: Any = None, *, assisted: bool = False, day_label: Any = "", **options: Any) -> None:
        super().__init__(data, **options)
        if day_label:
            self.fields["on"].label = day_label
        if not assisted:
            del self.fields["acting_for"], self.fields["paper"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("paper") and not cleaned.get("acting_for"):
            self.add_error("acting_for", _("Hãy ghi tên người đã ký giấy."))
        return cleaned

    def on_behalf(self) -> AbstractContextManager[None]:
        """Within: what is written says for whom it was entered, and from which paper."""
        facts = self.cleaned_data
        told = [facts.get("reason", "")]
        if facts.get("paper"):
            with source_language():
                told.append(gettext("Theo giấy: %(paper)s") % {"paper": facts["paper"]})
        return on_behalf(acting_for=facts.get("acting_for", ""), reason=". ".join(part for part in told if part))
