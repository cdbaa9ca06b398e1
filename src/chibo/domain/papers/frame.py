"""What the composers share: the frame of a decision, its grounds, its list of members and its signature."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from chibo.domain.papers.facts import Decision, Issue, MemberLine, Officer, Reference, Signer
from chibo.domain.papers.layout import layout_on
from chibo.domain.papers.model import (
    Align,
    Article,
    Attachment,
    Block,
    Column,
    Listing,
    Paper,
    PaperKind,
    Paragraph,
    Signature,
    Table,
    cleaned,
)
from chibo.domain.papers.regulations import CHARTER, charter_implementation, membership_guidance
from chibo.domain.papers.wording import LONG_BLANK, count, joined, members, numbered, short_date, table_date

DRAFT = "DỰ THẢO"


def cited(reference: Reference) -> str:
    """``Quyết định số 09-QĐ/ĐU, ngày 02/5/2019 của Ban Thường vụ Đảng ủy …``, leaving out what is not known."""
    text = reference.kind
    if reference.number:
        text += f" số {reference.number}"
    if reference.dated_on:
        text += f", ngày {short_date(reference.dated_on)}"
    if reference.issuer:
        text += f" của {reference.issuer}"
    return text


def cited_in_full(reference: Reference) -> str:
    """As ``cited``, with what the document is about."""
    return f"{cited(reference)} {reference.subject}".strip()


def own_reference(issue: Issue, symbol: str, subject: str) -> Reference:
    """How other papers refer to the decision issued by ``issue``."""
    return Reference(
        kind="Quyết định",
        number=numbered(issue.number, symbol).removeprefix("Số "),
        dated_on=issue.dated_on,
        issuer=issue.committee.deciding_body,
        subject=subject,
    )


def grounds(decision: Decision, *further: str, guidance: bool = False) -> tuple[str, ...]:
    """The grounds of a decision in their usual order, the regulations being those of its day."""
    day = decision.issue.day
    lines = [CHARTER, charter_implementation(day).ground]
    if guidance:
        lines.append(membership_guidance(day).ground)
    if decision.directive is not None:
        lines.append(f"Căn cứ {cited_in_full(decision.directive)}")
    lines.extend(line for line in further if line)
    if decision.resolved_on is not None:
        body = decision.issue.committee.short_body
        lines.append(f"Căn cứ kết quả hội nghị {body} ngày {short_date(decision.resolved_on)}")
    if decision.proposal:
        lines.append(f"Xét đề nghị của {decision.proposal}")
    return tuple(lines)


def decision_paper(
    decision: Decision,
    kind: PaperKind,
    subject: str,
    *,
    orders: Sequence[Sequence[Block]],
    executors: Sequence[str],
    told: Iterable[str] = (),
    further_grounds: Sequence[str] = (),
    guidance: bool = False,
    attachments: tuple[Attachment, ...] = (),
) -> Paper:
    """A decision: grounds, ``orders`` (one sequence of blocks per article) and a last article on who carries it out."""
    issue = decision.issue
    committee = issue.committee
    last = len(orders) + 1
    effect = (
        f"Quyết định này có hiệu lực kể từ ngày {short_date(decision.effective_on)}."
        if decision.effective_on and decision.effective_on != issue.dated_on
        else "Quyết định này có hiệu lực kể từ ngày ký."
    )
    closing = Article(last, f"{effect} {joined(executors)} chịu trách nhiệm thi hành Quyết định này.")
    recipients = (
        *(f"{name} (để báo cáo)" for name in committee.reports_to),
        f"Như Điều {last}",
        *told,
        f"Lưu {committee.office}",
    )
    return cleaned(
        Paper(
            kind=kind,
            layout=layout_on(issue.day).code,
            superior=committee.superior.upper(),
            issuer=committee.name.upper(),
            symbol=f"QĐ/{committee.code}",
            place=committee.place,
            title="QUYẾT ĐỊNH",
            subject=subject,
            number=issue.number,
            dated_on=issue.dated_on,
            marking="" if issue.number is not None else DRAFT,
            grounds=grounds(decision, *further_grounds, guidance=guidance),
            enacting=f"{committee.short_body} quyết định".upper(),
            blocks=(*(block for blocks in orders for block in blocks), closing),
            recipients=recipients,
            signature=signature(committee.authority, issue.signer),
            attachments=attachments,
            verification=issue.verification,
        )
    )


def signature(authority: str, signer: Signer | None, *, position: str = "BÍ THƯ") -> Signature:
    """A signature; while the signer is not known, ``position`` with an empty name."""
    if signer is None:
        return Signature(authority=(authority,), position=position)
    lines = (authority, f"K/T {signer.deputising_for.upper()}") if signer.deputising_for else (authority,)
    return Signature(authority=lines, position=signer.position.upper(), name=signer.name)


def counted(lines: Iterable[MemberLine]) -> tuple[int, int]:
    """How many of the members are official, and how many on probation."""
    standing = [line.official for line in lines]
    return sum(standing), len(standing) - sum(standing)


def roll(lines: Sequence[MemberLine], *, cell_heading: str, outward: bool = True) -> Table:
    """The attached list: a row per member in the order given; ``outward`` shows where to, otherwise where from."""
    return Table(
        columns=(
            Column("Số TT", 8, Align.CENTRE),
            Column("Họ và tên", 44),
            Column("Ngày sinh", 21, Align.CENTRE),
            Column("Ngày vào Đảng", 21, Align.CENTRE),
            Column("Ngày chính thức", 21, Align.CENTRE),
            Column("Số thẻ đảng viên", 18, Align.CENTRE),
            Column(cell_heading, 32),
        ),
        rows=tuple(
            (
                count(position),
                line.full_name,
                table_date(line.born_on),
                table_date(line.admitted_on),
                table_date(line.official_on) if line.official else "Dự bị",
                line.card_number or "-",
                line.to_cell if outward else line.from_cell,
            )
            for position, line in enumerate(lines, start=1)
        ),
    )


def attached_roll(
    decision: Decision, lines: Sequence[MemberLine], *, subject: str, cell_heading: str, outward: bool = True
) -> Attachment:
    """The list of members attached to ``decision``, on a page of its own."""
    issue = decision.issue
    symbol = f"QĐ/{issue.committee.code}"
    reference = cited(own_reference(issue, symbol, "")) if issue.dated_on else _undated(issue, symbol)
    return Attachment(
        title="DANH SÁCH",
        subject=subject,
        reference=f"(Kèm theo {reference})",
        blocks=(
            roll(lines, cell_heading=cell_heading, outward=outward),
            Paragraph(f"Danh sách này có {members(*counted(lines))}.", italic=True),
        ),
    )


def _undated(issue: Issue, symbol: str) -> str:
    number = numbered(issue.number, symbol).removeprefix("Số ")
    return f"Quyết định số {number}, ngày {short_date(None)} của {issue.committee.deciding_body}"


def summary_by_cell(lines: Sequence[MemberLine], *, heading: str, outward: bool = True) -> Table:
    """How many members each cell receives (or gives), official and on probation, cells in order of appearance."""
    cells: dict[str, list[MemberLine]] = {}
    for line in lines:
        cells.setdefault(line.to_cell if outward else line.from_cell, []).append(line)
    rows = []
    for position, (cell, group) in enumerate(cells.items(), start=1):
        official, probationary = counted(group)
        rows.append((count(position), cell, count(len(group)), _or_dash(official), _or_dash(probationary)))
    official, probationary = counted(lines)
    return Table(
        columns=(
            Column("Số TT", 10, Align.CENTRE),
            Column(heading, 75),
            Column("Tổng số", 20, Align.CENTRE),
            Column("Chính thức", 25, Align.CENTRE),
            Column("Dự bị", 20, Align.CENTRE),
        ),
        rows=tuple(rows),
        total=("", "Cộng", count(len(lines)), _or_dash(official), _or_dash(probationary)),
    )


def _or_dash(number: int) -> str:
    return count(number) if number else "-"


def appointed(officers: Sequence[Officer]) -> Listing:
    """Officers as a numbered list: ``Đồng chí …, giữ chức Bí thư Chi bộ``."""
    last = len(officers) - 1
    return Listing(
        tuple(
            f"Đồng chí {officer.full_name}, giữ chức {officer.position}{'.' if position == last else ';'}"
            for position, officer in enumerate(officers)
        )
    )


def by_day(day: date | None) -> str:
    """``hoàn thành trước ngày 12/6/2019``, or without a day within the time the regulations allow."""
    return f"hoàn thành chậm nhất ngày {short_date(day)}" if day else "hoàn thành trong thời hạn quy định"


def named(officers: Sequence[Officer]) -> tuple[str, ...]:
    """Representatives of a side: ``Đồng chí …, Bí thư Chi bộ``; a blank line when nobody is known."""
    if not officers:
        return (f"Đồng chí {LONG_BLANK}{LONG_BLANK}, chức vụ {LONG_BLANK}",)
    return tuple(f"Đồng chí {officer.full_name}, {officer.position}" for officer in officers)
