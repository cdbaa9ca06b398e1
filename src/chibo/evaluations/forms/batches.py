"""Asking for the forms of a cycle in one go."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

WHOLE = "TAT-CA"
FORMATS = [("PDF", "PDF"), ("WORD", "Word")]


class BatchForm(forms.Form):
    """``cells``: pairs of code and name; ``whole``: whether the whole cycle may be asked for."""

    cell = forms.ChoiceField(label=_("In cho"))
    format = forms.ChoiceField(label=_("Định dạng"), choices=FORMATS, initial="PDF", widget=forms.RadioSelect)

    def __init__(self, data: Any = None, *, cells: Sequence[tuple[str, str]], whole: bool, **options: Any) -> None:
        super().__init__(data, **options)
        first = [(WHOLE, _("Tất cả các chi bộ"))] if whole else []
        self.fields["cell"].choices = [*first, *cells]
