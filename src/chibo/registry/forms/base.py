"""The form that knows its viewer and its day, and notices when the record changed while it was open."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chibo.kit.forms import DayField
from chibo.registry.forms.fields import MemberField, UnitField

if TYPE_CHECKING:
    from chibo.accounts.models import User
    from chibo.registry.models import Unit

FIELD_OF = {"CODE_TAKEN": "code", "CARD_NUMBER_TAKEN": "card_number", "USERNAME_TAKEN": "username"}
"""The field beside which a violation is shown; others stand above the form."""


class RecordForm(forms.Form):
    """A change of one record: who types, for which day, and what was known when the form was shown.

    ``state`` is the record in words (``queries.state``). The hidden field ``seen`` carries what the person saw; when it
    differs from what is known now, ``is_fresh`` refuses once, tells the difference, and lets the next sending through.
    """

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any = None,
        *,
        viewer: User,
        day: date,
        near: Unit | None = None,
        state: Mapping[str, str] | None = None,
        **options: Any,
    ) -> None:
        self.state = dict(state or {})
        options["initial"] = {"seen": json.dumps(self.state), "on": day, **options.get("initial", {})}
        super().__init__(data, **options)
        for field in self.fields.values():
            if isinstance(field, UnitField):
                field.serve(viewer, day, near)
            elif isinstance(field, MemberField):
                field.serve(viewer, day)

    def is_fresh(self, state: Mapping[str, str]) -> bool:
        """Whether the record is still as the person saw it, now that it is ``state``."""
        try:
            seen = json.loads(self.cleaned_data.get("seen") or "{}")
        except ValueError:
            seen = {}
        seen = seen if isinstance(seen, dict) else {}
        changed = [label for label in state if label in seen and seen[label] != state[label]]
        if not changed:
            return True
        self.add_error(
            None,
            _(
                "Trong lúc đồng chí nhập, người khác đã thay đổi hồ sơ này. "
                "Hãy xem lại các điều sau; nếu vẫn muốn ghi, hãy bấm lần nữa."
            ),
        )
        for label in changed:
            words = {"label": label, "before": seen[label] or "–", "now": state[label] or "–"}
            self.add_error(None, _("%(label)s: “%(before)s” nay là “%(now)s”.") % words)
        self.data = self.data.copy()
        self.data["seen"] = json.dumps(dict(state))
        return False

    def facts(self) -> dict[str, Any]:
        """The cleaned values without the form's own ones."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}


class DatedForm(RecordForm):
    """A change that holds from a day on."""

    on = DayField(label=gettext_lazy("Từ ngày"))
    field_order = ("on",)
