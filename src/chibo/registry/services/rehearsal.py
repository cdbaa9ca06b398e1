"""Doing a change and taking it back, to show beforehand what it would bring: the preview runs the code of the deed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.db import transaction

T = TypeVar("T")


class _TakenBack(Exception):
    pass


def rehearse(work: Callable[[], object], look: Callable[[], T]) -> T:
    """What ``look`` finds after ``work``; nothing of the work remains. Raises what ``work`` raises."""
    found: list[T] = []
    try:
        with transaction.atomic():
            work()
            found.append(look())
            raise _TakenBack
    except _TakenBack:
        return found[0]
