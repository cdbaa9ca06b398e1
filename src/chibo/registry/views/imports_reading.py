"""One batch read and laid beside the registry, in the parts that its screens show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from chibo.registry.imports.problems import Problem
from chibo.registry.imports.sheets import Row
from chibo.registry.imports.tables import Table
from chibo.registry.queries.import_batches import read_units_of
from chibo.registry.queries.imports import Match, reconcile_batch, unit_outcomes

if TYPE_CHECKING:
    from chibo.registry.models import ImportBatch, Member

NEW, CHANGED, SAME = "NEW", "CHANGED", "SAME"


@dataclass(frozen=True)
class Reading:
    """``by_outcome``: ``Match`` of members or ``UnitRecord``, the undecided ones left out; ``rows``: number → the row as
    it stands with its corrections; ``twins``: row → the earlier row of the list that seems to be the same person."""

    table: Table
    row_count: int
    rows: Mapping[int, Row]
    problems: tuple[Problem, ...]
    by_outcome: Mapping[str, list[Any]]
    left: tuple[Member, ...] = ()
    undecided: tuple[Match, ...] = ()
    records: Mapping[int, Any] = field(default_factory=dict)
    twins: Mapping[int, int] = field(default_factory=dict)

    @property
    def refused_count(self) -> int:
        """How many rows some problem keeps out."""
        return len({problem.row for problem in self.problems})

    @property
    def accepted_count(self) -> int:
        return self.row_count - self.refused_count

    def problems_by_row(self) -> Iterator[tuple[int, list[Problem]]]:
        """The problems of each row, in order."""
        found: dict[int, list[Problem]] = {}
        for problem in self.problems:
            found.setdefault(problem.row, []).append(problem)
        yield from found.items()

    def count(self, outcome: str) -> int:
        return len(self.by_outcome[outcome])


def read_batch(batch: ImportBatch) -> Reading:
    """``batch`` as it stands now, nothing written. Raises ``UnreadableFile``."""
    return _members(batch) if batch.kind == "MEMBERS" else _units(batch)


def _members(batch: ImportBatch) -> Reading:
    found = reconcile_batch(batch)
    by_outcome: dict[str, list[Any]] = {NEW: [], CHANGED: [], SAME: []}
    for match in found.matches:
        if not match.likely:
            by_outcome[match.outcome].append(match)
    table = found.read.table
    twins = {
        problem.row: int(problem.details["other_row"])
        for problem in found.read.problems
        if problem.code == "DUPLICATE_ROW" and "full_name" in table.columns[problem.index].public
    }
    undecided_members = {member.pk for match in found.undecided for member in match.likely}
    return Reading(
        table=table,
        row_count=len(found.read.every),
        rows={row.row.number: row.row for row in found.read.rows},
        problems=found.read.problems,
        by_outcome=by_outcome,
        # Whoever a row may still turn out to be is not missing yet.
        left=tuple(member for member in found.left if member.pk not in undecided_members),
        undecided=found.undecided,
        records={record.row: record for record in found.read.every},
        twins=twins,
    )


def _units(batch: ImportBatch) -> Reading:
    read = read_units_of(batch)
    by_outcome: dict[str, list[Any]] = {NEW: [], CHANGED: [], SAME: []}
    for record, outcome in zip(read.records, unit_outcomes(read.records), strict=True):
        by_outcome[outcome].append(record)
    return Reading(
        table=read.table,
        row_count=read.row_count,
        rows={row.number: row for row in read.table.rows},
        problems=read.problems,
        by_outcome=by_outcome,
    )
