"""Reading the audit log."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db.models import Model, Q, QuerySet
from django.http import Http404

from chibo.audit.models import AuditEntry
from chibo.audit.use_cases import USE_CASES
from chibo.kit.cells import Kind, day_text, text_of
from chibo.kit.lists.filtering import fold

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

Scope = Callable[["AbstractBaseUser"], Q | None]
_scopes: list[Scope] = []


def scope_by(scope: Scope) -> Scope:
    """Let ``scope`` say which entries a user may read beside their own: ``None`` none, an empty ``Q`` all.

    The rights live in a job above this one, which registers itself here when the site starts.
    """
    if scope not in _scopes:
        _scopes.append(scope)
    return scope


def entries(*, viewer: AbstractBaseUser) -> QuerySet[AuditEntry]:
    """The entries that ``viewer`` may read, latest first: their own, and those in the scope of their rights."""
    readable = Q(actor=viewer)
    for scope in _scopes:
        more = scope(viewer)
        if more == Q():
            return AuditEntry.objects.all()
        if more is not None:
            readable |= more
    return AuditEntry.objects.filter(readable)


def entry_of(pk: int, *, viewer: AbstractBaseUser) -> AuditEntry:
    """The entry ``pk`` if ``viewer`` may read it. Raises ``Http404``."""
    found = entries(viewer=viewer).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def entries_of(record: Model, *, viewer: AbstractBaseUser, limit: int = 50) -> list[dict[str, Any]]:
    """What was done to ``record``, latest first, for the history panel. One SQL query.

    The caller has found ``record`` through a query of ``viewer``; of each entry only what concerns the record is given:
    ``pk``, ``at``, ``label``, ``actor_name``, ``acting_for``, ``reason``, ``changes`` (field, before, after) and
    ``may_open``, whether ``viewer`` may open the whole entry.
    """
    about = AuditEntry.objects.filter(subject_type=record._meta.label_lower, subject_id=record.pk)
    names = ("pk", "at", "action", "actor_id", "actor_name", "acting_for", "reason", "changes")
    rows = list(about.order_by("-pk").values(*names)[:limit])
    for row in rows:
        row["label"] = label_of(row["action"])
        row["may_open"] = row["actor_id"] == viewer.pk
        own = [each for each in row["changes"] if each["model"] == record._meta.label_lower and each["pk"] == record.pk]
        row["changes"] = [line for each in own for line in field_changes(each)]
    return rows


def label_of(action: str) -> str:
    """The words for a use case's audit name; the name itself when no use case bears it any more."""
    known = USE_CASES.get(action)
    return str(known.label) if known is not None else action


def action_choices() -> list[tuple[str, str]]:
    """Every use case with its words, in the order of the words."""
    return sorted(((name, str(each.label)) for name, each in USE_CASES.items()), key=lambda pair: fold(pair[1]))


def field_changes(row: dict[str, Any]) -> list[dict[str, Any]]:
    """One written row as (``field``, ``before``, ``after``) for each of its fields that changed, in words."""
    before, after = row.get("before") or {}, row.get("after") or {}
    names = _field_names(row["model"])
    return [
        {"field": names.get(name, name), "before": _shown(before.get(name)), "after": _shown(value)}
        for name, value in after.items()
        if name not in ("id", "recorded_at") and before.get(name) != value and not (not before and value in (None, ""))
    ]


def model_name(label: str) -> str:
    """What a row of the model ``label`` is called; the label itself when no such model is left."""
    try:
        return str(apps.get_model(label)._meta.verbose_name)
    except LookupError:
        return label


def matching(rows: QuerySet[AuditEntry], text: str) -> QuerySet[AuditEntry]:
    """The entries whose person, subject or reason holds each word of ``text``, with or without accents."""
    people = list(get_user_model().objects.values_list("pk", "full_name", "username"))
    for word in text.split():
        folded = fold(word)
        old = Q(search_key=None) & (Q(subject_text__icontains=word) | Q(reason__icontains=word))
        named = [pk for pk, full_name, username in people if folded in fold(f"{full_name} {username}")]
        rows = rows.filter(Q(actor__in=named) | Q(search_key__contains=folded) | old)
    return rows


def _field_names(label: str) -> dict[str, str]:
    try:
        model = apps.get_model(label)
    except LookupError:
        return {}
    return {field.attname: str(field.verbose_name) for field in model._meta.concrete_fields}


def _shown(value: Any) -> str:
    if value is None or value == "":
        return "–"
    if isinstance(value, dict):
        return str(value.get("text", value))
    if isinstance(value, str) and ISO_DAY.fullmatch(value):
        return day_text(value)
    return text_of(value, Kind.TEXT)
