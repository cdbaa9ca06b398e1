"""What is on record of members' year. Each job that knows something of it tells it here.

Jobs are strangers to one another: a source is registered where they meet (``config/wiring``) with ``tell_evidence_by``,
and who may open what it told with ``open_evidence_by``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from chibo.domain.evaluation.evidence import Item

if TYPE_CHECKING:
    from chibo.accounts.models import User

Source = Callable[[Sequence[int], date, date], Iterator[tuple[int, Item]]]
"""``source(member_ids, first, last)``: member id and item, of many members in a bounded number of SQL queries."""
Opener = Callable[["User", date, Iterable[int]], set[int]]
"""``opener(viewer, day, ids)``: those of ``ids`` whose page ``viewer`` may open on ``day``."""
_sources: list[Source] = []
_openers: dict[str, Opener] = {}


def tell_evidence_by(source: Source) -> Source:
    """Let ``source`` tell items of members' years."""
    if source not in _sources:
        _sources.append(source)
    return source


def open_evidence_by(name: str, opener: Opener) -> None:
    """Let ``opener`` say which items of the source ``name`` (the key before its colon) somebody may open."""
    _openers[name] = opener


def evidence_of(member_ids: Sequence[int], first: date, last: date) -> dict[int, list[Item]]:
    """Member id → what is on record of them from ``first`` to ``last``, both included, in order of the day.

    Every member asked for has a list. A bounded number of SQL queries, however many members.
    """
    found: dict[int, list[Item]] = {member_id: [] for member_id in member_ids}
    for source in _sources:
        for member_id, item in source(member_ids, first, last):
            found[member_id].append(item)
    for items in found.values():
        items.sort(key=lambda item: (item.on, item.key))
    return found


def openable(items: Iterable[Item], viewer: User, day: date) -> set[str]:
    """Keys of those of ``items`` whose source ``viewer`` may open on ``day``. One SQL query or a few for each source."""
    by_source: defaultdict[str, set[int]] = defaultdict(set)
    for item in items:
        name, _colon, pk = item.key.partition(":")
        by_source[name].add(int(pk))
    return {
        f"{name}:{pk}" for name, pks in by_source.items() if name in _openers for pk in _openers[name](viewer, day, pks)
    }
