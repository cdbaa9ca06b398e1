"""What the papers of a review say, gathered under the names of their day."""

from __future__ import annotations

from chibo.domain.evaluation.way import Side
from chibo.domain.papers.joint_sitting import JointMinutes
from chibo.domain.papers.wording import in_sentence, proper_name
from chibo.evaluations.labels import GRADES, cycle_words
from chibo.evaluations.models import JointSitting, Part, Review
from chibo.kit.language import source_language
from chibo.registry.queries.units import name_on


def joint_minutes_of(review: Review, sitting: JointSitting) -> JointMinutes:
    """The minutes of ``sitting``, in Vietnamese whatever language the screen is in. The caller asked who may read them."""
    day = sitting.held_on
    area = name_on(review.cycle.committee, day)
    grades = dict(
        Part.objects.filter(review=review, submitted_on__isnull=False, unit=None).values_list("side", "grade")
    )
    with source_language():
        words = {code: str(label) for code, label in GRADES.items()}
        period = cycle_words(review.cycle.kind, review.cycle.starts_on)
    return JointMinutes(
        committee=f"Đảng ủy {in_sentence(area)}",
        cell=name_on(review.cell, day),
        office=review.office.name if review.office is not None else "",
        place=proper_name(area),
        member=review.member.full_name if review.member is not None else "",
        period=period[:1].lower() + period[1:],
        held_on=day,
        for_office=sitting.for_office,
        for_cell=sitting.for_cell,
        office_grade=words.get(grades.get(Side.OFFICE.value, ""), ""),
        cell_grade=words.get(grades.get(Side.CELL.value, ""), ""),
        text=sitting.text,
        agreed=words.get(sitting.grade, ""),
    )
