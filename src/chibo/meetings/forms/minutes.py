"""Forms of minutes: how the meeting opened, each item, how it closed; signing and supplementing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chibo.kit.forms import DayField
from chibo.meetings.services.minutes import Conclusion, Frame, Words
from chibo.registry.forms.steps import PaperForm

if TYPE_CHECKING:
    from chibo.meetings.models import AgendaItem
    from chibo.registry.models import Member


class _TimeField(forms.TimeField):
    """An hour of the day: 7:30, 07h30."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TimeInput(format="%H:%M", attrs={"placeholder": "07:30", "inputmode": "numeric"})
        super().__init__(widget=widget, **options)

    def to_python(self, value: Any) -> time | None:
        return super().to_python(value.replace("h", ":").replace("g", ":").strip() if isinstance(value, str) else value)


class FrameForm(forms.Form):
    """When the meeting opened and who leads it. ``people``: who may (id → member)."""

    fields_of = {
        "CHAIR_TAKES_MINUTES": "minute_taker",
        "NOT_ON_ROLL": "chair",
        "MEETING_CLOSED_BEFORE_OPENED": "opened_at",
    }
    opened_at = _TimeField(label=_("Khai mạc lúc"))
    place = forms.CharField(label=_("Địa điểm"), max_length=160, required=False)
    chair = forms.ChoiceField(label=_("Chủ trì"))
    minute_taker = forms.ChoiceField(label=_("Thư ký"))

    def __init__(self, data: Any = None, *, people: Mapping[str, Member], **options: Any) -> None:
        super().__init__(data, **options)
        self.people = people
        for name in ("chair", "minute_taker"):
            self.fields[name].choices = [("", "–"), *((key, each.full_name) for key, each in people.items())]

    def frame(self, closed_at: time | None) -> Frame:
        given = self.cleaned_data
        chair, taker = self.people[given["chair"]], self.people[given["minute_taker"]]
        return Frame(given["opened_at"], chair, taker, closed_at, given["place"])


class ItemMinutesForm(forms.Form):
    """What was said on one item, what was concluded, and the votes where it was voted on."""

    fields_of = {"VOTES_DO_NOT_ADD_UP": "in_favour"}
    summary = forms.CharField(
        label=_("Diễn biến, ý kiến thảo luận"),
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    conclusion = forms.CharField(
        label=_("Kết luận, nghị quyết"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Ghi rõ việc, người làm, thời hạn."),
    )
    in_favour = forms.IntegerField(label=_("Tán thành"), min_value=0, max_value=999, required=False)
    against = forms.IntegerField(label=_("Không tán thành"), min_value=0, max_value=999, required=False)
    abstained = forms.IntegerField(label=_("Không có ý kiến"), min_value=0, max_value=999, required=False)

    def words(self, item: AgendaItem) -> Words:
        given = self.cleaned_data
        counts = [given["in_favour"], given["against"], given["abstained"]]
        votes = None if all(each is None for each in counts) else tuple(each or 0 for each in counts)
        return Words({item.pk: Conclusion(given["summary"], given["conclusion"], votes)})  # type: ignore[arg-type]


class ClosingForm(forms.Form):
    """How the meeting ended."""

    fields_of = {"MEETING_CLOSED_BEFORE_OPENED": "closed_at"}
    general = forms.CharField(
        label=_("Kết luận của chủ trì"), required=False, max_length=8000, widget=forms.Textarea(attrs={"rows": 6})
    )
    closed_at = _TimeField(label=_("Bế mạc lúc"))


class SignForm(PaperForm):
    """The day of signing; for whom, where it was signed on paper."""

    on = DayField(label=_("Ngày ký"))


class SupplementForm(PaperForm):
    fields_of = {"SUPPLEMENT_EMPTY": "text", "SIGNED_BEFORE_LAST": "on"}
    field_order = ("text", "on", "acting_for", "paper")
    text = forms.CharField(
        label=_("Nội dung bổ sung, đính chính"), max_length=4000, widget=forms.Textarea(attrs={"rows": 6})
    )
    on = DayField(label=_("Ngày ký"))
