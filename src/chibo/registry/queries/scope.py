"""The one filter of the subtree rights: every list, count, export, search and API goes through it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from chibo.registry.policies import Right, scope_paths

if TYPE_CHECKING:
    from chibo.accounts.models import User

NOTHING = Q(pk__in=[])


def below(path: str, *, field: str = "path") -> Q:
    """Rows whose ``field`` lies in the subtree of ``path``: ``/1/22/`` ≤ x < ``/1/220`` ('0' follows '/')."""
    return Q(**{f"{field}__gte": path, f"{field}__lt": f"{path[:-1]}0"})


def in_scope(viewer: User, right: Right, *, field: str = "path") -> Q:
    """Rows whose path in ``field`` lies where ``viewer`` holds ``right``."""
    paths = scope_paths(viewer, right)
    if paths is None:
        return Q()
    found = NOTHING
    for path in paths:
        found |= below(path, field=field)
    return found
