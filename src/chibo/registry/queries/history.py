"""What was done to a unit or a member, whichever of their rows it touched, for the history panel."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Model, Q, QuerySet

from chibo.audit.models import AuditEntry
from chibo.audit.queries import entries as readable_entries
from chibo.audit.queries import field_changes, label_of
from chibo.kit.cells import day_text
from chibo.registry.labels import SKILLS
from chibo.registry.models import Kinship, Member, Unit
from chibo.registry.policies import Right, may
from chibo.registry.queries.units import names_on

if TYPE_CHECKING:
    from datetime import date

    from chibo.accounts.models import User

_HIDDEN = {"id", "recorded_at", "path", "search_key", "sort_key", "unit_id", "list_details", "user_id"}
_UNIT_FIELDS = {"cell_id", "parent_id", "commune_id", "predecessor_id", "successor_id"}
_MEMBER_FIELDS = {"member_id", "head_id", "first_id", "second_id"}


def history_of_unit(unit: Unit, day: date, *, viewer: User, limit: int = 10) -> list[dict[str, Any]] | None:
    """The latest changes of ``unit``, its versions, posts, offices, counters and neighbourhood.

    ``None`` where ``viewer`` may not audit there. The rows are those of ``audit.queries.entries_of``.
    """
    if not may(viewer, Right.AUDIT, unit):
        return None
    rows = _rows_of(unit, ("versions", "officers", "offices", "counters", "neighbourhoods"))
    return _history(rows, day, viewer=viewer, limit=limit)


def history_of_member(member: Member, day: date, *, viewer: User, limit: int = 10) -> list[dict[str, Any]] | None:
    """The latest changes of ``member`` and their links, profile, holds, posts and relatives; see ``history_of_unit``."""
    stays = member.memberships.valid().order_by("-starts_on").select_related("cell")[:1]
    if not any(may(viewer, Right.AUDIT, stay.cell) for stay in stays):
        return None
    rows = _rows_of(member, ("memberships", "employments", "residences", "profiles", "holds", "posts"))
    kin = Kinship.objects.filter(Q(first=member) | Q(second=member))
    rows[Kinship._meta.label_lower] = set(kin.values_list("pk", flat=True))
    return _history(rows, day, viewer=viewer, limit=limit)


def _rows_of(owner: Model, links: Iterable[str]) -> dict[str, set[int]]:
    """The keys of ``owner`` and of the rows that belong to it, by model."""
    rows = {owner._meta.label_lower: {owner.pk}}
    for link in links:
        related = getattr(owner, link)
        rows[related.model._meta.label_lower] = set(related.values_list("pk", flat=True))
    return rows


def _history(rows: Mapping[str, set[int]], day: date, *, viewer: User, limit: int) -> list[dict[str, Any]]:
    about = Q(pk__in=[])
    for label, keys in rows.items():
        about |= Q(subject_type=label, subject_id__in=keys)
    names = ("pk", "at", "action", "actor_name", "acting_for", "reason", "changes")
    found = list(AuditEntry.objects.filter(about).order_by("-pk").values(*names)[:limit])
    may_open = _readable([entry["pk"] for entry in found], viewer=viewer)
    for entry in found:
        own = [each for each in entry["changes"] if each["pk"] in rows.get(each["model"], ())]
        entry["changes"] = own
        entry["label"] = label_of(entry["action"])
        entry["may_open"] = entry["pk"] in may_open
    _put_in_words(found, day)
    return found


def _readable(keys: list[int], *, viewer: User) -> set[int]:
    readable: QuerySet[AuditEntry] = readable_entries(viewer=viewer)
    return set(readable.filter(pk__in=keys).values_list("pk", flat=True))


def _put_in_words(entries: list[dict[str, Any]], day: date) -> None:
    """Replace each entry's written rows by lines of field, before and after, with names for keys."""
    units: set[int] = set()
    members: set[int] = set()
    for row in (row for entry in entries for row in entry["changes"]):
        for values in (row.get("before") or {}, row.get("after") or {}):
            units.update(values[name] for name in _UNIT_FIELDS if isinstance(values.get(name), int))
            members.update(values[name] for name in _MEMBER_FIELDS if isinstance(values.get(name), int))
    known = {
        **{("unit", key): name for key, name in names_on(units, day).items()},
        **{("member", key): name for key, name in Member.objects.filter(pk__in=members).values_list("pk", "full_name")},
    }
    for entry in entries:
        lines = [line for row in entry["changes"] for line in field_changes(_named(row, known))]
        entry["changes"] = lines


def _named(row: dict[str, Any], known: Mapping[tuple[str, int], str]) -> dict[str, Any]:
    """``row`` without technical fields, keys as names, codes as their labels."""
    choices = {field.attname: dict(field.flatchoices) for field in apps.get_model(row["model"])._meta.concrete_fields}

    def words(name: str, value: Any) -> Any:
        if name in _UNIT_FIELDS:
            return known.get(("unit", value), value)
        if name in _MEMBER_FIELDS:
            return known.get(("member", value), value)
        if name.endswith("_on") or name == "official_from":
            return day_text(value)
        if isinstance(value, dict):
            return ", ".join(f"{SKILLS.get(code, code)}: {level}" for code, level in value.items())
        return str(choices.get(name, {}).get(value, value)) if value is not None else None

    def told(values: dict[str, Any] | None) -> dict[str, Any]:
        owner = "member_id" if row["model"] != "registry.officer" else ""
        return {name: words(name, value) for name, value in (values or {}).items() if name not in _HIDDEN | {owner}}

    return {**row, "before": told(row.get("before")), "after": told(row.get("after"))}
