"""Opening a campaign, moving deadlines, excusing a commune."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from chibo.domain.vietnamese import search_key
from chibo.kit.forms import DayField, ReasonField

RESERVED_CODES = frozenset({"moi", "doi-han"})
"""Words that stand where a code stands in an address."""


class CampaignForm(forms.Form):
    """A directive and what it opens. ``units``: pairs of a unit's code and its name."""

    fields_of = {"CAMPAIGN_CODE_TAKEN": "code", "DEADLINE_BEFORE_ISSUE": "deadline", "NO_COMMUNE_BELOW": "unit"}

    directive_number = forms.CharField(
        label=_("Số, ký hiệu văn bản chỉ đạo"),
        max_length=60,
        widget=forms.TextInput(attrs={"placeholder": "260-KH/TU"}),
    )
    directive_issuer = forms.CharField(
        label=_("Cơ quan ban hành"),
        max_length=120,
        widget=forms.TextInput(attrs={"placeholder": _("Ban Thường vụ Tỉnh ủy")}),
    )
    issued_on = DayField(label=_("Ngày ban hành"))
    unit = forms.ChoiceField(
        label=_("Thực hiện tại"), help_text=_("Mọi xã, phường, thị trấn trực thuộc vào ngày ban hành đều có phần việc.")
    )
    kind = forms.ChoiceField(label=_("Nội dung"), choices=())
    title = forms.CharField(
        label=_("Tên đợt"),
        max_length=200,
        help_text=_("Tên để mọi người nhận ra, ví dụ “Không tổ chức chi bộ cơ quan xã”."),
    )
    deadline = DayField(label=_("Hạn hoàn thành"))
    code = forms.CharField(
        label=_("Mã đợt"),
        max_length=40,
        required=False,
        validators=[
            RegexValidator(r"^[A-Za-z0-9][A-Za-z0-9._-]*$", _("Mã chỉ gồm chữ không dấu, số, dấu chấm, gạch."))
        ],
        help_text=_("Để trống thì mã được đặt theo số văn bản."),
    )
    letters_wanted = forms.BooleanField(
        label=_("In giấy giới thiệu chuyển sinh hoạt cho từng đảng viên"), required=False
    )

    def __init__(
        self,
        data: Any = None,
        *,
        units: Sequence[tuple[str, str]],
        kinds: Sequence[tuple[str, Any]],
        **options: Any,
    ) -> None:
        super().__init__(data, **options)
        self.fields["unit"].choices = [("", _("Chọn đơn vị")), *units] if len(units) != 1 else list(units)
        self.fields["kind"].choices = list(kinds)

    def clean_code(self) -> str:
        code = self.cleaned_data["code"]
        if code.lower() in RESERVED_CODES:
            raise forms.ValidationError(_("Hãy chọn mã khác; từ này đã dùng cho việc khác."))
        return code

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        issued_on, deadline = cleaned.get("issued_on"), cleaned.get("deadline")
        if issued_on and deadline and deadline < issued_on:
            self.add_error("deadline", _("Hạn hoàn thành phải từ ngày ban hành trở đi."))
        if issued_on and not cleaned.get("code") and cleaned.get("directive_number"):
            number = slugify(search_key(cleaned["directive_number"]).replace("/", "-")).upper()
            cleaned["code"] = f"{number}-{issued_on.year}"[:40].strip("-")
        return cleaned


class DeadlineForm(forms.Form):
    """A new deadline for the communes ticked."""

    fields_of = {"DEADLINE_BEFORE_ISSUE": "deadline", "REASON_WANTED_HERE": "reason"}

    deadline = DayField(label=_("Hạn mới"))
    reason = ReasonField(label=_("Lý do"), max_length=300)


class ExcuseForm(forms.Form):
    """Why a commune need not carry out the campaign."""

    reason = ReasonField(
        label=_("Lý do được miễn"), max_length=300, help_text=_("Lý do được ghi vào nhật ký và hiện ở trang của xã.")
    )
