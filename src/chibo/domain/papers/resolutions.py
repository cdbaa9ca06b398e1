"""A cell's resolution (nghị quyết chi bộ): the grounds, an article for each clause, how the cell voted."""

from __future__ import annotations

from chibo.domain.papers.facts import CellResolution
from chibo.domain.papers.frame import DRAFT, signature
from chibo.domain.papers.layout import layout_on
from chibo.domain.papers.model import Article, Paper, PaperKind, Paragraph, cleaned
from chibo.domain.papers.regulations import CHARTER
from chibo.domain.papers.wording import short_date


def compose_resolution(facts: CellResolution) -> Paper:
    """The resolution as the cell's secretary signs it; a cell of a grassroots organisation has no seal."""
    issue = facts.issue
    cell = issue.committee
    clauses = [Article(number, clause) for number, clause in enumerate(facts.clauses, start=1)]
    vote = f"Nghị quyết này được hội nghị chi bộ thông qua ngày {short_date(facts.passed_on)}: {facts.votes}."
    return cleaned(
        Paper(
            kind=PaperKind.RESOLUTION,
            layout=layout_on(issue.day).code,
            superior=cell.superior.upper(),
            issuer=cell.name.upper(),
            symbol=f"NQ/{cell.code}",
            place=cell.place,
            title="NGHỊ QUYẾT",
            subject=facts.subject,
            number=issue.number,
            dated_on=issue.dated_on,
            marking="" if issue.number is not None else DRAFT,
            grounds=(CHARTER, f"Căn cứ kết quả hội nghị chi bộ ngày {short_date(facts.passed_on)}"),
            enacting="Chi bộ quyết nghị".upper(),
            blocks=(
                *clauses,
                Paragraph(vote),
                Paragraph(
                    "Đảng viên được giao nhiệm vụ theo Nghị quyết này chịu trách nhiệm thực hiện và báo cáo kết quả tại "
                    "buổi sinh hoạt chi bộ tiếp theo."
                ),
            ),
            recipients=(
                *(f"{name} (để báo cáo)" for name in cell.reports_to),
                "Đảng viên trong chi bộ",
                f"Lưu {cell.office}",
            ),
            signature=signature("T/M CHI BỘ", issue.signer),
            verification=issue.verification,
        )
    )
