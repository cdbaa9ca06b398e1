"""Papers of a cell's meeting: the attendance sheet to sign, the minutes, and a note that supplements them.

Minutes name time, place, chair, who was present (official, on probation), who was absent with or without leave, who is
exempt, and guests; then each item with its conclusion and votes. No text prescribes their words; the order is custom.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from chibo.domain.papers.frame import DRAFT
from chibo.domain.papers.layout import layout_on
from chibo.domain.papers.model import (
    Align,
    Block,
    Column,
    Heading,
    KeyValues,
    Listing,
    Marker,
    Paper,
    PaperKind,
    Paragraph,
    Signature,
    Signatures,
    Table,
    Verification,
    cleaned,
)
from chibo.domain.papers.wording import capitalised, clock, count, members, short_date, written_day

SYMBOL = "BB/CB"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody on the roll, or a guest: ``note`` says why they were absent, or whom a guest comes from."""

    name: str
    official: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One meeting: of which cell, under whom, which kind in words (``định kỳ tháng 6 năm 2019``), when and where."""

    cell: str
    superior: str
    town: str
    kind: str
    held_on: date
    place: str
    online: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item of the agenda and what came of it. ``votes``: in favour, against, abstained."""

    label: str
    detail: str = ""
    summary: str = ""
    conclusion: str = ""
    votes: tuple[int, int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingMinutes:
    """All that minutes say. ``quorum``: the words on it, empty where none is asked for."""

    held: Held
    opened_at: time | None
    closed_at: time | None
    chair: str
    chair_position: str
    minute_taker: str
    present: Sequence[Person]
    absent_with_leave: Sequence[Person] = ()
    absent_without_leave: Sequence[Person] = ()
    exempt: Sequence[Person] = ()
    guests: Sequence[Person] = ()
    quorum: str = ""
    items: Sequence[Item] = ()
    opinions: Sequence[str] = ()
    general: str = ""
    score: str = ""
    number: int | None = None
    dated_on: date | None = None
    verification: Verification | None = None


def compose_meeting_minutes(facts: MeetingMinutes) -> Paper:
    """The minutes of one meeting, a draft while they have no number."""
    held = facts.held
    how = " theo hình thức trực tuyến" if held.online else ""
    blocks: list[Block] = [
        Paragraph(f"{capitalised(written_day(held.held_on))}, {held.cell} sinh hoạt {held.kind}{how}."),
        KeyValues(
            (
                ("Khai mạc lúc", clock(facts.opened_at)),
                ("Địa điểm", held.place),
                ("Chủ trì", f"đồng chí {facts.chair}, {facts.chair_position}"),
                ("Thư ký", f"đồng chí {facts.minute_taker}"),
            )
        ),
        Heading("I- THÀNH PHẦN"),
        *_composition(facts),
        Heading("II- NỘI DUNG"),
        *(block for place, item in enumerate(facts.items, start=1) for block in _item(place, item)),
        *([] if facts.items else [Paragraph("Không.")]),
        Heading("III- Ý KIẾN, SÁNG KIẾN"),
        Listing(tuple(facts.opinions), Marker.DASH) if facts.opinions else Paragraph("Không."),
        Heading("IV- KẾT LUẬN"),
        *_lines(facts.general or "Chi bộ thống nhất các nội dung nêu trên."),
    ]
    if facts.score:
        blocks.append(Paragraph(facts.score, lead="Chi bộ chấm điểm buổi sinh hoạt:"))
    blocks += [
        Paragraph(
            f"Buổi sinh hoạt kết thúc lúc {clock(facts.closed_at)} cùng ngày. Biên bản đã được đọc và thông qua trước chi bộ."
        ),
        Signatures((Signature(("THƯ KÝ",), name=facts.minute_taker), _chair(facts.chair, facts.chair_position))),
    ]
    return _paper(
        held,
        PaperKind.MEETING_MINUTES,
        title="BIÊN BẢN",
        subject=f"sinh hoạt chi bộ {held.kind}",
        blocks=blocks,
        number=facts.number,
        dated_on=facts.dated_on,
        verification=facts.verification,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesSupplement:
    """A note on signed minutes (``minutes``: their number and symbol), by the chair of the meeting."""

    held: Held
    minutes: str
    minutes_signed_on: date
    text: str
    chair: str
    chair_position: str
    number: int | None = None
    dated_on: date | None = None
    verification: Verification | None = None


def compose_supplement(facts: MinutesSupplement) -> Paper:
    """The note: which minutes it belongs to and what is corrected or completed; the minutes themselves stay as they are."""
    held = facts.held
    blocks: list[Block] = [
        Paragraph(
            f"Biên bản số {facts.minutes}, ngày {short_date(facts.minutes_signed_on)} về buổi sinh hoạt {held.kind} của "
            f"{held.cell}, họp ngày {short_date(held.held_on)}, được bổ sung như sau:"
        ),
        *_lines(facts.text),
        Paragraph("Các nội dung khác của biên bản giữ nguyên."),
        Signatures((_chair(facts.chair, facts.chair_position),)),
    ]
    return _paper(
        held,
        PaperKind.MINUTES_SUPPLEMENT,
        title="BỔ SUNG BIÊN BẢN",
        subject=f"sinh hoạt chi bộ {held.kind}",
        blocks=blocks,
        number=facts.number,
        dated_on=facts.dated_on,
        verification=facts.verification,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceSheet:
    """Who is asked to come, in the order of the roll; ``exempt`` are named below."""

    held: Held
    roll: Sequence[Person]
    exempt: Sequence[Person] = ()


def compose_attendance_sheet(facts: AttendanceSheet) -> Paper:
    """One sheet with a line to sign for each member, and lines for guests. It carries no number."""
    held = facts.held
    table = Table(
        columns=(
            Column("Số TT", 10, Align.CENTRE),
            Column("Họ và tên", 58),
            Column("Đảng viên", 26, Align.CENTRE),
            Column("Ký tên", 40),
            Column("Vắng (lý do)", 34),
        ),
        rows=tuple(
            (count(place), person.name, "Chính thức" if person.official else "Dự bị", "", person.note)
            for place, person in enumerate(facts.roll, start=1)
        ),
    )
    guests = Table(
        columns=(Column("Họ và tên", 58), Column("Chức vụ, đơn vị", 60), Column("Ký tên", 50)),
        rows=(("", "", ""),) * 3,
    )
    blocks: list[Block] = [
        KeyValues((("Ngày họp", short_date(held.held_on)), ("Địa điểm", held.place)), columns=2),
        table,
        *_named("Được miễn sinh hoạt:", facts.exempt),
        Paragraph("", lead="Đại biểu dự:"),
        guests,
        Signatures((Signature(("THƯ KÝ",)), Signature(("CHỦ TRÌ",)))),
    ]
    return _paper(
        held,
        PaperKind.ATTENDANCE_SHEET,
        title="DANH SÁCH ĐIỂM DANH",
        subject=f"sinh hoạt chi bộ {held.kind}",
        blocks=blocks,
        symbol="",
        dated_on=held.held_on,
    )


def _composition(facts: MeetingMinutes) -> list[Block]:
    absent = [*facts.absent_with_leave, *facts.absent_without_leave]
    everyone = [*facts.present, *absent, *facts.exempt]
    blocks: list[Block] = [
        Paragraph(f"{_counted(everyone)}.", lead="1. Đảng viên trong danh sách:"),
        Paragraph(f"{_counted(facts.present)}. {facts.quorum}", lead="2. Có mặt:"),
        *_named("3. Vắng có lý do:", facts.absent_with_leave, none=True),
        *_named("4. Vắng không có lý do:", facts.absent_without_leave, none=True),
        *_named("5. Được miễn sinh hoạt:", facts.exempt, none=True),
    ]
    return [*blocks, *_named("6. Đại biểu dự:", facts.guests, none=True)]


def _counted(people: Sequence[Person]) -> str:
    official = sum(person.official for person in people)
    return members(official, len(people) - official) if people else "không có đảng viên"


def _named(lead: str, people: Sequence[Person], *, none: bool = False) -> list[Block]:
    if not people:
        return [Paragraph("không.", lead=lead)] if none else []
    lines = tuple(
        f"Đồng chí {person.name}"
        + ("" if person.official else " (dự bị)")
        + (f", {person.note}" if person.note else "")
        for person in people
    )
    return [Paragraph(f"{count(len(people))} đồng chí.", lead=lead), Listing(lines, Marker.DASH)]


def _item(place: int, item: Item) -> list[Block]:
    blocks: list[Block] = [Paragraph(item.detail, lead=f"{place}. {item.label}"), *_lines(item.summary)]
    if item.conclusion:
        first, *rest = [line for line in item.conclusion.splitlines() if line.strip()] or [""]
        blocks += [Paragraph(first, lead="Kết luận:"), *(Paragraph(line) for line in rest)]
    if item.votes is not None:
        in_favour, against, abstained = item.votes
        blocks.append(
            Paragraph(
                f"{count(in_favour)}/{count(sum(item.votes))} tán thành, {count(against)} không tán thành, "
                f"{count(abstained)} không có ý kiến.",
                lead="Biểu quyết:",
            )
        )
    return blocks


def _lines(text: str) -> list[Block]:
    return [Paragraph(line) for line in text.splitlines() if line.strip()]


def _chair(name: str, position: str) -> Signature:
    return Signature(("CHỦ TRÌ",), position=position.upper(), name=name)


def _paper(
    held: Held,
    kind: PaperKind,
    *,
    title: str,
    subject: str,
    blocks: Sequence[Block],
    number: int | None = None,
    dated_on: date | None = None,
    verification: Verification | None = None,
    symbol: str = SYMBOL,
) -> Paper:
    return cleaned(
        Paper(
            kind=kind,
            layout=layout_on(dated_on or held.held_on).code,
            superior=held.superior.upper(),
            issuer=held.cell.upper(),
            symbol=symbol,
            place=held.town,
            title=title,
            subject=subject,
            number=number,
            dated_on=dated_on,
            marking="" if number is not None or not symbol else DRAFT,
            blocks=tuple(blocks),
            verification=verification,
        )
    )
