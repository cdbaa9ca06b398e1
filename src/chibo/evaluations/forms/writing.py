"""The writing page of a part: one field for each section, which knows what its writer saw."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chibo.evaluations.labels import GRADES
from chibo.evaluations.queries.criteria import Asked
from chibo.evaluations.services.parts import Proposal, Said

LONGEST = 8000


class KeyingForm(forms.Form):
    """For whom, and from which paper, somebody keys in a part."""

    fields_of = {
        "WRITER_NOT_NAMED": "acting_for",
        "SELF_BY_ANOTHER": "acting_for",
        "WRITTEN_ABOUT_ONESELF": "acting_for",
        "WRITER_OF_BOTH_SIDES": "acting_for",
    }

    acting_for = forms.CharField(label=_("Nhập thay cho đồng chí"), max_length=120)
    paper = forms.CharField(
        label=_("Theo giấy"),
        max_length=120,
        required=False,
        help_text=_("Ví dụ: bản viết tay ngày 25/11/2019."),
    )


class PartForm(forms.Form):
    """The sections of a part, and its grade where the side proposes one.

    ``written``: criterion → what stands there now. What differs from what its writer saw is to be saved; a hidden field
    beside each section holds which version that was, and its fingerprint.
    """

    def __init__(
        self,
        data: Any = None,
        *,
        asked: Sequence[Asked],
        written: Mapping[str, Said],
        proposal: Proposal | None,
        percent: bool = False,
        **options: Any,
    ) -> None:
        super().__init__(data, use_required_attribute=False, **options)
        self.asked = list(asked)
        self.proposal = proposal
        for each in self.asked:
            self._add(each, written.get(each.code, Said()))
        if proposal is not None:
            self._ask_grade(proposal, percent)

    def _add(self, asked: Asked, said: Said) -> None:
        code = asked.code
        words = forms.Textarea(attrs={"rows": 6, "maxlength": LONGEST})
        self.fields[f"text-{code}"] = forms.CharField(
            label=asked.label, help_text=asked.hint, max_length=LONGEST, required=False, widget=words, initial=said.text
        )
        if asked.levels:
            self.fields[f"level-{code}"] = forms.ChoiceField(
                label=_("Mức"),
                choices=list(GRADES.items()),
                required=False,
                widget=forms.RadioSelect,
                initial=said.level,
            )
        if asked.most:
            self.fields[f"points-{code}"] = forms.IntegerField(
                label=_("Điểm (nhiều nhất %(most)s)") % {"most": asked.most},
                min_value=0,
                max_value=asked.most,
                required=False,
                initial=said.points,
            )
        for name, value in (("version", said.version), ("seen", fingerprint(said))):
            self.fields[f"{name}-{code}"] = forms.CharField(
                required=False, max_length=64, widget=forms.HiddenInput, initial=value
            )

    def _ask_grade(self, proposal: Proposal, percent: bool) -> None:
        self.fields["grade"] = forms.ChoiceField(
            label=_("Mức đề nghị xếp loại"),
            choices=list(GRADES.items()),
            required=False,
            widget=forms.RadioSelect,
            initial=proposal.grade,
        )
        if percent:
            labels = {
                "done_percent": _("Nhiệm vụ đã hoàn thành (%)"),
                "above_percent": _("Trong đó vượt yêu cầu (%)"),
            }
            for name, label in labels.items():
                self.fields[name] = forms.IntegerField(
                    label=label, min_value=0, max_value=100, required=False, initial=getattr(proposal, name)
                )

    def said(self, code: str) -> Said:
        """What was typed under that criterion, with the version its writer saw."""
        facts = self.cleaned_data
        version = facts.get(f"version-{code}", "")
        return Said(
            text=facts.get(f"text-{code}", "").replace("\r\n", "\n").strip(),
            level=facts.get(f"level-{code}", ""),
            points=facts.get(f"points-{code}"),
            version=int(version) if version.isdecimal() and len(version) < 9 else 0,
        )

    def changed_sections(self) -> dict[str, Said]:
        """What was typed where it differs from what was seen. A section with an error is left out."""
        typed = {each.code: self.said(each.code) for each in self.asked if not self._is_wrong(each.code)}
        seen = {code: self.cleaned_data.get(f"seen-{code}", "") for code in typed}
        return {code: said for code, said in typed.items() if fingerprint(said) != seen[code]}

    def changed_proposal(self) -> Proposal | None:
        """The grade and percentages typed, where they differ from what stands there."""
        if self.proposal is None or {"grade", "done_percent", "above_percent"} & set(self.errors):
            return None
        facts = self.cleaned_data
        typed = Proposal(facts.get("grade", ""), facts.get("done_percent"), facts.get("above_percent"))
        return typed if typed != self.proposal else None

    def note_now(self, code: str, now: Said) -> None:
        """Keep what was typed; the next saving knows what stands there ``now``."""
        self.data = self.data.copy()
        self.data[f"version-{code}"] = str(now.version)
        self.data[f"seen-{code}"] = fingerprint(now)

    def sections(self) -> list[dict[str, Any]]:
        """For the page: each criterion with its bound fields, in order. A draft may lack what its last step asks for."""
        for field in self.fields.values():
            field.required = True
        shown = []
        for each in self.asked:
            names = {name: f"{name}-{each.code}" for name in ("text", "level", "points", "version", "seen")}
            fields = {name: self[full] for name, full in names.items() if full in self.fields}
            shown.append({"code": each.code, "asked": each, **fields})
        return shown

    def _is_wrong(self, code: str) -> bool:
        return any(f"{name}-{code}" in self.errors for name in ("text", "level", "points"))


def fingerprint(said: Said) -> str:
    """Tells two sayings apart, whatever their version."""
    return hashlib.sha256(repr((said.text, said.level, said.points)).encode()).hexdigest()[:16]
