"""The two decisions of a dissolution: that the cell is dissolved, and that its members are handed to other cells.

Who decides: the committee directly above (Charter, Article 10.3). Within one grassroots Party organisation its
committee decides on handing over members, and the cells on both sides make and sign minutes (09-HD/BTCTW, 5-6-2017).
"""

from __future__ import annotations

from chibo.domain.papers.facts import Dissolution, TransferOfMembers
from chibo.domain.papers.frame import (
    attached_roll,
    by_day,
    cited_in_full,
    counted,
    decision_paper,
    summary_by_cell,
)
from chibo.domain.papers.model import Article, Block, Listing, Paper, PaperKind, Paragraph
from chibo.domain.papers.wording import count, members, short_date


def dissolution_subject(cell: str) -> str:
    """What a decision to dissolve ``cell`` is about, as it is cited elsewhere."""
    return f"về việc giải thể {cell}"


def transfer_subject(cell: str) -> str:
    """What a decision to hand over the members of ``cell`` is about, as it is cited elsewhere."""
    return f"về việc chuyển giao đảng viên {cell}"


def compose_dissolution(facts: Dissolution) -> Paper:
    """The decision to dissolve a cell."""
    committee = facts.issue.committee
    dissolved = Article(
        1,
        f"Giải thể {facts.cell} trực thuộc {committee.organisation} kể từ ngày {short_date(facts.effective_on)}. "
        f"Tại thời điểm giải thể, Chi bộ có {members(facts.official_count, facts.probationary_count)}.",
    )
    duties = Listing(
        (
            f"Phối hợp với {_cells(facts.receiving_cells)} nơi tiếp nhận thực hiện chuyển sinh hoạt đảng cho toàn bộ "
            f"đảng viên theo quyết định của {committee.deciding_body}.",
            "Bàn giao sổ danh sách đảng viên, hồ sơ đảng viên, đảng phí và nhiệm vụ đang phân công của từng đảng viên "
            "cho chi bộ nơi tiếp nhận; việc bàn giao được lập thành biên bản, có chữ ký của hai bên.",
            f"Nộp sổ nghị quyết, sổ thu nộp đảng phí, hồ sơ, tài liệu và con dấu (nếu có) của Chi bộ về "
            f"{committee.office} quản lý, lưu trữ theo quy định.",
        )
    )
    in_charge = Paragraph(
        "Chi ủy (bí thư, phó bí thư) Chi bộ kết thúc nhiệm vụ kể từ ngày Chi bộ giải thể và có trách nhiệm bàn giao "
        "đầy đủ theo Điều này."
    )
    return decision_paper(
        facts,
        PaperKind.DISSOLUTION,
        dissolution_subject(facts.cell),
        orders=(
            (dissolved,),
            (Article(2, f"{facts.cell} có trách nhiệm, {by_day(facts.complete_by)}:"), duties, in_charge),
        ),
        executors=(
            committee.office,
            facts.cell,
            "các chi bộ nơi tiếp nhận",
            "các đảng viên có liên quan",
        ),
    )


def compose_transfer(facts: TransferOfMembers) -> Paper:
    """The decision to hand the members of one cell to others, with the list of them attached."""
    committee = facts.issue.committee
    official, probationary = counted(facts.members)
    receiving = tuple(dict.fromkeys(line.to_cell for line in facts.members))
    moved = Article(
        1,
        f"Chuyển giao {members(official, probationary)} của {facts.cell} (có danh sách kèm theo) về sinh hoạt đảng tại "
        f"{_cells(receiving)} trực thuộc {committee.organisation} kể từ ngày {short_date(facts.effective_on)}, cụ thể:",
    )
    first: list[Block] = [moved, summary_by_cell(facts.members, heading="Chi bộ nơi tiếp nhận")]
    if facts.held_count:
        first.append(
            Paragraph(
                f"Việc chuyển sinh hoạt đảng của {count(facts.held_count)} đảng viên còn lại được thực hiện bằng quyết "
                "định khác khi có đủ điều kiện theo quy định."
            )
        )
    giver = facts.giver or f"Chi ủy {facts.cell}"
    duties = Listing(
        (
            f"{giver} và chi ủy chi bộ nơi tiếp nhận lập biên bản bàn giao sổ danh sách đảng viên kèm theo "
            f"hồ sơ đảng viên, cùng ký vào biên bản, {by_day(facts.complete_by)}.",
            "Đảng viên có tên trong danh sách đóng đảng phí tại chi bộ cũ hết tháng chuyển sinh hoạt và có mặt sinh "
            "hoạt tại chi bộ mới từ kỳ sinh hoạt gần nhất.",
            "Chi bộ nơi tiếp nhận phân công nhiệm vụ cho đảng viên; phân công đảng viên chính thức tiếp tục theo dõi, "
            "giúp đỡ đảng viên dự bị (nếu có)"
            f"; báo cáo kết quả tiếp nhận về {committee.office}.",
        )
    )
    return decision_paper(
        facts,
        PaperKind.TRANSFER,
        transfer_subject(facts.cell),
        orders=(tuple(first), (Article(2, "Trách nhiệm thực hiện:"), duties)),
        executors=(
            committee.office,
            *(() if facts.giver else (facts.cell,)),
            "các chi bộ nơi tiếp nhận",
            "các đảng viên có tên tại Điều 1",
        ),
        further_grounds=(f"Căn cứ {cited_in_full(facts.basis)}",) if facts.basis else (),
        guidance=True,
        attachments=(
            attached_roll(
                facts,
                facts.members,
                subject=f"đảng viên {facts.cell} chuyển giao về các chi bộ",
                cell_heading="Chi bộ nơi tiếp nhận",
            ),
        ),
    )


def _cells(names: tuple[str, ...]) -> str:
    if len(names) == 1:
        return names[0]
    return f"{count(len(names))} chi bộ"
