"""The decision by which a committee grades members or cells for a period, with the list of them attached.

Who decides: the grassroots committee, after the cells' proposals (124-QĐ/TW, 4-10-2023; for the years before by custom). That
the paper is a decision, and not a notice, is custom too.
"""

from __future__ import annotations

from collections import Counter

from chibo.domain.evaluation.grades import Grade
from chibo.domain.papers.facts import Grading
from chibo.domain.papers.frame import cited, decision_paper, own_reference
from chibo.domain.papers.model import Align, Article, Attachment, Block, Column, Paper, PaperKind, Paragraph, Table
from chibo.domain.papers.wording import count

GRADE_WORDS = {
    Grade.EXCELLENT: "Hoàn thành xuất sắc nhiệm vụ",
    Grade.GOOD: "Hoàn thành tốt nhiệm vụ",
    Grade.FULFILLED: "Hoàn thành nhiệm vụ",
    Grade.NOT_FULFILLED: "Không hoàn thành nhiệm vụ",
}
"""As papers write them, whatever language the screen is in."""


def grading_subject(period: str, *, of_cells: bool, on_appeal: bool) -> str:
    """What the decision is about, as it is cited elsewhere."""
    whom = "chi bộ" if of_cells else "đảng viên"
    if on_appeal:
        return f"về việc điều chỉnh xếp loại chất lượng {whom} {period}"
    return f"về việc xếp loại chất lượng {whom} {period}"


def compose_grading(facts: Grading) -> Paper:
    """The decision, with how many have each grade and the list of who has which."""
    committee = facts.issue.committee
    whom = "chi bộ" if facts.of_cells else "đảng viên"
    subject = grading_subject(facts.period, of_cells=facts.of_cells, on_appeal=facts.on_appeal)
    counts = Counter(line.grade for line in facts.lines)
    verb = "Điều chỉnh xếp loại" if facts.on_appeal else "Xếp loại"
    first: list[Block] = [
        Article(
            1,
            f"{verb} chất lượng {facts.period} đối với {count(len(facts.lines))} {whom} thuộc {committee.organisation} "
            f"(có danh sách kèm theo), cụ thể:",
        ),
        Table(
            columns=(Column("Mức xếp loại", 60), Column(f"Số {whom}", 30, Align.CENTRE)),
            rows=tuple((GRADE_WORDS[grade], count(counts[grade]) if counts[grade] else "-") for grade in Grade),
            total=("Cộng", count(len(facts.lines))),
        ),
    ]
    teller = committee.office if facts.of_cells else "Chi ủy (bí thư) các chi bộ"
    second = f"{teller} thông báo kết quả xếp loại đến từng {whom} có tên trong danh sách."
    if facts.answer_days and not facts.on_appeal:
        second += (
            f" {whom.capitalize()} có ý kiến hoặc khiếu nại về kết quả xếp loại thì gửi {committee.office} trong thời hạn "
            f"{count(facts.answer_days)} ngày làm việc kể từ ngày nhận được thông báo."
        )
    return decision_paper(
        facts,
        PaperKind.GRADING,
        subject,
        orders=(tuple(first), (Article(2, second),)),
        executors=(
            committee.office,
            *(() if facts.of_cells else ("các chi bộ trực thuộc",)),
            f"các {whom} có tên trong danh sách",
        ),
        further_grounds=tuple(f"Căn cứ {source}" for source in facts.sources),
        attachments=(_list(facts, subject),),
    )


def _list(facts: Grading, subject: str) -> Attachment:
    issue = facts.issue
    reference = cited(own_reference(issue, f"QĐ/{issue.committee.code}", ""))
    name = Column("Chi bộ" if facts.of_cells else "Họ và tên", 50)
    columns = [Column("Số TT", 10, Align.CENTRE), name]
    columns += [] if facts.of_cells else [Column("Chi bộ", 45)]
    columns += [Column("Đã xếp loại", 40)] if facts.on_appeal else []
    columns.append(Column("Mức xếp loại", 45))
    rows = []
    for position, line in enumerate(facts.lines, start=1):
        row = [count(position), line.name]
        row += [] if facts.of_cells else [line.cell]
        row += [GRADE_WORDS[line.was] if line.was is not None else "-"] if facts.on_appeal else []
        rows.append((*row, GRADE_WORDS[line.grade]))
    whom = "chi bộ" if facts.of_cells else "đảng viên"
    return Attachment(
        title="DANH SÁCH",
        subject=subject.removeprefix("về việc "),
        reference=f"(Kèm theo {reference})",
        blocks=(
            Table(columns=tuple(columns), rows=tuple(rows)),
            Paragraph(f"Danh sách này có {count(len(facts.lines))} {whom}.", italic=True),
        ),
    )
