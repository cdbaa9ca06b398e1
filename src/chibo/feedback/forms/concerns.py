"""Noting a concern, and its wording; who asked for an answer in person."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chibo.feedback.forms.base import DayForm
from chibo.feedback.labels import KINDS, THEMES
from chibo.feedback.services.concerns import Wording
from chibo.feedback.services.identities import Person
from chibo.kit.forms import DayField

LONGEST = 2000


class _WordingFields(forms.Form):
    text = forms.CharField(
        label=_("Người dân nêu điều gì?"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Ghi việc, không ghi tên ai. Khiếu nại, tố cáo: hướng dẫn đến nơi tiếp công dân."),
    )
    place = forms.CharField(
        label=_("Ở đâu?"), max_length=120, required=False, help_text=_("Ví dụ: đầu hẻm 15, chợ, trạm y tế.")
    )

    @property
    def wording(self) -> Wording:
        return Wording(self.cleaned_data["text"], self.cleaned_data["place"])


class NoteForm(_WordingFields, DayForm):
    """One concern. ``cells``: pairs of code and name; a single one is not asked for."""

    field_order = ("cell", "text", "place", "theme", "kind", "on", "wants_answer", "acting_for", "paper")

    cell = forms.ChoiceField(label=_("Chi bộ"))
    theme = forms.ChoiceField(label=_("Lĩnh vực"), choices=[("", _("– chọn –")), *THEMES.items()])
    kind = forms.ChoiceField(label=_("Loại"), choices=list(KINDS.items()), widget=forms.RadioSelect)
    on = DayField(label=_("Ngày người dân nêu"))
    wants_answer = forms.BooleanField(
        label=_("Người dân đề nghị được trả lời riêng (trang sau mới ghi tên và cách liên hệ)"), required=False
    )

    def __init__(self, data: Any = None, *, cells: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["cell"].choices = cells
        if len(cells) == 1:
            self.fields["cell"].widget = forms.HiddenInput()
            self.fields["cell"].initial = cells[0][0]


class RewordForm(_WordingFields, DayForm):
    """The same matter in words that name nobody."""

    on = DayField(label=_("Ngày sửa"))


class IdentityForm(DayForm):
    """Who asked for an answer in person. Not kept as a draft, nor filled in by the browser."""

    field_order = ("name", "contact", "on")

    name = forms.CharField(
        label=_("Họ và tên người dân"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    contact = forms.CharField(
        label=_("Cách liên hệ"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Số điện thoại hoặc địa chỉ."),
    )
    on = DayField(label=_("Ngày đề nghị"))

    @property
    def person(self) -> Person:
        return Person(self.cleaned_data["name"], self.cleaned_data["contact"])
