"""The yearly reviews of two communes: that of 2019 from the opening to the appeals, that of 2020 as far as December.

Those who have an account write themselves; the others write on paper, which the secretary or the committee keys in.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date

from chibo.accounts.models import User
from chibo.demo.registering import Register
from chibo.demo.year.review_words import ANSWER, APPEAL, OVER_THE_CAP, RULING, SAID, SITTING, WORK_IS_FIRST
from chibo.domain.evaluation.grades import Grade
from chibo.domain.evaluation.opening import CycleDays
from chibo.domain.evaluation.way import SMALLEST_VOTE, ReviewFacts, Side, Stage, stage_of
from chibo.evaluations.models import Conclusion, Cycle, Review
from chibo.evaluations.queries.criteria import asked_of
from chibo.evaluations.queries.parts import official_count
from chibo.evaluations.queries.reviews import facts_for
from chibo.evaluations.services.cycles import open_cycle, remind
from chibo.evaluations.services.decisions import choose_grade, conclude, rule_on_appeal
from chibo.evaluations.services.keying_in import Sheet, key_in_part
from chibo.evaluations.services.parts import Proposal, Said
from chibo.evaluations.services.replies import answer_verdict, appeal_verdict
from chibo.evaluations.services.votes import Ballots, Sitting, hold_joint_sitting
from chibo.registry.models import Unit

At = Callable[[date, Callable[[date], None]], None]
REVIEW_COMMUNES = ("BH-TRUNGDUNG", "TN-GIAKIEM")
RULES = "hd21-2019"
GRADES = (Grade.EXCELLENT, Grade.GOOD, Grade.FULFILLED, Grade.NOT_FULFILLED)
OWN_WEIGHTS = (14, 74, 11, 1)
"""How often members grade themselves so, in percent; offices and cells mostly follow."""
FOLLOWS = 0.85
PAPER = "Bản viết tay"


class Reviewing:
    """Leads the reviews of a commune; ``at`` lets each step wait for its day."""

    def __init__(self, register: Register, chance: random.Random, at: At) -> None:
        self.register = register
        self.chance = chance
        self.at = at

    def prepare(self, commune: Unit) -> None:
        """The cycles of 2019 and 2020 wait for their days."""
        self.at(date(2019, 12, 17), lambda day: self._review_2019(commune, day))
        self.at(date(2020, 11, 16), lambda day: self._review_2020(commune, day))

    def _review_2019(self, commune: Unit, day: date) -> None:
        due = (date(2019, 12, 20), date(2019, 12, 24), date(2019, 12, 28), date(2020, 1, 10))
        cycle = self._open(commune, 2019, day, due)
        self.at(date(2019, 12, 19), lambda on: self._write(cycle, Side.SELF, on))
        self.at(date(2019, 12, 23), lambda on: self._write(cycle, Side.OFFICE, on))
        self.at(date(2019, 12, 24), lambda on: self._write_former(cycle, on))
        self.at(date(2019, 12, 27), lambda on: self._write(cycle, Side.CELL, on))
        self.at(date(2020, 1, 6), lambda on: self._sit(cycle, on))
        self.at(date(2020, 1, 8), lambda on: self._conclude(cycle, on))
        self.at(date(2020, 1, 10), lambda on: self._reply(cycle, on))

    def _review_2020(self, commune: Unit, day: date) -> None:
        due = (date(2020, 11, 27), date(2020, 12, 4), date(2020, 12, 15), date(2020, 12, 31))
        cycle = self._open(commune, 2020, day, due)
        self.at(date(2020, 11, 25), lambda on: self._write(cycle, Side.SELF, on, share=0.94, cells=0.4))
        self.at(date(2020, 11, 30), lambda on: self._remind(cycle, Side.SELF, on))
        self.at(date(2020, 12, 2), lambda on: self._write(cycle, Side.OFFICE, on, share=0.7))
        # The third of the month, as ever: some cells have voted.
        self.at(date(2020, 12, 3), lambda on: self._write(cycle, Side.CELL, on, share=0.9, cells=0.5))
        self.at(date(2020, 12, 7), lambda on: self._remind(cycle, Side.OFFICE, on))

    def _open(self, commune: Unit, year: int, day: date, due: tuple[date, date, date, date]) -> Cycle:
        return open_cycle(
            actor=self._officer(commune),
            committee=commune,
            kind=Cycle.YEAR,
            starts_on=date(year, 1, 1),
            ends_on=date(year + 1, 1, 1),
            rules=RULES,
            days=CycleDays(day, *due),
            on=day,
        )

    def _write(self, cycle: Cycle, side: Side, day: date, *, share: float = 1.0, cells: float = 1.0) -> None:
        """The parts of ``side`` that may be handed in on ``day``, ``share`` of them; of ``cells`` of all cells."""
        stage = {Side.SELF: Stage.SELF, Side.OFFICE: Stage.OFFICE, Side.CELL: Stage.CELL}[side]
        rows = [(review, facts) for review, facts in self._known(cycle, day) if stage_of(facts, day) is stage]
        codes = sorted({review.cell.code for review, _facts in rows})
        taking_part = set(codes[: max(1, round(len(codes) * cells))])
        for review, facts in rows:
            if review.cell.code in taking_part and self.chance.random() < share:
                self._hand_in(review, facts, side, day)

    def _write_former(self, cycle: Cycle, day: date) -> None:
        """What the former cell says: it is dissolved, so its last secretary's paper is keyed in by the committee."""
        for review, facts in self._known(cycle, day):
            for row in review.former.all():
                told = {"acting_for": "Nguyên bí thư chi bộ cơ quan", "paper": PAPER}
                sheet = self._sheet(review, Side.FORMER, Grade.GOOD, day)
                if not facts.part(Side.FORMER, row.cell_id).is_settled:
                    key_in_part(
                        actor=self._clerk(review),
                        review=review,
                        side=Side.FORMER,
                        unit=row.cell,
                        wording=sheet,
                        on=day,
                        **told,
                    )

    def _hand_in(self, review: Review, facts: ReviewFacts, side: Side, day: date) -> None:
        grade = self._grade(facts)
        actor, told = self._writer(review, side)
        wording = self._sheet(review, side, grade, day)
        key_in_part(actor=actor, review=review, side=side, wording=wording, on=day, **told)

    def _writer(self, review: Review, side: Side) -> tuple[User, dict[str, str]]:
        """Who hands in: the side itself where it has an account and may, else the committee from paper."""
        commune, member = review.cycle.committee, review.member
        secretary = self.register.secretaries.get(review.cell.code)
        own = {
            Side.SELF: member.user if member is not None else secretary,
            Side.OFFICE: self.register.heads.get(commune.code),
            Side.CELL: secretary,
        }[side]
        about_oneself = member is not None and own is not None and own == member.user
        if own is not None and about_oneself is (side is Side.SELF and member is not None):
            return own, {}
        names = {
            Side.SELF: member.full_name if member is not None else "Bí thư chi bộ",
            Side.OFFICE: "Phó Chủ tịch Uỷ ban nhân dân",
            Side.CELL: "Phó bí thư chi bộ",
        }
        keys_in = secretary if side is Side.SELF and member is not None and secretary is not None else None
        return keys_in or self._clerk(review), {"acting_for": names[side], "paper": PAPER}

    def _sheet(self, review: Review, side: Side, grade: Grade, day: date) -> Sheet:
        said = {
            asked.code: Said(self.chance.choice(SAID[side][asked.code]), level=grade.value)
            for asked in asked_of(review.cycle.rules, side)
        }
        if side is Side.CELL:
            return Sheet(said, ballots=self._ballots(review, grade, day), voted_on=day)
        return Sheet(said, Proposal(grade.value) if side is not Side.FORMER else None)

    def _ballots(self, review: Review, grade: Grade, day: date) -> Ballots:
        """Most of those present vote for ``grade``, one or two for the next."""
        official = official_count(review.cell, day)
        present = max(1, official - self.chance.choice((0, 0, 1, 2)))
        if present < SMALLEST_VOTE:
            return Ballots(present, grade.value)
        others = self.chance.choice((0, 0, 1, 2))
        other = Grade.GOOD if grade is not Grade.GOOD else Grade.FULFILLED
        return Ballots(present, grade.value, {grade.value: present - others, other.value: others})

    def _grade(self, facts: ReviewFacts) -> Grade:
        """Mostly what the side before gave; else a level beside it, so that some have to sit together."""
        given = facts.part(Side.OFFICE).grade or facts.part(Side.SELF).grade
        if given is None:
            return self.chance.choices(GRADES, OWN_WEIGHTS)[0]
        if self.chance.random() < FOLLOWS:
            return given
        return Grade.GOOD if given is not Grade.GOOD else self.chance.choice((Grade.EXCELLENT, Grade.FULFILLED))

    def _sit(self, cycle: Cycle, day: date) -> None:
        for review, facts in self._known(cycle, day):
            if stage_of(facts, day) is Stage.JOINT:
                agreed = facts.part(Side.OFFICE).grade
                wording = Sitting("Thủ trưởng cơ quan", "Chi uỷ chi bộ", SITTING, agreed.value if agreed else "")
                hold_joint_sitting(actor=self._clerk(review), review=review, wording=wording, held_on=day, on=day)

    def _conclude(self, cycle: Cycle, day: date) -> None:
        """The committee gives what was proposed, but for those excellent ones for whom the cap leaves no room."""
        rows = [(review, facts) for review, facts in self._known(cycle, day) if stage_of(facts, day) is Stage.PROPOSED]
        for of_cells in (False, True):
            chosen = [(review, facts) for review, facts in rows if (review.member is None) is of_cells]
            good = sum(facts.proposal is Grade.GOOD for _review, facts in chosen)
            room = good // 5
            for review, facts in chosen:
                grade, reason = facts.proposal or Grade.GOOD, ""
                if grade is Grade.EXCELLENT:
                    if Side.OFFICE in facts.wanted and facts.part(Side.OFFICE).grade is not Grade.EXCELLENT:
                        grade, reason = Grade.GOOD, WORK_IS_FIRST
                    elif room:
                        room -= 1
                    else:
                        grade, reason = Grade.GOOD, OVER_THE_CAP
                choose_grade(actor=self._clerk(review), review=review, grade=grade.value, on=day, reason=reason)
            kind = Conclusion.CELLS if of_cells else Conclusion.MEMBERS
            conclude(actor=self._officer(cycle.committee), cycle=cycle, kind=kind, on=day)

    def _reply(self, cycle: Cycle, day: date) -> None:
        """Two answer; one who was found to have only fulfilled the duties appeals, and the committee rules."""
        secretary = self.register.secretaries
        rows = cycle.reviews.filter(verdicts__isnull=False, cell__code__in=secretary, member__user=None)
        rows = rows.select_related("member", "cell", "cycle__committee").order_by("pk")
        for review in rows.filter(verdicts__grade=Grade.GOOD.value)[:2]:
            actor = secretary[review.cell.code]
            answer_verdict(
                actor=actor, review=review, wording=ANSWER, on=day, acting_for=review.member.full_name, paper=PAPER
            )
        review = rows.filter(verdicts__grade=Grade.FULFILLED.value).first()
        if review is not None:
            told = {"acting_for": review.member.full_name, "paper": PAPER}
            appeal_verdict(actor=secretary[review.cell.code], review=review, wording=APPEAL, on=day, **told)
            self.at(date(2020, 1, 20), lambda on: self._rule(review, on))

    def _rule(self, review: Review, day: date) -> None:
        reply = review.replies.get(kind="APPEAL")
        actor = self._officer(review.cycle.committee)
        rule_on_appeal(actor=actor, reply=reply, wording=RULING, grade=Grade.GOOD.value, on=day)

    def _remind(self, cycle: Cycle, side: Side, day: date) -> None:
        """Each cell of which a part is still owed, or the offices."""
        stage = {Side.SELF: Stage.SELF, Side.OFFICE: Stage.OFFICE}[side]
        owed = [review for review, facts in self._known(cycle, day) if stage_of(facts, day) is stage]
        cells = {review.cell.pk: review.cell for review in owed} if side is not Side.OFFICE else {}
        for cell in [*cells.values()] or ([None] if owed else []):
            remind(actor=self._officer(cycle.committee), cycle=cycle, side=side.value, cell=cell, on=day)

    def _known(self, cycle: Cycle, day: date) -> list[tuple[Review, ReviewFacts]]:
        rows = cycle.reviews.select_related("cycle__committee", "member__user", "cell", "office", "home_cell")
        reviews = list(rows.prefetch_related("former__cell").order_by("cell__code", "pk"))
        facts = facts_for(reviews, day)
        return [(review, facts[review.pk]) for review in reviews]

    def _clerk(self, review: Review) -> User:
        """The committee's officer; about the officer somebody else, for nobody writes or decides about oneself."""
        officer = self._officer(review.cycle.committee)
        about_oneself = review.member is not None and review.member.user == officer
        return self.register.operator if about_oneself else officer

    def _officer(self, commune: Unit) -> User:
        return self.register.committee[commune.code]
