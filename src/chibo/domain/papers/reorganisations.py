"""Decisions that bring cells into being: establish (the reverse of dissolving), merge, split.

A cell needs three official members; from nine on it elects a cell committee (Charter, Articles 21 and 24); the
committee above may appoint the first officers.
"""

from __future__ import annotations

from collections.abc import Sequence

from chibo.domain.papers.facts import Decision, Establishment, MemberLine, Merger, Officer, SplitOfCell
from chibo.domain.papers.frame import appointed, attached_roll, by_day, counted, decision_paper, summary_by_cell
from chibo.domain.papers.model import Article, Attachment, Block, Listing, Paper, PaperKind, Paragraph
from chibo.domain.papers.wording import count, joined, members, short_date


def establishment_subject(cell: str) -> str:
    """What a decision to establish ``cell`` is about, as it is cited elsewhere."""
    return f"về việc thành lập {cell}"


def merger_subject(cells: Sequence[str], into: str) -> str:
    """What a decision to merge ``cells`` is about, as it is cited elsewhere."""
    if into in cells:
        return f"về việc sáp nhập {joined([cell for cell in cells if cell != into])} vào {into}"
    return f"về việc hợp nhất {joined(cells)} thành {into}"


def split_subject(cell: str, parts: Sequence[str]) -> str:
    """What a decision to split ``cell`` is about, as it is cited elsewhere."""
    return f"về việc chia tách {cell} thành {joined(parts)}"


def compose_establishment(facts: Establishment) -> Paper:
    """The decision to establish a cell, with the list of the members called to it."""
    committee = facts.issue.committee
    official, probationary = counted(facts.members)
    origins = tuple(dict.fromkeys(line.from_cell for line in facts.members if line.from_cell))
    founded: list[Block] = [
        Article(
            1,
            f"Thành lập {facts.cell} trực thuộc {committee.organisation} kể từ ngày {short_date(facts.effective_on)}, "
            f"gồm {members(official, probationary)} (có danh sách kèm theo)"
            f"{f' chuyển đến từ {count(len(origins))} chi bộ, cụ thể:' if origins else '.'}",
        )
    ]
    if origins:
        founded.append(summary_by_cell(facts.members, heading="Chi bộ nơi chuyển đi", outward=False))
    return decision_paper(
        facts,
        PaperKind.ESTABLISHMENT,
        establishment_subject(facts.cell),
        orders=(
            tuple(founded),
            _officers(2, facts.cell, facts.officers),
            (Article(3, f"{facts.cell} có trách nhiệm:"), _first_duties(facts)),
        ),
        executors=(
            committee.office,
            facts.cell,
            *(("các chi bộ có đảng viên chuyển đến",) if origins else ()),
            "các đảng viên có liên quan",
        ),
        guidance=True,
        attachments=(
            attached_roll(
                facts,
                facts.members,
                subject=f"đảng viên {facts.cell}",
                cell_heading="Chi bộ nơi chuyển đi",
                outward=False,
            ),
        ),
    )


def compose_merger(facts: Merger) -> Paper:
    """The decision to merge cells, into one of them or into a new one."""
    committee = facts.issue.committee
    total = members(*counted(facts.members))
    day = short_date(facts.effective_on)
    leaving = [cell for cell in facts.cells if cell != facts.into]
    if facts.into in facts.cells:
        order = f"Sáp nhập {joined(leaving)} vào {facts.into} trực thuộc {committee.organisation} kể từ ngày {day}."
    else:
        order = (
            f"Hợp nhất {joined(facts.cells)} thành {facts.into} trực thuộc {committee.organisation} kể từ ngày {day}."
        )
    result = f"Sau khi sắp xếp, {facts.into} có {total} (có danh sách kèm theo), cụ thể:"
    return decision_paper(
        facts,
        PaperKind.MERGER,
        merger_subject(facts.cells, facts.into),
        orders=(
            (Article(1, f"{order} {result}"), summary_by_cell(facts.members, heading="Chi bộ cũ", outward=False)),
            _officers(2, facts.into, facts.officers),
            (Article(3, "Trách nhiệm bàn giao, tiếp nhận:"), _handing_over(facts, leaving, facts.into)),
        ),
        executors=(committee.office, *facts.cells, *(() if facts.into in facts.cells else (facts.into,))),
        guidance=True,
        attachments=(_roll(facts, facts.members, facts.into, outward=False),),
    )


def compose_split(facts: SplitOfCell) -> Paper:
    """The decision to split a cell into several, with the list of who belongs to which."""
    committee = facts.issue.committee
    split = Article(
        1,
        f"Chia tách {facts.cell} trực thuộc {committee.organisation} thành {count(len(facts.parts))} chi bộ: "
        f"{joined(facts.parts)}, kể từ ngày {short_date(facts.effective_on)}. Số đảng viên của từng chi bộ (có danh "
        "sách kèm theo) như sau:",
    )
    officers = [block for part in facts.parts for block in _named_officers(part, facts.officers.get(part, ()))]
    return decision_paper(
        facts,
        PaperKind.SPLIT,
        split_subject(facts.cell, facts.parts),
        orders=(
            (split, summary_by_cell(facts.members, heading="Chi bộ sau khi chia tách")),
            (Article(2, "Cấp ủy của các chi bộ sau khi chia tách:"), *officers),
            (Article(3, "Trách nhiệm bàn giao, tiếp nhận:"), _handing_over(facts, [facts.cell], joined(facts.parts))),
        ),
        executors=(committee.office, facts.cell, *(part for part in facts.parts if part != facts.cell)),
        guidance=True,
        attachments=(_roll(facts, facts.members, facts.cell, outward=True),),
    )


def _officers(number: int, cell: str, officers: Sequence[Officer]) -> tuple[Block, ...]:
    if not officers:
        return (Article(number, _elects(cell)),)
    return (Article(number, f"Chỉ định cấp ủy lâm thời {cell} gồm các đồng chí có tên sau:"), appointed(officers))


def _named_officers(cell: str, officers: Sequence[Officer]) -> tuple[Block, ...]:
    if not officers:
        return (Paragraph(_elects(cell)),)
    return (Paragraph(f"Chỉ định cấp ủy lâm thời {cell} gồm các đồng chí có tên sau:"), appointed(officers))


def _elects(cell: str) -> str:
    return (
        f"{cell} tiến hành bầu chi ủy (hoặc bí thư, phó bí thư đối với chi bộ có dưới 09 đảng viên chính thức) theo "
        "Điều lệ Đảng và quy chế bầu cử trong Đảng."
    )


def _first_duties(facts: Establishment) -> Listing:
    committee = facts.issue.committee
    return Listing(
        (
            "Tổ chức sinh hoạt chi bộ, phân công nhiệm vụ cho chi ủy viên và đảng viên, xây dựng quy chế làm việc theo "
            "quy định.",
            f"Phối hợp với các chi bộ nơi đảng viên chuyển đi lập biên bản bàn giao sổ danh sách đảng viên kèm theo hồ "
            f"sơ đảng viên, {by_day(facts.complete_by)}.",
            f"Báo cáo kết quả về {committee.office}.",
        )
    )


def _handing_over(facts: Merger | SplitOfCell, leaving: Sequence[str], receiving: str) -> Listing:
    committee = facts.issue.committee
    return Listing(
        (
            f"{joined(leaving)} bàn giao sổ danh sách đảng viên, hồ sơ đảng viên, đảng phí và tài liệu của Chi bộ cho "
            f"{receiving}, lập biên bản có chữ ký của hai bên, {by_day(facts.complete_by)}.",
            f"{receiving} tiếp nhận, phân công nhiệm vụ cho đảng viên, tổ chức sinh hoạt chi bộ theo quy định và báo cáo "
            f"kết quả về {committee.office}.",
        )
    )


def _roll(decision: Decision, lines: Sequence[MemberLine], cell: str, *, outward: bool) -> Attachment:
    return attached_roll(
        decision,
        lines,
        subject=f"đảng viên {cell}",
        cell_heading="Chi bộ sau khi sắp xếp" if outward else "Chi bộ cũ",
        outward=outward,
    )
