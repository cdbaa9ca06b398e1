"""What reviews ask of someone on a day: for the home page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.db.models import Case, CharField, Count, Exists, OuterRef, Q, Subquery, Value, When

from chibo.domain.evaluation.way import Side, Stage
from chibo.evaluations.labels import STAGE_SLUGS
from chibo.evaluations.models import Part, Reminder, Reply, Review
from chibo.evaluations.queries.sides import COMMITTEE, of_committee, of_side
from chibo.evaluations.queries.stages import settled_on, with_stage
from chibo.registry.models import UnitVersion
from chibo.registry.policies import Right, scope_paths

if TYPE_CHECKING:
    from chibo.accounts.models import User

_SLUGS = {stage: slug for slug, stage in STAGE_SLUGS.items()}


class Step(StrEnum):
    """What is to be done next: by a side, or by the committee (``LATE``: it waits for sides whose day is over)."""

    SELF = "SELF"
    OFFICE = "OFFICE"
    CELL = "CELL"
    FORMER = "FORMER"
    JOINT = "JOINT"
    NOTICE = "NOTICE"
    LATE = "LATE"
    CONCLUDE = "CONCLUDE"
    RULE = "RULE"


@dataclass(frozen=True, slots=True)
class Due:
    """Reviews of one kind that wait for the viewer: how many, whose (the one review, or the cell), until when.

    ``address``: name, arguments and query of the page where it is done; ``waits``: the viewer waits for others;
    ``reminded``: how often the committee reminded of it.
    """

    step: Step
    count: int
    detail: str
    url_name: str
    arguments: tuple[int, ...]
    query: str
    due_on: date | None
    waits: bool = False
    reminded: int = 0


def dues_for(viewer: User, day: date) -> list[Due]:
    """What the open cycles ask of ``viewer`` on ``day``. Two SQL queries, one where there is nothing to do."""
    if viewer.is_local_operator:
        return []
    groups = list(_grouped(list(_open_rows(viewer, day)), day))
    if not groups:
        return []
    reminders = _reminders({row["cycle_id"] for _key, rows in groups for row in rows}, day)
    dues = [_due(step, detail, rows, reminders) for (step, detail), rows in groups]
    return sorted(dues, key=lambda due: (due.due_on or date.max, due.step, due.detail))


def _open_rows(viewer: User, day: date) -> Any:
    """Reviews that stand in one's way, each with the capacities in which one meets it and the name of its cell."""
    capacities = of_side(viewer)
    if scope_paths(viewer, Right.RUN_REVIEWS):
        capacities[COMMITTEE] = of_committee(viewer, Right.RUN_REVIEWS)
    seen = Q(pk__in=[])
    for each in capacities.values():
        seen |= each
    stated = with_stage(Review.objects.filter(seen, opened_on__lte=day).exclude(cycle__cancelled_on__lte=day), day)
    stated = stated.exclude(stage__in=[Stage.FROZEN.value, Stage.LEFT_OUT.value])
    flags: dict[str, Any] = {
        f"as_{name}": Case(When(each, then=Value(True)), default=Value(False)) for name, each in capacities.items()
    }
    names = UnitVersion.objects.on(day).filter(unit=OuterRef("cell")).values("name")[:1]
    parts = Part.objects.filter(settled_on(day), review=OuterRef("pk"))
    flags["has_former"] = Exists(parts.filter(side=Side.FORMER.value))
    flags["has_cell"] = Exists(parts.filter(side=Side.CELL.value))
    flags["has_replied"] = Exists(Reply.objects.filter(review=OuterRef("pk"), on__lte=day))
    flags["cell_name"] = Subquery(names, output_field=CharField())
    return (
        stated.annotate(**flags)
        .order_by("cell__code", "pk")
        .values("pk", "cycle_id", "cell_id", "stage", "turn_due", "member__full_name", "cycle__office_due_on", *flags)
    )


def _grouped(rows: list[dict[str, Any]], day: date) -> Iterator[tuple[tuple[Step, str], list[dict[str, Any]]]]:
    asked = [(step, detail, row) for row in rows for step, detail in _steps(row, day)]
    asked.sort(key=lambda each: (each[0], each[1]))
    for key, found in groupby(asked, key=lambda each: (each[0], each[1])):
        yield key, [row for _step, _detail, row in found]


def _steps(row: dict[str, Any], day: date) -> Iterator[tuple[Step, str]]:
    stage = Stage(row["stage"])
    cell = row["cell_name"] or ""
    late = row["turn_due"] is not None and row["turn_due"] < day
    if row["as_OWN"] and stage is Stage.SELF:
        yield Step.SELF, row["member__full_name"] or cell
    if row["as_OWN"] and stage is Stage.DECIDED and not row["has_replied"]:
        yield Step.NOTICE, row["member__full_name"] or cell
    if row["as_OFFICE"] and stage is Stage.OFFICE:
        yield Step.OFFICE, ""
    if row.get("as_CELL") and stage is Stage.CELL and not row["has_cell"]:
        yield Step.CELL, cell
    if row.get("as_FORMER") and stage in (Stage.SELF, Stage.OFFICE, Stage.CELL) and not row["has_former"]:
        yield Step.FORMER, row["member__full_name"] or ""
    if stage is Stage.JOINT and (row["as_OFFICE"] or row.get("as_CELL") or row.get("as_COMMITTEE")):
        yield Step.JOINT, row["member__full_name"] or ""
    if row.get("as_COMMITTEE"):
        if stage in (Stage.SELF, Stage.OFFICE, Stage.CELL) and late:
            yield Step.LATE, _SLUGS[stage.value]
        elif stage is Stage.PROPOSED:
            yield Step.CONCLUDE, ""
        elif stage is Stage.APPEALED:
            yield Step.RULE, row["member__full_name"] or cell


def _due(step: Step, detail: str, rows: list[dict[str, Any]], reminders: dict[tuple[int, str, int | None], int]) -> Due:
    first = rows[0]
    days = [row["cycle__office_due_on"] if step is Step.FORMER else row["turn_due"] for row in rows]
    known = [each for each in days if each is not None]
    side = {Step.SELF: Side.SELF, Step.OFFICE: Side.OFFICE, Step.CELL: Side.CELL, Step.FORMER: Side.FORMER}.get(step)
    reminded = 0
    if side is not None:
        keys = {(row["cycle_id"], side.value, row["cell_id"]) for row in rows}
        keys |= {(row["cycle_id"], side.value, None) for row in rows}
        reminded = sum(reminders.get(key, 0) for key in keys)
    one = len(rows) == 1
    stage = _SLUGS[first["stage"]]
    whose = {Step.OFFICE: "co-quan", Step.CELL: "chi-bo"}.get(step)
    query = "" if one else f"?buoc={stage}" + (f"&ben={whose}" if whose else "")
    return Due(
        step=step,
        count=len(rows),
        detail=(first["member__full_name"] or first["cell_name"] or "") if one and step is not Step.LATE else detail,
        url_name="evaluations:review" if one else "evaluations:reviews",
        arguments=(first["pk"],) if one else (),
        query=query,
        due_on=min(known, default=None),
        waits=step is Step.LATE,
        reminded=reminded,
    )


def _reminders(cycles: set[int], day: date) -> dict[tuple[int, str, int | None], int]:
    rows = Reminder.objects.filter(cycle__in=cycles, on__lte=day).values_list("cycle_id", "side", "cell_id")
    return {(cycle, side, cell): count for cycle, side, cell, count in rows.annotate(count=Count("pk"))}
