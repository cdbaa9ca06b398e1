"""What the database knows of its own rows, by which it chooses the way to an answer."""

from __future__ import annotations

from django.db import connection


def refresh_statistics() -> None:
    """The planner knows how many rows there are now: asked for after a load of thousands that it could not foresee.

    PostgreSQL counts them by itself too, but only some time after they were committed.
    """
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
