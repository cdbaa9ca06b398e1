"""The introduction letter: a member's passport from one cell to another, signed box by box on its way.

Fields and order of the boxes follow the Party's form (guidance on membership paperwork, 12-HD/BTCTW, 18-3-2022; before
it 09-HD/BTCTW, 5-6-2017): the giving cell, the committee, the receiving cell. A mistake in the first box needs a new
letter; further boxes may be corrected by hand and stamped.
"""

from __future__ import annotations

from datetime import date

from chibo.domain.papers.facts import IntroductionLetter, Issue, LetterStep, MemberLine
from chibo.domain.papers.frame import DRAFT, cited, signature
from chibo.domain.papers.layout import layout_on
from chibo.domain.papers.model import Box, Boxes, KeyValues, Paper, PaperKind, Paragraph, cleaned
from chibo.domain.papers.wording import LONG_BLANK, count, short_date, table_date, written_day

USUAL_ENCLOSURES = ("hồ sơ đảng viên", "phiếu đảng viên", "bản tự kiểm điểm")


def internal_steps(issue: Issue, *, giving_cell: str, receiving_cell: str) -> tuple[LetterStep, ...]:
    """The three boxes of a transfer inside one committee's Party organisation."""
    committee = issue.committee
    return (
        LetterStep(organisation=giving_cell, authority="T/M CHI BỘ", addressed_to=committee.name),
        LetterStep(
            organisation=committee.name,
            authority=f"T/M {committee.kind.upper()}",
            addressed_to=receiving_cell,
            number="" if issue.number is None else count(issue.number),
            dated_on=issue.dated_on,
            signer=issue.signer,
        ),
        LetterStep(organisation=receiving_cell, authority="T/M CHI BỘ"),
    )


def compose_letter(facts: IntroductionLetter) -> Paper:
    """One member's letter with a box for every committee that signs in turn."""
    issue = facts.issue
    committee = issue.committee
    member = facts.member
    intro = f"Giới thiệu đồng chí có tên dưới đây chuyển sinh hoạt đảng từ {member.from_cell} đến {member.to_cell}"
    intro += f" theo {cited(facts.decision)}." if facts.decision else "."
    return cleaned(
        Paper(
            kind=PaperKind.INTRODUCTION_LETTER,
            layout=layout_on(issue.day).code,
            superior=committee.superior.upper(),
            issuer=committee.name.upper(),
            symbol=f"GTSHĐ/{committee.code}",
            place=committee.place,
            title="GIẤY GIỚI THIỆU SINH HOẠT ĐẢNG",
            subject="chuyển sinh hoạt đảng chính thức trong đảng bộ",
            number=issue.number,
            dated_on=issue.dated_on,
            marking="" if issue.number is not None else DRAFT,
            blocks=(
                Paragraph(intro),
                KeyValues(_particulars(member), columns=2),
                KeyValues((("Hồ sơ kèm theo", "; ".join(facts.enclosed or USUAL_ENCLOSURES)),)),
                Boxes(tuple(_box(position, step, member) for position, step in enumerate(facts.steps, start=1))),
                Paragraph(_note(facts.present_by), italic=True),
            ),
            verification=issue.verification,
        )
    )


def _note(present_by: date | None) -> str:
    time = f"chậm nhất ngày {short_date(present_by)}" if present_by else "trong thời hạn quy định"
    return f"Đảng viên xuất trình giấy này cho cấp ủy nơi đến {time}. Ô số 1 ghi sai phải thay giấy khác."


def _particulars(member: MemberLine) -> tuple[tuple[str, str], ...]:
    return (
        ("Họ và tên", member.full_name),
        ("Bí danh", member.alias or "không"),
        ("Sinh ngày", table_date(member.born_on)),
        ("Số thẻ (TĐV)", member.card_number if member.official else "chưa có"),
        ("Vào Đảng ngày", table_date(member.admitted_on)),
        ("Số lý lịch (LL)", member.file_number),
        ("Chính thức ngày", table_date(member.official_on) if member.official else "đảng viên dự bị"),
        ("Đảng phí hết tháng", table_date(member.dues_paid_until)),
    )


def _box(position: int, step: LetterStep, member: MemberLine) -> Box:
    if step.addressed_to:
        opening = "Kính gửi" if position == 1 else "Kính chuyển"
        lines: tuple[str, ...] = (
            f"{opening}: {step.addressed_to}",
            f"Đề nghị {'giới thiệu' if position == 1 else 'tiếp nhận và bố trí'} sinh hoạt đảng cho đồng chí "
            f"{member.full_name}.",
        )
    else:
        lines = (
            f"Đã tiếp nhận đồng chí {member.full_name} về sinh hoạt tại {step.organisation} và vào sổ danh sách đảng "
            f"viên số (SĐV): {LONG_BLANK}",
        )
    return Box(
        title=f"Ô số {position} – {step.organisation}",
        lines=(*lines, f"Số (GTSHĐ): {step.number or LONG_BLANK}, {written_day(step.dated_on)}"),
        signature=signature(step.authority, step.signer),
    )
