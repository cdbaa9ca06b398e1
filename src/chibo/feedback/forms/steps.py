"""The steps of a concern: to which office, the answer, the meeting, the cell's judgement, as one with another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chibo.feedback.forms.base import DayForm, NamelessReasonField


class RouteForm(DayForm):
    """Which office is to answer; ``again``: another has it, so why it goes on is asked."""

    fields_of = DayForm.fields_of | {
        "CONCERN_SAME_OFFICE": "office",
        "CONCERN_OFFICE_CLOSED": "office",
        "CONCERN_REASON_WANTED": "reason",
    }
    field_order = ("office", "reason", "on")

    office = forms.ChoiceField(label=_("Bộ phận phụ trách"), widget=forms.RadioSelect)
    reason = NamelessReasonField(label=_("Vì sao chuyển sang bộ phận khác?"))

    def __init__(self, data: Any = None, *, offices: Sequence[tuple[str, str]], again: bool, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["office"].choices = offices
        if not again:
            del self.fields["reason"]
        elif data is not None:
            # Asked by the rule, after the form's token: the second press of a first routing has no reason to give.
            self.fields["reason"].required = False

    def clean(self) -> dict[str, Any]:
        if "reason" in self.fields:
            self.fields["reason"].required = True
        return super().clean()


class AnswerForm(DayForm):
    """The office's answer, as it will be read in the cell."""

    field_order = ("answer", "on", "acting_for", "paper")

    answer = forms.CharField(
        label=_("Trả lời"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Được đọc tại buổi sinh hoạt chi bộ: nói việc đã làm, sẽ làm, khi nào. Không nêu tên người dân."),
    )


class ReopenForm(DayForm):
    """Why the answer does not do."""

    fields_of = DayForm.fields_of | {"CONCERN_REASON_WANTED": "reason"}
    field_order = ("reason", "on", "acting_for", "paper")

    reason = NamelessReasonField(
        label=_("Vì sao mở lại?"), help_text=_("Bộ phận phụ trách đọc lý do này và trả lời lại; được ghi vào nhật ký.")
    )


class JoinForm(DayForm):
    """With which concern it goes on as one. ``others``: pairs of number and words."""

    fields_of = DayForm.fields_of | {"CONCERN_NOT_TO_JOIN": "into"}
    field_order = ("into", "on")

    into = forms.ChoiceField(label=_("Nhập chung vào"), widget=forms.RadioSelect)

    def __init__(self, data: Any = None, *, others: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["into"].choices = others
