"""Contesting an item of the evidence, and the answer to it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chibo.evaluations.evidence_labels import CONTEST_OUTCOMES
from chibo.registry.forms.steps import PaperForm

MOST_LETTERS = 2000


class ContestForm(PaperForm):
    """What the member says is wrong."""

    fields_of = {"CONTEST_WORDS_WANTED": "wording"}
    field_order = ("wording", "on", "acting_for", "paper")

    wording = forms.CharField(
        label=_("Mục này sai ở điểm nào?"), max_length=MOST_LETTERS, widget=forms.Textarea(attrs={"rows": 4})
    )


class SettleForm(PaperForm):
    """The answer of the side where the item lies."""

    fields_of = {"CONTEST_WORDS_WANTED": "wording", "CONTEST_TOO_EARLY": "on"}
    field_order = ("outcome", "wording", "on", "acting_for", "paper")

    outcome = forms.ChoiceField(label=_("Trả lời thế nào?"), choices=CONTEST_OUTCOMES, widget=forms.RadioSelect)
    wording = forms.CharField(
        label=_("Nội dung trả lời"), max_length=MOST_LETTERS, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["on"].label = _("Ngày trả lời")
