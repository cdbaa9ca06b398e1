"""What every form about a concern shares: its day, for whom it is entered, and words that name nobody."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chibo.audit.use_cases import on_behalf
from chibo.domain.feedback.wording import passages_naming
from chibo.feedback.labels import SIGNS
from chibo.kit.forms import DayField, ReasonField
from chibo.kit.language import source_language


def named_in(text: str) -> list[str]:
    """The passages of ``text`` that seem to name a person, each with what it is taken for."""
    return [f"“{passage.text}” ({SIGNS[passage.sign]})" for passage in passages_naming(text)]


class DayForm(forms.Form):
    """A step on a day that is not ahead of the clock's. ``assisted``: entered for somebody who wrote it on paper."""

    fields_of = {"CONCERN_DAY_TOO_EARLY": "on", "CONCERN_RAISED_ELSEWHERE": "on"}

    on = DayField(label=_("Ngày"))
    acting_for = forms.CharField(
        label=_("Nhập thay cho đồng chí"),
        max_length=120,
        required=False,
        help_text=_("Khi nhập từ phiếu giấy. Để trống nếu đồng chí tự mình làm việc này."),
    )
    paper = forms.CharField(
        label=_("Theo phiếu"),
        max_length=120,
        required=False,
        help_text=_("Ví dụ: phiếu ghi tâm tư ngày 03/03/2019. Không ghi tên người dân."),
    )

    def __init__(
        self, data: Any = None, *, today: date, assisted: bool = False, day_label: Any = "", **options: Any
    ) -> None:
        super().__init__(data, **options)
        self.today = today
        if day_label:
            self.fields["on"].label = day_label
        if not assisted:
            del self.fields["acting_for"], self.fields["paper"]

    def clean_paper(self) -> str:
        return _without_names(self.cleaned_data["paper"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        day = cleaned.get("on")
        if day is not None and day > self.today:
            self.add_error("on", _("Chưa đến ngày này; hôm nay là %(today)s.") % {"today": f"{self.today:%d/%m/%Y}"})
        if cleaned.get("paper") and not cleaned.get("acting_for"):
            self.add_error("acting_for", _("Hãy ghi tên người đã ký giấy."))
        return cleaned

    def on_behalf(self) -> AbstractContextManager[None]:
        """Within: what is written says for whom it was entered, why, and from which paper."""
        facts = self.cleaned_data
        told = [facts.get("reason", "")]
        if facts.get("paper"):
            with source_language():
                told.append(gettext("Theo phiếu: %(paper)s") % {"paper": facts["paper"]})
        return on_behalf(acting_for=facts.get("acting_for", ""), reason=". ".join(part for part in told if part))


class NamelessReasonField(ReasonField):
    """A reason, which goes into the log: what seems to name a person is refused."""

    def clean(self, value: Any) -> Any:
        return _without_names(super().clean(value))


def _without_names(text: str) -> str:
    named = named_in(text)
    if named:
        raise forms.ValidationError(
            _("Được ghi vào nhật ký nên không nêu tên, số điện thoại, số giấy tờ của ai: %(passages)s."),
            params={"passages": ", ".join(named)},
        )
    return text
