"""Opening a cycle, taking in who came late, leaving out, cancelling."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chibo.domain.evaluation.opening import CycleDays, period_of
from chibo.domain.evaluation.rule_sets import CapOf, PeriodKind
from chibo.domain.working_days import add_working_days
from chibo.evaluations.labels import CAP_BASES, PERIOD_KINDS
from chibo.kit.as_of import FIRST_YEAR, LAST_YEAR
from chibo.kit.forms import DayField, ReasonField
from chibo.registry.forms.fields import MemberField
from chibo.registry.forms.steps import DayForm

if TYPE_CHECKING:
    from chibo.accounts.models import User

USUAL_DAYS = {"self_due_on": 10, "office_due_on": 18, "cell_due_on": 28, "decision_due_on": 38}
"""Working days after the opening that the form proposes."""


class OpenForm(DayForm):
    """Which period, under which rules, by when each side writes. ``communes`` and ``rule_sets``: pairs of code and name."""

    fields_of = {
        "CYCLE_PERIOD_NOT_OF_RULES": "rules",
        "CYCLE_BEFORE_RULES": "rules",
        "CYCLE_RULES_UNKNOWN": "rules",
        "CYCLE_TOO_EARLY": "on",
        "CYCLE_EXISTS": "year",
    }

    commune = forms.ChoiceField(label=_("Đảng uỷ"))
    kind = forms.ChoiceField(label=_("Kỳ"), choices=list(PERIOD_KINDS.items()), widget=forms.RadioSelect)
    year = forms.IntegerField(label=_("Năm"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    quarter = forms.ChoiceField(
        label=_("Quý"),
        choices=[("1", "I"), ("2", "II"), ("3", "III"), ("4", "IV")],
        required=False,
        help_text=_("Chỉ dùng khi kiểm điểm theo quý."),
    )
    rules = forms.ChoiceField(
        label=_("Quy định áp dụng"),
        help_text=_("Đợt giữ nguyên quy định như lúc mở, dù sau này quy định được thêm hay thay."),
    )
    cap_of = forms.ChoiceField(
        label=_("Giới hạn số xuất sắc tính trên"),
        choices=[("", _("Theo quy định đã chọn")), *((code.value, CAP_BASES[code.value]) for code in CapOf)],
        required=False,
    )
    on = DayField(label=_("Ngày mở đợt"))
    self_due_on = DayField(label=_("Hạn tự kiểm điểm"))
    office_due_on = DayField(label=_("Hạn ý kiến của cơ quan và chi bộ nơi chuyển đi"))
    cell_due_on = DayField(label=_("Hạn chi bộ nhận xét, bỏ phiếu"))
    decision_due_on = DayField(label=_("Hạn cấp uỷ kết luận"))
    answer_days = forms.IntegerField(
        label=_("Số ngày làm việc để trả lời, khiếu nại"),
        min_value=1,
        max_value=60,
        required=False,
        help_text=_("Để trống: theo quy định đã chọn."),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        communes: Sequence[tuple[str, str]],
        rule_sets: Sequence[tuple[str, str]],
        day: date,
        **options: Any,
    ) -> None:
        year = day.year if day.month >= 9 else day.year - 1
        options["initial"] = {
            "commune": communes[0][0],
            "kind": PeriodKind.YEAR.value,
            "year": year,
            "on": day,
            **{name: add_working_days(day, count) for name, count in USUAL_DAYS.items()},
            **options.get("initial", {}),
        }
        super().__init__(data, **options)
        self.fields["commune"].choices = list(communes)
        self.fields["rules"].choices = list(rule_sets)
        if len(communes) == 1:
            self.fields["commune"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("kind") == PeriodKind.QUARTER and not cleaned.get("quarter"):
            self.add_error("quarter", _("Hãy chọn quý."))
        names = ("on", *USUAL_DAYS)
        for earlier, later in pairwise(names):
            if cleaned.get(earlier) and cleaned.get(later) and cleaned[later] < cleaned[earlier]:
                self.add_error(later, _("Ngày này phải từ %(day)s trở đi.") % {"day": f"{cleaned[earlier]:%d/%m/%Y}"})
        return cleaned

    def facts(self) -> dict[str, Any]:
        """The cleaned values as ``open_cycle`` takes them, without the committee."""
        given = self.cleaned_data
        period = period_of(PeriodKind(given["kind"]), given["year"], int(given["quarter"] or 1))
        return {
            "kind": given["kind"],
            "starts_on": period.starts_on,
            "ends_on": period.ends_on,
            "rules": given["rules"],
            "cap_of": given["cap_of"],
            "days": CycleDays(given["on"], *(given[name] for name in USUAL_DAYS)),
            "answer_days": given["answer_days"],
            "on": given["on"],
        }


class LateForm(DayForm):
    """Who came after the opening."""

    fields_of = {"REVIEW_EXISTS": "member", "MEMBER_NOT_IN_COMMUNE": "member"}

    member = MemberField(label=_("Đảng viên"))
    on = DayField(label=_("Ngày thêm hồ sơ"))

    def __init__(self, data: Any = None, *, viewer: User, day: date, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["member"].serve(viewer, day)


class ReasonForm(DayForm):
    """A day and why."""

    fields_of = {"REASON_WANTED_HERE": "reason"}

    on = DayField(label=_("Ngày"))
    reason = ReasonField()
