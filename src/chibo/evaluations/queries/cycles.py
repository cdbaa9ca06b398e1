"""Finding cycles."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Count, QuerySet
from django.http import Http404

from chibo.domain.evaluation.opening import CycleDays
from chibo.domain.evaluation.rule_set_data import parse
from chibo.domain.evaluation.rule_sets import RuleSet
from chibo.evaluations.models import Cycle, Part, Reminder, Review, Verdict
from chibo.registry.models import Unit, UnitVersion
from chibo.registry.policies import Right, may
from chibo.registry.queries.scope import in_scope

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chibo.accounts.models import User


def cycles_for(viewer: User, day: date) -> QuerySet:
    """Cycles opened by ``day`` by the committees that ``viewer`` may see, the cancelled ones too, the latest first."""
    committees = UnitVersion.objects.valid().filter(in_scope(viewer, Right.VIEW_REVIEWS)).values("unit_id")
    found = Cycle.objects.filter(committee__in=committees, opened_on__lte=day)
    return found.select_related("committee", "opened_by").order_by("-starts_on", "-pk")


def cycle_of(pk: int, day: date, *, viewer: User) -> Cycle:
    """Raises ``Http404`` where there is none that ``viewer`` may see on ``day``."""
    found = cycles_for(viewer, day).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def lock(cycle: Cycle) -> Cycle:
    """The cycle as it stands now, kept from other writers until the transaction ends."""
    return Cycle.objects.select_for_update(of=("self",)).select_related("committee").get(pk=cycle.pk)


def rules_of(cycle: Cycle) -> RuleSet:
    """The rules as they were when the cycle was opened."""
    return parse(cycle.rules)


def days_of(cycle: Cycle) -> CycleDays:
    return CycleDays(
        opened_on=cycle.opened_on,
        self_due_on=cycle.self_due_on,
        office_due_on=cycle.office_due_on,
        cell_due_on=cycle.cell_due_on,
        decision_due_on=cycle.decision_due_on,
    )


def is_running(cycle: Cycle, day: date) -> bool:
    return cycle.cancelled_on is None or cycle.cancelled_on > day


def undecided_among(cycles: Iterable[int], day: date) -> QuerySet:
    """Ids of those cycles in which, on ``day``, somebody who is to be graded has no verdict yet."""
    graded = Verdict.objects.filter(conclusion__decided_on__lte=day).values("review_id")
    rows = Review.objects.filter(cycle__in=cycles, opened_on__lte=day).exclude(left_out_on__lte=day)
    return rows.exclude(pk__in=graded).values_list("cycle_id", flat=True).distinct()


def cycle_of_period(committee: Unit, starts_on: date, ends_on: date) -> Cycle | None:
    """The cycle of ``committee`` over this period, unless it was cancelled."""
    found = Cycle.objects.filter(committee=committee, starts_on=starts_on, ends_on=ends_on, cancelled_on=None)
    return found.first()


def has_submitted(cycle: Cycle) -> bool:
    """Whether some side has handed in a part."""
    return Part.objects.filter(review__cycle=cycle, submitted_on__isnull=False).exists()


def reminders_of(cycle: Cycle, day: date) -> list[Reminder]:
    """Every reminder sent by ``day``, the latest first. One SQL query."""
    rows = Reminder.objects.filter(cycle=cycle, on__lte=day).select_related("cell", "sent_by")
    return list(rows.order_by("-on", "-pk"))


def reminded_days(cycle: Cycle, side: str, cell: Unit | None) -> list[date]:
    """When ``side`` (of ``cell``) was reminded."""
    return list(Reminder.objects.filter(cycle=cycle, side=side, cell=cell).values_list("on", flat=True))


def codes_of(units: Iterable[int]) -> dict[int, str]:
    """Codes of units by id. One SQL query."""
    return dict(Unit.objects.filter(pk__in=set(units)).values_list("pk", "code"))


def escalated_counts(cycles: Iterable[int], day: date) -> dict[int, int]:
    """Cycle id → how many reminders after a side's day told the committee above. One SQL query."""
    rows = Reminder.objects.filter(cycle__in=list(cycles), on__lte=day, is_escalated=True).order_by()
    return dict(rows.values_list("cycle_id").annotate(n=Count("pk")))


def escalated_for(viewer: User, day: date) -> list[tuple[Cycle, int]]:
    """Running cycles below ``viewer`` (who does not run them) in which a late side was reported up, and how often."""
    if viewer.is_local_operator or may(viewer, Right.RUN_REVIEWS):
        return []
    rows = [row for row in cycles_for(viewer, day) if is_running(row, day)]
    counts = escalated_counts((row.pk for row in rows), day)
    return [(row, counts[row.pk]) for row in rows if counts.get(row.pk)]
