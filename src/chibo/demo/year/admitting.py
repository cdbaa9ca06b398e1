"""People put forward in the year, each one step further along the path than the one before."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta

from chibo.accounts.models import User
from chibo.demo.names import make_name
from chibo.demo.year.words import OCCUPATIONS, REASONS
from chibo.domain.nominations.path import Form, Proposer
from chibo.domain.working_days import add_working_days
from chibo.nominations.models import Nomination
from chibo.nominations.queries.around import official_count
from chibo.nominations.services import admission, nominating
from chibo.nominations.services.nominating import Counted, Person
from chibo.registry.models import Member, Membership, Unit

At = Callable[[date, Callable[[date], None]], None]
FORMS = (Form.CURRICULUM_VITAE, Form.OPINIONS, Form.RESIDENCE_OPINION, Form.YOUTH_UNION)


class Admitting:
    """Leads candidates along their path; ``at`` lets each step wait for its day, and those after the year stay open."""

    def __init__(self, chance: random.Random, at: At) -> None:
        self.chance = chance
        self.at = at

    def put_forward(self, cell: Unit, day: date, *, secretary: User, committee: User) -> None:
        """Somebody is put forward in ``cell`` on ``day`` and goes as far as the year lasts."""
        is_woman = self.chance.random() < 0.55
        born_in = self.chance.randint(1980, 1997)
        identity = Person(
            name=make_name(self.chance, male=not is_woman, born_in=born_in),
            born_on=date(born_in, self.chance.randint(1, 12), self.chance.randint(1, 28)),
            gender="FEMALE" if is_woman else "MALE",
            reasons=self.chance.choice(REASONS),
            address=f"Số {self.chance.randint(1, 180)}, tổ {self.chance.randint(1, 9)}",
            phone="",
            occupation=self.chance.choice(OCCUPATIONS),
        )
        proposer = self.chance.choice((Proposer.YOUTH_UNION, Proposer.WOMEN_UNION, Proposer.FARMERS_UNION))
        row = nominating.propose(actor=secretary, cell=cell, proposer=proposer.value, identity=identity, on=day)
        steps: tuple[tuple[int, Callable[[date], object]], ...] = (
            (28, lambda on: self._recognise(row, secretary, on)),
            (
                35,
                lambda on: nominating.assign_helper(
                    actor=secretary, nomination=row, helper=self._backer(row, on), on=on
                ),
            ),
            (80, lambda on: admission.note_certificate(actor=secretary, nomination=row, certified_on=on, on=on)),
            (110, lambda on: self._file(row, secretary, on)),
            (130, lambda on: admission.resolve(actor=secretary, nomination=row, votes=self._all(row, on), on=on)),
            (165, lambda on: admission.decide(actor=committee, nomination=row, received_on=on, on=on)),
            (185, lambda on: admission.hold_ceremony(actor=secretary, nomination=row, on=on)),
        )
        for days, step in steps:
            self.at(add_working_days(day + timedelta(days=days), 1), step)

    def _recognise(self, row: Nomination, secretary: User, on: date) -> None:
        votes = self._all(row, on)
        nominating.consider(actor=secretary, nomination=row, outcome="RECOGNISED", votes=votes, on=on)

    def _file(self, row: Nomination, secretary: User, on: date) -> None:
        forms = {Form.APPLICATION: None, **dict.fromkeys(FORMS), Form.INTRODUCTION: self._backer(row, on)}
        admission.file_forms(actor=secretary, nomination=row, forms=forms, on=on)

    def _all(self, row: Nomination, on: date) -> Counted:
        count = official_count(row.cell, on)
        return Counted(count, count, 0)

    def _backer(self, row: Nomination, on: date) -> Member:
        """The official member who has been in the cell longest."""
        stays = Membership.objects.on(on).filter(cell=row.cell, kind=Membership.OFFICIAL, member__official_from__lte=on)
        return stays.select_related("member").order_by("starts_on", "member_id")[0].member
