"""The steps of a nomination: votes, helper, certificate, papers, decision, end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chibo.domain.feedback.wording import passages_naming
from chibo.domain.nominations.path import Form, StepKind
from chibo.kit.forms import DayField
from chibo.nominations.labels import FORMS
from chibo.nominations.services.nominating import Counted
from chibo.registry.forms.steps import PaperForm

OUTCOMES = [
    (StepKind.RECOGNISED.value, _("Tán thành, công nhận quần chúng ưu tú")),
    (StepKind.POSTPONED.value, _("Để lại, xét sau")),
    (StepKind.DECLINED.value, _("Không tán thành")),
]


class StepForm(PaperForm):
    """A step on a day, perhaps keyed in from paper; nothing here may name the person, for it goes into the log."""

    fields_of = {"NOMINATION_DAY_TOO_EARLY": "on"}

    def clean_paper(self) -> str:
        paper: str = self.cleaned_data["paper"]
        named = [f"“{passage.text}”" for passage in passages_naming(paper)]
        if named:
            told = {"passages": ", ".join(named)}
            raise forms.ValidationError(
                _("Được ghi vào nhật ký nên không nêu tên, số của ai: %(passages)s."), params=told
            )
        return paper


class VoteForm(StepForm):
    """A vote of the cell's official members; ``official``: how many there are today, shown for help."""

    fields_of = StepForm.fields_of | {
        "NOMINATION_VOTE_DOES_NOT_ADD_UP": "in_favour",
        "NOMINATION_VOTE_TOO_FEW": "in_favour",
        "PROBATION_NOT_OVER": "on",
    }
    field_order = ("on", "present", "in_favour", "against", "acting_for", "paper")

    present = forms.IntegerField(label=_("Đảng viên chính thức có mặt"), min_value=0, max_value=999)
    in_favour = forms.IntegerField(label=_("Tán thành"), min_value=0, max_value=999)
    against = forms.IntegerField(
        label=_("Không tán thành"),
        min_value=0,
        max_value=999,
        help_text=_("Kể cả không có ý kiến; cộng với số tán thành phải bằng số có mặt."),
    )

    @property
    def votes(self) -> Counted:
        facts = self.cleaned_data
        return Counted(facts["present"], facts["in_favour"], facts["against"])


class ConsiderForm(VoteForm):
    """What the cell decided about somebody put forward."""

    field_order = ("outcome", "on", "present", "in_favour", "against", "acting_for", "paper")

    outcome = forms.ChoiceField(label=_("Chi bộ quyết định"), choices=OUTCOMES, widget=forms.RadioSelect)


class HelperForm(StepForm):
    """Which official member helps."""

    fields_of = StepForm.fields_of | {"BACKER_NOT_IN_CELL": "helper", "BACKER_ON_PROBATION": "helper"}
    field_order = ("helper", "on", "acting_for", "paper")

    helper = forms.ChoiceField(label=_("Đảng viên giúp đỡ"))

    def __init__(self, data: Any = None, *, members: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["helper"].choices = [("", _("– chọn –")), *members]


class CertificateForm(StepForm):
    """The certificate's own date, and the day it was handed in."""

    fields_of = StepForm.fields_of | {"CERTIFICATE_AHEAD": "certified_on", "CERTIFICATE_EXPIRED": "certified_on"}
    field_order = ("certified_on", "on", "acting_for", "paper")

    certified_on = DayField(label=_("Ngày cấp giấy chứng nhận"))


class FormsForm(StepForm):
    """Which papers came in; introductions ask who introduces. ``left``: the forms not yet there."""

    fields_of = StepForm.fields_of | {
        "APPLICATION_FIRST": "filed",
        "FORM_KNOWN": "filed",
        "INTRODUCER_WANTED": "introducer",
        "INTRODUCER_TOO_NEW": "introducer",
        "BACKER_NOT_IN_CELL": "introducer",
        "BACKER_ON_PROBATION": "introducer",
        "INTRODUCER_TWICE": "introducer_two",
    }
    field_order = ("filed", "introducer", "introducer_two", "on", "acting_for", "paper")

    filed = forms.MultipleChoiceField(label=_("Đã nhận giấy tờ nào?"), widget=forms.CheckboxSelectMultiple)
    introducer = forms.ChoiceField(label=_("Đảng viên giới thiệu (mẫu 3-KNĐ)"), required=False)
    introducer_two = forms.ChoiceField(label=_("Đảng viên giới thiệu thứ hai"), required=False)

    def __init__(
        self, data: Any = None, *, left: Sequence[Form], members: Sequence[tuple[str, str]], **options: Any
    ) -> None:
        super().__init__(data, **options)
        self.fields["filed"].choices = [(form.value, FORMS[form]) for form in left]
        for name, form in (("introducer", Form.INTRODUCTION), ("introducer_two", Form.INTRODUCTION_TWO)):
            self.fields[name].choices = [("", _("– chọn –")), *members]
            if form not in left:
                del self.fields[name]
        if "introducer" not in self.fields:
            about = {code: "introducer_two" for code, name in self.fields_of.items() if name == "introducer"}
            self.fields_of = self.fields_of | about

    @property
    def introducers(self) -> dict[str, str]:
        """Form → key of the member chosen for it (may be empty)."""
        names = {Form.INTRODUCTION.value: "introducer", Form.INTRODUCTION_TWO.value: "introducer_two"}
        return {form: self.cleaned_data.get(names.get(form, ""), "") for form in self.cleaned_data["filed"]}


class DecisionForm(StepForm):
    """When the committee decided, and when the cell had the decision in hand."""

    day_field = "on"
    fields_of = StepForm.fields_of | {"DECISION_RECEIVED_TOO_EARLY": "received_on"}
    field_order = ("on", "received_on", "acting_for", "paper")

    received_on = DayField(label=_("Ngày chi bộ nhận quyết định"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        received_on = cleaned.get("received_on")
        if received_on is not None and received_on > self.today:
            told = {"today": f"{self.today:%d/%m/%Y}"}
            self.add_error("received_on", _("Chưa đến ngày này; hôm nay là %(today)s.") % told)
        return cleaned


class EndForm(StepForm):
    """How it ends. ``ends``: pairs of code and words."""

    fields_of = StepForm.fields_of | {"NOMINATION_OUT_OF_TURN": "end", "NOMINATION_NO_SUCH_END": "end"}
    field_order = ("end", "on", "acting_for", "paper")

    end = forms.ChoiceField(label=_("Kết thúc vì"), widget=forms.RadioSelect)

    def __init__(self, data: Any = None, *, ends: Sequence[tuple[str, Any]], **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["end"].choices = ends
