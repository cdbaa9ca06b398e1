"""Which rows of a list are people: not totals, not signatures, not the names of cells between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from chibo.domain.vietnamese import search_key
from chibo.registry.imports.cell_values import as_text, is_nothing
from chibo.registry.imports.columns import Column
from chibo.registry.imports.sheets import CellValue, Row
from chibo.registry.imports.tables import Table
from chibo.registry.imports.vocabulary import clean

PERSONAL = frozenset(
    (
        "born_on",
        "admitted_on",
        "official_on",
        "card_number",
        "file_number",
        "phone",
        "residence",
        "position",
        "birth_name",
    )
)
"""Fields that tell of one person; the others may stand on every line of a form, filled in or not."""

_TOTAL = re.compile(r"^\W*(?:tổng\s*(?:cộng|số|:|\d|$)|cộng\b|danh sách (?:này )?có\b|ấn định\b|toàn chi bộ có\b)")
_TOTAL_WITHOUT_MARKS = re.compile(r"^\W*(?:(?:tong|cong|tong cong|tong so)\s*(?:[:\d]|$|dang vien)|danh sach nay co\b)")
_SIGNATURE = re.compile(
    r"^(?:nguoi (?:lap|tong hop|ghi|ke khai)\b|t ?m (?:chi|dang|ban|cap)\b|k ?t (?:bi|chu)\b|t ?m$|thu truong\b|xac nhan\b"
    r"|ky ten\b|ky (?:va )?ghi ro\b|noi nhan\b|(?:pho )?bi thu(?: chi bo| dang uy| chi uy| thuong truc)?$|(?:pho )?chu tich$|cap uy$|chi uy$|dang uy$)"
)
_PLACE_AND_DATE = re.compile(r"\bngay\b.{0,12}\bthang\b.{0,12}\bnam\b")
_SECTION = re.compile(
    r"^(?:(?:[ivxlcdm]+|\d+|[a-h])\s*[.)/:-]?\s+)?(?:chi bo|dang bo|chi uy|dang uy|to dang|khu pho|khoi|cum|cb)\b"
)
_NUMBERING = re.compile(r"^(?:[IVXLC]+|\d+|[A-H])\s*[.)/:-]\s*", re.IGNORECASE)
_COUNTED = re.compile(r"\s*[(:–-]\s*(?:có\s*)?\d+\s*(?:đ/c|đc|đồng chí|đảng viên|đv|người)?\s*\)?\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A row that stands for a person; ``section``: the cell named in a line of its own above it."""

    row: Row
    section: str | None = None


def member_rows(table: Table) -> Iterator[MemberRow]:
    """The rows of people, in order.

    Once a total or a signature has come, only a row with a number of its own or with two facts about a person counts,
    so the name under "Bí thư" at the foot is no member, and a second section after a subtotal is read.
    """
    layout = _Layout(table)
    section, at_the_foot = None, False
    for row in table.rows:
        name, facts, numbered = layout.name(row), layout.facts(row), layout.is_numbered(row)
        surely = numbered or len(facts) > 1
        if _is_total(layout.lead(row), name) or _is_foot(name if name else layout.texts(row), facts, surely):
            at_the_foot = True
        elif not facts and (title := layout.section(row)) is not None:
            section = title or section
        elif name and (facts or _may_be_a_name(name)):
            if surely or not at_the_foot:
                yield MemberRow(row, section)
        elif not name and facts and surely:
            yield MemberRow(row, section)


class _Layout:
    """Where the parts of a row stand in one table."""

    def __init__(self, table: Table) -> None:
        self.names = table.columns_of("full_name", "family_name", "given_name")
        self.ordinals = [column for column in table.columns if column.is_ordinal]
        self.personal = [column for column in table.columns if set(column.public) & PERSONAL]

    def name(self, row: Row) -> str:
        return " ".join(filter(None, (as_text(value(row, column)) for column in self.names)))

    def facts(self, row: Row) -> list[Column]:
        """The filled columns that tell of one person."""
        return [column for column in self.personal if column not in self.names and not is_nothing(value(row, column))]

    def is_numbered(self, row: Row) -> bool:
        return any(as_text(value(row, column)).strip(".").isdigit() for column in self.ordinals)

    def texts(self, row: Row) -> list[str]:
        return [cell for cell in row.cells if isinstance(cell, str)]

    def lead(self, row: Row) -> str:
        """The first text of the row."""
        return next(iter(self.texts(row)), "")

    def section(self, row: Row) -> str | None:
        """The cell that a line between the members names, out of its numbering and count; ``""`` for another title."""
        texts = [text for text in self.texts(row) if not re.fullmatch(r"[IVXLC]+\.?|\d+\.?|[A-H]\.?", text.strip())]
        if len(texts) != 1 or not _SECTION.match(search_key(texts[0])):
            return None
        title = _COUNTED.sub("", _NUMBERING.sub("", as_text(texts[0]))).strip(" :.")
        return title.capitalize() if title.isupper() else title


def value(row: Row, column: Column) -> CellValue:
    """The value of ``row`` in ``column``; ``None`` beyond the last filled cell."""
    return row.cells[column.index] if column.index < len(row.cells) else None


def _is_total(lead: str, name: str) -> bool:
    return any(
        _TOTAL.match(as_text(text).lower()) or (text.isascii() and _TOTAL_WITHOUT_MARKS.match(as_text(text).lower()))
        for text in (lead, name)
    )


def _is_foot(texts: str | list[str], facts: list[Column], surely: bool) -> bool:
    """Whether a signature, or its place and date, stands here: in the name's column only where no fact is beside it."""
    if isinstance(texts, str):
        return not facts and bool(_SIGNATURE.match(clean(texts)) or _PLACE_AND_DATE.search(search_key(texts)))
    return not surely and any(
        _SIGNATURE.match(clean(text)) or _PLACE_AND_DATE.search(search_key(text)) for text in texts
    )


def _may_be_a_name(text: str) -> bool:
    """A remark (``Ghi chú: …``, ``(chữ in hoa)``) is none."""
    return any(map(str.isalpha, text)) and not text.startswith("(") and ":" not in text
