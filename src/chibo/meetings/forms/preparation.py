"""Forms of what calendars go by: wishes, leaders, limits, clerks, leave; and of the day a calendar is adopted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chibo.kit.forms import DayField
from chibo.meetings.labels import LEAVE_KINDS, LEAVE_PARTS, SESSIONS
from chibo.registry.forms.base import DatedForm
from chibo.registry.forms.fields import MemberField

if TYPE_CHECKING:
    from chibo.registry.models import Counter, Member, Unit

WEIGHTS = {
    0: _("Ngày nào cũng được"),
    1: _("Gần ngày truyền thống thì tốt"),
    3: _("Rất muốn đúng ngày truyền thống"),
    5: _("Chỉ đổi ngày khi không còn cách nào khác"),
}


class WishForm(DatedForm):
    """When a cell can meet, and where."""

    sessions = forms.MultipleChoiceField(
        label=_("Có thể họp vào"), choices=list(SESSIONS.items()), widget=forms.CheckboxSelectMultiple
    )
    preferred_session = forms.ChoiceField(
        label=_("Muốn họp vào"), choices=list(SESSIONS.items()), widget=forms.RadioSelect
    )
    weight = forms.TypedChoiceField(label=_("Giữ ngày truyền thống"), choices=list(WEIGHTS.items()), coerce=int)
    hall = forms.CharField(
        label=_("Nơi họp"),
        max_length=120,
        required=False,
        help_text=_("Các chi bộ ghi cùng một nơi họp sẽ không bị xếp cùng buổi."),
    )
    field_order = ("sessions", "preferred_session", "weight", "hall", "on")

    def clean(self) -> dict[str, Any]:
        preferred, wanted = self.cleaned_data.get("preferred_session"), self.cleaned_data.get("sessions")
        if preferred and wanted and preferred not in wanted:
            self.add_error("preferred_session", _("Buổi mong muốn phải là một trong các buổi có thể họp."))
        return self.cleaned_data


class LimitsForm(DatedForm):
    """The limits of a commune's calendars."""

    days_before = forms.IntegerField(label=_("Sớm nhất trước ngày truyền thống (ngày)"), min_value=0, max_value=14)
    days_after = forms.IntegerField(label=_("Muộn nhất sau ngày truyền thống (ngày)"), min_value=0, max_value=14)
    max_meetings = forms.IntegerField(label=_("Số chi bộ họp cùng buổi, nhiều nhất"), min_value=1, max_value=100)
    max_duties = forms.IntegerField(
        label=_("Số buổi trực của một người, nhiều nhất"),
        min_value=0,
        max_value=60,
        required=False,
        help_text=_("Tính trong những ngày có họp. Bỏ trống: không giới hạn."),
    )
    field_order = ("days_before", "days_after", "max_meetings", "max_duties", "on")


class LeaderForm(DatedForm):
    """Who attends the meetings of a cell besides its members."""

    member = MemberField(label=_("Cấp uỷ viên"))
    cell = forms.ChoiceField(label=_("Phụ trách chi bộ"))
    field_order = ("member", "cell", "on")

    def __init__(self, *args: Any, cells: Mapping[str, tuple[str, Unit]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.cells = {code: unit for code, (_name, unit) in cells.items()}
        self.fields["cell"].choices = [(code, name) for code, (name, _unit) in cells.items()]

    def clean_cell(self) -> Unit:
        return self.cells[self.cleaned_data["cell"]]


class ClerkForm(DatedForm):
    """Who can serve a counter."""

    member = forms.ChoiceField(label=_("Cán bộ, công chức"))
    counter = forms.ChoiceField(label=_("Trực được quầy"))
    is_primary = forms.BooleanField(label=_("Là quầy chính của người này"), required=False)
    field_order = ("member", "counter", "is_primary", "on")

    def __init__(
        self, *args: Any, staff: Sequence[tuple[Member, str]], counters: Sequence[Counter], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.staff = {str(member.pk): member for member, _words in staff}
        self.counters = {counter.code: counter for counter in counters}
        self.fields["member"].choices = [("", "–"), *((str(member.pk), words) for member, words in staff)]
        self.fields["counter"].choices = [(counter.code, counter.name) for counter in counters]

    def clean_member(self) -> Member:
        return self.staff[self.cleaned_data["member"]]

    def clean_counter(self) -> Counter:
        return self.counters[self.cleaned_data["counter"]]


class LeaveForm(DatedForm):
    """When a clerk is away, and by kind why."""

    member = forms.ChoiceField(label=_("Người trực quầy"))
    last_on = DayField(label=_("Đến hết ngày"))
    part = forms.ChoiceField(label=_("Buổi"), choices=list(LEAVE_PARTS.items()))
    kind = forms.ChoiceField(
        label=_("Loại"), choices=list(LEAVE_KINDS.items()), help_text=_("Không ghi lý do sức khoẻ của ai.")
    )
    field_order = ("member", "on", "last_on", "part", "kind")

    def __init__(self, *args: Any, clerks: Sequence[Member], day: date, **options: Any) -> None:
        options["initial"] = {"last_on": day, **options.get("initial", {})}
        super().__init__(*args, day=day, **options)
        self.clerks = {str(member.pk): member for member in clerks}
        self.fields["member"].choices = [("", "–"), *((key, member.full_name) for key, member in self.clerks.items())]

    def clean_member(self) -> Member:
        return self.clerks[self.cleaned_data["member"]]


class AdoptForm(DatedForm):
    """The day a calendar is adopted."""

    on = DayField(label=_("Ngày duyệt"))
