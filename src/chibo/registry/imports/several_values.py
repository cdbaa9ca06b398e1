"""One cell, several facts: the official member list keeps two to four values in a cell, each office in its own way."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from chibo.domain.partial_dates import parse_date
from chibo.domain.vietnamese import search_key
from chibo.registry.imports.cell_values import FILE_NUMBER, as_text, is_nothing, read_gender, says_not_yet
from chibo.registry.imports.problems import Mistake
from chibo.registry.imports.sheets import CellValue
from chibo.registry.imports.vocabulary import DECOY

DATES = frozenset({"born_on", "admitted_on", "official_on"})
_NAMES = frozenset({"full_name", "birth_name"})
_DATE = re.compile(
    r"""(?<!\d)(?:
        (?:ngày\s*)?\d{1,2}\s*tháng\s*\d{1,2}\s*năm\s*\d{4}
      | \d{4}-\d{1,2}-\d{1,2}
      | \d{1,2}\s*[/.\-–]\s*\d{1,2}\s*[/.\-–]\s*(?:\d{4}|\d{2})
      | \d{1,2}\s*[/.\-–]\s*\d{4}
      | \d{4}
    )(?!\d)""",
    re.VERBOSE | re.IGNORECASE,
)
_LINES = re.compile(r"[\n;|]")
# A slash parts values, but not in 10/12 (a level of schooling).
_PIECES = re.compile(r"[\n;|,()]+|\s[-–]\s|(?<!\d)/|/(?!\d)|(?<=\d{3})/|/(?=\d{3})")
_LABEL = re.compile(r"^[^\W\d]{1,12}\s*:\s*(?=\S)")
_CALLS_A_DATE = frozenset(
    ("ngay", "ngay sinh", "sinh", "kn", "ket nap", "vao dang", "ngay vao dang", "db", "ct", "chinh thuc")
)
_CALLED_OFFICIAL = re.compile(r"\bchinh thuc\b|\bct\b")
_FIRST_WORD = re.compile(r"^(nam|nữ|nu)\s+(?=\S)", re.IGNORECASE)


def part(value: CellValue, fields: Sequence[str]) -> dict[str, CellValue]:
    """The values of a cell by field, in the order that the heading announces (``""``: a value that is not wanted).

    Values on lines of their own, or between semicolons, are taken one by one when there are as many as fields; else each
    is known by its form: a date, a gender, the digits of a card, the digits and letters of a file; what is left goes to
    the other fields in their order. Nothing is lost: a value that fits no field is given to one, where it will be found
    wrong.
    """
    if len(fields) == 1:
        return {fields[0]: value}
    if not isinstance(value, str):
        return {_home_of(value, fields): value}
    lines = [_bare(line) for line in _LINES.split(value)]
    if len(lines) == len(fields) and all(_plausible(line, name) for line, name in zip(lines, fields, strict=True)):
        return {name: line for name, line in zip(fields, lines, strict=True) if line and name != DECOY}
    return _by_form(value, fields)


def two_dates(value: CellValue) -> tuple[str, str] | None:
    """The two dates of a cell that should hold one (``03/02/1999 - 03/02/2000``); ``None`` when it holds any other number."""
    if not isinstance(value, str):
        return None
    found = _DATE.findall(value)
    return (found[0], found[1]) if len(found) == 2 else None


def _home_of(value: CellValue, fields: Sequence[str]) -> str:
    """The field that a number or a true date belongs to."""
    if isinstance(value, date):
        wanted: Sequence[str] = [name for name in fields if name in DATES]
    else:
        wanted = [name for name in ("card_number", "file_number", "phone", *fields) if name in fields]
        wanted = [name for name in wanted if name not in ("gender", "full_name")]
    return next(iter(wanted), fields[0])


def _by_form(text: str, fields: Sequence[str]) -> dict[str, CellValue]:
    found: dict[str, CellValue] = {}
    rest = text
    dates = [name for name in fields if name in DATES]
    if dates:
        written = [match[0] for match in _DATE.finditer(text)]
        if len(written) == 1 and len(dates) > 1 and _CALLED_OFFICIAL.search(search_key(text)):
            dates = [name for name in dates if name == "official_on"]
        found |= dict(zip(dates, written, strict=False))
        rest = _DATE.sub(" ; ", text, count=len(found))
    pieces = [piece for piece in map(_bare, _PIECES.split(rest)) if any(map(str.isalnum, piece))]
    if found:
        pieces = [piece for piece in pieces if search_key(piece).strip(" .:") not in _CALLS_A_DATE]
    if "gender" in fields:
        pieces = [word for piece in pieces for word in _FIRST_WORD.sub(r"\1;", piece).split(";")]
    for name in fields:
        if name in _FORMS and (piece := next((piece for piece in pieces if _FORMS[name](piece)), None)):
            found[name] = piece
            pieces.remove(piece)
    free = [name for name in fields if name not in found and name not in _FORMS and name not in DATES and name != DECOY]
    strict = [name for name in fields if name not in found and (name in _FORMS or name in DATES)]
    for name in free + strict:
        if pieces:
            found[name] = pieces.pop(0)
    if pieces and free:
        found[free[-1]] = ", ".join([str(found[free[-1]]), *pieces])
    return found


def _bare(piece: str) -> str:
    """Without bullets, surrounding brackets and a label (``CT: 03/02/2000``)."""
    text = " ".join(piece.split()).strip(" -–•*,").strip()
    if text.startswith("(") and text.endswith(")"):
        text = text[1:-1].strip()
    return _LABEL.sub("", text)


def _plausible(line: str, name: str) -> bool:
    """Whether a line can be the value of the field at its place."""
    if is_nothing(line) or says_not_yet(line):
        return True
    if name in DATES:
        return bool(_DATE.fullmatch(line)) or _is_date(line)
    if name in _NAMES:
        return any(letter.isalpha() for letter in line)
    if name == "gender":
        return _is_gender(line)
    if name == "card_number":
        return not _is_file_number(line)
    return name != "file_number" or not _is_card_number(line)


def _is_date(text: str) -> bool:
    try:
        parse_date(text)
    except ValueError:
        return False
    return True


def _is_gender(text: str) -> bool:
    try:
        return read_gender(text) is not None
    except Mistake:
        return False


def _is_card_number(text: str) -> bool:
    return bool(re.fullmatch(r"\d{7,8}", re.sub(r"[\s.\-]", "", text)))


def _is_file_number(text: str) -> bool:
    return bool(FILE_NUMBER.fullmatch(re.sub(r"[\s.\-]", "", text).upper()))


def _is_badge(text: str) -> bool:
    return bool(re.fullmatch(r"(?:\d0|\d5)(?: năm)?|\d{9,}", as_text(text)))


def _is_phone(text: str) -> bool:
    return bool(re.fullmatch(r"(?:\+84|0)\d{8,10}", re.sub(r"[\s.\-]", "", text)))


_FORMS = {
    "gender": _is_gender,
    "card_number": _is_card_number,
    "file_number": _is_file_number,
    "badge": _is_badge,
    "phone": _is_phone,
}
