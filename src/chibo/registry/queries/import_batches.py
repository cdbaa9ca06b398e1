"""What the import screens show beside the reconciliation: batches with their counts, columns, rows written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.fields.json import KT

from chibo.audit.models import AuditEntry
from chibo.domain.organisation import CELL_KINDS
from chibo.registry.imports.cell_values import as_text
from chibo.registry.imports.columns import Chosen, Column
from chibo.registry.imports.member_rows import MemberRow
from chibo.registry.imports.member_words import MEMBERS
from chibo.registry.imports.members import MemberImport
from chibo.registry.imports.reading import read_workbook
from chibo.registry.imports.rejected import rejected_workbook
from chibo.registry.imports.sheets import Row, Workbook
from chibo.registry.imports.tables import Table, find_table
from chibo.registry.imports.unit_words import UNITS
from chibo.registry.imports.units import UnitImport, read_units
from chibo.registry.models import ImportBatch, ImportedRow, Member, Membership, UnitVersion
from chibo.registry.queries.imports import batches_for, reconcile_batch
from chibo.registry.queries.scope import below
from chibo.registry.queries.units import names_on

if TYPE_CHECKING:
    from chibo.accounts.models import User
    from chibo.registry.models import Unit

_VOCABULARIES = {"MEMBERS": MEMBERS, "UNITS": UNITS}
_SAMPLES = 3


@dataclass(frozen=True, slots=True)
class HeadingFound:
    """One heading of the table: the letters of its columns, the fields it feeds, the first values below it."""

    heading: str
    letters: str
    fields: tuple[str, ...]
    samples: tuple[str, ...]


def batch_rows(*, viewer: User) -> QuerySet[ImportBatch]:
    """``batches_for`` with ``unit_name``, ``unit_code``, ``by_name``, ``uploaded_at``, ``list_rows``, ``accepted`` and
    ``new``, ``changed``, ``same``; the counts of a batch that waits are empty."""
    names = UnitVersion.objects.valid().filter(unit=OuterRef("unit")).order_by("-starts_on").values("name")
    uploads = AuditEntry.objects.filter(
        action="registry.import_uploaded", subject_type="registry.importbatch", subject_id=OuterRef("pk")
    )
    # Counted apart: a join with the rows would multiply the batches.
    rows = ImportedRow.objects.filter(batch=OuterRef("pk")).order_by().values("batch")
    counts = {
        name: Subquery(rows.annotate(count=Count("pk", filter=Q(outcome=name.upper()))).values("count"))
        for name in ("new", "changed", "same")
    }
    return batches_for(viewer).annotate(
        unit_name=Subquery(names[:1]),
        unit_code=F("unit__code"),
        by_name=F("uploaded_by__full_name"),
        uploaded_at=Subquery(uploads.order_by().values("subject_id").annotate(first=Min("at")).values("first")),
        list_rows=KT("report__rows"),
        accepted=KT("report__accepted"),
        **counts,
    )


def committed_twin(digest: str, *, unit: Unit) -> ImportBatch | None:
    """The last batch of ``unit`` made from a file with this digest that was committed and not undone."""
    same = ImportBatch.objects.filter(file_digest=digest, unit=unit, undone_at=None).exclude(committed_at=None)
    return same.defer("content", "report").order_by("-pk").first()


def table_of(
    content: bytes, *, kind: str, file_name: str, sheet: str | None = None, columns: Mapping[str, Chosen] | None = None
) -> Table:
    """The table that a list of this kind holds. Raises ``UnreadableFile``."""
    workbook = read_workbook(content, filename=file_name)
    return find_table(workbook, _VOCABULARIES[kind], columns=columns or None, sheet=sheet or None)


def headings_of(table: Table) -> list[HeadingFound]:
    """The headings of ``table`` from left to right, columns of one heading together; those without heading are left out."""
    together: dict[str, list[Column]] = {}
    for column in table.columns:
        if column.heading:
            together.setdefault(column.heading, []).append(column)
    return [
        HeadingFound(
            heading=heading,
            letters=", ".join(column.letter for column in columns),
            fields=tuple(dict.fromkeys(name for column in columns for name in column.public)),
            samples=_samples(table, columns),
        )
        for heading, columns in together.items()
    ]


def _samples(table: Table, columns: Sequence[Column]) -> tuple[str, ...]:
    """The first values that differ."""
    found: dict[str, None] = {}
    for row in table.rows:
        pieces = (as_text(row.cells[column.index]) for column in columns if column.index < len(row.cells))
        text = " ".join(piece for piece in pieces if piece)
        if text:
            found[text] = None
        if len(found) == _SAMPLES:
            break
    return tuple(found)


def cell_names_in(unit: Unit, on: date) -> dict[str, str]:
    """The cells of ``unit`` on ``on``: code → name."""
    here = UnitVersion.objects.on(on).filter(unit=unit).first()
    if here is None:
        return {}
    cells = UnitVersion.objects.on(on).filter(below(here.path), kind__in=[str(kind) for kind in CELL_KINDS])
    return dict(cells.order_by("path").values_list("unit__code", "name"))


def cells_of_members(members: Iterable[Member], on: date) -> dict[int, str]:
    """The name of the cell of each of ``members`` on ``on``, by the member's id. Two SQL queries."""
    stays = Membership.objects.on(on).filter(kind=Membership.OFFICIAL, member__in=[member.pk for member in members])
    cells = dict(stays.values_list("member_id", "cell_id"))
    names = names_on(cells.values(), on)
    return {member: names.get(cell, "") for member, cell in cells.items()}


def rows_written(batch: ImportBatch) -> QuerySet[ImportedRow]:
    """What each row of a committed batch became, with ``name`` and ``search_key`` of its member or unit."""
    names = UnitVersion.objects.valid().filter(unit=OuterRef("unit")).order_by("-starts_on")
    found = ImportedRow.objects.filter(batch=batch)
    if batch.kind == "MEMBERS":
        return found.annotate(name=F("member__full_name"), search_key=F("member__search_key"))
    return found.annotate(
        name=Subquery(names.values("name")[:1]), search_key=Subquery(names.values("search_key")[:1])
    ).annotate(code=F("unit__code"))


def outcome_counts(batch: ImportBatch) -> dict[str, int]:
    """How many rows of a committed batch became NEW, CHANGED and SAME."""
    counted: Any = ImportedRow.objects.filter(batch=batch).values_list("outcome").annotate(count=Count("pk"))
    return {"NEW": 0, "CHANGED": 0, "SAME": 0} | dict(counted.order_by())


def read_units_of(batch: ImportBatch) -> UnitImport:
    """The units of ``batch`` with what was said about its sheet, columns and cells. Raises ``UnreadableFile``."""
    known = set(UnitVersion.objects.valid().values_list("unit__code", flat=True))
    workbook = read_workbook(bytes(batch.content), filename=batch.file_name)
    said: dict[str, Any] = {"sheet": batch.sheet or None, "columns": batch.columns or None}
    if batch.corrections:
        workbook = _corrected(workbook, find_table(workbook, UNITS, **said), batch.corrections)
    return read_units(workbook, known=known.__contains__, **said)


def refused_workbook_of(batch: ImportBatch) -> bytes:
    """The refused rows of ``batch`` as an ``.xlsx`` to mend. Raises ``UnreadableFile``."""
    if batch.kind == "MEMBERS":
        return rejected_workbook(reconcile_batch(batch).read)
    read = read_units_of(batch)
    rows = tuple(MemberRow(row) for row in read.table.rows)
    return rejected_workbook(MemberImport(read.table, rows, every=(), problems=read.problems, duplicates=()))


def _corrected(workbook: Workbook, table: Table, corrections: Mapping[str, Mapping[str, str]]) -> Workbook:
    """``workbook`` with the cells of ``table`` as they were mended."""
    places = {column.heading: column.index for column in reversed(table.columns)}

    def mended(row: Row) -> Row:
        typed = {places[name]: text for name, text in corrections.get(str(row.number), {}).items() if name in places}
        width = max(len(row.cells), *(place + 1 for place in typed), 0)
        cells = [*row.cells, *[None] * (width - len(row.cells))]
        for place, text in typed.items():
            cells[place] = text or None
        return Row(row.number, tuple(cells))

    sheets = (
        replace(sheet, rows=tuple(mended(row) for row in sheet.rows)) if sheet.name == table.sheet else sheet
        for sheet in workbook.sheets
    )
    return replace(workbook, sheets=tuple(sheets))
