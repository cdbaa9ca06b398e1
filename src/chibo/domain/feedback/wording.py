"""What in the text of a concern names a person: a warning before it is kept, for a machine cannot know better."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from chibo.domain.vietnamese import nfc


class Sign(StrEnum):
    """Why a passage is taken to name a person."""

    NAME = "NAME"
    PHONE = "PHONE"
    ID_NUMBER = "ID_NUMBER"


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage that seems to name a person, as written."""

    sign: Sign
    text: str


_CALLED = "ông bà anh chị cô chú bác cụ cậu dì thím mợ thầy em cháu đ/c"
_HONORIFICS = frozenset(_CALLED.split())
# A title or a common word after “ông”, “bà”… names nobody.
_NOT_NAMES = (
    "bí thư", "cán bộ", "chủ", "công an", "con", "em", "giám đốc", "hiệu", "hội", "kế toán", "mẹ", "nông dân",
    "phó", "tổ", "trưởng", "xã", "ý",
)  # fmt: skip
_BEFORE_PLACES = (
    "đường phố hẻm ngõ cầu chùa miếu đình chợ kênh rạch suối núi hồ trường khu ấp xã phường tượng lăng mang"
)
_PLACES = frozenset(_BEFORE_PLACES.split())
_PLACE_NAMES = frozenset({"bà rịa", "bà đen", "bà nà", "bà chiểu", "bà điểm", "bà hom", "ông tạ"})
_FAMILIES = "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đào đinh trịnh trương lâm mai"
_SURNAMES = frozenset(_FAMILIES.split())
_WORD = re.compile(r"đ/c|[^\W\d_]+", re.IGNORECASE)
_DIGITS = re.compile(r"(?<![\w/])\+?\d(?:[ .\-]?\d){7,}(?![\w/])")
_MONEY = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+")


def passages_naming(text: str) -> list[Passage]:
    """Passages of ``text`` that seem to name a person, in order: phone and identity numbers, “ông/bà” with a name.

    Also a family name with “Văn” or “Thị”. Names of streets, markets, temples and the like are left alone, and so are
    titles without a name (“ông trưởng ấp”).
    """
    composed = nfc(text)
    found = [*_numbers(composed), *_names(composed)]
    return [passage for _at, passage in sorted(found, key=lambda pair: pair[0])]


def _numbers(text: str) -> Iterator[tuple[int, Passage]]:
    for match in _DIGITS.finditer(text):
        digits = re.sub(r"\D", "", match[0])
        if _MONEY.fullmatch(match[0]):
            continue
        national = f"0{digits[2:]}" if digits.startswith("84") and match[0].startswith(("+84", "84")) else digits
        if national.startswith("0") and len(national) in (10, 11):
            yield match.start(), Passage(Sign.PHONE, match[0])
        elif len(digits) in (9, 12):
            yield match.start(), Passage(Sign.ID_NUMBER, match[0])


def _names(text: str) -> Iterator[tuple[int, Passage]]:
    words = list(_WORD.finditer(text))
    at = 0
    while at < len(words):
        end = _name_end(text, words, at)
        if end > at:
            yield words[at].start(), Passage(Sign.NAME, text[words[at].start() : words[end - 1].end()])
        at = max(end, at + 1)


def _name_end(text: str, words: list[re.Match[str]], at: int) -> int:
    """The index after the last word of the name that begins at ``at``; ``at`` itself where none begins there."""
    before = words[at - 1][0].lower() if at and _touch(text, words[at - 1], words[at]) else ""
    if before in _PLACES:
        return at
    first = at
    while (
        first < len(words)
        and _is_honorific(text, words, first)
        and (first == at or _touch(text, words[first - 1], words[first]))
    ):
        first += 2 if words[first][0].lower() == "đồng" else 1
    end = first
    while end < len(words) and words[end][0][0].isupper() and (end == at or _touch(text, words[end - 1], words[end])):
        end += 1
    if end == first:
        return at
    name = " ".join(word[0].lower() for word in words[first:end])
    if first == at:
        given = name.split()
        return end if len(given) > 2 and given[0] in _SURNAMES and given[1] in ("văn", "thị") else at
    called = f"{words[first - 1][0].lower()} {words[first][0].lower()}"
    rest = " ".join(word[0].lower() for word in words[first : first + 3])
    is_title = any(rest == title or rest.startswith(f"{title} ") for title in _NOT_NAMES)
    return at if is_title or called in _PLACE_NAMES else end


def _is_honorific(text: str, words: list[re.Match[str]], at: int) -> bool:
    word = words[at][0].lower()
    if word == "đồng":
        return at + 1 < len(words) and words[at + 1][0].lower() == "chí" and _touch(text, words[at], words[at + 1])
    return word in _HONORIFICS


def _touch(text: str, left: re.Match[str], right: re.Match[str]) -> bool:
    between = text[left.end() : right.start()]
    return between.strip(" \t/") == "" and len(between) < 4
