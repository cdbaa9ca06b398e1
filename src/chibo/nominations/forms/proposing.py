"""Putting somebody forward: in a minute, on a phone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chibo.domain.nominations.path import Proposer
from chibo.domain.vietnamese import nfc
from chibo.kit.forms import DayField
from chibo.nominations.forms.steps import StepForm
from chibo.nominations.labels import PROPOSERS
from chibo.nominations.services.nominating import Person

GENDERS = [("MALE", _("Nam")), ("FEMALE", _("Nữ"))]
UNKEPT = {"autocomplete": "off"}


class ProposeForm(StepForm):
    """Who is put forward, by whom, why. ``cells``: pairs of code and name; a single one is not asked for.

    ``organisations``: whether the viewer also keys in for a mass organisation; a member puts forward in their own name.
    """

    fields_of = StepForm.fields_of | {
        "CANDIDATE_TOO_YOUNG": "born_on",
        "CANDIDATE_TOO_OLD": "born_on",
        "CANDIDATE_KNOWN": "name",
        "NOMINATION_NOT_A_CELL": "on",
    }
    field_order = (
        "cell",
        "proposer",
        "name",
        "born_on",
        "gender",
        "reasons",
        "address",
        "phone",
        "occupation",
        "on",
        "acting_for",
        "paper",
    )

    cell = forms.ChoiceField(label=_("Chi bộ"))
    proposer = forms.ChoiceField(label=_("Bên giới thiệu"), choices=list(PROPOSERS.items()))
    name = forms.CharField(label=_("Họ và tên"), max_length=120, widget=forms.TextInput(attrs=UNKEPT))
    born_on = DayField(label=_("Ngày sinh"))
    gender = forms.ChoiceField(label=_("Giới tính"), choices=GENDERS, widget=forms.RadioSelect)
    reasons = forms.CharField(
        label=_("Vì sao giới thiệu?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Việc đã làm cho khu dân cư, nơi làm việc, đoàn thể; uy tín; nguyện vọng."),
    )
    address = forms.CharField(label=_("Nơi ở"), max_length=200, required=False, widget=forms.TextInput(attrs=UNKEPT))
    phone = forms.CharField(
        label=_("Điện thoại"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs=UNKEPT | {"inputmode": "tel"}),
    )
    occupation = forms.CharField(
        label=_("Nghề nghiệp, nơi làm việc"), max_length=120, required=False, widget=forms.TextInput(attrs=UNKEPT)
    )
    on = DayField(label=_("Ngày giới thiệu"))

    def __init__(
        self, data: Any = None, *, cells: Sequence[tuple[str, str]], organisations: bool, **options: Any
    ) -> None:
        super().__init__(data, **options)
        self.fields["cell"].choices = cells
        if len(cells) == 1:
            self.fields["cell"].widget = forms.HiddenInput()
            self.fields["cell"].initial = cells[0][0]
        if not organisations:
            self.fields["proposer"].choices = [(Proposer.MEMBER.value, PROPOSERS[Proposer.MEMBER])]
            self.fields["proposer"].widget = forms.HiddenInput()
            self.fields["proposer"].initial = Proposer.MEMBER.value

    def clean_name(self) -> str:
        name = " ".join(nfc(self.cleaned_data["name"]).split())
        if any(letter.isdigit() for letter in name) or " " not in name:
            raise forms.ValidationError(_("Hãy ghi đủ họ và tên, không có chữ số."))
        return name

    @property
    def person(self) -> Person:
        """Who is put forward."""
        names = ("name", "born_on", "gender", "reasons", "address", "phone", "occupation")
        return Person(**{name: self.cleaned_data[name] for name in names})
