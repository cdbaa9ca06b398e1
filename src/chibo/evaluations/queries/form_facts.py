"""What the forms of reviews say, many at a time: of each part no more than whoever has it printed may read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from chibo.domain.evaluation.evidence import Summary, summary_of
from chibo.domain.evaluation.grades import Grade
from chibo.domain.evaluation.sight import Hat, Sight, sees_outcome, sight_of
from chibo.domain.evaluation.way import ReviewFacts, Side
from chibo.domain.papers.evaluation_forms import (
    Ballot,
    EvaluationForm,
    Outcome,
    Sitting,
    Statement,
    Theme,
    person_lines,
)
from chibo.domain.papers.wording import in_sentence, proper_name
from chibo.evaluations.evidence_lines import lines_of
from chibo.evaluations.labels import GRADES
from chibo.evaluations.models import Cycle, JointSitting, Part, Review, Verdict
from chibo.evaluations.policies import evidence_sights
from chibo.evaluations.queries.contests import looked_back
from chibo.evaluations.queries.evidence import evidence_of
from chibo.evaluations.queries.parts_said import headings_of
from chibo.evaluations.queries.reviews import facts_for
from chibo.kit.language import source_language
from chibo.registry.models import Officer, Profile
from chibo.registry.queries.units import names_on, secretaries_on

if TYPE_CHECKING:
    from chibo.evaluations.policies import Hats

COMMITTEE: Hats = frozenset({(Hat.COMMITTEE, None)})
"""A batch says what the committee reads, whoever has it made: that is never more than the cell reads."""
KNOWS_THE_PERSON = frozenset({Hat.MEMBER, Hat.CELL, Hat.COMMITTEE})
"""Who knows a member's dates; an office knows where and as what they work, a former or home cell who they are."""
TITLES = {
    Side.SELF: "Tự kiểm điểm",
    Side.OFFICE: "Ý kiến của cơ quan",
    Side.FORMER: "Ý kiến của chi bộ nơi chuyển đi",
    Side.HOME: "Nhận xét của chi bộ nơi cư trú",
    Side.CELL: "Ý kiến của chi bộ",
}
VOTES = {
    Grade.EXCELLENT: "excellent_count",
    Grade.GOOD: "good_count",
    Grade.FULFILLED: "fulfilled_count",
    Grade.NOT_FULFILLED: "not_fulfilled_count",
}


@dataclass(frozen=True, slots=True)
class _Known:
    """What was found for all the reviews at once."""

    day: date
    is_blank: bool
    facts: Mapping[int, ReviewFacts]
    parts: Mapping[tuple[int, Side, int | None], Part]
    sittings: Mapping[int, JointSitting]
    verdicts: Mapping[int, Verdict]
    names: Mapping[int, str]
    secretaries: Mapping[int, Officer]
    positions: Mapping[int, str]
    summaries: Mapping[int, Summary]


def forms_of(
    reviews: Sequence[Review], day: date, hats: Mapping[int, Hats], *, blank: bool = False
) -> dict[int, EvaluationForm]:
    """Review id → what its form says on ``day`` to somebody with those hats (by review id); ``blank``: to be written by hand.

    A bounded number of SQL queries for each cycle, however many reviews. Rows need cycle, committee, member, office with
    its head, and the former cells.
    """
    found: dict[int, EvaluationForm] = {}
    by_cycle: defaultdict[int, list[Review]] = defaultdict(list)
    for review in reviews:
        by_cycle[review.cycle_id].append(review)
    with source_language():
        for rows in by_cycle.values():
            known = _known(rows, day, blank=blank)
            found |= {review.pk: _form(review, known, hats[review.pk]) for review in rows}
    return found


def _known(reviews: Sequence[Review], day: date, *, blank: bool) -> _Known:
    ids = [review.pk for review in reviews]
    cycle = reviews[0].cycle
    members = [review.member_id for review in reviews if review.member_id is not None]
    parts = Part.objects.filter(review__in=ids).select_related("vote").prefetch_related("sections")
    sittings = JointSitting.objects.filter(review__in=ids, held_on__lte=day)
    verdicts = Verdict.objects.filter(review__in=ids, conclusion__decided_on__lte=day).select_related("conclusion")
    verdicts = verdicts.select_related("conclusion__document").defer(
        "conclusion__document__content", "conclusion__document__pdf", "conclusion__document__docx"
    )
    cells = {review.cell_id for review in reviews} | {review.home_cell_id or 0 for review in reviews}
    cells |= {row.cell_id for review in reviews for row in review.former.all()}
    profiles = Profile.objects.on(day).filter(member__in=members).values_list("member_id", "position")
    evidence = evidence_of(members, *looked_back(cycle, day))
    return _Known(
        day=day,
        facts=facts_for(reviews, day),
        is_blank=blank,
        parts={(row.review_id, Side(row.side), row.unit_id): row for row in parts},
        sittings={row.review_id: row for row in sittings},
        verdicts={row.review_id: row for row in verdicts.order_by("number")},
        names=names_on({*cells, cycle.committee_id}, day),
        secretaries=secretaries_on(cells, day),
        positions=dict(profiles),
        summaries={member_id: summary_of(items) for member_id, items in evidence.items()},
    )


def _form(review: Review, known: _Known, hats: Hats) -> EvaluationForm:
    cycle, member, facts = review.cycle, review.member, known.facts[review.pk]
    cell, area = known.names.get(review.cell_id, ""), known.names.get(cycle.committee_id, "")
    statements = [_statement(review, side, unit, known, hats) for side, unit in _sides(review, facts)]
    outcome = not known.is_blank and sees_outcome(hats, facts)
    knows = any(hat in KNOWS_THE_PERSON for hat, _cell in hats)
    vote = _vote(review, known, hats)
    summary = known.summaries.get(review.member_id or 0)
    return EvaluationForm(
        form=_form_number(review),
        period=_period(cycle),
        rules=str(cycle.rules["source"]),
        cell=cell,
        committee=f"Đảng ủy {in_sentence(area)}",
        place=proper_name(area),
        printed_on=known.day,
        name=member.full_name if member is not None else cell,
        is_cell=member is None,
        person=person_lines(
            name=member.full_name,
            born_on=member.born_on if knows else "",
            admitted_on=member.admitted_on if knows else "",
            official_on=member.official_on if knows else "",
            position=known.positions.get(member.pk, ""),
            office=review.office.name if review.office is not None else "",
            cell=cell,
        )
        if member is not None
        else (),
        grades=tuple(str(words) for words in GRADES.values()),
        statements=tuple(statements),
        ballot=vote,
        ballot_after=next(
            (place for place, (side, _unit) in enumerate(_sides(review, facts)) if side is Side.CELL), None
        ),
        sitting=_sitting(known.sittings.get(review.pk)) if outcome else None,
        outcome=_outcome(known.verdicts.get(review.pk)) if outcome else None,
        evidence=lines_of(summary) if summary is not None and evidence_sights(hats) else (),
        left_out=review.left_out_reason if facts.left_out_on is not None and not known.is_blank else "",
    )


def _sides(review: Review, facts: ReviewFacts) -> list[tuple[Side, int | None]]:
    """The sides of the form in order: those that must write, and the home cell where there is one."""
    units: dict[Side, Iterable[int | None]] = {Side.FORMER: sorted(facts.former), Side.HOME: [review.home_cell_id]}
    wanted = facts.wanted | ({Side.HOME} if review.home_cell_id is not None else set())
    return [(side, unit) for side in Side if side in wanted for unit in units.get(side, [None])]


def _statement(review: Review, side: Side, unit: int | None, known: _Known, hats: Hats) -> Statement:
    facts = known.facts[review.pk]
    state = facts.part(side, unit)
    part = known.parts.get((review.pk, side, unit))
    sight = Sight.NOTHING if known.is_blank else sight_of(hats, side, unit, facts)
    reads, whole = part is not None and sight is not Sight.NOTHING, sight is Sight.ALL
    said = {row.criterion: row for row in part.sections.all()} if part is not None and reads else {}
    name = known.names.get(unit or 0, "")
    is_missing = not known.is_blank and state.missing_on is not None and part is not None
    return Statement(
        title=f"{TITLES[side]}: {name}" if name else TITLES[side],
        signatories=(_signatory(review, side, unit, known),),
        themes=tuple(
            _theme(row, said.get(row["code"]), whole=whole) for row in headings_of(review.cycle.rules, side, said)
        ),
        grade=str(GRADES[part.grade]) if part is not None and reads and whole and part.grade else "",
        asks_grade=side not in (Side.FORMER, Side.HOME),
        written_on=state.submitted_on if reads else None,
        sealed_on=state.submitted_on if not reads and not known.is_blank else None,
        missing=part.missing_reason if is_missing and part is not None else "",
        missing_on=state.missing_on if is_missing else None,
        note=f"Nhập thay cho đồng chí {part.acting_for}{f', theo {part.paper}' if part.paper else ''}."
        if part is not None and reads and part.acting_for
        else "",
        done_percent=part.done_percent if part is not None and reads and whole else None,
        above_percent=part.above_percent if part is not None and reads and whole else None,
    )


def _theme(row: Mapping[str, Any], said: Any, *, whole: bool) -> Theme:
    return Theme(
        label=row["label"],
        text=said.text if said is not None else "",
        level=str(GRADES[said.level]) if said is not None and whole and said.level else "",
        asks_level=bool(row.get("levels")),
        points=said.points if said is not None and whole else None,
        most=row.get("most") or None,
    )


def _signatory(review: Review, side: Side, unit: int | None, known: _Known) -> tuple[str, str]:
    if side is Side.SELF and review.member is not None:
        return "Người tự kiểm điểm", review.member.full_name
    if side is Side.OFFICE:
        head = review.office.head if review.office is not None else None
        return "Thủ trưởng cơ quan", head.full_name if head is not None else ""
    officer = known.secretaries.get(unit or review.cell_id)
    return "Bí thư chi bộ", officer.member.full_name if officer is not None else ""


def _vote(review: Review, known: _Known, hats: Hats) -> Ballot | None:
    part = known.parts.get((review.pk, Side.CELL, None))
    vote = getattr(part, "vote", None)
    if vote is None or known.is_blank or sight_of(hats, Side.CELL, None, known.facts[review.pk]) is not Sight.ALL:
        return None
    counts = tuple((str(GRADES[grade]), getattr(vote, name)) for grade, name in VOTES.items())
    return Ballot(
        held_on=vote.held_on,
        official=vote.official_count,
        present=vote.present_count,
        counts=counts if vote.blank_count is not None else None,
        blank=vote.blank_count or 0,
    )


def _sitting(row: JointSitting | None) -> Sitting | None:
    if row is None:
        return None
    grade = str(GRADES[row.grade]) if row.grade else ""
    return Sitting(held_on=row.held_on, for_office=row.for_office, for_cell=row.for_cell, text=row.text, grade=grade)


def _outcome(row: Verdict | None) -> Outcome | None:
    if row is None:
        return None
    conclusion = row.conclusion
    return Outcome(
        grade=str(GRADES[row.grade]),
        decided_on=conclusion.decided_on,
        symbol=conclusion.document.symbol,
        reason=row.reason,
    )


def _form_number(review: Review) -> str:
    forms = review.cycle.rules["forms"]
    return str(forms["cell" if review.member_id is None else "leader" if review.is_leader else "member"])


def _period(cycle: Cycle) -> str:
    if cycle.kind == Cycle.YEAR:
        return f"năm {cycle.starts_on.year}"
    return f"quý {(cycle.starts_on.month + 2) // 3} năm {cycle.starts_on.year}"
