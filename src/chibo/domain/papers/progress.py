"""The report on how far a campaign has come: the text and the table that go up to the committee above."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields

from chibo.domain.papers.facts import Progress, ProgressRow
from chibo.domain.papers.frame import DRAFT, cited, cited_in_full, signature
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
    Table,
    cleaned,
)
from chibo.domain.papers.wording import capitalised, count, short_date

_FIGURES = tuple(field.name for field in fields(ProgressRow) if field.name != "name")
_HEADINGS = {
    "communes": "Số đơn vị cấp xã",
    "with_agency_cell": "Có chi bộ cơ quan",
    "decided": "Đã quyết định",
    "dissolved": "Đã giải thể",
    "members_to_move": "Đảng viên phải chuyển",
    "issued": "Đã giới thiệu",
    "received": "Đã tiếp nhận",
    "confirmed": "Đã xác nhận",
    "held": "Chưa chuyển",
    "late": "Quá hạn",
}


def compose_progress(facts: Progress) -> Paper:
    """The progress report: what was done, what is open, what comes next, and the table of figures."""
    issue = facts.issue
    committee = issue.committee
    total = _total(facts.rows)
    blocks: list[Block] = [
        Paragraph(
            f"Thực hiện {cited_in_full(facts.directive)}, {committee.deciding_body} báo cáo kết quả thực hiện trên địa "
            f"bàn {facts.area} tính đến ngày {short_date(facts.as_of)} như sau:"
        ),
        Heading("I- KẾT QUẢ THỰC HIỆN"),
        Paragraph(_organisations(facts.area, total), lead="1. Về tổ chức:"),
        Paragraph(_members(total), lead="2. Về đảng viên:"),
        Paragraph("Số liệu cụ thể của từng đơn vị như sau:", lead="3. Số liệu chi tiết:"),
        _table(facts.rows, total),
        Heading("II- KHÓ KHĂN, HẠN CHẾ"),
        *_points(facts.difficulties, "Không phát sinh khó khăn, vướng mắc."),
        Heading("III- NHIỆM VỤ TRONG THỜI GIAN TỚI"),
        *_points(facts.next_steps or _open_work(total), "Tiếp tục theo dõi, củng cố chi bộ sau sắp xếp."),
    ]
    if facts.proposals:
        blocks += [Heading("IV- ĐỀ XUẤT, KIẾN NGHỊ"), *_points(facts.proposals, "")]
    return cleaned(
        Paper(
            kind=PaperKind.PROGRESS_REPORT,
            layout=layout_on(issue.day).code,
            superior=committee.superior.upper(),
            issuer=committee.name.upper(),
            symbol=f"BC/{committee.code}",
            place=committee.place,
            title="BÁO CÁO",
            subject=f"kết quả thực hiện {cited(facts.directive)}",
            number=issue.number,
            dated_on=issue.dated_on,
            marking="" if issue.number is not None else DRAFT,
            blocks=tuple(blocks),
            recipients=(*committee.reports_to, f"Lưu {committee.office}"),
            signature=signature(committee.authority, issue.signer),
            verification=issue.verification,
        )
    )


def _total(rows: Sequence[ProgressRow]) -> dict[str, int]:
    return {name: sum(getattr(row, name) for row in rows) for name in _FIGURES}


def _organisations(area: str, total: dict[str, int]) -> str:
    text = (
        f"{capitalised(area)} có {total['with_agency_cell']}/{total['communes']} xã, phường, thị trấn có chi bộ cơ quan. "
        f"Đến nay, {total['decided']}/{total['with_agency_cell']} đảng ủy đã ban hành quyết định; "
        f"{total['dissolved']}/{total['with_agency_cell']} chi bộ cơ quan đã giải thể."
    )
    remaining = total["with_agency_cell"] - total["dissolved"]
    return f"{text} Còn {count(remaining)} chi bộ chưa giải thể." if remaining else text


def _members(total: dict[str, int]) -> str:
    text = (
        f"Tổng số đảng viên phải chuyển sinh hoạt là {total['members_to_move']} đồng chí; đã giới thiệu "
        f"{total['issued']} đồng chí, chi bộ nơi đến đã tiếp nhận {total['received']} đồng chí, đã xác nhận "
        f"{total['confirmed']} đồng chí ({_share(total['confirmed'], total['members_to_move'])})."
    )
    if total["held"]:
        text += f" Chưa chuyển sinh hoạt theo quy định: {count(total['held'])} đồng chí."
    if total["late"]:
        text += f" Quá thời hạn quy định: {count(total['late'])} trường hợp."
    return text


def _open_work(total: dict[str, int]) -> tuple[str, ...]:
    open_points = []
    if remaining := total["with_agency_cell"] - total["dissolved"]:
        open_points.append(f"Hoàn thành việc giải thể {count(remaining)} chi bộ cơ quan còn lại.")
    if unconfirmed := total["members_to_move"] - total["confirmed"]:
        open_points.append(
            f"Đôn đốc hoàn thành chuyển sinh hoạt đảng, bàn giao hồ sơ đối với {count(unconfirmed)} đảng viên còn lại."
        )
    return tuple(open_points)


def _points(points: Sequence[str], otherwise: str) -> tuple[Block, ...]:
    return (Listing(tuple(points), Marker.DASH),) if points else (Paragraph(otherwise),)


def _table(rows: Sequence[ProgressRow], total: dict[str, int]) -> Table:
    return Table(
        columns=(
            Column("Số TT", 8, Align.CENTRE),
            Column("Đơn vị", 29),
            *(Column(_HEADINGS[name], 13, Align.CENTRE) for name in _FIGURES),
        ),
        rows=tuple(
            (count(position), row.name, *(str(getattr(row, name)) for name in _FIGURES))
            for position, row in enumerate(rows, start=1)
        ),
        total=("", "Cộng", *(str(total[name]) for name in _FIGURES)),
    )


def _share(part: int, whole: int) -> str:
    """A share in per cent with one decimal, Vietnamese comma; a dash where there is nothing to share."""
    if not whole:
        return "-"
    tenths = (part * 1000 + whole // 2) // whole
    return f"{tenths // 10},{tenths % 10}%" if tenths % 10 else f"{tenths // 10}%"
