"""What an import found, for machines: ``chibo.import-report/1``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from chibo.registry.imports.members import MemberImport
from chibo.registry.imports.problems import Problem
from chibo.registry.imports.tables import Table
from chibo.registry.imports.units import UnitImport

FORMAT = "chibo.import-report/1"


def members_report(result: MemberImport) -> dict[str, Any]:
    """The report on a list of members; ``rows`` counts data rows, ``accepted`` those that no problem names."""
    return {
        **_head(result.table, rows=len(result.every), accepted=len(result.records)),
        "records": [record.as_json() for record in result.records],
        "problems": _problems(result.problems),
        "duplicates": [{"rows": list(group.rows), "why": group.why} for group in result.duplicates],
    }


def units_report(result: UnitImport) -> dict[str, Any]:
    """The same report on a units spreadsheet."""
    return {
        **_head(result.table, rows=result.row_count, accepted=len(result.records)),
        "records": [record.as_json() for record in result.records],
        "problems": _problems(result.problems),
        "duplicates": [],
    }


def _head(table: Table, *, rows: int, accepted: int) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "sheet": table.sheet,
        "encoding": table.encoding.value,
        "rows": rows,
        "accepted": accepted,
        "columns": table.mapping,
        "ignored_columns": table.ignored,
    }


def _problems(problems: Sequence[Problem]) -> list[dict[str, str | int]]:
    return [
        {
            "row": problem.row,
            "column": problem.column,
            "value": problem.value,
            "code": problem.code,
            "message": problem.message,
        }
        for problem in problems
    ]
