"""Forms of one meeting: calling it, its agenda and papers, who came, opinions and score."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chibo.domain.meetings import AbsenceReason, Ground, Presence
from chibo.domain.meetings_scoring import Sheet
from chibo.kit.forms import DayField, ReasonField
from chibo.meetings.labels import CRITERIA, EXEMPTIONS, GROUNDS, KINDS, OPINION_KINDS, OUTCOMES, REASONS, SESSIONS
from chibo.registry.forms.steps import DayForm

if TYPE_CHECKING:
    from chibo.meetings.models import AgendaItem, Meeting
    from chibo.meetings.queries.meetings import RollLine
    from chibo.registry.models import Member

PRESENT, LEAVE, NO_LEAVE = "P", "L", "N"


class CallForm(forms.Form):
    """A meeting besides what the calendar sets. ``missed``: meetings that a make-up session may follow."""

    fields_of = {
        "THEME_WANTED": "theme",
        "MAKE_UP_OF_WHAT": "makes_up",
        "NOBODY_TO_MAKE_UP": "makes_up",
        "MAKE_UP_OUT_OF_MONTH": "held_on",
        "MEETING_SET_ALREADY": "held_on",
        "MONTHLY_MEETING_STANDS": "kind",
        "CELL_NOT_IN_FORCE": "held_on",
    }
    kind = forms.ChoiceField(label=_("Loại buổi sinh hoạt"), choices=list(KINDS.items()), widget=forms.RadioSelect)
    held_on = DayField(label=_("Ngày họp"))
    session = forms.ChoiceField(label=_("Buổi"), choices=list(SESSIONS.items()), widget=forms.RadioSelect)
    hall = forms.CharField(label=_("Nơi họp"), max_length=120, required=False)
    theme = forms.CharField(
        label=_("Chuyên đề"), max_length=200, required=False, help_text=_("Cần có khi sinh hoạt chuyên đề.")
    )
    makes_up = forms.ChoiceField(label=_("Sinh hoạt bù cho buổi"), required=False, help_text=_("Chỉ khi sinh hoạt bù."))

    def __init__(self, data: Any = None, *, missed: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["makes_up"].choices = [("", "–"), *missed]


class CancelForm(forms.Form):
    fields_of = {"CANCEL_REASON_WANTED": "reason"}
    reason = ReasonField(label=_("Vì sao huỷ?"))


class ThemeForm(forms.Form):
    fields_of = {"THEME_WANTED": "theme"}
    theme = forms.CharField(
        label=_("Chuyên đề"),
        max_length=200,
        required=False,
        help_text=_("Sinh hoạt chuyên đề cùng buổi định kỳ. Bỏ trống: không có phần chuyên đề."),
    )


class OnlineForm(forms.Form):
    """Online or in person; how many cannot be in one place, by ground."""

    is_online = forms.BooleanField(label=_("Sinh hoạt trực tuyến"), required=False)

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        for ground, words in GROUNDS.items():
            self.fields[ground.value] = forms.IntegerField(label=words, min_value=0, max_value=999, required=False)

    @property
    def away(self) -> dict[Ground, int]:
        return {ground: self.cleaned_data[ground.value] or 0 for ground in GROUNDS}


class ItemForm(forms.Form):
    """One more item of the agenda."""

    label = forms.CharField(label=_("Nội dung"), max_length=300)
    detail = forms.CharField(label=_("Chi tiết, người chuẩn bị"), max_length=500, required=False)


class PaperAddForm(forms.Form):
    """A short text, or one of the signed papers that the viewer may read (``documents``: pairs of key and words)."""

    fields_of = {"PAPER_EMPTY": "text"}
    title = forms.CharField(label=_("Tên tài liệu"), max_length=200)
    text = forms.CharField(
        label=_("Nội dung tóm tắt"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 6})
    )
    document = forms.ChoiceField(label=_("Hoặc văn bản đã ký"), required=False)

    def __init__(self, data: Any = None, *, documents: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["document"].choices = [("", "–"), *documents]


class AttendanceForm(forms.Form):
    """One line a member: present, absent with leave (why), absent without; what is left open is not marked.

    ``lines``: for the template, each a roll line with its two bound fields. ``guests``: one a line, name – position.
    """

    acting_for = forms.CharField(
        label=_("Nhập thay cho đồng chí"), max_length=120, required=False, help_text=_("Khi nhập từ danh sách ký tên.")
    )
    guests = forms.CharField(
        label=_("Đại biểu dự"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Mỗi người một dòng: họ tên – chức vụ, đơn vị."),
    )

    def __init__(
        self, data: Any = None, *, roll: Sequence[RollLine], assisted: bool, rest_present: bool = False, **options: Any
    ) -> None:
        super().__init__(data, **options)
        self.roll = roll
        if not assisted:
            del self.fields["acting_for"]
        reasons = [(code, words) for code, words in REASONS.items() if code != AbsenceReason.NO_LEAVE]
        for line in roll:
            presence, reason = _shown(line, rest_present)
            self.fields[f"p{line.member.pk}"] = forms.ChoiceField(
                label=line.member.full_name,
                required=False,
                initial=presence,
                choices=[(PRESENT, _("Có mặt")), (LEAVE, _("Vắng có lý do")), (NO_LEAVE, _("Vắng không lý do"))],
                widget=forms.RadioSelect,
            )
            self.fields[f"r{line.member.pk}"] = forms.ChoiceField(
                label=_("Lý do"), required=False, initial=reason, choices=reasons
            )

    def lines(self) -> list[tuple[RollLine, forms.BoundField, forms.BoundField]]:
        return [(line, self[f"p{line.member.pk}"], self[f"r{line.member.pk}"]) for line in self.roll]

    def marks(self) -> dict[int, str]:
        """What ``mark_attendance`` takes."""
        found = {}
        for line in self.roll:
            told = self.cleaned_data.get(f"p{line.member.pk}")
            if told:
                reason = self.cleaned_data.get(f"r{line.member.pk}") or AbsenceReason.OTHER.value
                codes = {PRESENT: Presence.PRESENT.value, NO_LEAVE: AbsenceReason.NO_LEAVE.value}
                found[line.member.pk] = codes.get(told, reason)
        return found

    def guest_pairs(self) -> list[tuple[str, str]]:
        """What ``note_guests`` takes."""
        lines = [line.replace("–", "-").partition("-") for line in self.cleaned_data["guests"].splitlines()]
        return [(name.strip()[:120], position.strip()[:160]) for name, _dash, position in lines if name.strip()]


def _shown(line: RollLine, rest_present: bool) -> tuple[str, str]:
    if line.mark is None:
        return (PRESENT if rest_present and not line.is_exempt else ""), AbsenceReason.ILL.value
    if line.presence is Presence.PRESENT:
        return PRESENT, AbsenceReason.ILL.value
    if line.mark.reason == AbsenceReason.NO_LEAVE:
        return NO_LEAVE, AbsenceReason.ILL.value
    return LEAVE, line.mark.reason


class OpinionForm(forms.Form):
    """Who raised what. ``people``: members on the roll; ``items``: the agenda."""

    fields_of = {"OPINION_BY_WHOM": "raised_by", "NOT_IN_CELL_THAT_DAY": "raised_by"}
    text = forms.CharField(label=_("Nội dung"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))
    kind = forms.ChoiceField(label=_("Loại"), choices=list(OPINION_KINDS.items()), widget=forms.RadioSelect)
    raised_by = forms.ChoiceField(label=_("Đảng viên nêu"), required=False)
    guest = forms.CharField(label=_("Hoặc đại biểu nêu"), max_length=120, required=False)
    item = forms.ChoiceField(label=_("Về nội dung"), required=False)

    def __init__(
        self,
        data: Any = None,
        *,
        people: Mapping[str, Member],
        items: Sequence[AgendaItem],
        **options: Any,
    ) -> None:
        super().__init__(data, **options)
        self.people, self.items = people, {str(item.pk): item for item in items}
        self.fields["raised_by"].choices = [("", "–"), *((key, each.full_name) for key, each in people.items())]
        self.fields["item"].choices = [("", "–"), *((key, item.label) for key, item in self.items.items())]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if bool(cleaned.get("raised_by")) == bool(cleaned.get("guest")):
            self.add_error("raised_by", _("Hãy chọn đảng viên đã nêu, hoặc ghi tên đại biểu."))
        return cleaned

    def facts(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "wording": given["text"],
            "kind": given["kind"],
            "raised_by": self.people.get(given["raised_by"]),
            "guest": given["guest"],
            "item": self.items.get(given["item"]),
        }


class SettleForm(DayForm):
    """What became of an opinion."""

    fields_of = {"OPINION_DAY_TOO_EARLY": "on", "OUTCOME_WANTED": "words"}
    outcome = forms.ChoiceField(
        label=_("Kết quả"),
        choices=[(code, words) for code, words in OUTCOMES.items() if code != "OPEN"],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(label=_("Lời trả lời"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))
    on = DayField(label=_("Ngày trả lời"))


class ScoreForm(forms.Form):
    """Points for each criterion of a sheet."""

    def __init__(self, data: Any = None, *, sheet: Sheet, **options: Any) -> None:
        super().__init__(data, **options)
        for criterion, most in sheet.criteria:
            self.fields[criterion.value] = forms.IntegerField(
                label=CRITERIA[criterion],
                min_value=0,
                max_value=most,
                help_text=_("Nhiều nhất %(most)s điểm.") % {"most": most},
            )


class ExemptForm(DayForm):
    """Who is exempt, why by kind, from when."""

    fields_of = {"EXEMPT_ALREADY": "member", "NOT_IN_CELL_THAT_DAY": "member"}
    member = forms.ChoiceField(label=_("Đảng viên"))
    ground = forms.ChoiceField(label=_("Lý do"), choices=list(EXEMPTIONS.items()))
    on = DayField(label=_("Miễn từ ngày"))

    def __init__(self, data: Any = None, *, people: Mapping[str, Member], **options: Any) -> None:
        super().__init__(data, **options)
        self.people = people
        self.fields["member"].choices = [("", "–"), *((key, each.full_name) for key, each in people.items())]


class EndForm(DayForm):
    on = DayField(label=_("Dự sinh hoạt lại từ ngày"))


def missed_choices(meetings: Sequence[Meeting]) -> list[tuple[str, str]]:
    """Meetings as a choice: day and kind."""
    return [(str(row.pk), f"{row.on:%d/%m/%Y} – {KINDS[row.kind]}") for row in meetings]
