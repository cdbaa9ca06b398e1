"""Figures for everyone to read: small numbers are not told, and cannot be reckoned back from what is told."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from enum import StrEnum

SMALLEST_TOLD = 5
"""Fewer than this could single somebody out: “dưới 5”."""
NARROWEST = 2
"""How far apart the least and the most must lie that a number not told may be, for whoever reckons with all the rest."""


class Untold(StrEnum):
    """Why a number is not told: it is small (``FEW``), or a small one could be reckoned from it (``COVER``).

    Beside others told or ``FEW``, a ``COVER`` is no small number; where a whole table is ``COVER`` it says nothing.
    """

    FEW = "FEW"
    COVER = "COVER"


Told = int | Untold
Place = tuple[int, int]


def with_totals(counts: Sequence[Sequence[int]]) -> list[list[int]]:
    """``counts`` with the sum of each row at its end, and a last row with the sum of each column."""
    rows = [[*row, sum(row)] for row in counts]
    return [*rows, [sum(column) for column in zip(*rows, strict=True)]] if rows else []


def public_table(counts: Sequence[Sequence[int]]) -> list[list[Told]]:
    """``counts`` (rows of equal length, no totals) with its totals, as everyone may read it.

    A number below ``SMALLEST_TOLD``, also zero and also a total, is ``FEW``. Further ones are ``COVER`` until a reader who
    knows the rule and adds and subtracts along rows and columns still finds every ``FEW`` to have a choice of at least
    three values; where even hiding all leaves fewer, all is ``COVER``.
    """
    table = with_totals(counts)
    places = [(i, j) for i, row in enumerate(table) for j in range(len(row))]
    few = [place for place in places if table[place[0]][place[1]] < SMALLEST_TOLD]
    hidden = set(few)
    while unsafe := [place for place in few if not _is_safe(table, hidden, place)]:
        if len(hidden) == len(places):
            return [[Untold.COVER] * len(row) for row in table]
        hidden.add(_cheapest(table, hidden, unsafe[0]))
    for place in sorted(hidden - set(few), key=lambda place: -table[place[0]][place[1]]):
        if all(_is_safe(table, hidden - {place}, each) for each in few):
            hidden.discard(place)
    shown: list[list[Told]] = [list(row) for row in table]
    for i, j in hidden:
        shown[i][j] = Untold.FEW if table[i][j] < SMALLEST_TOLD else Untold.COVER
    return shown


def public_row(counts: Sequence[int]) -> list[Told]:
    """``counts`` with their sum at the end, as everyone may read them (see ``public_table``).

    Each row is safe by itself: rows of other days may stand beside it, where sums over several rows are not told.
    """
    return public_table([counts])[0] if counts else []


def median(days: Sequence[int]) -> float | None:
    """The middle of ``days``, or halfway between the two middle ones; ``None`` where there are none."""
    if not days:
        return None
    ordered, half = sorted(days), len(days) // 2
    return float(ordered[half]) if len(days) % 2 else (ordered[half - 1] + ordered[half]) / 2


def public_median(days: Sequence[int]) -> float | None:
    """The middle of ``days`` where there are enough of them to tell; else ``None``."""
    return median(days) if len(days) >= SMALLEST_TOLD else None


def _cheapest(table: list[list[int]], hidden: set[Place], beside: Place) -> Place:
    """The number to hide next: beside the unsafe one where there is one left, no total if possible, the smallest."""
    last_row, last_column = len(table) - 1, len(table[0]) - 1
    shown = [(i, j) for i, row in enumerate(table) for j in range(len(row)) if (i, j) not in hidden]

    def cost(place: Place) -> tuple[bool, int, int, Place]:
        i, j = place
        totals = (i == last_row) + (j == last_column)
        return (i != beside[0] and j != beside[1], totals, table[i][j], place)

    return min(shown, key=cost)


def _is_safe(table: list[list[int]], hidden: set[Place], place: Place) -> bool:
    """Whether a reader finds the number at ``place`` to have a choice of values (``NARROWEST`` apart) left."""
    up = _room(table, hidden, place, +1)
    return up >= NARROWEST or up + _room(table, hidden, place, -1) >= NARROWEST


def _room(table: list[list[int]], hidden: set[Place], place: Place, direction: int) -> int:
    """By how much, at most ``NARROWEST``, the number at ``place`` could be more (+1) or less (-1) than it is.

    Totals count with the other sign, so every row and every column sums to nothing, and a change of one number is carried
    on along hidden ones, each within what its mark says of it: a flow through rows and columns.
    """
    values = {each: table[each[0]][each[1]] for each in hidden}
    moved = dict.fromkeys(hidden, 0)
    for step in range(NARROWEST):
        if not _can_move(values[place] + direction * (step + 1), values[place]):
            return step
        way = _way(table, values, moved, place, direction)
        if way is None:
            return step
        for each, change in way:
            moved[each] += change
    return NARROWEST


def _way(
    table: list[list[int]], values: dict[Place, int], moved: dict[Place, int], place: Place, direction: int
) -> list[tuple[Place, int]] | None:
    """Changes by one of other hidden numbers that make up for a change of the number at ``place``; ``None``: none."""
    sign = _sign(table, place)
    # In sums with signs: `place` adds to its row and column, what follows takes away from the column, adds to a row…
    start, goal = ("column", place[1]), ("row", place[0])
    before: dict[tuple[str, int], tuple[tuple[str, int], Place, int]] = {}
    queue, seen = deque([start]), {start}
    while queue:
        node = queue.popleft()
        if node == goal:
            break
        side, index = node
        for each in values:
            if each == place or each[1 if side == "column" else 0] != index:
                continue
            wanted = -direction * sign if side == "column" else direction * sign
            change = wanted * _sign(table, each)
            following = ("row", each[0]) if side == "column" else ("column", each[1])
            if following not in seen and _can_move(values[each] + moved[each] + change, values[each]):
                before[following] = (node, each, change)
                seen.add(following)
                queue.append(following)
    if goal not in before:
        return None
    way, node = [], goal
    while node != start:
        node, each, change = before[node]
        way.append((each, change))
    return way


def _sign(table: list[list[int]], place: Place) -> int:
    return -1 if (place[0] == len(table) - 1) != (place[1] == len(table[0]) - 1) else 1


def _can_move(to: int, value: int) -> bool:
    """Whether the reader could take a hidden number, truly ``value``, to be ``to``: the marks tell small from cover."""
    return 0 <= to < SMALLEST_TOLD if value < SMALLEST_TOLD else to >= SMALLEST_TOLD
