"""Where reviews stand, in SQL: the same as ``domain/evaluation/way.py: stage_of``, for lists and counts."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When

from chibo.domain.evaluation.way import Side, Stage
from chibo.evaluations.models import FormerCell, JointSitting, Part, Reply, Verdict

OVER = [Stage.DECIDED.value, Stage.FROZEN.value, Stage.LEFT_OUT.value]
"""Stages in which nobody writes any more."""


def settled_on(day: date) -> Q:
    """Parts handed in, or passed over, by ``day``."""
    return Q(submitted_on__lte=day) | Q(missing_on__lte=day)


def with_stage(reviews: QuerySet[Any], day: date) -> QuerySet[Any]:
    """``reviews`` with ``stage`` (a ``Stage`` code) on ``day`` and, once decided, ``verdict`` (a ``Grade`` code) and
    ``appeal_until``; ``turn_due``: until when the side whose turn it is has time."""
    parts = Part.objects.filter(settled_on(day), review=OuterRef("pk"))
    silent = FormerCell.objects.filter(review=OuterRef("pk")).exclude(
        Exists(
            Part.objects.filter(
                settled_on(day), review=OuterRef("review"), unit=OuterRef("cell"), side=Side.FORMER.value
            )
        )
    )
    verdicts = Verdict.objects.filter(review=OuterRef("pk"), conclusion__decided_on__lte=day).order_by("-number")
    appeal = Reply.objects.filter(review=OuterRef("pk"), kind=Reply.APPEAL, on__lte=day).exclude(ruling__on__lte=day)
    graded = {
        side: Subquery(
            Part.objects.filter(review=OuterRef("pk"), side=side.value, submitted_on__lte=day).values("grade")[:1],
            output_field=CharField(),
        )
        for side in (Side.OFFICE, Side.CELL)
    }
    known = reviews.annotate(
        verdict=Subquery(verdicts.values("grade")[:1], output_field=CharField()),
        appeal_until=Subquery(verdicts.values("conclusion__appeal_until")[:1]),
        office_grade=graded[Side.OFFICE],
        cell_grade=graded[Side.CELL],
    )
    has = {side: Exists(parts.filter(side=side.value)) for side in Side}
    apart = Q(office_grade__gt="", cell_grade__gt="") & ~Q(office_grade=F("cell_grade"))
    joint = Exists(JointSitting.objects.filter(review=OuterRef("pk"), held_on__lte=day))
    stage = Case(
        When(left_out_on__lte=day, then=Value(Stage.LEFT_OUT.value)),
        When(Q(verdict__isnull=False) & Exists(appeal), then=Value(Stage.APPEALED.value)),
        When(verdict__isnull=False, appeal_until__lt=day, then=Value(Stage.FROZEN.value)),
        When(verdict__isnull=False, then=Value(Stage.DECIDED.value)),
        When(~has[Side.SELF], then=Value(Stage.SELF.value)),
        When(Q(office__isnull=False) & ~Q(has[Side.OFFICE]), then=Value(Stage.OFFICE.value)),
        When(Q(member__isnull=False) & (Q(Exists(silent)) | ~Q(has[Side.CELL])), then=Value(Stage.CELL.value)),
        When(apart & ~Q(joint), then=Value(Stage.JOINT.value)),
        default=Value(Stage.PROPOSED.value),
        output_field=CharField(),
    )
    turn_due = Case(
        When(stage=Stage.SELF.value, then=F("cycle__self_due_on")),
        When(stage=Stage.OFFICE.value, then=F("cycle__office_due_on")),
        When(stage=Stage.CELL.value, then=F("cycle__cell_due_on")),
        When(stage__in=[Stage.JOINT.value, Stage.PROPOSED.value], then=F("cycle__decision_due_on")),
        When(stage=Stage.DECIDED.value, then=F("appeal_until")),
    )
    return known.annotate(stage=stage).annotate(turn_due=turn_due)
