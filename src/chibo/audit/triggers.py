"""Migration operations for rules that the database itself must keep, on SQLite and on PostgreSQL."""

from __future__ import annotations

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class PerEngine(Operation):
    """Statements for the engine at hand; what Django knows of the tables stays as it is, so nothing is worked out anew.

    Not reversible in effect: the rules stay.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(self, statements: dict[str, list[str]]) -> None:
        self.statements = statements

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """No model changes."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for statement in self.statements[schema_editor.connection.vendor]:
            schema_editor.execute(statement, params=None)

    def database_backwards(self, *_: Any) -> None:
        """The rules stay."""


def per_engine(*, sqlite: list[str], postgresql: list[str]) -> PerEngine:
    """Run the statements of the engine at hand."""
    return PerEngine({"sqlite": sqlite, "postgresql": postgresql})


def forbid(table: str, *events: str, message: str) -> PerEngine:
    """Refuse ``events`` (DELETE, UPDATE) on every row of ``table``."""
    sqlite = [
        f"CREATE TRIGGER {table}_no_{event.lower()} BEFORE {event} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
        for event in events
    ]
    postgresql = [
        f"CREATE OR REPLACE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        f"CREATE TRIGGER {table}_refuse BEFORE {' OR '.join(events)} ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_refuse()",
    ]
    return per_engine(sqlite=sqlite, postgresql=postgresql)


def forbid_overlap(table: str, *, owner: str, where: str, message: str) -> PerEngine:
    """Refuse two rows of one ``owner`` (a column) whose periods share a day, among the rows that meet ``where``.

    ``where`` is SQL over the columns of ``table``, each written ``{row}.column``.
    PostgreSQL: an exclusion constraint, safe against concurrent writers; SQLite: triggers (it has one writer).
    """
    condition = where.format(row="NEW")
    clash = (
        f"SELECT RAISE(ABORT, '{message}') WHERE {condition} AND EXISTS (SELECT 1 FROM {table} other "
        f"WHERE other.id <> NEW.id AND other.{owner} = NEW.{owner} AND {where.format(row='other')} "
        "AND (other.ends_on IS NULL OR NEW.starts_on < other.ends_on) "
        "AND (NEW.ends_on IS NULL OR other.starts_on < NEW.ends_on))"
    )
    sqlite = [
        f"CREATE TRIGGER {table}_overlap_{event.lower()} AFTER {event} ON {table} BEGIN {clash}; END"
        for event in ("INSERT", "UPDATE")
    ]
    postgresql = [
        "CREATE EXTENSION IF NOT EXISTS btree_gist",
        f"ALTER TABLE {table} ADD CONSTRAINT {table}_no_overlap EXCLUDE USING gist "
        f"({owner} WITH =, daterange(starts_on, ends_on) WITH &&) WHERE ({where.replace('{row}.', '')}) "
        "DEFERRABLE INITIALLY IMMEDIATE",
    ]
    return per_engine(sqlite=sqlite, postgresql=postgresql)


def sort_bytewise(table: str, *columns: str) -> PerEngine:
    """Compare ``columns`` byte by byte (PostgreSQL; SQLite does so anyway): needed by path ranges and sort keys."""
    return per_engine(
        sqlite=[],
        postgresql=[f'ALTER TABLE {table} ALTER COLUMN {column} TYPE varchar COLLATE "C"' for column in columns],
    )
