"""Giving a task, and the steps that follow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _

from chibo.kit.forms import DayField, ReasonField
from chibo.meetings.task_labels import SIDES
from chibo.registry.forms.steps import PaperForm


class GiveForm(PaperForm):
    """One task. ``owners``: pairs of key and name; ``sides``: where its work may lie."""

    fields_of = {
        "TASK_OWNER_ELSEWHERE": "owner",
        "TASK_DUE_TOO_EARLY": "due_on",
        "TASK_BEFORE_RESOLUTION": "on",
        "TASK_NO_COMMUNE": "on",
        "TASK_NOT_OF_OFFICE": "side",
    }
    field_order = ("title", "owner", "side", "due_on", "wanted", "on", "acting_for", "paper")

    title = forms.CharField(
        label=_("Việc"),
        max_length=160,
        help_text=_("Bí thư chi bộ và thủ trưởng cơ quan đều thấy dòng này, nên không ghi điều chỉ lưu hành nội bộ."),
    )
    owner = forms.ChoiceField(label=_("Giao cho"))
    side = forms.ChoiceField(label=_("Phần việc"), choices=list(SIDES.items()), widget=forms.RadioSelect)
    due_on = DayField(label=_("Hạn"))
    wanted = forms.CharField(
        label=_("Kết quả cần đạt"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    on = DayField(label=_("Ngày giao"))

    def __init__(
        self, data: Any = None, *, owners: Sequence[tuple[str, str]], sides: Sequence[str], **options: Any
    ) -> None:
        super().__init__(data, **options)
        self.fields["owner"].choices = [("", _("– chọn –")), *owners]
        self.fields["side"].choices = [(code, SIDES[code]) for code in sides]
        if len(sides) == 1:
            self.fields["side"].widget = forms.HiddenInput()
            self.fields["side"].initial = sides[0]


class StepForm(PaperForm):
    """A step of a task that stands after ``number`` steps: one made meanwhile is noticed, told, and let through next time."""

    fields_of = {"TASK_DAY_TOO_EARLY": "on", "TASK_REASON_WANTED": "reason", "TASK_DUE_TOO_EARLY": "due_on"}

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, number: int, **options: Any) -> None:
        options["initial"] = {"seen": number, **options.get("initial", {})}
        super().__init__(data, **options)
        self.number = number

    def is_fresh(self) -> bool:
        """Whether nobody did anything about the task since the form was shown."""
        if self.cleaned_data.get("seen") in ("", str(self.number)):
            return True
        self.add_error(
            None,
            _("Nhiệm vụ này vừa có thay đổi khác. Hãy xem lại trang của nhiệm vụ; nếu vẫn muốn ghi, hãy bấm lần nữa."),
        )
        self.data = self.data.copy()
        self.data["seen"] = str(self.number)
        return False


class ReportForm(StepForm):
    """What was done, and by what it shows."""

    fields_of = StepForm.fields_of | {"TASK_REPORT_WANTED": "report"}
    field_order = ("report", "paper_number", "paper_on", "address", "on", "acting_for", "paper", "seen")

    report = forms.CharField(
        label=_("Đã làm được gì?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Được đọc tại buổi sinh hoạt chi bộ tới (việc cơ quan giao thì chỉ cơ quan và đảng uỷ đọc)."),
    )
    paper_number = forms.CharField(label=_("Văn bản chứng minh, số"), max_length=60, required=False)
    paper_on = DayField(label=_("Ngày của văn bản"), required=False)
    address = forms.CharField(
        label=_("Trang liên quan"),
        max_length=200,
        required=False,
        help_text=_("Dán địa chỉ một trang của hệ thống này, ví dụ trang của tâm tư đã giải quyết."),
        widget=forms.TextInput(attrs={"placeholder": "/tam-tu/12/", "autocomplete": "off"}),
    )
    on = DayField(label=_("Ngày báo"))

    def __init__(self, data: Any = None, *, host: str, **options: Any) -> None:
        super().__init__(data, **options)
        self.host = host

    def clean_address(self) -> str:
        """The path of a page of this site; the site's own name before it is taken off."""
        address = self.cleaned_data["address"]
        for scheme in ("https://", "http://"):
            address = address.removeprefix(f"{scheme}{self.host}")
        if not address:
            return ""
        path = address.split("?")[0].split("#")[0]
        try:
            if not path.startswith("/") or path.startswith("//"):
                raise Resolver404
            resolve(path)
        except Resolver404:
            raise forms.ValidationError(_("Đây không phải là địa chỉ một trang của hệ thống này.")) from None
        return path

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("paper_on") and not cleaned.get("paper_number"):
            self.add_error("paper_number", _("Hãy ghi số của văn bản."))
        return cleaned


class AcceptForm(StepForm):
    """What was done is good."""

    field_order = ("remark", "on", "acting_for", "paper", "seen")

    remark = forms.CharField(
        label=_("Nhận xét"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    on = DayField(label=_("Ngày nghiệm thu"))


class ReasonForm(StepForm):
    """A step that says why."""

    field_order = ("reason", "on", "acting_for", "paper", "seen")

    reason = ReasonField(label=_("Vì sao?"))


class MoveForm(ReasonForm):
    """Another deadline, and why."""

    fields_of = StepForm.fields_of | {"TASK_DUE_SAME": "due_on"}
    field_order = ("due_on", "reason", "on", "acting_for", "paper", "seen")

    due_on = DayField(label=_("Hạn mới"))


class ReassignForm(ReasonForm):
    """Who takes it over, and why."""

    fields_of = StepForm.fields_of | {"TASK_OWNER_ELSEWHERE": "owner", "TASK_OWNER_SAME": "owner"}
    field_order = ("owner", "reason", "on", "acting_for", "paper", "seen")

    owner = forms.ChoiceField(label=_("Giao cho"))

    def __init__(self, data: Any = None, *, owners: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["owner"].choices = [("", _("– chọn –")), *owners]
