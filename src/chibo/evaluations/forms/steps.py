"""The other steps of a side: handed in, voted, sat together, passed over, answered."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chibo.domain.evaluation.grades import Grade
from chibo.evaluations.labels import GRADES
from chibo.evaluations.services.votes import Ballots, Sitting
from chibo.kit.forms import DayField, ReasonField
from chibo.registry.forms.steps import DayForm, PaperForm

LONGEST = 8000


class StepForm(DayForm):
    """Only the day."""

    on = DayField(label=_("Ngày"))
    fields_of = {"REVIEW_NOT_OPEN": "on", "PART_OUT_OF_TURN": "on", "VOTE_AFTER_SUBMISSION": "on"}

    def __init__(self, data: Any = None, *, day_label: Any = "", **options: Any) -> None:
        super().__init__(data, **options)
        if day_label:
            self.fields["on"].label = day_label


class PassOverForm(StepForm):
    """Why the side does not write."""

    reason = ReasonField(label=_("Lý do không có ý kiến"))
    field_order = ("reason", "on")
    fields_of = {"REASON_WANTED_HERE": "reason", "PART_NOT_LATE": "on"}


class VoteForm(StepForm):
    """The vote of the cell. In a small vote the counts stay empty."""

    fields_of = {
        "REVIEW_NOT_OPEN": "on",
        "VOTE_AHEAD": "on",
        "VOTE_MORE_THAN_MEMBERS": "present",
        "VOTE_NOT_COUNTED": "EXCELLENT",
        "VOTE_DOES_NOT_ADD_UP": "EXCELLENT",
        "VOTE_REVEALS": "EXCELLENT",
        "VOTE_SAYS_OTHERWISE": "grade",
    }

    present = forms.IntegerField(label=_("Đảng viên chính thức có mặt, bỏ phiếu"), min_value=0, max_value=999)
    grade = forms.ChoiceField(label=_("Mức chi bộ đề nghị"), choices=list(GRADES.items()), widget=forms.RadioSelect)
    blank = forms.IntegerField(label=_("Phiếu không hợp lệ"), min_value=0, max_value=999, required=False)
    field_order = ("on", "present", *(grade.value for grade in Grade), "blank", "grade")

    def __init__(self, data: Any = None, *, counts: bool = True, **options: Any) -> None:
        super().__init__(data, **options)
        for grade in Grade if counts else ():
            self.fields[grade.value] = forms.IntegerField(
                label=_("Số phiếu: %(grade)s") % {"grade": GRADES[grade.value]},
                min_value=0,
                max_value=999,
                required=False,
            )
        if not counts:
            del self.fields["blank"]
        self.order_fields(self.field_order)

    @property
    def ballots(self) -> Ballots:
        facts = self.cleaned_data
        told = {grade.value: facts[grade.value] for grade in Grade if facts.get(grade.value) is not None}
        return Ballots(facts["present"], facts["grade"], told, facts.get("blank") or 0)


class JointForm(PaperForm):
    """The sitting of both sides."""

    fields_of = {"JOINT_AHEAD": "on", "JOINT_BEFORE_THE_SIDES": "on", "JOINT_WORDS_WANTED": "text"}
    field_order = ("on", "for_office", "for_cell", "text", "grade", "acting_for", "paper")

    for_office = forms.CharField(
        label=_("Dự họp phía cơ quan"), max_length=300, help_text=_("Họ tên, chức vụ từng người.")
    )
    for_cell = forms.CharField(
        label=_("Dự họp phía chi bộ"), max_length=300, help_text=_("Họ tên, chức vụ từng người.")
    )
    text = forms.CharField(
        label=_("Nội dung trao đổi, kết luận"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 8})
    )
    grade = forms.ChoiceField(
        label=_("Mức hai bên thống nhất"),
        choices=[*GRADES.items(), ("", _("Không thống nhất; để cấp uỷ quyết định"))],
        required=False,
        widget=forms.RadioSelect,
    )

    @property
    def sitting(self) -> Sitting:
        facts = self.cleaned_data
        return Sitting(facts["for_office"], facts["for_cell"], facts["text"], facts["grade"])


class ReplyForm(PaperForm):
    """An answer or an appeal. ``kinds``: pairs of code and words."""

    fields_of = {
        "REPLY_TOO_EARLY": "on",
        "REPLY_TOO_LATE": "on",
        "APPEAL_KNOWN": "kind",
        "REPLY_WORDS_WANTED": "text",
        "WRITER_NOT_NAMED": "acting_for",
    }
    field_order = ("kind", "text", "on", "acting_for", "paper")

    kind = forms.ChoiceField(label=_("Đồng chí muốn"), widget=forms.RadioSelect)
    text = forms.CharField(label=_("Nội dung"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 8}))

    def __init__(self, data: Any = None, *, kinds: list[tuple[str, Any]], **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["kind"].choices = kinds
