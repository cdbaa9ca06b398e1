"""The audit log, and the base of every recorded row."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar, NoReturn

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from chibo.audit.changes import current_change, plain


class AuditEntry(models.Model):
    """One use case carried out: who, when, for whom, why, and each row before and after. Append-only by trigger."""

    at = models.DateTimeField(_("lúc"), auto_now_add=True, db_index=True)
    action = models.CharField(_("việc"), max_length=80)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    actor_name = models.CharField(_("người thực hiện"), max_length=150)
    acting_for = models.CharField(_("làm thay"), max_length=150, blank=True)
    reason = models.TextField(_("lý do"), blank=True)
    request_id = models.CharField(max_length=40, blank=True)
    subject_type = models.CharField(max_length=80, blank=True)
    subject_id = models.BigIntegerField(null=True)
    subject_text = models.CharField(_("đối tượng"), max_length=300, blank=True)
    # Null in entries older than the column: the log is append-only, so they are never filled in.
    search_key = models.TextField(null=True, editable=False)
    parameters = models.JSONField(default=dict)
    changes = models.JSONField(default=list)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["subject_type", "subject_id", "-id"], name="audit_of_subject")]

    def __str__(self) -> str:
        return f"{self.action} {self.subject_text}"


class RecordedQuerySet(models.QuerySet):
    """Bulk writes are recorded like single ones; deleting is refused."""

    def update(self, **values: Any) -> int:
        change = current_change()
        label = self.model._meta.label_lower
        for row in list(self.values("pk", *values)):
            pk = row.pop("pk")
            after = {name: plain(value) for name, value in values.items()}
            change.note(label, pk, {name: plain(value) for name, value in row.items()}, after)
        return super().update(**values)

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        change = current_change()
        made = super().bulk_create(objs, *args, **kwargs)
        change.note(self.model._meta.label_lower, [row.pk for row in made], None, {})
        return made

    def bulk_update(self, objs: Iterable[Any], fields: Iterable[str], *args: Any, **kwargs: Any) -> int:
        rows, fields = list(objs), list(fields)
        change = current_change()
        before = {row["pk"]: row for row in self.filter(pk__in=[row.pk for row in rows]).values("pk", *fields)}
        for row in rows:
            old = {name: plain(before[row.pk][name]) for name in fields}
            new = {name: plain(row.serializable_value(name)) for name in fields}
            if old != new:
                change.note(self.model._meta.label_lower, row.pk, old, new)
        return super().bulk_update(rows, fields, *args, **kwargs)

    def delete(self) -> NoReturn:
        raise RecordsAreKept(self.model)


class RecordsAreKept(RuntimeError):
    """Recorded rows are closed or voided, never deleted."""


class Recorded(models.Model):
    """A row whose every write goes through a use case and stands in the audit log; it is never deleted."""

    unaudited: ClassVar[tuple[str, ...]] = ()

    recorded_at = models.DateTimeField(_("nhập lúc"), auto_now_add=True)

    objects = RecordedQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        change = current_change()
        loaded: dict[str, Any] | None = getattr(self, "_loaded", None)
        super().save(*args, **kwargs)
        after = {
            field.attname: field.value_from_object(self)
            for field in self._meta.concrete_fields
            if field.attname not in self.unaudited
        }
        if loaded is None:
            change.note(self._meta.label_lower, self.pk, None, {name: plain(value) for name, value in after.items()})
        else:
            changed = [name for name, value in after.items() if name in loaded and loaded[name] != value]
            before = {name: plain(loaded[name]) for name in changed}
            change.note(self._meta.label_lower, self.pk, before, {name: plain(after[name]) for name in changed})
        self._loaded = after

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise RecordsAreKept(self)

    @classmethod
    def from_db(cls, db: str | None, field_names: Any, values: Any) -> Any:
        row = super().from_db(db, field_names, values)
        row._loaded = dict(zip(field_names, values, strict=False))
        return row
