"""Dates of a decision, cancelling and correcting it, and the day it is carried out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chibo.domain.papers.facts import Correction
from chibo.kit.forms import DayField, ReasonField
from chibo.registry.forms.steps import DayForm


class DatesForm(DayForm):
    """When a decision is signed and when it takes effect."""

    day_field = "ky"
    fields_of = {"DECIDED_BEFORE_BASIS": "ky", "SIGNED_BEFORE_LAST": "ky", "EFFECTIVE_BEFORE_DECIDED": "hieu_luc"}

    ky = DayField(label=_("Ngày ký"))
    hieu_luc = DayField(label=_("Có hiệu lực từ ngày"))


class CancelForm(DayForm):
    """The day and the reason of a decision that cancels."""

    fields_of = {"DECIDED_BEFORE_BASIS": "on", "SIGNED_BEFORE_LAST": "on", "REASON_WANTED_HERE": "reason"}

    on = DayField(label=_("Ngày ký quyết định huỷ bỏ"))
    reason = ReasonField(
        label=_("Lý do huỷ bỏ"),
        max_length=300,
        help_text=_("Được ghi vào quyết định, ví dụ: “Xét đề nghị của Chi bộ khu phố 2”."),
    )


class CorrectForm(DayForm):
    """Which decision is corrected, when and why."""

    fields_of = {"DECIDED_BEFORE_BASIS": "on", "SIGNED_BEFORE_LAST": "on", "REASON_WANTED_HERE": "reason"}

    decision = forms.ChoiceField(label=_("Quyết định cần sửa"), widget=forms.RadioSelect)
    on = DayField(label=_("Ngày ký quyết định sửa đổi"))
    reason = ReasonField(
        label=_("Lý do"), max_length=300, help_text=_("Được ghi vào quyết định, ví dụ: “Do sơ suất khi soạn thảo”.")
    )

    def __init__(self, data: Any = None, *, today: date, decisions: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(data, today=today, **options)
        self.fields["decision"].choices = decisions


class CorrectionForm(forms.Form):
    """One passage: where it stands, what it says, what it is to say."""

    where = forms.CharField(
        label=_("Vị trí"), max_length=120, help_text=_("Ví dụ: Điều 1, hoặc số thứ tự 5 của danh sách.")
    )
    was = forms.CharField(label=_("Nội dung đã ban hành"), max_length=600, widget=forms.Textarea)
    becomes = forms.CharField(label=_("Sửa thành"), max_length=600, widget=forms.Textarea)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("was", "becomes"):
            self.fields[name].widget.attrs.update(rows=2, cols=20)


class _Corrections(forms.BaseFormSet):
    """Passages to correct: the first must be told, the others may stay blank."""

    def corrections(self) -> tuple[Correction, ...]:
        return tuple(Correction(**form.cleaned_data) for form in self.forms if form.has_changed())


Corrections = forms.formset_factory(CorrectionForm, formset=_Corrections, min_num=1, extra=4, max_num=12)


class CarryOutForm(DayForm):
    """The day on which a decision is carried out."""

    fields_of = {"NOT_YET_EFFECTIVE": "on"}

    on = DayField(
        label=_("Ngày thực hiện"), help_text=_("Đảng viên được giới thiệu từ ngày này; thời hạn tính từ ngày này.")
    )
