"""What both renderers share: how the two columns at the head of a paper are divided and their lines broken."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate, pairwise

from chibo.documents.rendering.fonts import width_mm
from chibo.domain.papers.layout import Layout
from chibo.domain.papers.model import Paper
from chibo.domain.papers.plain import date_line, number_line
from chibo.domain.papers.wording import capitalised

DOTS = "…………………………"
GUTTER = 4.0
SUBJECT_INSET = 8.0
NARROWEST_NUMBER = 20.0
DATE_ALLOWANCE = 2.0

_COMPOUNDS = frozenset(
    """ban nhân|ban thường|bàn giao|bổ sung|bộ cơ|bộ khu|chi bộ|chi ủy|chia tách|chuyển giao|cơ quan|danh sách|dân cư|đảng bộ|đảng phí|đảng ủy
    đảng viên|giải thể|hồ sơ|hợp nhất|hủy bỏ|huyện ủy|kế hoạch|kết quả|khu phố|nhân dân|quyết định|sáp nhập|sinh hoạt
    sửa đổi|thành lập|thành phố|thành ủy|thị trấn|thị xã|thực hiện|thường vụ|tiếp nhận|tổ chức|tỉnh ủy|ủy ban
    về việc""".replace("\n", "|")
    .replace("    ", "")
    .split("|")
)
_BEFORE_A_NAME = frozenset({"phường", "xã", "huyện", "tỉnh", "quận", "ấp", "phố", "trấn"})
_BEFORE_A_FIGURE = frozenset({"số", "ngày", "tháng", "năm", "điều"})


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a paper, lengths in millimetres, the issuer's names broken into balanced lines.

    The heading stands in the right column (``right_width``). The date, often wider, takes ``date_width`` at the right
    edge; number and marking stand under the middle of the left column, ``…_indent`` from the left edge.
    """

    left_width: float
    right_width: float
    date_width: float
    heading_width: float
    number_indent: float
    marking_indent: float
    superior: tuple[str, ...]
    issuer: tuple[str, ...]
    number: str
    date: str
    subject: tuple[str, ...]


def head_of(paper: Paper, layout: Layout) -> Head:
    """The head of ``paper``: the right column takes what the heading needs, the left column the rest."""
    date, number = date_line(paper), number_line(paper)
    heading_width = width_mm(layout.heading, layout.heading_size, bold=True)
    right = heading_width + GUTTER
    left = layout.text_width - right
    under_left = max(
        width_mm(number, layout.number_size), width_mm(paper.marking, layout.number_size, bold=True), NARROWEST_NUMBER
    )
    wanted = width_mm(date, layout.date_size, italic=True) + DATE_ALLOWANCE
    wanted = right if wanted <= right else max(wanted, right + DATE_ALLOWANCE)
    date_width = min(wanted, layout.text_width - under_left - GUTTER)
    room = layout.text_width - date_width - GUTTER / 2

    def indent(width: float) -> float:
        """How far in a line of ``width`` begins so that it is centred, or as near to that as the date lets it."""
        return round(max(0.0, min((left - width) / 2, room - width)), 2)

    return Head(
        left_width=round(left, 2),
        right_width=round(right, 2),
        date_width=round(date_width, 2),
        heading_width=round(heading_width, 2),
        number_indent=indent(width_mm(number, layout.number_size)),
        marking_indent=indent(width_mm(paper.marking, layout.number_size, bold=True)),
        superior=balanced(paper.superior, left - GUTTER, layout.superior_size),
        issuer=balanced(paper.issuer, left - GUTTER, layout.issuer_size, bold=True),
        number=number,
        date=date,
        subject=balanced_subject(paper.subject, layout),
    )


def document_title(paper: Paper) -> str:
    """What a window or a reader calls the paper: ``Quyết định về việc …``."""
    return f"{capitalised(paper.title.lower())} {paper.subject}"


def balanced_subject(subject: str, layout: Layout) -> tuple[str, ...]:
    """What a paper is about, broken into even lines for the middle of the page."""
    return balanced(subject, layout.text_width - 2 * SUBJECT_INSET, layout.subject_size, bold=True)


def balanced_reference(reference: str, layout: Layout) -> tuple[str, ...]:
    """What an attachment belongs to, broken into even lines for the middle of the page."""
    return balanced(reference, layout.text_width - 2 * SUBJECT_INSET, layout.body_size)


def balanced(text: str, width: float, size: float, *, bold: bool = False) -> tuple[str, ...]:
    """``text`` on as few lines as fit into ``width`` millimetres, the lines as even as possible.

    A single word wider than ``width`` stays on a line of its own.
    """
    words = _unbroken(text)
    if not words:
        return ()
    if max(width_mm(word, size, bold=bold) for word in words) > width:
        words = text.split()
    space = width_mm(" ", size, bold=bold)
    edges = [0.0, *accumulate(width_mm(word, size, bold=bold) + space for word in words)]
    for lines in range(1, len(words) + 1):
        cuts, widest = _most_even(edges, lines)
        if widest - space <= width or lines == len(words):
            return tuple(" ".join(words[start:end]) for start, end in pairwise((0, *cuts, len(words))))
    raise AssertionError("one word a line always ends the search")


def _most_even(edges: list[float], lines: int) -> tuple[tuple[int, ...], float]:
    """Where to cut the words between ``edges`` into ``lines`` lines so that the widest is least; and its width."""
    count = len(edges) - 1
    best: list[tuple[float, tuple[int, ...]]] = [(edges[end], ()) for end in range(count + 1)]
    for _ in range(lines - 1):
        best = [
            min(
                ((max(best[cut][0], edges[end] - edges[cut]), (*best[cut][1], cut)) for cut in range(1, end)),
                default=(float("inf"), ()),
            )
            for end in range(count + 1)
        ]
    return best[count][1], best[count][0]


def _unbroken(text: str) -> list[str]:
    """``text`` cut where a line may end: not inside a usual compound, nor between a kind of place and its name."""
    pieces: list[str] = []
    before, naming = "", False
    for word in text.split():
        lowered = before.lower()
        # In capitals nothing tells where a place's name ends, so it is taken to go on to the end.
        naming = (naming or lowered in _BEFORE_A_NAME) if word.isupper() else lowered in _BEFORE_A_NAME
        proper = before[:1].isupper() and word[:1].isupper() and not before.isupper()
        figure = word[:1].isdigit() and (lowered in _BEFORE_A_FIGURE or proper or lowered in _BEFORE_A_NAME)
        if pieces and (naming or proper or figure or f"{lowered} {word.lower()}" in _COMPOUNDS):
            pieces[-1] += f" {word}"
        else:
            pieces.append(word)
        before = word
    return pieces
