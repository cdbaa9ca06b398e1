"""A paper as plain text: for screens, for search and to compare two papers word by word."""

from __future__ import annotations

from collections.abc import Iterable

from chibo.domain.papers.model import (
    Article,
    Block,
    Boxes,
    Heading,
    KeyValues,
    Listing,
    Marker,
    Paper,
    Paragraph,
    Signature,
    Signatures,
    Table,
)
from chibo.domain.papers.wording import numbered, written_day


def item_mark(marker: Marker, position: int) -> str:
    """What stands before the item at ``position`` (from 1): ``3.``, ``c)`` or ``-``."""
    if marker is Marker.NUMBER:
        return f"{position}."
    if marker is Marker.LETTER:
        return f"{chr(ord('a') + position - 1)})"
    return "-"


def number_line(paper: Paper) -> str:
    """``Số 09-QĐ/ĐU``; empty for a paper that carries no number."""
    return numbered(paper.number, paper.symbol) if paper.symbol else ""


def date_line(paper: Paper) -> str:
    """``Tam Hòa, ngày 02 tháng 5 năm 2019``."""
    return f"{paper.place}, {written_day(paper.dated_on)}"


def plain_text(paper: Paper) -> str:
    """The whole paper as text, one paragraph or row a line, ending in a line break."""
    lines = [paper.superior, paper.issuer, "*", number_line(paper), paper.marking]
    lines += ["ĐẢNG CỘNG SẢN VIỆT NAM", date_line(paper), "", paper.title, paper.subject, "-----"]
    lines += [f"- {ground}{_stop(position, paper.grounds)}" for position, ground in enumerate(paper.grounds, start=1)]
    lines.append(paper.enacting)
    lines += _blocks(paper.blocks)
    if paper.recipients:
        lines += ["", "Nơi nhận:"]
        lines += [
            f"- {name}{'.' if position == len(paper.recipients) else ','}"
            for position, name in enumerate(paper.recipients, start=1)
        ]
    if paper.signature:
        lines += ["", *_signature(paper.signature)]
    for attachment in paper.attachments:
        lines += ["", "=====", attachment.title, attachment.subject, attachment.reference, "-----"]
        lines += _blocks(attachment.blocks)
    if paper.verification:
        lines += ["", f"[{paper.verification.caption}] {paper.verification.payload}"]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _stop(position: int, grounds: tuple[str, ...]) -> str:
    return "," if position == len(grounds) else ";"


def _blocks(blocks: Iterable[Block]) -> list[str]:
    return [line for block in blocks for line in _block(block)]


def _block(block: Block) -> list[str]:
    match block:
        case Paragraph():
            return [f"{block.lead} {block.text}".strip()]
        case Heading():
            return ["", block.text]
        case Article():
            return [f"Điều {block.number}. {block.text}"]
        case Listing():
            return [f"{item_mark(block.marker, n)} {item}" for n, item in enumerate(block.items, start=1)]
        case Table():
            rows = [tuple(column.heading for column in block.columns), *block.rows]
            return [" | ".join(row) for row in (*rows, *((block.total,) if block.total else ()))]
        case KeyValues():
            return [f"{label}: {value}".rstrip() for label, value in block.pairs]
        case Signatures():
            return ["", *(line for column in block.columns for line in _signature(column))]
        case Boxes():
            return [
                line
                for box in block.boxes
                for line in (
                    f"[{box.title}]",
                    *box.lines,
                    *_signature(box.signature),
                )
            ]


def _signature(signature: Signature) -> list[str]:
    return [*signature.authority, signature.position, signature.hint, signature.name or "(chưa ký)"]
