"""The form of one review, printed from what each side wrote, or blank to be filled in by hand: 02, 02A, 02B, for a cell 01.

The number of the form is the rule set's (02 for everyone in 2018 and 2019; since 25-HD/BTCTW, 10-11-2023, 02A without and 02B
with a post of leadership). Its own words could not be read, so the headings follow the sides of the review, and each
criterion stands under the words of the rule set. What a side did not write is said with the reason, never filled in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from chibo.domain.papers.layout import layout_on
from chibo.domain.papers.model import (
    Align,
    Attachment,
    Block,
    Heading,
    KeyValues,
    Listing,
    Marker,
    Paper,
    PaperKind,
    Paragraph,
    Signature,
    Signatures,
    cleaned,
)
from chibo.domain.papers.wording import LONG_BLANK, capitalised, count, short_date, table_date

BOX = "□"
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """What a side says under one criterion; ``level`` in words; ``asks_level``: this side gives one; ``most``: points."""

    label: str
    text: str = ""
    level: str = ""
    asks_level: bool = False
    points: int | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One side's part. ``missing``: the recorded reason why it did not write; neither written nor missing: blank lines.

    ``title`` heads it; ``signatories`` are pairs of capacity and name; ``grade``: what it proposes, in words, if
    ``asks_grade``; ``note``: for whom it was keyed in; ``sealed_on``: it was handed in that day, and whoever prints the
    form does not read it yet.
    """

    title: str
    signatories: tuple[tuple[str, str], ...]
    themes: tuple[Theme, ...] = ()
    grade: str = ""
    asks_grade: bool = True
    written_on: date | None = None
    sealed_on: date | None = None
    missing: str = ""
    missing_on: date | None = None
    note: str = ""
    done_percent: int | None = None
    above_percent: int | None = None

    @property
    def is_blank(self) -> bool:
        return self.written_on is None and self.sealed_on is None and not self.missing


@dataclass(frozen=True, slots=True, kw_only=True)
class Ballot:
    """The cell's vote; ``counts``: grade in words and ballots, ``None`` where they would reveal a vote."""

    held_on: date
    official: int
    present: int
    counts: tuple[tuple[str, int], ...] | None
    blank: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """The joint sitting of office and cell; ``grade``: what they agreed on, empty where they did not."""

    held_on: date
    for_office: str
    for_cell: str
    text: str
    grade: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What the committee concluded: the grade in words, by which paper."""

    grade: str
    decided_on: date
    symbol: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationForm:
    """All that the form of one review says.

    ``form``: its number (``02A``); ``period``: ``năm 2019``; ``person``: label and value of who is reviewed, none for a
    cell; ``grades``: the grades in words, best first; ``ballot`` and ``sitting`` stand after the statement at the place
    ``ballot_after``, and after all; ``evidence``: lines on what is on record; ``left_out``: why there is no grade.
    """

    form: str
    period: str
    rules: str
    cell: str
    committee: str
    place: str
    printed_on: date
    name: str
    is_cell: bool = False
    person: tuple[tuple[str, str], ...] = ()
    grades: tuple[str, ...]
    statements: tuple[Statement, ...]
    ballot: Ballot | None = None
    ballot_after: int | None = None
    sitting: Sitting | None = None
    outcome: Outcome | None = None
    evidence: tuple[str, ...] = ()
    left_out: str = ""


def person_lines(
    *, name: str, born_on: str, admitted_on: str, official_on: str, position: str, office: str, cell: str
) -> tuple[tuple[str, str], ...]:
    """Who is reviewed, as lines of the form; days as ISO text shortened to what is known."""
    return (
        ("Họ và tên", name),
        ("Ngày sinh", table_date(born_on)),
        ("Ngày vào Đảng", table_date(admitted_on)),
        ("Ngày chính thức", table_date(official_on)),
        ("Chức vụ", position),
        ("Đơn vị công tác", office),
        ("Chi bộ", cell),
    )


def compose_evaluation_form(facts: EvaluationForm) -> Paper:
    """The form of one review: whoever prints it has chosen what of it they may read."""
    blocks: list[Block] = [KeyValues(facts.person, columns=1)] if facts.person else []
    blocks.append(Paragraph(f"Thực hiện theo {facts.rules}.", italic=True))
    headings = iter(_ROMAN)
    for place, statement in enumerate(facts.statements):
        blocks += _statement(next(headings), statement, facts.grades)
        if place == facts.ballot_after:
            blocks += _ballot(facts.ballot, facts.grades, is_blank=statement.is_blank)
        blocks += _signatures(statement)
    if facts.sitting is not None:
        blocks += _sitting(next(headings), facts.sitting)
    blocks += _outcome(next(headings), facts)
    return cleaned(
        Paper(
            kind=PaperKind.EVALUATION_FORM,
            layout=layout_on(facts.printed_on).code,
            superior=facts.committee.upper(),
            issuer=facts.cell.upper(),
            symbol="",
            place=facts.place,
            title="BẢN KIỂM ĐIỂM TẬP THỂ" if facts.is_cell else "BẢN KIỂM ĐIỂM CÁ NHÂN",
            subject=f"{facts.period} (mẫu {facts.form})",
            dated_on=facts.printed_on,
            blocks=tuple(blocks),
            attachments=_evidence(facts),
        )
    )


def _statement(number: str, statement: Statement, grades: Sequence[str]) -> list[Block]:
    blocks: list[Block] = [Heading(f"{number}- {statement.title.upper()}")]
    if statement.missing:
        on = f", ghi nhận ngày {short_date(statement.missing_on)}" if statement.missing_on else ""
        blocks.append(Paragraph(f"Không có ý kiến của bên này: {statement.missing}{on}.", italic=True))
        return blocks
    if statement.sealed_on:
        on = short_date(statement.sealed_on)
        blocks.append(Paragraph(f"Đã nộp ngày {on}; chưa mở cho người in mẫu này xem.", italic=True))
        return blocks
    for place, theme in enumerate(statement.themes, start=1):
        blocks += _theme(place, theme, grades, is_blank=statement.is_blank)
    if statement.done_percent is not None:
        blocks.append(Paragraph(f"{statement.done_percent}%", lead="Tỷ lệ nhiệm vụ hoàn thành:"))
    if statement.above_percent is not None:
        blocks.append(Paragraph(f"{statement.above_percent}%", lead="Tỷ lệ nhiệm vụ vượt yêu cầu:"))
    if statement.asks_grade and (statement.grade or statement.is_blank):
        blocks.append(_graded("Mức đề nghị xếp loại", statement.grade, grades))
    if statement.note:
        blocks.append(Paragraph(statement.note, italic=True))
    return blocks


def _theme(place: int, theme: Theme, grades: Sequence[str], *, is_blank: bool) -> list[Block]:
    blocks: list[Block] = [Paragraph("", lead=f"{place}. {theme.label}")]
    blocks += (
        _lines(theme.text)
        if theme.text
        else [KeyValues((("Ưu điểm", ""), ("Hạn chế, nguyên nhân", "")))]
        if is_blank
        else _lines("Không ghi.")
    )
    if theme.most is not None:
        points = LONG_BLANK if theme.points is None else str(theme.points)
        blocks.append(Paragraph(f"{points}/{theme.most}", lead="Điểm:"))
    if theme.asks_level and (theme.level or is_blank):
        blocks.append(_graded("Mức", theme.level, grades))
    return blocks


def _graded(label: str, grade: str, grades: Sequence[str]) -> Paragraph:
    """The grade in words; boxes to tick while none was given."""
    return Paragraph(grade or "; ".join(f"{BOX} {each}" for each in grades), lead=f"{label}:")


def _lines(text: str) -> list[Block]:
    return [Paragraph(line) for line in text.splitlines() if line.strip()]


def _signatures(statement: Statement) -> list[Block]:
    """Who answers for this side; nobody where it did not write."""
    if statement.missing or statement.sealed_on:
        return []
    columns = tuple(Signature((capacity.upper(),), name=name) for capacity, name in statement.signatories)
    return [Paragraph(f"Ngày {short_date(statement.written_on)}", italic=True, align=Align.RIGHT), Signatures(columns)]


def _ballot(ballot: Ballot | None, grades: Sequence[str], *, is_blank: bool) -> list[Block]:
    if ballot is None:
        if not is_blank:
            return []
        blank = tuple((f"Phiếu {grade.lower()}", "") for grade in grades)
        return [Paragraph("", lead="Kết quả bỏ phiếu"), KeyValues((("Số đảng viên có mặt", ""), *blank), columns=1)]
    there = (
        f"Ngày {short_date(ballot.held_on)}, {count(ballot.present)}/{count(ballot.official)} đảng viên chính thức có mặt, "
        "bỏ phiếu."
    )
    blocks: list[Block] = [Paragraph(there, lead="Kết quả bỏ phiếu:")]
    if ballot.counts is None:
        blocks.append(
            Paragraph("Số phiếu từng mức không ghi lại, vì ít người bỏ phiếu, ghi ra thì lộ phiếu của từng người.")
        )
        return blocks
    lines = [f"{grade}: {count(ballots)} phiếu" for grade, ballots in ballot.counts]
    if ballot.blank:
        lines.append(f"Không hợp lệ: {count(ballot.blank)} phiếu")
    return [*blocks, Listing(tuple(lines), Marker.DASH)]


def _sitting(number: str, sitting: Sitting) -> list[Block]:
    agreed = f"Hai bên thống nhất mức: {sitting.grade}." if sitting.grade else "Hai bên không thống nhất được một mức."
    return [
        Heading(f"{number}- HỌP CHUNG GIỮA CƠ QUAN VÀ CHI BỘ"),
        Paragraph(
            f"Ngày {short_date(sitting.held_on)}. Phía cơ quan: {sitting.for_office}. Phía chi bộ: {sitting.for_cell}."
        ),
        *_lines(sitting.text),
        Paragraph(agreed),
    ]


def _outcome(number: str, facts: EvaluationForm) -> list[Block]:
    blocks: list[Block] = [Heading(f"{number}- KẾT LUẬN CỦA CẤP ỦY")]
    outcome = facts.outcome
    if facts.left_out:
        blocks.append(Paragraph(f"Không xếp loại: {facts.left_out}."))
    elif outcome is None:
        blocks += [_graded("Mức xếp loại", "", facts.grades)]
    else:
        by = f", theo {outcome.symbol}" if outcome.symbol else ""
        blocks.append(Paragraph(f"{outcome.grade} (ngày {short_date(outcome.decided_on)}{by}).", lead="Mức xếp loại:"))
        if outcome.reason:
            blocks.append(Paragraph(outcome.reason, lead="Lý do khác đề nghị:"))
    return [*blocks, Signatures((Signature(("T/M ĐẢNG ỦY",), position="BÍ THƯ"),))]


def _evidence(facts: EvaluationForm) -> tuple[Attachment, ...]:
    if not facts.evidence:
        return ()
    return (
        Attachment(
            title="TỔNG HỢP MINH CHỨNG",
            subject=f"{facts.name}, {facts.period}",
            reference=f"(phần mềm tự tổng hợp đến ngày {short_date(facts.printed_on)}; đảng viên có thể phản ánh từng mục)",
            blocks=(Listing(tuple(capitalised(line) for line in facts.evidence), Marker.DASH),),
        ),
    )
