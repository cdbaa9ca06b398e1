"""Minutes of the sitting in which office and cell talk over a member's year that they grade differently.

No text prescribes them; the order follows that of other minutes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from chibo.domain.papers.frame import DRAFT
from chibo.domain.papers.layout import layout_on
from chibo.domain.papers.model import (
    Block,
    Heading,
    KeyValues,
    Paper,
    PaperKind,
    Paragraph,
    Signature,
    Signatures,
    cleaned,
)
from chibo.domain.papers.wording import capitalised, written_day


@dataclass(frozen=True, slots=True, kw_only=True)
class JointMinutes:
    """All that the minutes say. Grades in words; ``agreed`` is empty where the two sides did not agree."""

    committee: str
    cell: str
    office: str
    place: str
    member: str
    period: str
    held_on: date
    for_office: str
    for_cell: str
    office_grade: str
    cell_grade: str
    text: str
    agreed: str = ""


def compose_joint_minutes(facts: JointMinutes) -> Paper:
    """The minutes, a draft for both sides to sign; they carry no number."""
    outcome = (
        f"Hai bên thống nhất đề nghị xếp loại: {facts.agreed}."
        if facts.agreed
        else "Hai bên không thống nhất được mức xếp loại; ý kiến của mỗi bên được giữ nguyên để cấp ủy xem xét, quyết định."
    )
    blocks: list[Block] = [
        Paragraph(
            f"{capitalised(written_day(facts.held_on))}, {facts.office or 'cơ quan'} và {facts.cell} họp chung về việc "
            f"đánh giá, xếp loại đồng chí {facts.member} {facts.period}."
        ),
        Heading("I- THÀNH PHẦN"),
        KeyValues((("Phía cơ quan", facts.for_office), ("Phía chi bộ", facts.for_cell))),
        Heading("II- Ý KIẾN TRƯỚC KHI HỌP"),
        KeyValues((("Cơ quan đề nghị", facts.office_grade), ("Chi bộ đề nghị", facts.cell_grade))),
        Heading("III- NỘI DUNG"),
        *(Paragraph(line) for line in facts.text.splitlines() if line.strip()),
        Heading("IV- KẾT LUẬN"),
        Paragraph(outcome),
        Signatures((Signature(("ĐẠI DIỆN CƠ QUAN",)), Signature(("ĐẠI DIỆN CHI BỘ",)))),
    ]
    return cleaned(
        Paper(
            kind=PaperKind.JOINT_MINUTES,
            layout=layout_on(facts.held_on).code,
            superior=facts.committee.upper(),
            issuer=facts.cell.upper(),
            symbol="",
            place=facts.place,
            title="BIÊN BẢN",
            subject=f"họp chung về xếp loại đảng viên {facts.period}",
            number=None,
            dated_on=facts.held_on,
            marking=DRAFT,
            blocks=tuple(blocks),
        )
    )
