"""The steps of a transfer and of a handover: the day, for whom it is entered, why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chibo.kit.forms import DayField, ReasonField
from chibo.registry.forms.steps import DayForm, PaperForm


class StepForm(PaperForm):
    """The day of a step, and for whom it is entered."""

    fields_of = {"BEFORE_ISSUE": "on", "BEFORE_RECEIPT": "on", "REASON_WANTED": "reason", "LATER_STAY": "on"}


class ReturnForm(StepForm):
    """Why a transfer goes back."""

    field_order = ("reason", "on", "acting_for", "paper")

    reason = ReasonField(
        label=_("Vì sao trả lại?"),
        max_length=300,
        help_text=_("Đảng uỷ đọc lý do này để bổ sung hồ sơ hoặc giới thiệu sang chi bộ khác."),
    )


class SendAgainForm(DayForm):
    """Where and when a returned member is introduced again. ``cells``: pairs of code and name."""

    fields_of = {"BEFORE_ISSUE": "on", "LATER_STAY": "on", "SIGNED_BEFORE_LAST": "on", "NOT_A_CELL": "cell"}

    cell = forms.ChoiceField(label=_("Giới thiệu về chi bộ nào?"), widget=forms.RadioSelect)
    on = DayField(label=_("Ngày giới thiệu"))

    def __init__(self, data: Any = None, *, cells: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["cell"].choices = cells


class IssueForm(DayForm):
    """The day on which a member whose hold ended is introduced."""

    fields_of = {"LATER_STAY": "on", "SIGNED_BEFORE_LAST": "on", "TRANSFER_HELD": "on"}

    on = DayField(label=_("Ngày giới thiệu"))


class TickForm(StepForm):
    """What one side of a handover ticks. ``items``: pairs of code and words."""

    fields_of = {"NOT_GIVEN": "items", "BEFORE_GIVEN": "on"}
    field_order = ("items", "on", "acting_for", "paper")

    items = forms.MultipleChoiceField(
        label=_("Nội dung"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Hãy đánh dấu ít nhất một nội dung.")},
    )

    def __init__(self, data: Any = None, *, items: Sequence[tuple[str, Any]], items_label: Any, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["items"].choices = items
        self.fields["items"].label = items_label
