"""Which cells a merge, a split or an establishment is about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

Choices = Sequence[tuple[str, Any]]
NEW = "-"
"""The choice of a cell that does not exist yet."""
MOST_NEW_CELLS = 8


class NamesField(forms.CharField):
    """Names, one a line, each once."""

    widget = forms.Textarea(attrs={"rows": 3})

    def to_python(self, value: Any) -> Any:
        lines = [" ".join(line.split()) for line in super().to_python(value).splitlines()]
        names = list(dict.fromkeys(line for line in lines if line))
        if any(len(name) > 200 for name in names):
            raise forms.ValidationError(_("Tên chi bộ dài nhất 200 chữ."))
        if len(names) > MOST_NEW_CELLS:
            raise forms.ValidationError(_("Mỗi lần lập nhiều nhất %(most)s chi bộ mới.") % {"most": MOST_NEW_CELLS})
        return names


class CellsForm(forms.Form):
    """What every kind of reorganisation answers: ids of the cells ``leaving`` and ``receiving``, names of new ones."""

    fields_of = {"CODE_TAKEN": "names"}

    def __init__(self, data: Any = None, *, cells: Choices, **options: Any) -> None:
        super().__init__(data, **options)
        for name, extra in (("leaving", []), ("receiving", [(NEW, _("Một chi bộ mới (ghi tên bên dưới)"))])):
            if name in self.fields:
                self.fields[name].choices = [*cells, *extra]

    def chosen(self) -> tuple[list[int], list[int], list[str]]:
        """Leaving ids, receiving ids, names of the cells to be established."""
        cleaned = self.cleaned_data
        leaving = cleaned.get("leaving", [])
        leaving = leaving if isinstance(leaving, list) else [leaving]
        receiving = [cell for cell in [cleaned.get("receiving", NEW)] if cell != NEW]
        names = [] if receiving else cleaned.get("names", [])
        return [int(cell) for cell in leaving if cell not in receiving], [int(cell) for cell in receiving], names


class EstablishForm(CellsForm):
    """The name of the agency cell to be established again."""

    names = NamesField(
        label=gettext_lazy("Tên chi bộ cơ quan thành lập lại"),
        widget=forms.TextInput,
        help_text=gettext_lazy("Đảng viên công tác tại các bộ phận của xã sẽ được gọi về chi bộ này."),
    )


class MergeForm(CellsForm):
    """The cells that merge, and into which."""

    leaving = forms.MultipleChoiceField(
        label=gettext_lazy("Các chi bộ sáp nhập"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Hãy chọn các chi bộ sáp nhập.")},
    )
    receiving = forms.ChoiceField(label=gettext_lazy("Sáp nhập vào"), widget=forms.RadioSelect)
    names = NamesField(label=gettext_lazy("Tên chi bộ mới"), required=False, widget=forms.TextInput)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        leaving, receiving = cleaned.get("leaving", []), cleaned.get("receiving")
        if receiving == NEW:
            if not cleaned.get("names"):
                self.add_error("names", _("Hãy ghi tên chi bộ mới."))
            if leaving and len(leaving) < 2:
                self.add_error("leaving", _("Muốn sáp nhập thành chi bộ mới, hãy chọn ít nhất hai chi bộ."))
        elif receiving and leaving and not [cell for cell in leaving if cell != receiving]:
            self.add_error("leaving", _("Hãy chọn ít nhất một chi bộ khác với chi bộ nhận."))
        return cleaned


class SplitForm(CellsForm):
    """The cell to split, and the cells that begin beside it."""

    leaving = forms.ChoiceField(label=gettext_lazy("Chi bộ chia tách"), widget=forms.RadioSelect)
    names = NamesField(
        label=gettext_lazy("Tên các chi bộ mới"),
        help_text=gettext_lazy("Mỗi dòng một tên. Chi bộ đang có vẫn giữ tên; đảng viên được chia giữa các chi bộ."),
    )


FORMS: dict[str, type[CellsForm]] = {"ESTABLISH": EstablishForm, "MERGE": MergeForm, "SPLIT": SplitForm}
