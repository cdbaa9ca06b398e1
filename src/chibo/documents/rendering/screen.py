"""A paper on the screen: the same model as in print, in pieces that a template can walk through."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from chibo.domain.papers.model import Block, Listing, Paper
from chibo.domain.papers.plain import date_line, item_mark, number_line


def on_screen(paper: Paper) -> dict[str, Any]:
    """What ``documents/_paper.html`` shows: the paper itself, its two head lines, and its blocks by the name of their form."""
    return {
        "paper": paper,
        "number": number_line(paper),
        "date": date_line(paper),
        "blocks": _blocks(paper.blocks),
        "attachments": [{"attachment": row, "blocks": _blocks(row.blocks)} for row in paper.attachments],
    }


def _blocks(blocks: Sequence[Block]) -> list[dict[str, Any]]:
    return [{"form": type(block).__name__, "block": block, "items": _items(block)} for block in blocks]


def _items(block: Block) -> list[str]:
    if not isinstance(block, Listing):
        return []
    return [f"{item_mark(block.marker, position)} {item}" for position, item in enumerate(block.items, start=1)]
