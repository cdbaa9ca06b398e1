"""What a cell resolved, as its secretary or a paper tells it; the signing of its paper."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chibo.kit.forms import DayField
from chibo.registry.forms.steps import PaperForm

MOST_CLAUSES = 30


class ResolutionForm(PaperForm):
    """A resolution passed. ``meetings``: pairs of key and day of the meetings held; without any the day is asked."""

    fields_of = {
        "RESOLUTION_WITHOUT_CLAUSE": "clauses",
        "MEETING_NOT_OF_CELL": "meeting",
        "RESOLUTION_OFF_MEETING": "on",
        "RESOLUTION_BEFORE_LAST": "on",
        "RESOLUTION_NO_CELL": "on",
        "MORE_PRESENT_THAN_MEMBERS": "present",
        "VOTES_DO_NOT_ADD_UP": "present",
        "RESOLUTION_NOT_PASSED": "votes_for",
    }
    field_order = (
        "title",
        "clauses",
        "meeting",
        "on",
        "present",
        "votes_for",
        "votes_against",
        "abstained",
        "acting_for",
        "paper",
    )

    title = forms.CharField(label=_("Trích yếu"), max_length=200, help_text=_("Ví dụ: về nhiệm vụ tháng 4 năm 2019."))
    clauses = forms.CharField(
        label=_("Các điều"),
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Mỗi dòng một điều. Mỗi điều sau đó được giao thành nhiệm vụ, cả việc khu dân cư và việc cơ quan."),
    )
    meeting = forms.ChoiceField(label=_("Tại buổi sinh hoạt"), required=False)
    on = DayField(label=_("Ngày thông qua"))
    present = forms.IntegerField(
        label=_("Đảng viên chính thức có mặt"),
        min_value=0,
        max_value=999,
        help_text=_("Đảng viên dự bị không biểu quyết."),
    )
    votes_for = forms.IntegerField(label=_("Tán thành"), min_value=0, max_value=999)
    votes_against = forms.IntegerField(label=_("Không tán thành"), min_value=0, max_value=999, initial=0)
    abstained = forms.IntegerField(label=_("Không có ý kiến"), min_value=0, max_value=999, initial=0)

    def __init__(self, data: Any = None, *, meetings: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["meeting"].choices = [("", _("– ngoài lịch –")), *meetings]
        if not meetings:
            del self.fields["meeting"]

    def clean_clauses(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["clauses"].splitlines() if line.strip()]
        if len(lines) > MOST_CLAUSES:
            raise forms.ValidationError(
                _("Nhiều nhất %(most)s điều; đang có %(count)s."), params={"most": MOST_CLAUSES, "count": len(lines)}
            )
        return lines


class SignForm(PaperForm):
    """On which day the paper was signed."""

    fields_of = {
        "RESOLUTION_SIGNED_TOO_EARLY": "on",
        "RESOLUTION_SIGNED_NEXT_YEAR": "on",
        "SIGNED_BEFORE_LAST": "on",
    }
    on = DayField(label=_("Ngày ký"))
