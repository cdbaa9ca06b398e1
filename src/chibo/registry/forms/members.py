"""Forms of members: facts, links, profile, holds, relatives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from chibo.domain.organisation import CELL_KINDS, UnitKind
from chibo.domain.partial_dates import PartialDate
from chibo.domain.vietnamese import nfc
from chibo.kit.forms import ReasonField
from chibo.registry.forms.base import DatedForm, RecordForm
from chibo.registry.forms.fields import (
    FileNumberField,
    MemberField,
    PartialDateField,
    UnitField,
    level_fields,
    levels_chosen,
)
from chibo.registry.labels import GENDERS, LEADERSHIP_LEVELS, SKILL_LEVELS, SKILLS
from chibo.registry.policies import Right

if TYPE_CHECKING:
    from chibo.registry.models import Member, Office, Profile

_FACTS = (
    "full_name",
    "gender",
    "born_on",
    "admitted_on",
    "official_on",
    "card_number",
    "file_number",
    "phone",
    "hometown",
)


class FactsForm(RecordForm):
    """Who a member is. ``facts`` gives the fields that ``register_member`` and ``correct_member`` take."""

    full_name = forms.CharField(label=_("Họ và tên"), max_length=120)
    gender = forms.ChoiceField(label=_("Giới tính"), choices=[("", "–"), *GENDERS.items()], required=False)
    born_on = PartialDateField(label=_("Ngày sinh"), required=False)
    admitted_on = PartialDateField(label=_("Ngày vào Đảng"), required=False)
    official_on = PartialDateField(
        label=_("Ngày chính thức"), required=False, help_text=_("Bỏ trống: đảng viên dự bị.")
    )
    card_number = forms.CharField(
        label=_("Số thẻ đảng viên"),
        required=False,
        validators=[RegexValidator(r"^\d{8}$", _("Số thẻ gồm đúng 8 chữ số, kể cả số 0 ở đầu."))],
        widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 8}),
        help_text=_("8 chữ số, kể cả số 0 ở đầu."),
    )
    file_number = FileNumberField(
        label=_("Số lý lịch"), required=False, help_text=_("6 chữ số rồi 1–3 chữ cái của đảng bộ tỉnh.")
    )
    phone = forms.CharField(
        label=_("Điện thoại"), max_length=20, required=False, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
    hometown = forms.CharField(label=_("Quê quán"), max_length=200, required=False)

    def clean_full_name(self) -> str:
        return " ".join(nfc(self.cleaned_data["full_name"]).split())

    def clean(self) -> dict[str, Any]:
        order = (
            ("born_on", "admitted_on", _("Ngày vào Đảng phải sau ngày sinh.")),
            ("admitted_on", "official_on", _("Ngày chính thức không thể trước ngày vào Đảng.")),
        )
        for first, second, words in order:
            early, late = self.cleaned_data.get(first), self.cleaned_data.get(second)
            if early and late and PartialDate.from_iso(late).latest() < PartialDate.from_iso(early).earliest():
                self.add_error(second, words)
        return self.cleaned_data

    def facts(self) -> dict[str, Any]:
        facts = {name: self.cleaned_data[name] for name in _FACTS}
        official_on = facts["official_on"]
        return facts | {"official_from": PartialDate.from_iso(official_on).latest() if official_on else None}


class MemberAddForm(FactsForm, DatedForm):
    """A new member of a cell."""

    field_order = (*_FACTS, "on")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["on"].label = _("Sinh hoạt tại chi bộ từ ngày")


class CorrectForm(FactsForm):
    """What was entered wrongly, put right, and why."""

    reason = ReasonField()
    field_order = (*_FACTS, "reason")

    def __init__(self, *args: Any, member: Member, **options: Any) -> None:
        initial = {name: getattr(member, name) or "" for name in _FACTS}
        super().__init__(*args, initial=initial, **options)


class MoveForm(DatedForm):
    """To which cell, from when, why."""

    cell = UnitField(label=_("Chi bộ"), kinds=CELL_KINDS, right=Right.EDIT_REGISTRY)
    reason = ReasonField()
    field_order = ("cell", "on", "reason")


class LeaveForm(DatedForm):
    """The day a member leaves every cell, and why."""

    reason = ReasonField(help_text=_("Ví dụ: chuyển đi tỉnh khác, từ trần, ra khỏi Đảng."))
    field_order = ("on", "reason")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["on"].label = _("Không còn sinh hoạt từ ngày")


class EmploymentForm(DatedForm):
    """The office where a member works from a day on, or none."""

    office = forms.ChoiceField(label=_("Bộ phận"), required=False)
    field_order = ("office", "on")

    def __init__(self, *args: Any, offices: list[Office], current: Office | None, **options: Any) -> None:
        super().__init__(*args, initial={"office": str(current.pk) if current else ""}, **options)
        self.offices = {str(office.pk): office for office in offices}
        none = _("Không công tác ở bộ phận nào")
        self.fields["office"].choices = [("", none), *((key, office.name) for key, office in self.offices.items())]

    def clean_office(self) -> Office | None:
        return self.offices.get(self.cleaned_data["office"])


class ResidenceForm(DatedForm):
    """Where a member lives from a day on."""

    cell = UnitField(
        label=_("Khu dân cư (chi bộ)"),
        kinds=[UnitKind.RESIDENTIAL_CELL],
        required=False,
        help_text=_("Chi bộ khu dân cư nơi đảng viên cư trú; bỏ trống nếu ở ngoài phạm vi."),
    )
    address = forms.CharField(label=_("Địa chỉ"), max_length=300, required=False)
    latitude = forms.FloatField(label=_("Vĩ độ"), min_value=-90, max_value=90, required=False)
    longitude = forms.FloatField(label=_("Kinh độ"), min_value=-180, max_value=180, required=False)
    field_order = ("cell", "address", "latitude", "longitude", "on")

    def clean(self) -> dict[str, Any]:
        if not self.errors and not self.cleaned_data.get("cell") and not self.cleaned_data.get("address"):
            raise forms.ValidationError(_("Hãy chọn khu dân cư hoặc nhập địa chỉ."))
        if (self.cleaned_data.get("latitude") is None) != (self.cleaned_data.get("longitude") is None):
            self.add_error("longitude", _("Hãy nhập cả vĩ độ và kinh độ, hoặc bỏ trống cả hai."))
        return self.cleaned_data


class ProfileForm(DatedForm):
    """What a member brings from a day on."""

    THEORY = [
        ("", "–"),
        ("Sơ cấp", _("Sơ cấp")),
        ("Trung cấp", _("Trung cấp")),
        ("Cao cấp", _("Cao cấp")),
        ("Cử nhân", _("Cử nhân")),
    ]

    position = forms.CharField(label=_("Chức vụ, vị trí công tác"), max_length=120, required=False)
    political_theory = forms.ChoiceField(label=_("Lý luận chính trị"), choices=THEORY, required=False)
    leadership = forms.TypedChoiceField(
        label=_("Năng lực lãnh đạo"), choices=list(LEADERSHIP_LEVELS.items()), coerce=int, empty_value=0, required=False
    )

    def __init__(self, *args: Any, profile: Profile | None, **options: Any) -> None:
        names = ("position", "political_theory", "leadership")
        initial = {name: getattr(profile, name) for name in names} if profile else {}
        super().__init__(*args, initial=initial, **options)
        known = initial.get("political_theory", "")
        if known and known not in dict(self.THEORY):
            self.fields["political_theory"].choices = [*self.THEORY, (known, known)]
        self.fields |= level_fields("skill_", SKILLS, SKILL_LEVELS)
        for name in [name for name in self.fields if name.startswith("skill_")]:
            self.fields[name].initial = profile.skills.get(name.removeprefix("skill_"), 0) if profile else 0

    def facts(self) -> dict[str, Any]:
        plain = {name: value for name, value in super().facts().items() if not name.startswith("skill_")}
        return plain | {"skills": levels_chosen("skill_", self.cleaned_data)}

    def skill_fields(self) -> list[forms.BoundField]:
        """The drop-downs of the skills."""
        return [self[name] for name in self.fields if name.startswith("skill_")]


class HoldForm(DatedForm):
    """Why a member must not be moved for now."""

    why = forms.CharField(
        label=_("Lý do tạm dừng"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Ví dụ: đang được kiểm tra, có đơn thư đang xem xét. Chỉ cấp uỷ xem được."),
    )
    field_order = ("why", "on")


class ReleaseForm(DatedForm):
    """The day a hold ends, and why."""

    reason = ReasonField(label=_("Kết quả"), help_text=_("Ví dụ: đã có kết luận kiểm tra."))
    field_order = ("on", "reason")


class KinshipForm(DatedForm):
    """A relative to be kept in another cell."""

    other = MemberField(label=_("Thân nhân"))
    relation = forms.CharField(label=_("Quan hệ"), max_length=80, help_text=_("Ví dụ: vợ chồng, cha con, anh em ruột."))
    field_order = ("other", "relation", "on")


class EndForm(DatedForm):
    """The day something no longer holds."""

    reason = ReasonField(required=False)
    field_order = ("on", "reason")
