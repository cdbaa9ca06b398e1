"""Numbers of papers: which book a paper takes its number from, and how its symbol is written.

Numbers run by kind of paper and by the committee's term, without gaps or doubles (36-HD/VPTW, 3-4-2018; that they run by
term and not by year is custom, not found in a text).
"""

from __future__ import annotations

from datetime import date

from chibo.domain.papers.model import PaperKind

TERM_STARTS = (date(2010, 6, 1), date(2015, 6, 1), date(2020, 6, 1), date(2025, 6, 1))
"""First days of the terms of commune committees. The congress of each commune has its own day: uncertain by weeks."""

BOOKS = {
    PaperKind.HANDOVER_MINUTES: "BB",
    PaperKind.INTRODUCTION_LETTER: "GTSHĐ",
    PaperKind.PROGRESS_REPORT: "BC",
    PaperKind.MEETING_MINUTES: "BB",
    PaperKind.MINUTES_SUPPLEMENT: "BB",
    PaperKind.RESOLUTION: "NQ",
}
"""The abbreviation under which a kind of paper is counted; every decision stands in the book of decisions, QĐ."""


def book_of(kind: PaperKind) -> str:
    """The abbreviation of the book that papers of ``kind`` are counted in."""
    return BOOKS.get(kind, "QĐ")


def book_starts_on(kind: PaperKind, on: date) -> date:
    """The first day of the book that a paper of ``kind`` signed on ``on`` is counted in: the term's, or the year's.

    A cell counts its resolutions by year: custom of cells, whose term is half the committee's; not found in a text.
    """
    return on.replace(month=1, day=1) if kind is PaperKind.RESOLUTION else term_of(on)


def term_of(on: date) -> date:
    """The first day of the term in which ``on`` falls (the earliest known term for days before)."""
    begun = [start for start in TERM_STARTS if start <= on]
    return begun[-1] if begun else TERM_STARTS[0]
