"""Acknowledgements that came on paper, and those entered by mistake."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from chibo.kit.forms import DayField, ReasonField
from chibo.registry.forms.steps import DayForm


class SignedPaperForm(DayForm):
    """The day and the paper of one or many signatures; without a name each unit's secretary has signed."""

    on = DayField(label=_("Ngày ký trên giấy"))
    paper = forms.CharField(
        label=_("Theo giấy"),
        max_length=120,
        help_text=_("Ví dụ: danh sách ký nhận ngày 20/05/2019, lưu tại Văn phòng Đảng ủy."),
    )
    acting_for = forms.CharField(
        label=_("Người đã ký"),
        max_length=120,
        required=False,
        help_text=_("Để trống nếu bí thư của từng đơn vị đã ký."),
    )


class VoidForm(forms.Form):
    """Why an acknowledgement was none."""

    fields_of = {"REASON_WANTED_HERE": "reason"}

    reason = ReasonField(label=_("Vì sao ghi nhầm?"))
