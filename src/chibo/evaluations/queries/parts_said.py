"""What one side said, heading by heading, for whoever may read it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from chibo.domain.evaluation.way import Side
from chibo.evaluations.models import Part, Review

REMARK: dict[str, Any] = {"code": "remark", "label": "Nhận xét", "sides": []}
"""The one heading of a side for which the rules name none; in Vietnamese, as the rules of a cycle are."""


def headings_of(rules: Mapping[str, Any], side: Side, written: Collection[str]) -> list[dict[str, Any]]:
    """The headings of a cycle's rules under which ``side`` writes (one for its remarks where they name none), and any
    others (codes ``written``) under which it wrote all the same."""
    asked = [row for row in rules["criteria"] if side in row["sides"]] or [REMARK]
    known = {row["code"] for row in asked}
    others = [row for row in (*rules["criteria"], REMARK) if row["code"] in written and row["code"] not in known]
    return [*asked, *others]


def said_by(review: Review, side: Side, unit_id: int | None) -> Sequence[tuple[str, str]]:
    """Headings and words of a submitted part; none where it was not submitted. Two SQL queries."""
    part = Part.objects.filter(review=review, side=side.value, unit=unit_id, submitted_on__isnull=False).first()
    if part is None:
        return []
    said = dict(part.sections.values_list("criterion", "text"))
    rows = [(row["label"], said.get(row["code"], "")) for row in headings_of(review.cycle.rules, side, said)]
    return [(label, text) for label, text in rows if text]
