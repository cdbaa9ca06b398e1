"""Sending a directive, sending a new version, withdrawing."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from chibo.directives.labels import GRADES
from chibo.domain.classified import Grade, check_not_classified
from chibo.domain.organisation import CELL_KINDS, UnitKind
from chibo.kit.forms import DayField, ReasonField
from chibo.registry.forms.fields import UnitField
from chibo.registry.forms.steps import DayForm
from chibo.registry.policies import Right
from chibo.registry.violations import sentence

if TYPE_CHECKING:
    from chibo.accounts.models import User
    from chibo.registry.models import UnitVersion

LARGEST = 5_000_000
"""Bytes of a paper: what Django holds in memory, so that a refused one never lies on a disk."""
KINDS = {".pdf": b"%PDF-", ".docx": b"PK\x03\x04"}
"""How the content of each kind of file begins."""
_PLACES = {"NUMBER": "number", "SUBJECT": "subject", "FILE": "file"}


class PaperField(forms.FileField):
    """A paper as PDF or Word."""

    widget = forms.FileInput(attrs={"accept": ",".join(KINDS)})
    default_error_messages = {
        "kind": _("Chỉ nhận tệp PDF hoặc Word (.docx)."),
        "large": _("Tệp quá lớn; nhiều nhất 5 MB."),
        "empty": _("Tệp không có dữ liệu."),
    }

    def clean(self, data: Any, initial: Any = None) -> UploadedFile | None:
        file: UploadedFile | None = super().clean(data, initial)
        if not file:
            return None
        if (file.size or 0) > LARGEST:
            raise forms.ValidationError(self.error_messages["large"], code="large")
        start = next((start for end, start in KINDS.items() if (file.name or "").lower().endswith(end)), None)
        if start is None or file.read(len(start)) != start:
            raise forms.ValidationError(self.error_messages["kind"], code="kind")
        file.seek(0)
        return file


class VersionForm(DayForm):
    """What is sent, with the grade of secrecy that its sender must name: a classified paper is refused."""

    fields_of = {
        "DEADLINE_BEFORE_SENDING": "deadline",
        "SENT_BEFORE_LAST_VERSION": "on",
        "REASON_WANTED_HERE": "changes",
        "CLASSIFIED_GRADE": "grade",
    }

    grade = forms.ChoiceField(
        label=_("Độ mật"),
        choices=tuple(GRADES.items()),
        widget=forms.RadioSelect,
        help_text=_("Văn bản mật, tối mật, tuyệt mật không được đưa vào hệ thống này."),
    )
    changes = forms.CharField(
        label=_("Điểm mới so với bản trước"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Các đơn vị đọc câu này trước khi ký nhận lại."),
    )
    text = forms.CharField(
        label=_("Nội dung"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Toàn văn hoặc tóm tắt những việc phải làm."),
    )
    on = DayField(label=_("Ngày gửi"))
    deadline = DayField(label=_("Hạn ký nhận"))
    file = PaperField(label=_("Tệp văn bản"), required=False, help_text=_("PDF hoặc Word, nhiều nhất 5 MB."))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("on") and cleaned.get("deadline") and cleaned["deadline"] < cleaned["on"]:
            self.add_error("deadline", _("Hạn ký nhận phải từ ngày gửi trở đi."))
        file = cleaned.get("file")
        refused = check_not_classified(
            grade=Grade(cleaned.get("grade") or Grade.NONE),
            number=cleaned.get("number", ""),
            subject=cleaned.get("subject") or cleaned.get("changes", ""),
            file_name=(file.name or "") if file else "",
        )
        for violation in refused:
            field = _PLACES.get(violation.params.get("place", ""), "grade")
            self.add_error(field if field in self.fields else "changes", sentence(violation))
        return cleaned

    def facts(self) -> dict[str, Any]:
        """The cleaned values as the use cases take them."""
        facts = dict(self.cleaned_data)
        file = facts.pop("file", None)
        facts["grade"] = Grade(facts["grade"])
        facts["file_name"] = (file.name or "")[:200] if file else ""
        facts["file"] = file.read() if file else b""
        return facts


class DirectiveForm(VersionForm):
    """A directive and its first version."""

    fields_of = VersionForm.fields_of | {
        "DIRECTIVE_TAKEN": "number",
        "SENT_BEFORE_ISSUED": "on",
        "NOBODY_BELOW": "unit",
    }
    field_order = ("grade", "number", "issued_on", "issuer", "subject", "text", "file", "unit", "on", "deadline")

    number = forms.CharField(
        label=_("Số, ký hiệu"), max_length=60, widget=forms.TextInput(attrs={"placeholder": "12-CT/TU"})
    )
    issued_on = DayField(label=_("Ngày ban hành"))
    issuer = forms.CharField(
        label=_("Cơ quan ban hành"),
        max_length=120,
        widget=forms.TextInput(attrs={"placeholder": _("Ban Thường vụ Tỉnh ủy")}),
    )
    subject = forms.CharField(label=_("Trích yếu"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    unit = UnitField(
        label=_("Gửi từ đơn vị"),
        right=Right.SEND_DIRECTIVES,
        kinds=[kind for kind in UnitKind if kind not in CELL_KINDS],
        help_text=_("Mọi đơn vị và chi bộ trực thuộc đơn vị này đều được yêu cầu ký nhận."),
    )
    changes = None

    def __init__(
        self, data: Any = None, *, viewer: User, day: date, sender: UnitVersion | None, **options: Any
    ) -> None:
        options["initial"] = {"unit": sender, "on": day, **options.get("initial", {})}
        super().__init__(data, **options)
        self.fields["unit"].serve(viewer, day)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("issued_on") and cleaned.get("on") and cleaned["on"] < cleaned["issued_on"]:
            self.add_error("on", _("Ngày gửi phải từ ngày ban hành trở đi."))
        return cleaned

    def facts(self) -> dict[str, Any]:
        facts = super().facts()
        return facts | {"unit": facts["unit"].unit}


class WithdrawForm(DayForm):
    """The day and the reason of a withdrawal."""

    fields_of = {"WITHDRAWN_BEFORE_SENT": "on", "REASON_WANTED_HERE": "reason"}

    on = DayField(label=_("Thu hồi từ ngày"))
    reason = ReasonField(
        label=_("Lý do thu hồi"), help_text=_("Các đơn vị đọc lý do này; nó cũng được ghi vào nhật ký.")
    )
