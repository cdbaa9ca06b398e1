"""What both cells sign when members are handed over: the minutes, and a tick list to work through beforehand.

Within one grassroots Party organisation the cell committees of both sides make the minutes over the members' register
and sign them together (09-HD/BTCTW, 5-6-2017). They are numbered in the committee's book, hence under its name.
"""

from __future__ import annotations

from collections.abc import Sequence

from chibo.domain.papers.facts import Committee, Handover, HandoverItem, MemberLine, Officer, TickList
from chibo.domain.papers.frame import DRAFT, cited_in_full, counted, named
from chibo.domain.papers.layout import layout_on
from chibo.domain.papers.model import (
    Align,
    Block,
    Column,
    Heading,
    Listing,
    Marker,
    Paper,
    PaperKind,
    Paragraph,
    Signature,
    Signatures,
    Table,
    cleaned,
)
from chibo.domain.papers.wording import BLANK, count, members, table_date, written_day

USUAL_ITEMS = (
    HandoverItem(name="Sổ danh sách đảng viên (trích, phần đảng viên chuyển giao)", quantity="01 bản"),
    HandoverItem(
        name="Hồ sơ đảng viên (lý lịch, quyết định kết nạp, công nhận chính thức…)", quantity="theo danh sách"
    ),
    HandoverItem(name="Phiếu đảng viên", quantity="theo danh sách"),
    HandoverItem(name="Bản kiểm điểm, nhận xét, đánh giá, xếp loại 03 năm gần nhất", quantity="theo danh sách"),
    HandoverItem(name="Sổ theo dõi thu, nộp đảng phí (trích)", quantity="01 bản"),
)
"""What goes with members who change their cell, where the committee has not drawn up a list of its own."""


def compose_minutes(facts: Handover) -> Paper:
    """The minutes of one handover, co-signed by both cells and confirmed by the committee."""
    issue = facts.issue
    committee = issue.committee
    place = facts.place or f"trụ sở {committee.name}"
    opening = (
        f"Hôm nay, {written_day(facts.held_on)}, tại {place}, thực hiện {cited_in_full(facts.decision)}, "
        "hai bên tiến hành bàn giao như sau:"
    )
    blocks: list[Block] = [
        Paragraph(opening),
        *_side("BÊN GIAO", facts.giving_cell, facts.giving),
        *_side("BÊN NHẬN", facts.receiving_cell, facts.receiving),
        Heading("NỘI DUNG BÀN GIAO"),
        Paragraph(f"Bàn giao {members(*counted(facts.members))}, gồm:", lead="1. Đảng viên:"),
        _members_table(facts.members),
        Paragraph("Bên giao đã bàn giao, bên nhận đã kiểm nhận đầy đủ:", lead="2. Hồ sơ, tài liệu:"),
        _items_table(facts.items),
        *_tasks(facts.members),
        Paragraph(facts.remarks or "Không.", lead="4. Ý kiến của hai bên:"),
        Paragraph(
            f"Kể từ thời điểm ký biên bản, {facts.receiving_cell} chịu trách nhiệm quản lý đảng viên và hồ sơ đã tiếp "
            f"nhận. Biên bản được lập thành 03 bản có giá trị như nhau, mỗi bên giữ 01 bản, 01 bản lưu {committee.office}."
        ),
        Signatures(
            (
                _for_cell("ĐẠI DIỆN BÊN GIAO", facts.giving),
                _for_cell("ĐẠI DIỆN BÊN NHẬN", facts.receiving),
            )
        ),
        Signatures((_for_committee(facts, committee),)),
    ]
    return _paper(
        facts,
        PaperKind.HANDOVER_MINUTES,
        superior=committee.superior,
        issuer=committee.name,
        symbol=f"BB/{committee.code}",
        title="BIÊN BẢN",
        subject=f"bàn giao đảng viên và hồ sơ đảng viên giữa {facts.giving_cell} và {facts.receiving_cell}",
        blocks=tuple(blocks),
    )


def compose_tick_list(facts: TickList) -> Paper:
    """One sheet on which both sides tick what changes hands. It carries no number."""
    people = Table(
        columns=(
            Column("Số TT", 10, Align.CENTRE),
            Column("Họ và tên", 55),
            Column("Số thẻ đảng viên", 30, Align.CENTRE),
            Column("Bên giao", 20, Align.CENTRE),
            Column("Bên nhận", 20, Align.CENTRE),
            Column("Ghi chú", 30),
        ),
        rows=tuple(
            (count(position), line.full_name, line.card_number or "-", "□", "□", "" if line.official else "Dự bị")
            for position, line in enumerate(facts.members, start=1)
        ),
    )
    return _paper(
        facts,
        PaperKind.TICK_LIST,
        superior=facts.issue.committee.name,
        issuer=facts.giving_cell,
        symbol="",
        title="DANH MỤC KIỂM",
        subject=f"bàn giao, tiếp nhận đảng viên từ {facts.giving_cell} đến {facts.receiving_cell}",
        blocks=(
            Paragraph("Hai bên đánh dấu vào ô tương ứng khi đã giao và đã nhận.", italic=True),
            Heading("I- ĐẢNG VIÊN VÀ HỒ SƠ ĐẢNG VIÊN"),
            people,
            Heading("II- SỔ SÁCH, TÀI LIỆU"),
            _items_table(facts.items),
            Signatures((_for_cell("BÊN GIAO", ()), _for_cell("BÊN NHẬN", ()))),
        ),
    )


def _side(heading: str, cell: str, officers: Sequence[Officer]) -> tuple[Block, ...]:
    return (
        Paragraph(cell, lead=f"{heading}:"),
        *(Paragraph(f"{position}. {name}") for position, name in enumerate(named(officers), start=1)),
    )


def _members_table(lines: Sequence[MemberLine]) -> Table:
    return Table(
        columns=(
            Column("Số TT", 8, Align.CENTRE),
            Column("Họ và tên", 44),
            Column("Ngày sinh", 21, Align.CENTRE),
            Column("Ngày vào Đảng", 21, Align.CENTRE),
            Column("Ngày chính thức", 21, Align.CENTRE),
            Column("Số thẻ đảng viên", 20, Align.CENTRE),
            Column("Đóng đảng phí hết tháng", 30, Align.CENTRE),
        ),
        rows=tuple(
            (
                count(position),
                line.full_name,
                table_date(line.born_on),
                table_date(line.admitted_on),
                table_date(line.official_on) if line.official else "Dự bị",
                line.card_number or "-",
                table_date(line.dues_paid_until) or BLANK,
            )
            for position, line in enumerate(lines, start=1)
        ),
    )


def _tasks(lines: Sequence[MemberLine]) -> tuple[Block, ...]:
    lead = "3. Nhiệm vụ đang phân công:"
    assigned = tuple(f"Đồng chí {line.full_name}: {line.tasks}" for line in lines if line.tasks)
    if not assigned:
        return (Paragraph("Chi bộ nơi nhận phân công nhiệm vụ mới cho đảng viên.", lead=lead),)
    return (Paragraph("", lead=lead), Listing(assigned, Marker.DASH))


def _items_table(items: Sequence[HandoverItem]) -> Table:
    return Table(
        columns=(
            Column("Số TT", 9, Align.CENTRE),
            Column("Tên sổ sách, tài liệu", 70),
            Column("Số lượng", 26, Align.CENTRE),
            Column("Đã giao", 16, Align.CENTRE),
            Column("Đã nhận", 16, Align.CENTRE),
            Column("Ghi chú", 28),
        ),
        rows=tuple(
            (count(position), item.name, item.quantity, "□", "□", item.note)
            for position, item in enumerate(items, start=1)
        ),
    )


def _for_cell(authority: str, officers: Sequence[Officer]) -> Signature:
    first = officers[0] if officers else None
    return Signature(
        authority=(authority,),
        position=first.position.upper() if first else "BÍ THƯ",
        name=first.full_name if first else "",
    )


def _for_committee(facts: Handover, committee: Committee) -> Signature:
    signer = facts.issue.signer
    return Signature(
        authority=(f"XÁC NHẬN CỦA {committee.name.upper()}",),
        position=signer.position.upper() if signer else "",
        name=signer.name if signer else "",
    )


def _paper(
    facts: Handover | TickList,
    kind: PaperKind,
    *,
    superior: str,
    issuer: str,
    symbol: str,
    title: str,
    subject: str,
    blocks: tuple[Block, ...],
) -> Paper:
    issue = facts.issue
    return cleaned(
        Paper(
            kind=kind,
            layout=layout_on(issue.day).code,
            superior=superior.upper(),
            issuer=issuer.upper(),
            symbol=symbol,
            place=issue.committee.place,
            title=title,
            subject=subject,
            number=issue.number,
            dated_on=issue.dated_on,
            marking="" if issue.number is not None or not symbol else DRAFT,
            blocks=blocks,
            verification=issue.verification,
        )
    )
