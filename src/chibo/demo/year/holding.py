"""A cell's meeting in the year: agenda, attendance, minutes, opinions, score; resolutions and the tasks that come of them.

Every cell keeps its attendance; the first cell of each commune works with the rest too, the others on paper.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, time, timedelta

from chibo.accounts.models import User
from chibo.demo.registering import Register
from chibo.demo.year.words import OPINIONS, RESOLUTIONS, SUMMARIES, THEMES_OF_QUARTER, DemoResolution
from chibo.domain.meetings import Presence
from chibo.domain.meetings_scoring import SheetKind, sheet_on
from chibo.domain.tasks import Giver, TaskSide
from chibo.domain.working_days import add_working_days
from chibo.meetings.models import Meeting, Opinion, Resolution, Task
from chibo.meetings.queries.agenda import items_of
from chibo.meetings.queries.meetings import roll_of
from chibo.meetings.services.attendance import mark_attendance
from chibo.meetings.services.meetings import choose_theme, fill_agenda
from chibo.meetings.services.minutes import Conclusion, Frame, Words, sign_minutes, write_minutes
from chibo.meetings.services.opinions import note_opinion, score_meeting, settle_opinion, share_initiative
from chibo.meetings.services.resolutions import pass_resolution
from chibo.meetings.services.tasks import accept_task, give_task, report_task, return_task
from chibo.registry.models import Member, Office, Unit

At = Callable[[date, Callable[[date], None]], None]
ABSENT = ("ILL", "DUTY", "FAMILY", "NO_LEAVE")
ABSENT_SHARE = 0.08
HOURS = {
    "MORNING": (time(7, 30), time(9, 30)),
    "AFTERNOON": (time(14, 0), time(16, 0)),
    "EVENING": (time(19, 0), time(21, 0)),
}
RESOLVES_IN = (7, 10, 1, 4)
THEMATIC_IN = (9, 12, 3, 6)


class Holding:
    """Holds meetings; ``at`` lets what follows from one wait for its day."""

    def __init__(self, register: Register, chance: random.Random, at: At) -> None:
        self.register = register
        self.chance = chance
        self.at = at

    def hold(self, meeting: Meeting, day: date, *, with_minutes: bool) -> None:
        """``meeting`` is held on ``day``; with minutes: by its agenda, recorded, scored and signed two days later."""
        secretary = self.register.secretaries[meeting.cell.code]
        if with_minutes:
            if day.month in THEMATIC_IN:
                theme = THEMES_OF_QUARTER[THEMATIC_IN.index(day.month)]
                meeting = choose_theme(actor=secretary, meeting=meeting, theme=theme, on=day)
            fill_agenda(actor=secretary, meeting=meeting, on=day)
        chair = secretary.member
        marks = {line.member.pk: self._mark(line.member == chair) for line in roll_of(meeting) if not line.is_exempt}
        mark_attendance(actor=secretary, meeting=meeting, marks=marks, on=day)
        if with_minutes:
            self._record(meeting, day, secretary, chair)

    def _mark(self, leads: bool) -> str:
        return Presence.PRESENT if leads or self.chance.random() > ABSENT_SHARE else self.chance.choice(ABSENT)

    def _record(self, meeting: Meeting, day: date, secretary: User, chair: Member) -> None:
        roll = roll_of(meeting)
        here = [line for line in roll if line.presence is Presence.PRESENT]
        others = [line.member for line in here if line.is_official and line.member != chair]
        if not others or len(others) + 1 <= sum(line.is_official for line in roll) / 2:
            return  # Too few came for a quorum.
        opened_at, closed_at = HOURS[meeting.session]
        conclusions = {item.pk: Conclusion(self.chance.choice(SUMMARIES)) for item in items_of(meeting)}
        write_minutes(
            actor=secretary,
            meeting=meeting,
            on=day,
            frame=Frame(
                opened_at=opened_at,
                chair=chair,
                minute_taker=others[0],
                closed_at=closed_at,
                place=meeting.hall or "Nhà văn hóa",
            ),
            wording=Words(conclusions, "Chi bộ thống nhất các nội dung đã kết luận."),
        )
        self._opinions(meeting, day, secretary, others)
        if day.month in RESOLVES_IN:
            self._resolve(meeting, day, secretary, others, len(others) + 1)
        sheet = sheet_on(day, SheetKind.REGULAR)
        points = {criterion.value: most - self.chance.choice((0, 0, 1, 2)) for criterion, most in sheet.criteria}
        score_meeting(actor=secretary, meeting=meeting, points=points, on=day)
        self.at(day + timedelta(days=2), lambda on: self._sign(meeting, secretary, on))

    def _sign(self, meeting: Meeting, secretary: User, on: date) -> None:
        sign_minutes(actor=secretary, meeting=meeting, on=on)

    def _opinions(self, meeting: Meeting, day: date, secretary: User, others: list[Member]) -> None:
        earlier = Opinion.objects.filter(meeting__cell=meeting.cell, meeting__on__lt=day, outcome=Opinion.OPEN)
        for opinion in earlier.order_by("pk"):
            settle_opinion(
                actor=secretary,
                opinion=opinion,
                outcome=Opinion.TAKEN_UP,
                wording="Chi bộ đưa vào việc tháng này.",
                on=day,
            )
            if opinion.kind == Opinion.INITIATIVE:
                share_initiative(actor=secretary, opinion=opinion, on=day)
        if self.chance.random() < 0.5:
            kind, words = self.chance.choice(OPINIONS)
            raised_by = self.chance.choice(others)
            note_opinion(actor=secretary, meeting=meeting, wording=words, on=day, raised_by=raised_by, kind=kind)

    def _resolve(self, meeting: Meeting, day: date, secretary: User, others: list[Member], present: int) -> None:
        told = RESOLUTIONS[RESOLVES_IN.index(day.month)]
        resolution = pass_resolution(
            actor=secretary,
            cell=meeting.cell,
            title=told.title,
            clauses=told.clauses,
            present=present,
            votes_for=present,
            on=day,
            meeting=meeting,
        )
        self._share_out(resolution, told, secretary, others, day)

    def _share_out(
        self, resolution: Resolution, told: DemoResolution, secretary: User, others: list[Member], day: date
    ) -> None:
        for clause, (side, title) in zip(resolution.clauses.order_by("number"), told.tasks, strict=True):
            task = give_task(
                actor=secretary,
                giver=Giver.CELL.value,
                unit=resolution.cell,
                owner=self.chance.choice(others),
                title=title,
                side=side.value,
                due_on=add_working_days(day, self.chance.choice((20, 35, 50))),
                on=day,
                clause=clause,
            )
            self._do(task, day, secretary)

    def give_office_task(self, commune: Unit, day: date, *, head: User, staff: list[tuple[Member, Office]]) -> None:
        """The head of the offices gives one of ``staff`` a task of their office."""
        member, office = self.chance.choice(staff)
        task = give_task(
            actor=head,
            giver=Giver.OFFICE.value,
            unit=commune,
            owner=member,
            title=f"Giải quyết hồ sơ tồn đọng của bộ phận {office.name}",
            side=TaskSide.OFFICE.value,
            due_on=add_working_days(day, self.chance.choice((15, 22))),
            on=day,
        )
        self._do(task, day, head)

    def _do(self, task: Task, day: date, judge: User) -> None:
        """Most tasks are reported and accepted; some are sent back first, one in six is never reported."""
        if self.chance.random() < 1 / 6:
            return
        reported_on = add_working_days(day, self.chance.randint(8, 40))
        is_sent_back = self.chance.random() < 0.15

        def report(on: date) -> None:
            report_task(actor=judge, task=task, report="Đã làm xong theo phân công.", on=on)

        def judged(on: date) -> None:
            if is_sent_back:
                return_task(actor=judge, task=task, on=on, reason="Cần bổ sung số liệu")
            else:
                accept_task(actor=judge, task=task, on=on)

        self.at(reported_on, report)
        self.at(add_working_days(reported_on, 2), judged)
