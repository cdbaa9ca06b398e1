"""What a batch of papers still misses, grouped as people mend it: what, whose, in which papers, and where to go."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from chibo.domain.rules import Severity, Violation
from chibo.registry.violations import sentence

OF_MEMBERS: dict[str, Any] = {
    "MEMBER_WITHOUT_NAME": _("Thiếu họ tên"),
    "MEMBER_WITHOUT_BIRTH_DATE": _("Thiếu ngày sinh"),
    "MEMBER_WITHOUT_ADMISSION_DATE": _("Thiếu ngày vào Đảng"),
    "MEMBER_WITHOUT_OFFICIAL_DATE": _("Thiếu ngày chính thức"),
    "MEMBER_WITHOUT_CARD": _("Thiếu số thẻ đảng viên"),
    "MEMBER_WITHOUT_FILE_NUMBER": _("Thiếu số lý lịch"),
    "MEMBER_WITHOUT_DESTINATION": _("Chưa có chi bộ nơi đến"),
}
FILLED_IN_BY_HAND = "MEMBER_WITHOUT_DUES"
"""Dues are kept on paper: every print leaves room for the month, so it is said once and not as something to mend."""

OF_OFFICERS = frozenset({"PAPER_WITHOUT_SIGNER", "PAPER_WITHOUT_REPRESENTATIVE"})
OF_UNITS = frozenset({"PAPER_WITHOUT_SUPERIOR", "PAPER_WITHOUT_PLACE"})


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to where something is mended; without an address just the words."""

    words: str
    address: str = ""


@dataclass(slots=True)
class Gap:
    """One thing missing: ``words``, whose (``subjects``), and the numbers of the papers that show it."""

    words: str
    is_blocking: bool
    subjects: list[Link] = field(default_factory=list)
    papers: list[int] = field(default_factory=list)
    mend: Link | None = None

    def note(self, paper: int, subject: Link | None) -> None:
        if paper not in self.papers:
            self.papers.append(paper)
        if subject is not None and subject not in self.subjects:
            self.subjects.append(subject)


@dataclass(frozen=True, slots=True)
class Places:
    """Where things are mended: members by name (several under one name: a search), cells by name, the commune."""

    members: dict[str, list[int]]
    cells: dict[str, str]
    commune: str

    def member(self, name: str) -> Link:
        """Where the facts of the member called ``name`` are put right."""
        found = self.members.get(name, [])
        if len(found) == 1:
            return Link(name, reverse("registry:member_correct", args=found))
        return Link(name, f"{reverse('registry:members')}?{urlencode({'tim': name})}")

    def officers(self, cell: str) -> Link:
        """Where the officers of a cell, or of the commune, are entered."""
        return Link(str(_("Ghi chức danh")), reverse("registry:officer_add", args=[self.cells.get(cell, self.commune)]))

    def unit(self) -> Link:
        return Link(str(_("Mở trang đơn vị")), reverse("registry:unit", args=[self.commune]))


def gaps_of(missing: Iterable[tuple[int, list[Violation]]], places: Places) -> list[Gap]:
    """What the papers (number, violations) miss, blocking gaps first, each thing once however many papers show it."""
    found: dict[tuple[str, ...], Gap] = {}
    for paper, violations in missing:
        for violation in violations:
            if violation.code == FILLED_IN_BY_HAND:
                continue
            key, gap, subject = _gap(violation, places)
            found.setdefault(key, gap).note(paper, subject)
    return sorted(found.values(), key=lambda gap: not gap.is_blocking)


def _gap(violation: Violation, places: Places) -> tuple[tuple[str, ...], Gap, Link | None]:
    code, blocking = violation.code, violation.severity is Severity.BLOCKING
    if code in OF_MEMBERS:
        return (code,), Gap(str(OF_MEMBERS[code]), blocking), places.member(violation.params["member"])
    words = sentence(violation)
    mend = None
    if code in OF_OFFICERS:
        mend = places.officers(violation.params.get("cell", ""))
    elif code in OF_UNITS:
        mend = places.unit()
    return (code, words), Gap(words, blocking, mend=mend), None
