"""Plays the year: each month its calendar, then its days in order, each event the use case of the person of the day."""

from __future__ import annotations

import heapq
import random
from collections.abc import Callable
from datetime import date, timedelta
from itertools import count

from chibo.accounts.models import User
from chibo.demo.registering import Register
from chibo.demo.year.admitting import Admitting
from chibo.demo.year.desk import leave_in, staff_desk, wish_of
from chibo.demo.year.holding import Holding
from chibo.demo.year.reviewing import REVIEW_COMMUNES, Reviewing
from chibo.demo.year.words import CONCERNS, DIRECTIVES, REOPENED_BECAUSE, DemoConcern, DemoDirective
from chibo.directives.models import Directive
from chibo.directives.services.acknowledging import acknowledge_version
from chibo.directives.services.directives import send_directive
from chibo.domain.organisation import CELL_KINDS, UnitKind
from chibo.domain.working_days import add_working_days
from chibo.feedback.models import Concern
from chibo.feedback.services.concerns import Wording, note_concern
from chibo.feedback.services.handling import answer_concern, close_concern, read_back, reopen_concern, route_concern
from chibo.meetings.models import Meeting
from chibo.meetings.services.calendars import adopt_calendar, propose_calendar
from chibo.registry.models import Employment, Unit, UnitVersion

YEAR = tuple(date(2019 + month // 12, month % 12 + 1, 1) for month in range(6, 18))
"""The months of the year, each by its first day."""
LAST_DAY = date(2020, 12, 10)
"""The last day of which the demo tells: by then the review of 2020 is half done."""
BEGINS_ON = date(2019, 6, 20)
Act = Callable[[date], None]


class Year:
    """The year of one commune after another: what is to be done waits by its day, and may lead to more."""

    def __init__(self, register: Register, codes: tuple[str, ...]) -> None:
        self.register = register
        self.chance = random.Random(2019)
        self.communes = [register.units[code] for code in codes]
        self._waiting: list[tuple[date, int, Act]] = []
        self._order = count()
        self._said: dict[int, DemoConcern] = {}
        self._holding = Holding(register, self.chance, self.at)
        self._admitting = Admitting(self.chance, self.at)
        self._reviewing = Reviewing(register, random.Random(2020), self.at)

    def at(self, day: date, act: Act) -> None:
        """``act`` is done on ``day``, after what was put there before; what lies after the last day is left open."""
        if day <= LAST_DAY:
            heapq.heappush(self._waiting, (day, next(self._order), act))

    def prepare(self) -> None:
        """The desks and the cells say what calendars go by; the year's directives wait for their day."""
        for commune in self.communes:
            officer = self.register.committee[commune.code]
            staff_desk(commune, actor=officer, on=BEGINS_ON)
            for cell in self.cells(commune, BEGINS_ON):
                if cell.code in self.register.secretaries:
                    wish_of(cell, self.chance, actor=self.register.secretaries[cell.code], on=BEGINS_ON)
        for directive in DIRECTIVES:
            senders = [self.register.units[directive.unit]] if directive.unit else self.communes
            for sender in senders:
                self.at(directive.sent_on, self._sending(directive, sender))
        for commune in self.communes:
            if commune.code in REVIEW_COMMUNES:
                self._reviewing.prepare(commune)

    def play(self, month: date) -> None:
        """Each commune adopts its calendar of ``month``; then the days of the month pass."""
        for commune in self.communes:
            self._adopt(commune, month)
        for commune in self.communes:
            for cell in self.cells(commune, month):
                if cell.code in self.register.secretaries and self.chance.random() < 0.55:
                    self.at(month + timedelta(days=self.chance.randint(3, 26)), self._noting(cell))
            self.at(month + timedelta(days=9), self._office_work(commune))
            if month.month % 2:
                self.at(month + timedelta(days=self.chance.randint(5, 20)), self._putting_forward(commune))
        self._pass_until((month + timedelta(days=31)).replace(day=1))

    def finish(self) -> None:
        """What was put after the year's months is done, up to the last day."""
        self._pass_until(LAST_DAY + timedelta(days=1))

    def _pass_until(self, after: date) -> None:
        while self._waiting and self._waiting[0][0] < after:
            day, _order, act = heapq.heappop(self._waiting)
            act(day)

    def cells(self, commune: Unit, day: date) -> list[Unit]:
        """The cells of ``commune`` on ``day``, by code."""
        kinds = [str(kind) for kind in CELL_KINDS]
        rows = UnitVersion.objects.on(day).filter(parent=commune, kind__in=kinds).select_related("unit")
        return sorted((row.unit for row in rows), key=lambda unit: unit.code)

    def head(self, commune: Unit) -> User:
        """Who answers for the offices of ``commune``."""
        return self.register.heads.get(commune.code, self.register.committee[commune.code])

    def _adopt(self, commune: Unit, month: date) -> None:
        officer, on = self.register.committee[commune.code], add_working_days(month - timedelta(days=8), 1)
        leave_in(commune, self.chance, actor=self.head(commune), day=month)
        plan = propose_calendar(actor=officer, commune=commune, month=month, on=on)
        adopt_calendar(actor=officer, plan=plan, on=on)
        held = Meeting.objects.filter(adoption__commune=commune, month=month, called_off_by=None)
        for meeting in held.select_related("cell").order_by("on", "cell__code"):
            self.at(meeting.on, self._meeting(meeting))

    def _meeting(self, meeting: Meeting) -> Act:
        def hold(day: date) -> None:
            if meeting.cell.code in self.register.secretaries:
                self._holding.hold(meeting, day, with_minutes=meeting.cell.code.endswith("-K1"))
                self._read_back(meeting.cell, day)

        return hold

    def _office_work(self, commune: Unit) -> Act:
        def give(day: date) -> None:
            head = self.head(commune)
            rows = Employment.objects.on(day).filter(office__commune=commune, member__memberships__kind="OFFICIAL")
            rows = rows.exclude(member__user=head).select_related("member", "office").distinct().order_by("member_id")
            self._holding.give_office_task(commune, day, head=head, staff=[(row.member, row.office) for row in rows])

        return give

    def _putting_forward(self, commune: Unit) -> Act:
        def put(day: date) -> None:
            cells = [cell for cell in self.cells(commune, day) if "-K" in cell.code]
            cell = self.chance.choice(cells)
            secretary, committee = self.register.secretaries[cell.code], self.register.committee[commune.code]
            self._admitting.put_forward(cell, day, secretary=secretary, committee=committee)

        return put

    def _read_back(self, cell: Unit, day: date) -> None:
        secretary = self.register.secretaries[cell.code]
        open_rounds = {"handlings__reopened_on": None, "handlings__passed_on": None, "handlings__read_back_on": None}
        answered = Concern.objects.filter(cell=cell, joined_into=None, handlings__answered_on__lte=day, **open_rounds)
        for concern in answered.order_by("pk"):
            read_back(actor=secretary, concern=concern, on=day)
            if self.chance.random() < 0.12:
                reopen_concern(actor=secretary, concern=concern, on=day, reason=REOPENED_BECAUSE)
                self._wait_for_answer(concern, self._said[concern.pk], day)
            else:
                close_concern(actor=secretary, concern=concern, on=day)

    def _noting(self, cell: Unit) -> Act:
        def note(day: date) -> None:
            said = self.chance.choice(CONCERNS)
            concern = note_concern(
                actor=self.register.secretaries[cell.code],
                cell=cell,
                theme=said.theme,
                kind=said.kind,
                wording=Wording(said.text, self.chance.choice(said.places)),
                on=day,
            )
            self._said[concern.pk] = said
            self.at(add_working_days(day, self.chance.choice((1, 1, 2, 3))), self._routing(concern, said))

        return note

    def _routing(self, concern: Concern, said: DemoConcern) -> Act:
        def route(day: date) -> None:
            commune = self._commune_of(concern)
            office = self.register.offices[commune.code, said.office]
            route_concern(actor=self.register.committee[commune.code], concern=concern, office=office, on=day)
            self._wait_for_answer(concern, said, day)

        return route

    def _wait_for_answer(self, concern: Concern, said: DemoConcern, day: date) -> None:
        def answer(on: date) -> None:
            answer_concern(actor=self.head(self._commune_of(concern)), concern=concern, wording=said.answer, on=on)

        # Most within their deadline, a few late.
        self.at(add_working_days(day, self.chance.choice((2, 3, 4, 5, 6, 8, 9, 14))), answer)

    def _commune_of(self, concern: Concern) -> Unit:
        return next(unit for unit in self.communes if concern.cell.code.startswith(f"{unit.code}-"))

    def _sending(self, told: DemoDirective, sender: Unit) -> Act:
        def send(day: date) -> None:
            actor = self.register.committee.get(sender.code, self.register.users["totuctinh"])
            directive = send_directive(
                actor=actor,
                unit=sender,
                number=told.number,
                issuer=told.issuer,
                issued_on=day,
                subject=told.subject,
                text=told.text,
                deadline=told.deadline,
                on=day,
            )
            below = UnitVersion.objects.on(day).filter(path__contains=f"/{sender.pk}/").exclude(unit=sender)
            for row in below.select_related("unit").order_by("path"):
                if told.reached == 1 or self.chance.random() < told.reached:
                    # The higher a unit stands, the sooner it reads.
                    days = 1 if row.kind not in CELL_KINDS else self.chance.choice((1, 2, 2, 3, 4, 5))
                    self.at(add_working_days(day, days), self._acknowledging(directive, row.unit, UnitKind(row.kind)))

        return send

    def _acknowledging(self, directive: Directive, unit: Unit, kind: UnitKind) -> Act:
        """In person where the unit has an account, else entered by the province from the signed paper."""
        own = self.register.secretaries if kind in CELL_KINDS else self.register.committee
        actor = own.get(unit.code)

        def acknowledge(day: date) -> None:
            if not UnitVersion.objects.on(day).filter(unit=unit).exists():
                return
            paper = {} if actor is not None else {"acting_for": "Văn thư", "paper": "Sổ văn bản đến"}
            acknowledge_version(
                actor=actor or self.register.users["totuctinh"],
                directive=directive,
                number=1,
                unit=unit,
                on=day,
                **paper,
            )

        return acknowledge
