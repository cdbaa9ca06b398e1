"""The rules and weights of a commune's plans, as sentences with numbers in them."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chibo.campaigns.queries.problems import check_rules
from chibo.domain.placement.problem import LARGEST_WEIGHT, Weights
from chibo.domain.problem_fields import MalformedProblem

Choices = Sequence[tuple[str, Any]]

DEFAULTS = Weights()
MOST_STEPS = 60

SENTENCES: tuple[tuple[Any, Any], ...] = (
    (gettext_lazy("Nơi ở"), gettext_lazy("Về sinh hoạt tại chi bộ nơi ở: cộng %(home)s điểm.")),
    (
        gettext_lazy("Đường đi"),
        gettext_lazy("Mỗi ki-lô-mét từ nhà đến chi bộ trừ %(travel_per_km)s điểm, tối đa %(travel_cap)s điểm."),
    ),
    (
        gettext_lazy("Chuyên môn"),
        gettext_lazy("Mỗi mức của một nhu cầu chuyên môn có người khá hoặc giỏi đáp ứng: cộng %(coverage)s điểm."),
    ),
    (
        gettext_lazy("Cán bộ lãnh đạo"),
        gettext_lazy("Chi bộ cần cán bộ lãnh đạo mà không có ai: trừ %(leader)s điểm."),
    ),
    (
        gettext_lazy("Chi bộ yếu"),
        gettext_lazy(
            "Mỗi đảng viên chính thức mà một chi bộ còn thiếu để đủ %(minimum_official)s người: trừ %(weak)s điểm."
        ),
    ),
    (gettext_lazy("Chi bộ nào cũng có người"), gettext_lazy("Chi bộ không nhận được ai: trừ %(empty)s điểm.")),
    (
        gettext_lazy("Đúng chỉ tiêu"),
        gettext_lazy(
            "Lệch chỉ tiêu người thứ nhất, thứ hai, thứ ba… trừ lần lượt %(size_steps)s điểm; số cuối dùng cho mọi người sau đó."
        ),
    ),
    (
        gettext_lazy("Ít xáo trộn"),
        gettext_lazy("Khi lập lại phương án, mỗi người về chi bộ khác phương án trước: trừ %(change)s điểm."),
    ),
)
"""Title and sentence of each weight; a name in the sentence is where its number is typed."""


class StepsField(forms.CharField):
    """Whole numbers separated by commas."""

    default_error_messages = {"invalid": gettext_lazy("Hãy nhập các số nguyên không âm, cách nhau bằng dấu phẩy.")}

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        parts = [part for part in text.replace(";", ",").split(",") if part.strip()]
        if not parts and text:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        steps = []
        for part in parts:
            if not part.strip().isascii() or not part.strip().isdigit() or len(part.strip()) > 7:
                raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
            steps.append(int(part))
        if len(steps) > MOST_STEPS or any(step > LARGEST_WEIGHT for step in steps):
            raise forms.ValidationError(_("Nhiều nhất %(most)s số, mỗi số đến một triệu.") % {"most": MOST_STEPS})
        return steps


def _points(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=0, max_value=LARGEST_WEIGHT, widget=forms.NumberInput(attrs={"inputmode": "numeric"})
    )


class RulesForm(forms.Form):
    """Every weight, the limit of one office, relatives, cells without a limit; pins and bans stand in ``PairFormSet``.

    ``fingerprint`` tells whether the rules are still those that the person saw.
    """

    home = _points(gettext_lazy("Điểm cộng khi sinh hoạt tại nơi ở"))
    travel_per_km = _points(gettext_lazy("Điểm trừ mỗi ki-lô-mét"))
    travel_cap = _points(gettext_lazy("Điểm trừ đường đi tối đa"))
    coverage = _points(gettext_lazy("Điểm cộng mỗi mức nhu cầu được đáp ứng"))
    leader = _points(gettext_lazy("Điểm trừ khi thiếu cán bộ lãnh đạo"))
    minimum_official = _points(gettext_lazy("Số đảng viên chính thức cần có"))
    weak = _points(gettext_lazy("Điểm trừ mỗi đảng viên chính thức còn thiếu"))
    empty = _points(gettext_lazy("Điểm trừ chi bộ không nhận được ai"))
    size_steps = StepsField(label=gettext_lazy("Điểm trừ lần lượt khi lệch chỉ tiêu"), max_length=300)
    change = _points(gettext_lazy("Điểm trừ mỗi thay đổi khi lập lại"))
    office_limit = forms.IntegerField(
        label=gettext_lazy("Số người nhiều nhất của cùng một bộ phận về một chi bộ"),
        required=False,
        min_value=0,
        max_value=1000,
        help_text=gettext_lazy("Để trống: không giới hạn."),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    apart = forms.MultipleChoiceField(
        label=gettext_lazy("Thân nhân không về cùng chi bộ"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Bỏ dấu để cho phép hai người về cùng chi bộ trong đợt này."),
    )
    uncapped = forms.MultipleChoiceField(
        label=gettext_lazy("Chi bộ được nhận quá sức chứa"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Chi bộ không đánh dấu chỉ nhận đến sức chứa của mình."),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, data: Any = None, *, rules: Mapping[str, Any], kin: Choices, cells: Choices, **options: Any
    ) -> None:
        self.kin, self.fingerprint = kin, fingerprint_of(rules)
        weights = dataclasses.asdict(DEFAULTS) | dict(rules.get("weights", {}))
        together = {_pair_value(pair) for pair in rules.get("together", ())}
        options["initial"] = {
            **weights,
            "size_steps": ", ".join(str(step) for step in weights["size_steps"]),
            "office_limit": rules.get("office_limit"),
            "apart": [value for value, _label in kin if value not in together],
            "uncapped": list(rules.get("uncapped", ())),
            "seen": self.fingerprint,
        }
        super().__init__(data, **options)
        self.fields["apart"].choices = list(kin)
        self.fields["uncapped"].choices = list(cells)
        for name in ("apart", "uncapped"):
            if not self.fields[name].choices:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("seen") and cleaned["seen"] != self.fingerprint:
            self.add_error(
                None,
                _(
                    "Trong lúc đồng chí sửa, người khác đã đặt quy tắc mới. Hãy xem lại; nếu vẫn muốn ghi, hãy bấm lần nữa."
                ),
            )
            self.data = self.data.copy()
            self.data["seen"] = self.fingerprint
        if not self.errors:
            try:
                check_rules(self.rules(pairs=()))
            except MalformedProblem as error:
                name = error.path.removeprefix("weights.").split("[")[0]
                self.add_error(name if name in self.fields else None, _("Giá trị này không dùng được."))
        return cleaned

    def rules(self, pairs: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        """The rules as ``choose_rules`` takes them; ``pairs``: the cleaned rows of ``PairFormSet``."""
        cleaned = self.cleaned_data
        apart = set(cleaned.get("apart", ()))
        rules: dict[str, Any] = {
            "weights": {entry.name: cleaned[entry.name] for entry in dataclasses.fields(Weights)},
            "office_limit": cleaned["office_limit"],
            "together": [value.split("-") for value, _label in self.kin if value not in apart],
            "uncapped": sorted(cleaned.get("uncapped", ())),
        }
        for kind in ("fixed", "forbidden"):
            rules[kind] = [[pair["member"], pair["cell"]] for pair in pairs if pair["rule"] == kind]
        return rules

    def office_sentence(self) -> SafeString:
        """The limit of one office as a sentence with its input."""
        text = _("Mỗi chi bộ nhận nhiều nhất %(office_limit)s người của cùng một bộ phận.")
        return mark_safe(str(escape(text)) % {"office_limit": _inline(self["office_limit"])})

    def sentences(self) -> list[dict[str, Any]]:
        """Each weight as ``title``, ``sentence`` with its inputs, the bound ``fields``, and the ``default`` sentence."""
        found = []
        for title, sentence in SENTENCES:
            text = str(sentence)
            names = [name for name in self.fields if f"%({name})s" in text]
            inputs = {name: _inline(self[name]) for name in names}
            usual = {name: _shown(getattr(DEFAULTS, name)) for name in names}
            is_usual = all(self[name].value() in (getattr(DEFAULTS, name), usual[name]) for name in names)
            found.append(
                {
                    "title": title,
                    "sentence": mark_safe(str(escape(text)) % inputs),
                    "fields": [self[name] for name in names],
                    "usual": "" if is_usual else text % usual,
                }
            )
        return found


class PairForm(forms.Form):
    """One member and one cell: the member must go there, or must not."""

    member = forms.ChoiceField(label=gettext_lazy("Đảng viên"))
    rule = forms.ChoiceField(
        label=gettext_lazy("Quy tắc"),
        choices=(("fixed", gettext_lazy("phải về")), ("forbidden", gettext_lazy("không về"))),
    )
    cell = forms.ChoiceField(label=gettext_lazy("Chi bộ"))

    def __init__(self, *args: Any, members: Choices, cells: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["member"].choices = [("", _("Chọn đảng viên")), *members]
        self.fields["cell"].choices = [("", _("Chọn chi bộ")), *cells]

    def has_changed(self) -> bool:
        """A blank row is no row, whatever its rule says."""
        return super().has_changed() and any(self[name].value() for name in ("member", "cell"))


class BasePairFormSet(forms.BaseFormSet):
    """Pins and bans that do not contradict each other."""

    def clean(self) -> None:
        held: dict[str, str] = {}
        rows = self.pairs() if not any(self.errors) else []
        for row in rows:
            if row["rule"] == "fixed" and held.setdefault(row["member"], row["cell"]) != row["cell"]:
                raise forms.ValidationError(_("Một đảng viên chỉ có thể phải về một chi bộ. Hãy bỏ bớt một dòng."))
        for row in rows:
            if row["rule"] == "forbidden" and held.get(row["member"]) == row["cell"]:
                raise forms.ValidationError(
                    _("Một đảng viên vừa phải về vừa không về cùng một chi bộ. Hãy bỏ một dòng.")
                )

    def pairs(self) -> list[dict[str, Any]]:
        """The rows that stay, each once."""
        kept = [
            form.cleaned_data
            for form in self.forms
            if getattr(form, "cleaned_data", None)
            and form.cleaned_data.get("member")
            and not form.cleaned_data["DELETE"]
        ]
        unique = {(row["member"], row["rule"], row["cell"]): row for row in kept}
        return list(unique.values())


PairFormSet = forms.formset_factory(PairForm, formset=BasePairFormSet, extra=1, can_delete=True, max_num=1000)


def pairs_of(rules: Mapping[str, Any], members: Choices, cells: Choices) -> list[dict[str, str]]:
    """The pins and bans of ``rules`` that still name someone who moves and a cell that receives."""
    known, codes = {key for key, _name in members}, {code for code, _name in cells}
    return [
        {"member": member, "rule": kind, "cell": cell}
        for kind in ("fixed", "forbidden")
        for member, cell in rules.get(kind, ())
        if member in known and cell in codes
    ]


def kin_choices(kin: Sequence[tuple[str, str]], names: Mapping[str, str]) -> list[tuple[str, str]]:
    """Pairs of relatives as choices: ``M1-M2``, and both names."""
    return [
        (_pair_value(pair), _("%(first)s và %(second)s") % {"first": names[pair[0]], "second": names[pair[1]]})
        for pair in kin
    ]


def fingerprint_of(rules: Mapping[str, Any]) -> str:
    """A short text that differs whenever ``rules`` differ."""
    return hashlib.sha256(json.dumps(rules, sort_keys=True, default=list).encode()).hexdigest()[:16]


def _pair_value(pair: Sequence[str]) -> str:
    return "-".join(sorted(pair))


def _shown(value: Any) -> str:
    return ", ".join(str(step) for step in value) if isinstance(value, tuple) else str(value)


def _inline(bound: forms.BoundField) -> SafeString:
    """The input of a field, within a sentence: named for those who do not see the sentence around it."""
    classes = "form-control inline-input" + (" is-invalid" if bound.errors else "")
    size = "wide" if isinstance(bound.field, StepsField) else "short"
    return bound.as_widget(attrs={"class": f"{classes} inline-{size}", "aria-label": str(bound.label)})
