"""Forms of the import wizard: the file, what its columns hold, undoing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chibo.domain.organisation import CELL_KINDS, COMMUNE_KINDS
from chibo.kit.forms import DayField, ReasonField
from chibo.registry.forms.fields import UnitField
from chibo.registry.imports.labels import MEMBER_FIELDS, UNIT_FIELDS
from chibo.registry.imports.reading import Limits
from chibo.registry.imports.sheets import UnreadableFile
from chibo.registry.policies import Right
from chibo.registry.queries.import_batches import HeadingFound, table_of
from chibo.registry.queries.units import units_on

if TYPE_CHECKING:
    from chibo.accounts.models import User
    from chibo.registry.imports.tables import Table
    from chibo.registry.models import UnitVersion

KINDS = (("MEMBERS", gettext_lazy("Danh sách đảng viên")), ("UNITS", gettext_lazy("Danh sách đơn vị")))
LABELS: dict[str, Mapping[str, Any]] = {"MEMBERS": MEMBER_FIELDS, "UNITS": UNIT_FIELDS}
REQUIRED = {"MEMBERS": ("full_name",), "UNITS": ("code", "name", "kind")}
"""Fields without which no row of a list can be read."""
LARGEST = Limits().file_bytes
NOTHING = "-"
"""The choice that leaves a column out."""
_PLACES = frozenset(CELL_KINDS) | frozenset(COMMUNE_KINDS)


class UploadForm(forms.Form):
    """One spreadsheet for one unit; the file is opened at once, so that a bad one is refused beside its field."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Loại danh sách"), choices=KINDS, widget=forms.RadioSelect, initial="MEMBERS"
    )
    unit = UnitField(
        label=gettext_lazy("Đơn vị"),
        right=Right.IMPORT,
        help_text=gettext_lazy(
            "Danh sách đảng viên: xã, phường, thị trấn hoặc chi bộ. Danh sách đơn vị: đơn vị cấp trên của các đơn vị "
            "trong danh sách."
        ),
    )
    starts_on = DayField(
        label=gettext_lazy("Số liệu tính từ ngày"),
        help_text=gettext_lazy("Thay đổi mà danh sách đem lại có hiệu lực từ ngày này."),
    )
    file = forms.FileField(
        label=gettext_lazy("Tệp bảng tính"),
        help_text=gettext_lazy("Tệp .xlsx, .xls, .ods hoặc .csv, giữ nguyên như cơ quan đang dùng."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.xlsb,.xlsm,.ods,.csv,.tsv,.txt"}),
        error_messages={"empty": gettext_lazy("Tệp không có dữ liệu.")},
    )

    def __init__(self, *args: Any, viewer: User, day: date, **options: Any) -> None:
        options["initial"] = {"starts_on": day, **options.get("initial", {})}
        super().__init__(*args, **options)
        self.viewer = viewer
        self.content = b""
        self.fields["unit"].serve(viewer, day)

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST:
            raise forms.ValidationError(UnreadableFile("TOO_LARGE").message, code="TOO_LARGE")
        self.content = file.read()
        try:
            table_of(self.content, kind=self.data.get("kind", ""), file_name=file.name or "")
        except UnreadableFile as refused:
            raise forms.ValidationError(refused.message, code=refused.code) from refused
        except KeyError:
            # The kind is no kind; its own field says so.
            pass
        return file

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        unit: UnitVersion | None = cleaned.get("unit")
        if unit is not None and cleaned.get("kind") == "MEMBERS" and unit.kind not in _PLACES:
            self.add_error("unit", _("Danh sách đảng viên được nhập cho một xã, phường, thị trấn hoặc một chi bộ."))
        if unit is not None and cleaned.get("kind") == "UNITS" and unit.is_cell:
            self.add_error("unit", _("Dưới chi bộ không có đơn vị nào. Hãy chọn đơn vị cấp trên."))
        day = cleaned.get("starts_on")
        if unit is not None and day is not None:
            in_force = units_on(day, viewer=self.viewer, right=Right.IMPORT).filter(unit=unit.unit_id)
            if not in_force.exists():
                words = {"unit": unit.name, "day": f"{day:%d/%m/%Y}"}
                self.add_error("starts_on", _("%(unit)s không hoạt động vào ngày %(day)s.") % words)
        return cleaned


class ColumnsForm(forms.Form):
    """What each heading of the table holds: one drop-down per heading, and the sheet where there are several."""

    sheet = forms.ChoiceField(label=gettext_lazy("Trang tính"))

    def __init__(
        self,
        *args: Any,
        kind: str,
        table: Table,
        headings: Iterable[HeadingFound],
        recognised: Mapping[str, tuple[str, ...]],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.headings = {f"cot-{place}": found for place, found in enumerate(headings)}
        self.recognised = recognised
        names = [table.sheet, *table.other_sheets]
        self.fields["sheet"].choices = [(name, name) for name in sorted(names)]
        self.initial["sheet"] = table.sheet
        if not table.other_sheets:
            del self.fields["sheet"]
        self.labels = labels = LABELS[kind]
        single = [(name, str(label)) for name, label in labels.items()]
        for name, found in self.headings.items():
            choices = [(NOTHING, _("– không nhập –")), *single]
            for fields in {found.fields, recognised.get(found.heading, ())}:
                if len(fields) > 1:
                    choices.insert(1, (",".join(fields), fields_text(fields, labels)))
            self.fields[name] = forms.ChoiceField(
                label=found.heading, choices=choices, initial=",".join(found.fields) or NOTHING
            )

    def rows(self) -> list[tuple[HeadingFound, Any, bool, str]]:
        """Each heading with its drop-down, whether it was recognised by itself, and its fields where there are several."""
        return [
            (
                found,
                self[name],
                found.fields == self.recognised.get(found.heading, ()),
                fields_text(found.fields, self.labels) if len(found.fields) > 1 else "",
            )
            for name, found in self.headings.items()
        ]

    def chosen(self, name: str) -> tuple[str, ...]:
        """The fields chosen in the drop-down ``name``."""
        value = self.cleaned_data[name]
        return () if value == NOTHING else tuple(value.split(","))

    def columns(self) -> dict[str, Any]:
        """Heading → field, fields or ``None``, only where the choice differs from what is recognised by itself."""
        chosen: dict[str, Any] = {}
        for name, found in self.headings.items():
            fields = self.chosen(name)
            if fields != self.recognised.get(found.heading, ()):
                chosen[found.heading] = None if not fields else fields[0] if len(fields) == 1 else list(fields)
        return chosen


class UndoForm(forms.Form):
    """Why a batch is undone."""

    reason = ReasonField(label=gettext_lazy("Lý do hoàn tác"))


def fields_text(fields: Iterable[str], labels: Mapping[str, Any]) -> str:
    """The names of ``fields``: "Họ và tên + Ngày sinh"."""
    return " + ".join(str(labels.get(name, name)) for name in fields)
