"""Where the headings of a sheet stand: one, two or three rows, below titles and above the data."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chibo.registry.imports.columns import Chosen, Heading, chosen_meaning
from chibo.registry.imports.headings import meaning
from chibo.registry.imports.sheets import Row, Sheet
from chibo.registry.imports.vocabulary import DECOY, ORDINAL, Vocabulary

_LOOK_AT = 60
_MOST_LEVELS = 3
_SOME = 0.4
_LIKE_DATA = re.compile(r"\(?\d+\)?(?:\.0)?|\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}")


@dataclass(frozen=True, slots=True)
class HeadingRows:
    """``rows``: the heading rows; ``headings``: one for each column up to the last that has any."""

    rows: tuple[Row, ...]
    headings: tuple[Heading, ...]
    fields: frozenset[str]


def find_heading_rows(sheet: Sheet, vocabulary: Vocabulary, *, chosen: Mapping[str, Chosen]) -> HeadingRows | None:
    """The block of rows that names the most fields; among equals the one of fewest rows, then the first.

    A block ends where the headings merged downwards end. ``None`` when no block names enough.
    """
    best: HeadingRows | None = None
    top = sheet.rows[:_LOOK_AT]
    for start in range(len(top)):
        for levels in range(1, _MOST_LEVELS + 1):
            rows = top[start : start + levels]
            if len(rows) < levels or _like_data(rows[-1]) > (_SOME if levels == 1 else 0):
                break
            if _cuts_a_merged_heading(rows, sheet):
                continue
            block = _read(rows, sheet, vocabulary, chosen)
            if _suffices(block, vocabulary) and (best is None or _rank(block) > _rank(best)):
                best = block
    return best


def _rank(block: HeadingRows) -> tuple[int, int, int]:
    return len(block.fields), -len(block.rows), -block.rows[0].number


def _suffices(block: HeadingRows, vocabulary: Vocabulary) -> bool:
    return bool(block.fields & vocabulary.anchors) or len(block.fields) >= vocabulary.enough


def _like_data(row: Row) -> float:
    """The share of the row's cells that are numbers or dates. A heading row may have some: grades under 2018, 2019."""
    values = [value for value in row.cells if value is not None]
    data = sum(not isinstance(value, str) or bool(_LIKE_DATA.fullmatch(value.strip())) for value in values)
    return data / len(values)


def _cuts_a_merged_heading(rows: Sequence[Row], sheet: Sheet) -> bool:
    first, last = rows[0].number, rows[-1].number
    return any(first <= top <= last < bottom for top, _left, bottom, _right in sheet.merged)


def _read(rows: Sequence[Row], sheet: Sheet, vocabulary: Vocabulary, chosen: Mapping[str, Chosen]) -> HeadingRows:
    width = max(len(row.cells) for row in rows)
    width = max([width, *(right + 1 for top, _, _, right in sheet.merged if rows[0].number <= top <= rows[-1].number)])
    placed = [_levels(rows, column, sheet) for column in range(width)]
    owners: dict[tuple[int, int], int] = {}
    for levels in placed:
        for origin in levels:
            owners[origin] = owners.get(origin, 0) + 1
    headings, fields = [], set()
    for levels in placed:
        texts = list(levels.values())
        text = " / ".join(texts)
        found = chosen_meaning(text, texts, chosen)
        is_chosen = found is not None
        if found is None and texts:
            alone = all(owners[origin] == 1 for origin in list(levels)[:-1])
            found = meaning(texts, vocabulary, alone=alone)
        headings.append(Heading(text=_one_line(text), meaning=found, is_chosen=is_chosen))
        fields |= set(found.public if found else ()) - {DECOY, ORDINAL}
    return HeadingRows(tuple(rows), tuple(headings), frozenset(fields))


def _levels(rows: Sequence[Row], column: int, sheet: Sheet) -> dict[tuple[int, int], str]:
    """The headings over a column from top to bottom, each under the place (row, column) where it is written."""
    found: dict[tuple[int, int], str] = {}
    for depth in range(len(rows)):
        origin = _origin(rows, depth, column, sheet)
        if origin is not None and (text := _text(rows, *origin)):
            found[(rows[origin[0]].number, origin[1])] = text
    return found


def _origin(rows: Sequence[Row], depth: int, column: int, sheet: Sheet) -> tuple[int, int] | None:
    """Where the heading that covers this place is written: here, in a merged range, or in an unmerged group to the left."""
    number = rows[depth].number
    if _text(rows, depth, column):
        return depth, column
    for top, left, bottom, right in sheet.merged:
        if top <= number <= bottom and left <= column <= right:
            at = next((place for place, row in enumerate(rows) if row.number == top), None)
            return None if at is None else (at, left)
    # Without merged cells (a text file): blank above a sub-heading belongs to the group that began on the left.
    if depth + 1 < len(rows) and _text(rows, depth + 1, column) and not sheet.merged:
        for left in range(column - 1, -1, -1):
            if _text(rows, depth, left):
                return (depth, left) if _text(rows, depth + 1, left) else None
    return None


def _text(rows: Sequence[Row], depth: int, column: int) -> str:
    cells = rows[depth].cells
    value = cells[column] if column < len(cells) else None
    return "" if value is None else str(value).strip()


def _one_line(text: str) -> str:
    return " ".join(text.split())
