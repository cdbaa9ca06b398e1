"""Choosing grades of many at once, concluding, ruling on an appeal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chibo.evaluations.labels import GRADES
from chibo.kit.forms import DayField
from chibo.registry.forms.steps import DayForm

NO_GRADE = ("", _("Chưa chọn"))


class ChoicesForm(DayForm):
    """A grade and a reason for each of ``keys`` (ids of reviews), and the day."""

    on = DayField(label=_("Ngày chọn"))

    def __init__(self, data: Any = None, *, keys: Iterable[int], **options: Any) -> None:
        super().__init__(data, **options)
        self.keys = list(keys)
        for key in self.keys:
            self.fields[f"grade-{key}"] = forms.ChoiceField(
                label=_("Mức dự kiến"), choices=[NO_GRADE, *GRADES.items()], required=False
            )
            self.fields[f"reason-{key}"] = forms.CharField(
                label=_("Lý do, nếu khác đề nghị"), max_length=300, required=False
            )

    def chosen(self, key: int) -> tuple[str, str]:
        """Grade (empty: none) and reason of one review."""
        given = self.cleaned_data
        return given.get(f"grade-{key}", ""), given.get(f"reason-{key}", "")


class ConcludeForm(DayForm):
    """The day of the conclusion: the paper is signed on it."""

    on = DayField(label=_("Ngày kết luận, ký quyết định"))


class RulingForm(DayForm):
    """What the committee answers to an appeal, and whether the grade stays."""

    fields_of = {"REASON_WANTED_HERE": "wording", "RULED_BEFORE_APPEAL": "on", "WORK_COMES_FIRST": "grade"}
    fields_of |= {"CAP_EXCEEDED": "grade", "CAP_OF_NOUGHT": "grade", "SIGNED_BEFORE_LAST": "on"}

    grade = forms.ChoiceField(
        label=_("Kết quả"), choices=[("", _("Giữ nguyên mức đã xếp loại")), *GRADES.items()], required=False
    )
    wording = forms.CharField(label=_("Trả lời khiếu nại"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5}))
    on = DayField(label=_("Ngày giải quyết"))
