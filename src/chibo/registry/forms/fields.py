"""Fields of the registry: a unit or a member named in words, a date that may lack its day, a level."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.validators import RegexValidator
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from chibo.domain.partial_dates import PartialDate, parse_date
from chibo.domain.vietnamese import nfc, search_key
from chibo.registry.policies import Right
from chibo.registry.queries.members import suggested_members
from chibo.registry.queries.search import suggested_units, unit_meant

if TYPE_CHECKING:
    from chibo.accounts.models import User
    from chibo.registry.models import Member, Unit, UnitVersion

_NUMBER_AT_THE_END = re.compile(r"\(số (\d{1,12})\)\s*$")


class SuggestingInput(forms.TextInput):
    """A text field with suggestions: the nearest ones at once, others as one types; any text may be typed."""

    def __init__(self, **attrs: Any) -> None:
        super().__init__({"autocomplete": "off", **attrs})
        self.address = ""
        self.suggestions: list[str] = []

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> str:
        attrs = dict(attrs or {})
        options = f"{attrs.get('id', name)}_options"
        attrs["list"] = options
        if self.address:
            attrs |= {
                "hx-get": f"{self.address}&{urlencode({'o': name})}",
                "hx-trigger": "input changed delay:250ms",
                "hx-target": f"#{options}",
                "hx-swap": "innerHTML",
            }
        shown = format_html_join("", '<option value="{}"></option>', ((text,) for text in self.suggestions))
        return format_html(
            '{}<datalist id="{}">{}</datalist>', super().render(name, value, attrs, renderer), options, shown
        )


class UnitField(forms.CharField):
    """A unit in the scope of the viewer, by code or by name; the value is a ``UnitVersion``.

    The form calls ``serve`` before it is shown or checked.
    """

    widget = SuggestingInput
    default_error_messages = {
        "unknown": _("Không tìm thấy đơn vị “%(value)s” trong phạm vi của đồng chí. Hãy chọn trong danh sách gợi ý."),
        "many": _("Có nhiều đơn vị tên “%(value)s”. Hãy chọn trong danh sách gợi ý, hoặc nhập mã."),
    }

    def __init__(self, *, kinds: Iterable[str] | None = None, right: Right = Right.VIEW_UNITS, **options: Any) -> None:
        self.kinds = None if kinds is None else sorted(str(kind) for kind in kinds)
        self.right = right
        options.setdefault("help_text", _("Gõ tên có dấu hoặc không dấu rồi chọn, hoặc nhập mã đơn vị."))
        super().__init__(max_length=300, **options)

    def serve(self, viewer: User, day: date, near: Unit | None = None) -> None:
        """Look in the scope of ``viewer`` as of ``day``; suggest what lies near ``near`` at first."""
        self.viewer, self.day = viewer, day
        query: dict[str, Any] = {"quyen": self.right.value}
        if self.kinds is not None:
            query["loai"] = self.kinds
        if near is not None:
            query["gan"] = near.code
        self.widget.address = f"{reverse('registry:unit_suggestions')}?{urlencode(query, doseq=True)}"
        nearest = suggested_units("", day, viewer=viewer, right=self.right, kinds=self.kinds, near=near)
        self.widget.suggestions = [unit_text(version) for version in nearest]

    def prepare_value(self, value: Any) -> Any:
        return unit_text(value) if hasattr(value, "unit_id") else value

    def clean(self, value: Any) -> UnitVersion | None:
        text = nfc(super().clean(value))
        if not text:
            return None
        found = unit_meant(text, self.day, viewer=self.viewer, right=self.right, kinds=self.kinds)
        if len(found) == 1:
            return found[0]
        code = "many" if found else "unknown"
        raise forms.ValidationError(self.error_messages[code], code=code, params={"value": text[:80]})


class MemberField(forms.CharField):
    """A member in the scope of the viewer, by name; of several with one name the suggestions carry their number."""

    widget = SuggestingInput
    default_error_messages = {
        "unknown": _(
            "Không tìm thấy đảng viên “%(value)s” trong phạm vi của đồng chí. Hãy chọn trong danh sách gợi ý."
        ),
        "many": _("Có nhiều đảng viên tên “%(value)s”. Hãy chọn trong danh sách gợi ý."),
    }

    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", _("Gõ họ tên có dấu hoặc không dấu rồi chọn trong danh sách gợi ý."))
        super().__init__(max_length=300, **options)

    def serve(self, viewer: User, day: date) -> None:
        """Look among the members whom ``viewer`` may see on ``day``."""
        self.viewer, self.day = viewer, day
        self.widget.address = f"{reverse('registry:member_suggestions')}?"

    def prepare_value(self, value: Any) -> Any:
        return member_text(value) if hasattr(value, "full_name") else value

    def clean(self, value: Any) -> Member | None:
        text = nfc(super().clean(value))
        if not text:
            return None
        number = _NUMBER_AT_THE_END.search(text)
        name = text.split(" – ")[0] if number else text
        found = suggested_members(name, self.day, viewer=self.viewer, limit=100)
        if number:
            found = [member for member in found if member.pk == int(number[1])]
        else:
            found = [member for member in found if member.search_key == search_key(name)]
        if len(found) == 1:
            return found[0]
        code = "many" if found else "unknown"
        raise forms.ValidationError(self.error_messages[code], code=code, params={"value": text[:80]})


class PartialDateField(forms.CharField):
    """A date as the records know it: day, month or only year; the value is ISO text, shortened to what is known."""

    default_error_messages = {
        "no_date": _("“%(value)s” không phải là ngày. Hãy nhập 03/02/1999, 02/1999 hoặc 1999."),
    }

    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", _("Có thể chỉ nhập tháng/năm hoặc năm."))
        options.setdefault("widget", forms.TextInput(attrs={"class": "day-input", "autocomplete": "off"}))
        super().__init__(max_length=40, **options)

    def prepare_value(self, value: Any) -> Any:
        try:
            return PartialDate.from_iso(value).vietnamese
        except (TypeError, ValueError):
            return value

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if not text:
            return ""
        try:
            return parse_date(text).iso
        except ValueError as error:
            params = {"value": text[:30]}
            raise forms.ValidationError(self.error_messages["no_date"], code="no_date", params=params) from error


class CodeField(forms.CharField):
    """A code: capital letters without marks, digits, hyphen, full stop, underscore; small letters are made capital."""

    default_validators = [
        RegexValidator(r"^[A-Z0-9][A-Z0-9._-]*$", _("Mã chỉ gồm chữ không dấu, chữ số, dấu gạch nối và dấu chấm."))
    ]

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _("Mã"))
        options.setdefault("max_length", 40)
        super().__init__(**options)

    def to_python(self, value: Any) -> str:
        return super().to_python(value).upper()


class FileNumberField(forms.CharField):
    """A file number: six digits, then one to three letters of the province; small letters are made capital."""

    default_validators = [RegexValidator(r"^\d{6}[A-ZĐ]{1,3}$", _("Số lý lịch gồm 6 chữ số rồi 1 đến 3 chữ cái."))]

    def to_python(self, value: Any) -> str:
        return nfc(super().to_python(value)).upper().replace(" ", "")


def level_fields(
    prefix: str, labels: Mapping[str, Any], levels: Mapping[int, Any]
) -> dict[str, forms.TypedChoiceField]:
    """One drop-down of levels for each label, named ``prefix`` and the label's code."""
    return {
        f"{prefix}{code}": forms.TypedChoiceField(
            label=label, choices=list(levels.items()), coerce=int, empty_value=0, required=False, initial=0
        )
        for code, label in labels.items()
    }


def levels_chosen(prefix: str, cleaned: Mapping[str, Any]) -> dict[str, int]:
    """The levels above none, by code."""
    return {name.removeprefix(prefix): level for name, level in cleaned.items() if name.startswith(prefix) and level}


def unit_text(version: UnitVersion) -> str:
    """A unit as it is suggested and shown in a field: name, parent where known, and code."""
    parent = getattr(version, "parent_name", "")
    return f"{version.name} – {parent} ({version.unit.code})" if parent else f"{version.name} ({version.unit.code})"


def member_text(member: Member) -> str:
    """A member as suggested and shown in a field: name, cell where known, number."""
    cell = getattr(member, "cell_name", "")
    return f"{member.full_name} – {cell} (số {member.pk})" if cell else f"{member.full_name} – (số {member.pk})"
