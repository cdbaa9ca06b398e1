"""One paper as data: what stands on it, not how it looks.

The same value is rendered to Word and to PDF, and frozen in the database when it is signed, so ``to_json`` and
``from_json`` are exact inverses and the text is canonical (same paper, same bytes).
"""

from __future__ import annotations

import json
import types
import typing
import unicodedata
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

SCHEMA = "chibo.paper/1"


class PaperKind(StrEnum):
    """What a paper does. Each kind has its own composer."""

    DISSOLUTION = "DISSOLUTION"
    TRANSFER = "TRANSFER"
    ESTABLISHMENT = "ESTABLISHMENT"
    MERGER = "MERGER"
    SPLIT = "SPLIT"
    AMENDMENT = "AMENDMENT"
    CANCELLATION = "CANCELLATION"
    ADMISSION = "ADMISSION"
    HANDOVER_MINUTES = "HANDOVER_MINUTES"
    INTRODUCTION_LETTER = "INTRODUCTION_LETTER"
    TICK_LIST = "TICK_LIST"
    PROGRESS_REPORT = "PROGRESS_REPORT"
    MEETING_MINUTES = "MEETING_MINUTES"
    MINUTES_SUPPLEMENT = "MINUTES_SUPPLEMENT"
    ATTENDANCE_SHEET = "ATTENDANCE_SHEET"
    RESOLUTION = "RESOLUTION"
    GRADING = "GRADING"
    EVALUATION_FORM = "EVALUATION_FORM"
    JOINT_MINUTES = "JOINT_MINUTES"


class Align(StrEnum):
    LEFT = "LEFT"
    CENTRE = "CENTRE"
    RIGHT = "RIGHT"
    JUSTIFIED = "JUSTIFIED"


class Marker(StrEnum):
    """How the items of a list are marked: ``1.``, ``a)`` or ``-``."""

    NUMBER = "NUMBER"
    LETTER = "LETTER"
    DASH = "DASH"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; ``lead`` stands before it in bold. ``indented`` moves the first line in."""

    text: str
    lead: str = ""
    bold: bool = False
    italic: bool = False
    align: Align = Align.JUSTIFIED
    indented: bool = True


@dataclass(frozen=True, slots=True)
class Heading:
    """A section's name inside the body, such as ``I- KẾT QUẢ THỰC HIỆN``."""

    text: str


@dataclass(frozen=True, slots=True)
class Article:
    """One article of a decision: ``Điều 1.`` and what it orders."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Listing:
    """A list, each item a paragraph of its own."""

    items: tuple[str, ...]
    marker: Marker = Marker.NUMBER


@dataclass(frozen=True, slots=True)
class Column:
    """A table's column; ``width`` is a share of the text width, relative to the other columns."""

    heading: str
    width: int
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings that repeat on every page; ``total`` (if any) is a last row in bold.

    Raises ``ValueError`` when a row has another number of cells than there are columns.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    total: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for row in (*self.rows, *((self.total,) if self.total else ())):
            if len(row) != len(self.columns):
                raise ValueError(f"a row of {len(row)} cells under {len(self.columns)} columns: {row}")


@dataclass(frozen=True, slots=True)
class KeyValues:
    """Lines ``label: value``, ``columns`` of them side by side; an empty value prints as a dotted line to fill in."""

    pairs: tuple[tuple[str, str], ...]
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs: on whose authority (``T/M BAN THƯỜNG VỤ``), as what, and the name, empty while not known."""

    authority: tuple[str, ...]
    position: str = ""
    name: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Signatures:
    """Signatures side by side inside the body, as at the end of minutes."""

    columns: tuple[Signature, ...]


@dataclass(frozen=True, slots=True)
class Box:
    """One box of a letter that several committees sign in turn."""

    title: str
    lines: tuple[str, ...]
    signature: Signature


@dataclass(frozen=True, slots=True)
class Boxes:
    """Framed boxes, two in a row, in the order in which they are signed."""

    boxes: tuple[Box, ...]


Block = Paragraph | Heading | Article | Listing | Table | KeyValues | Signatures | Boxes


@dataclass(frozen=True, slots=True)
class Attachment:
    """A list attached to a paper, on a page of its own, with its own title."""

    title: str
    subject: str
    reference: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Verification:
    """The mark by which a print is checked: what the QR says, and the words beside it."""

    payload: str
    caption: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A whole paper. ``number`` and ``dated_on`` are ``None`` until it is signed; ``marking`` says ``DỰ THẢO`` so long.

    ``layout`` names the guide on layout that the paper follows, so that a reprint years later follows the same one.
    """

    kind: PaperKind
    layout: str
    superior: str
    issuer: str
    symbol: str
    place: str
    title: str
    subject: str
    number: int | None = None
    dated_on: date | None = None
    marking: str = ""
    grounds: tuple[str, ...] = ()
    enacting: str = ""
    blocks: tuple[Block, ...] = ()
    recipients: tuple[str, ...] = ()
    signature: Signature | None = None
    attachments: tuple[Attachment, ...] = ()
    verification: Verification | None = None


_CLASSES = {cls.__name__: cls for cls in (Paragraph, Heading, Article, Listing, Table, KeyValues, Signatures, Boxes)}


def to_json(paper: Paper) -> str:
    """``paper`` as canonical JSON text: sorted keys, no spaces, Unicode as it is."""
    return json.dumps(
        {"schema": SCHEMA, "paper": _encoded(paper)}, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )


def from_json(text: str) -> Paper:
    """The paper that ``to_json`` wrote. Raises ``ValueError`` for another schema or an unknown or missing field."""
    document = json.loads(text)
    if not isinstance(document, dict) or document.get("schema") != SCHEMA:
        raise ValueError(f"not a {SCHEMA} document")
    return typing.cast(Paper, _decoded(Paper, document["paper"]))


def cleaned(paper: Paper) -> Paper:
    """``paper`` with every text in composed Unicode, without control characters and without stray white space."""
    return typing.cast(Paper, _cleaned(paper))


def clean_text(text: str) -> str:
    """``text`` in NFC on one line: control characters go, runs of white space become one space."""
    composed = unicodedata.normalize("NFC", text)
    kept = "".join(" " if c.isspace() else c for c in composed if c.isspace() or unicodedata.category(c)[0] != "C")
    return " ".join(kept.split())


def texts(value: Any) -> typing.Iterator[str]:
    """Every text inside a paper, a block or a fact, in order of the fields."""
    if isinstance(value, StrEnum):
        return
    if isinstance(value, str):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts(getattr(value, field.name))
    elif isinstance(value, tuple | list):
        for item in value:
            yield from texts(item)


def _cleaned(value: Any) -> Any:
    if isinstance(value, StrEnum) or value is None:
        return value
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, tuple):
        return tuple(_cleaned(item) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: _cleaned(getattr(value, field.name)) for field in fields(value)})
    return value


def _encoded(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_encoded(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        encoded = {field.name: _encoded(getattr(value, field.name)) for field in fields(value)}
        return {"block": type(value).__name__, **encoded} if type(value).__name__ in _CLASSES else encoded
    return value


@cache
def _hints(cls: type) -> dict[str, Any]:
    return typing.get_type_hints(cls)


def _decoded(hint: Any, value: Any) -> Any:
    if hint == Block:
        if not isinstance(value, dict) or value.get("block") not in _CLASSES:
            raise ValueError("an unknown kind of block")
        return _decoded(_CLASSES[value["block"]], {key: item for key, item in value.items() if key != "block"})
    if typing.get_origin(hint) is tuple:
        inner = typing.get_args(hint)
        if inner[-1] is Ellipsis:
            return tuple(_decoded(inner[0], item) for item in value)
        return tuple(_decoded(part, item) for part, item in zip(inner, value, strict=True))
    if isinstance(hint, types.UnionType):
        if value is None:
            return None
        return _decoded(next(part for part in typing.get_args(hint) if part is not type(None)), value)
    if is_dataclass(hint):
        cls = typing.cast(type, hint)
        hints = _hints(cls)
        if set(hints) != set(value):
            raise ValueError(f"{cls.__name__} has the fields {sorted(hints)}, not {sorted(value)}")
        return cls(**{name: _decoded(hints[name], item) for name, item in value.items()})
    if hint is date:
        return date.fromisoformat(value)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return hint(value)
    if not isinstance(value, hint):
        raise ValueError(f"expected {hint.__name__}, found {value!r}")
    return value
