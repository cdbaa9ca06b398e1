"""What one side said, heading by heading, for whoever may read it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from chibo.domain.evaluation.way import Side
from chibo.evaluations.models import Part, Review


def criteria_of(rules: Mapping[str, Any], side: Side) -> list[dict[str, Any]]:
    """The headings of a cycle's rules under which ``side`` writes; a former or home cell for which none is named: the cell's."""
    found = [row for row in rules["criteria"] if side in row["sides"]]
    if not found and side in (Side.FORMER, Side.HOME):
        return criteria_of(rules, Side.CELL)
    return found


def said_by(review: Review, side: Side, unit_id: int | None) -> Sequence[tuple[str, str]]:
    """Headings and words of a submitted part; none where it was not submitted. Two SQL queries."""
    part = Part.objects.filter(review=review, side=side.value, unit=unit_id, submitted_on__isnull=False).first()
    if part is None:
        return []
    said = dict(part.sections.values_list("criterion", "text"))
    rows = [(row["label"], said.get(row["code"], "")) for row in criteria_of(review.cycle.rules, side)]
    return [(label, text) for label, text in rows if text]
