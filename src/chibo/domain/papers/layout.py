"""How the Party wants a paper laid out, as dated data: a later guide is one more row here.

Sizes are in points, distances in millimetres unless the name says ``_pt``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The layout of one guide: page, margins, sizes of the parts of a paper."""

    code: str
    valid_from: date
    source: str
    page_width: int = 210
    page_height: int = 297
    margin_top: int
    margin_bottom: int
    margin_left: int
    margin_right: int
    font: str = "Times New Roman"
    page_number_from_top: int = 10
    page_number_size: int = 14
    heading: str = "ĐẢNG CỘNG SẢN VIỆT NAM"
    heading_size: int = 15
    superior_size: int = 14
    issuer_size: int = 14
    separator: str = "*"
    number_size: int = 14
    date_size: int = 14
    title_size: int = 16
    subject_size: int = 15
    subject_rule: str = "-----"
    body_size: int = 14
    line_distance_pt: int = 18
    paragraph_gap_pt: int = 6
    first_line_indent: int = 10
    table_size: int = 12
    recipients_heading_size: int = 14
    recipients_size: int = 12
    signature_size: int = 14

    @property
    def text_width(self) -> int:
        """Width of the text in millimetres."""
        return self.page_width - self.margin_left - self.margin_right

    def table_size_for(self, columns: int) -> int:
        """Size of the text in a table of so many columns; the guides leave it to the office."""
        return self.table_size if columns <= 6 else self.table_size - 1 if columns <= 8 else self.table_size - 2


_GUIDE_2018 = Layout(
    code="36-HD/VPTW",
    valid_from=date(2018, 4, 3),
    source="Hướng dẫn số 36-HD/VPTW, ngày 03/4/2018 của Văn phòng Trung ương Đảng, phần II và Phụ lục 3",
    margin_top=20,
    margin_bottom=20,
    margin_left=30,
    margin_right=15,
)

_GUIDE_2004 = replace(
    _GUIDE_2018,
    code="11-HD/VPTW",
    valid_from=date(2004, 5, 28),
    source="Hướng dẫn số 11-HD/VPTW, ngày 28/5/2004 của Văn phòng Trung ương Đảng",
    margin_top=25,
    margin_bottom=25,
    margin_left=35,
    margin_right=15,
)

LAYOUTS = (_GUIDE_2004, _GUIDE_2018)


def layout_on(day: date) -> Layout:
    """The layout in force on ``day`` (the earliest known one for days before)."""
    known = [layout for layout in LAYOUTS if layout.valid_from <= day]
    return known[-1] if known else LAYOUTS[0]


def layout_named(code: str) -> Layout:
    """The layout of the guide ``code``. Raises ``KeyError`` when there is none."""
    for layout in LAYOUTS:
        if layout.code == code:
            return layout
    raise KeyError(code)
