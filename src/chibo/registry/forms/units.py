"""Forms of units: change, add, end; offices, counters, posts, neighbourhoods."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chibo.domain import rules
from chibo.domain.organisation import CELL_KINDS, UnitKind
from chibo.kit.forms import ReasonField
from chibo.registry.forms.base import DatedForm
from chibo.registry.forms.fields import CodeField, MemberField, UnitField, level_fields, levels_chosen
from chibo.registry.labels import KIND_LABELS, NEED_LEVELS, POSTS, SKILLS
from chibo.registry.policies import Right

if TYPE_CHECKING:
    from chibo.registry.models import Office, UnitVersion

AREA_KINDS = [kind for kind in UnitKind if kind not in CELL_KINDS]
_COMMITTEE_POSTS = ("SECRETARY", "STANDING_DEPUTY", "DEPUTY_SECRETARY", "COMMITTEE_MEMBER", "CHAIRMAN")
_CELL_POSTS = ("SECRETARY", "DEPUTY_SECRETARY", "COMMITTEE_MEMBER")


def kinds_under(parent_kind: str) -> list[tuple[str, Any]]:
    """Kinds of unit that may hang under a unit of ``parent_kind``, with their labels."""
    above = UnitKind(parent_kind)
    return [(kind.value, KIND_LABELS[kind.value]) for kind in UnitKind if not rules.check_parent(kind, above)]


class UnitChangeForm(DatedForm):
    """A new name, kind, official code or parent from a day on."""

    name = forms.CharField(label=_("Tên"), max_length=200)
    kind = forms.ChoiceField(label=_("Loại"))
    official_code = forms.CharField(label=_("Mã hành chính"), max_length=20, required=False)
    parent = UnitField(label=_("Trực thuộc"), kinds=AREA_KINDS, right=Right.EDIT_REGISTRY, required=False)
    reason = ReasonField(label=_("Căn cứ, lý do"))
    field_order = ("name", "kind", "official_code", "parent", "on", "reason")

    def __init__(self, *args: Any, version: UnitVersion, parent: UnitVersion | None, **options: Any) -> None:
        self.version = version
        facts = {"name": version.name, "kind": version.kind, "official_code": version.official_code, "parent": parent}
        super().__init__(*args, initial=facts, **options)
        family = CELL_KINDS if version.is_cell else AREA_KINDS
        self.fields["kind"].choices = [(kind, label) for kind, label in KIND_LABELS.items() if kind in set(family)]
        if parent is None:
            del self.fields["parent"]

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if not self.errors and not self.changes():
            raise forms.ValidationError(_("Chưa có gì khác với hiện nay. Hãy sửa ít nhất một mục."))
        return cleaned

    def changes(self) -> dict[str, Any]:
        """What differs from the version at hand, as arguments of ``change_unit``."""
        values, version = self.cleaned_data, self.version
        changed = {name: values[name] for name in ("name", "official_code") if values[name] != getattr(version, name)}
        if values["kind"] != version.kind:
            changed["kind"] = UnitKind(values["kind"])
        parent = values.get("parent")
        if parent is not None and parent.unit_id != version.parent_id:
            changed["parent"] = parent.unit
        return changed


class UnitAddForm(DatedForm):
    """A new unit below another."""

    name = forms.CharField(label=_("Tên"), max_length=200)
    kind = forms.ChoiceField(label=_("Loại"))
    code = CodeField(help_text=_("Mã của đơn vị trong hệ thống, không đổi suốt thời gian đơn vị tồn tại."))
    official_code = forms.CharField(label=_("Mã hành chính"), max_length=20, required=False)
    field_order = ("name", "kind", "code", "official_code", "on")

    def __init__(self, *args: Any, parent: UnitVersion, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].choices = kinds_under(parent.kind)
        self.fields["on"].label = _("Hoạt động từ ngày")


class UnitEndForm(DatedForm):
    """The day a unit stops, and who takes over."""

    successor = UnitField(
        label=_("Đơn vị kế thừa"),
        right=Right.VIEW_UNITS,
        required=False,
        help_text=_("Đơn vị tiếp nhận nhiệm vụ, nếu có."),
    )
    reason = ReasonField(label=_("Căn cứ, lý do"))
    field_order = ("on", "successor", "reason")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["on"].label = _("Không còn hoạt động từ ngày")


class NeighbourhoodForm(DatedForm):
    """A residential cell's neighbourhood: character, needs, how many it takes."""

    character = forms.CharField(
        label=_("Đặc điểm"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Ví dụ: phần lớn làm rẫy, nhiều nhà trọ công nhân, có chợ đầu mối."),
    )
    households = forms.IntegerField(label=_("Số hộ"), min_value=0, max_value=100_000, required=False)
    needs_leader = forms.BooleanField(label=_("Cần cán bộ có năng lực lãnh đạo"), required=False)
    target = forms.IntegerField(
        label=_("Chỉ tiêu tiếp nhận"), min_value=0, max_value=200, required=False, help_text=_("Bỏ trống: chia đều.")
    )
    capacity = forms.IntegerField(
        label=_("Sức chứa"), min_value=0, max_value=200, required=False, help_text=_("Bỏ trống: chỉ tiêu cộng 2.")
    )
    latitude = forms.FloatField(label=_("Vĩ độ"), min_value=-90, max_value=90, required=False)
    longitude = forms.FloatField(label=_("Kinh độ"), min_value=-180, max_value=180, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields |= level_fields("need_", SKILLS, NEED_LEVELS)
        for name in [name for name in self.fields if name.startswith("need_")]:
            self.fields[name].initial = self.initial.get("needs", {}).get(name.removeprefix("need_"), 0)

    def clean(self) -> dict[str, Any]:
        target, capacity = self.cleaned_data.get("target"), self.cleaned_data.get("capacity")
        if target is not None and capacity is not None and capacity < target:
            self.add_error("capacity", _("Sức chứa phải bằng hoặc lớn hơn chỉ tiêu."))
        if (self.cleaned_data.get("latitude") is None) != (self.cleaned_data.get("longitude") is None):
            self.add_error("longitude", _("Hãy nhập cả vĩ độ và kinh độ, hoặc bỏ trống cả hai."))
        return self.cleaned_data

    def facts(self) -> dict[str, Any]:
        plain = {name: value for name, value in super().facts().items() if not name.startswith("need_")}
        return plain | {"needs": levels_chosen("need_", self.cleaned_data)}

    def need_fields(self) -> list[forms.BoundField]:
        """The drop-downs of the needs, one for each skill."""
        return [self[name] for name in self.fields if name.startswith("need_")]


class OfficeForm(DatedForm):
    """A new office of a commune."""

    code = CodeField(help_text=_("Ngắn gọn, ví dụ VP, DC, TP."))
    name = forms.CharField(label=_("Tên bộ phận"), max_length=120)
    head = MemberField(label=_("Người phụ trách"), required=False)
    field_order = ("name", "code", "head", "on")


class OfficeChangeForm(DatedForm):
    """An office's new name or head."""

    name = forms.CharField(label=_("Tên bộ phận"), max_length=120)
    head = MemberField(label=_("Người phụ trách"), required=False)
    field_order = ("name", "head", "on")

    def __init__(self, *args: Any, office: Office, **options: Any) -> None:
        super().__init__(*args, initial={"name": office.name, "head": office.head}, **options)


class CounterForm(DatedForm):
    """A new counter of the one-stop desk."""

    code = CodeField(help_text=_("Ngắn gọn, ví dụ Q1."))
    name = forms.CharField(label=_("Lĩnh vực"), max_length=120, help_text=_("Ví dụ: Tư pháp – hộ tịch."))
    office = forms.ChoiceField(label=_("Bộ phận phụ trách"), required=False)
    field_order = ("name", "code", "office", "on")

    def __init__(self, *args: Any, offices: list[Office], **options: Any) -> None:
        super().__init__(*args, **options)
        self.offices = {str(office.pk): office for office in offices}
        self.fields["office"].choices = [("", "–"), *((key, office.name) for key, office in self.offices.items())]

    def clean_office(self) -> Office | None:
        return self.offices.get(self.cleaned_data["office"])


class OfficerForm(DatedForm):
    """Who holds a post from a day on."""

    member = MemberField(label=_("Đảng viên"))
    post = forms.ChoiceField(label=_("Chức danh"))
    field_order = ("member", "post", "on")

    def __init__(self, *args: Any, version: UnitVersion, **options: Any) -> None:
        super().__init__(*args, **options)
        posts = _CELL_POSTS if version.is_cell else _COMMITTEE_POSTS
        self.fields["post"].choices = [(post, POSTS[post]) for post in posts]


class CloseForm(DatedForm):
    """The day something ends, and why."""

    reason = ReasonField(required=False)
    field_order = ("on", "reason")
