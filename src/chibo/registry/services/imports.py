"""Spreadsheets taken in: kept as they came, mended, committed in one transaction, undone as long as nothing was built on."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chibo.audit.use_cases import require, use_case
from chibo.domain.rules import refusal
from chibo.registry import policies
from chibo.registry.imports.report import members_report, units_report
from chibo.registry.models import (
    ImportBatch,
    Unit,
)
from chibo.registry.queries.import_batches import read_units_of
from chibo.registry.queries.imports import reconcile_batch
from chibo.registry.services.imported_members import MemberWriter
from chibo.registry.services.imported_units import write_unit
from chibo.registry.services.undone_imports import undo_row

if TYPE_CHECKING:
    from chibo.accounts.models import User


@use_case("registry.import_uploaded", label=_("Tải danh sách lên"), allowed=policies.may_import)
def upload_import(
    *, actor: User, kind: str, unit: Unit | None, file_name: str, content: bytes, starts_on: date
) -> ImportBatch:
    """The file is kept as it came; nothing of it is in the registry yet. ``kind``: MEMBERS or UNITS."""
    batch = ImportBatch(
        kind=kind,
        unit=unit,
        uploaded_by=actor,
        file_name=file_name[:200],
        file_digest=hashlib.sha256(content).hexdigest(),
        content=content,
        starts_on=starts_on,
    )
    batch.save()
    return batch


@use_case("registry.import_prepared", label=_("Chuẩn bị danh sách nhập"), allowed=policies.may_import)
def prepare_import(
    *,
    actor: User,
    batch: ImportBatch,
    sheet: str | None = None,
    columns: Mapping[str, Any] | None = None,
    corrections: Mapping[str, Mapping[str, str]] | None = None,
    choices: Mapping[str, str] | None = None,
) -> ImportBatch:
    """What is said about the file's columns, wrong values and likely duplicates is kept with it.

    Raises ``RuleBroken``: IMPORT_COMMITTED.
    """
    _refuse_when_committed(batch)
    given: dict[str, Any] = {"sheet": sheet, "columns": columns, "corrections": corrections, "choices": choices}
    for name, value in given.items():
        if value is not None:
            setattr(batch, name, value if name == "sheet" else dict(value))
    batch.save()
    return batch


@use_case("registry.members_imported", label=_("Nhập danh sách đảng viên"), allowed=policies.may_import)
def commit_members(*, actor: User, batch: ImportBatch) -> ImportBatch:
    """The accepted rows are in: new members registered, known ones brought up to date as of the batch's day.

    Refused rows stay out and are in the report; nobody is taken out for being missing from the list. A stay begins with
    the cell, not before the member's admission. Raises ``RuleBroken``: IMPORT_COMMITTED, DUPLICATES_UNDECIDED;
    ``UnreadableFile``.
    """
    batch = _lock(batch)
    found = reconcile_batch(batch)
    if found.undecided:
        require([refusal("DUPLICATES_UNDECIDED", count=len(found.undecided))])
    writer = MemberWriter(actor, batch)
    writer.write([match for match in found.matches if match.outcome == "NEW"])
    for match in found.matches:
        if match.outcome != "NEW":
            writer.update(match)
    return _committed(batch, members_report(found.read))


@use_case("registry.units_imported", label=_("Nhập danh sách đơn vị"), allowed=policies.may_import)
def commit_units(*, actor: User, batch: ImportBatch) -> ImportBatch:
    """The accepted units are in force for their periods; what differs of a known one is changed from its day on.

    A unit without a first day begins with its parent. Raises ``RuleBroken``: IMPORT_COMMITTED and what the changes
    break; ``UnreadableFile``.
    """
    batch = _lock(batch)
    read = read_units_of(batch)
    for record in read.records:
        write_unit(actor, batch, record)
    return _committed(batch, units_report(read))


@use_case("registry.import_undone", label=_("Hoàn tác lần nhập"), allowed=policies.may_import)
def undo_import(*, actor: User, batch: ImportBatch, reason: str) -> ImportBatch:
    """Members and units that the batch made are withdrawn, what it changed is as before; all or nothing.

    Raises ``RuleBroken``: REASON_WANTED_HERE, IMPORT_NOT_COMMITTED, IMPORT_BUILT_UPON where something happened since to
    one of them.
    """
    batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if not reason.strip():
        require([refusal("REASON_WANTED_HERE")])
    if batch.committed_at is None or batch.undone_at is not None:
        require([refusal("IMPORT_NOT_COMMITTED", file=batch.file_name)])
    for row in batch.rows.select_related("member", "unit").order_by("-pk"):
        undo_row(actor, batch, row)
    batch.undone_at = timezone.now()
    batch.save()
    return batch


def _lock(batch: ImportBatch) -> ImportBatch:
    batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    _refuse_when_committed(batch)
    return batch


def _refuse_when_committed(batch: ImportBatch) -> None:
    if batch.committed_at is not None:
        require([refusal("IMPORT_COMMITTED", file=batch.file_name)])


def _committed(batch: ImportBatch, report: dict[str, Any]) -> ImportBatch:
    batch.report = report
    batch.committed_at = timezone.now()
    batch.save()
    return batch
