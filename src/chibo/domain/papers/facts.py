"""What the composers are told: plain values, gathered by whoever knows them (rows, a form, a test).

Names come as they are written in running text: ``Chi bộ cơ quan phường Tam Hòa``, ``Đảng ủy phường Tam Hòa``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from chibo.domain.evaluation.grades import Grade
from chibo.domain.papers.model import Verification

PartialDate = date | str | None
"""A day; or ISO text cut where only the month or the year is known (``1975-02``, ``1975``); or not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Committee:
    """The committee that issues a paper.

    ``name`` and ``organisation``: ``Đảng ủy phường Tam Hòa``, ``Đảng bộ phường Tam Hòa``; ``superior`` the Party
    organisation above it; ``place`` as written before the date; ``code`` its sign in numbers. ``by_standing`` says who
    decides: the standing committee (Ban Thường vụ) or the whole committee (Ban Chấp hành), where there is no standing
    one (see ``has_standing_committee``). ``kind`` and ``organisation_kind`` are the short forms used inside a sentence.
    """

    name: str
    organisation: str
    superior: str
    place: str
    code: str = "ĐU"
    kind: str = "Đảng ủy"
    organisation_kind: str = "Đảng bộ"
    office: str = "Văn phòng Đảng ủy"
    by_standing: bool = True
    reports_to: tuple[str, ...] = ()

    @property
    def deciding_body(self) -> str:
        """Who decides, in full: ``Ban Thường vụ Đảng ủy phường Tam Hòa``."""
        return f"Ban Thường vụ {self.name}" if self.by_standing else f"Ban Chấp hành {self.organisation}"

    @property
    def short_body(self) -> str:
        """Who decides, as the enacting line has it: ``Ban Thường vụ Đảng ủy``."""
        return f"Ban Thường vụ {self.kind}" if self.by_standing else f"Ban Chấp hành {self.organisation_kind}"

    @property
    def authority(self) -> str:
        """On whose behalf its decisions are signed."""
        return "T/M BAN THƯỜNG VỤ" if self.by_standing else "T/M BAN CHẤP HÀNH"


SMALLEST_WITH_STANDING = 9


def has_standing_committee(member_count: int, *, complete: bool) -> bool:
    """Whether a grassroots committee of ``member_count`` members has a standing committee: it elects one from nine on.

    ``complete``: all its members are known. One that is not known in full is taken to have it, because the committee
    above makes that of a commune up to nine. Sources: Charter, Article 22.5; 01-HD/TW (20-9-2016), 15.1.
    """
    return not complete or member_count >= SMALLEST_WITH_STANDING


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """Who signs; ``deputising_for`` prints ``K/T …`` above the position."""

    position: str
    name: str
    deputising_for: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """How a paper is issued. ``drafted_on`` chooses regulations and layout while the paper has no date of its own."""

    committee: Committee
    drafted_on: date
    number: int | None = None
    dated_on: date | None = None
    signer: Signer | None = None
    verification: Verification | None = None

    @property
    def day(self) -> date:
        """The day whose rules apply to the paper."""
        return self.dated_on or self.drafted_on


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Another document: ``Kế hoạch số 260-KH/TU, ngày 16/4/2019 của Ban Thường vụ Tỉnh ủy Đồng Nai về …``."""

    kind: str
    number: str = ""
    dated_on: date | None = None
    issuer: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberLine:
    """One member as a list shows them. Probationary members have no card and no official date."""

    full_name: str
    official: bool = True
    born_on: PartialDate = None
    admitted_on: PartialDate = None
    official_on: PartialDate = None
    card_number: str = ""
    file_number: str = ""
    position: str = ""
    from_cell: str = ""
    to_cell: str = ""
    dues_paid_until: PartialDate = None
    tasks: str = ""
    alias: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Officer:
    """Someone named with a post: ``đồng chí Nguyễn Văn An, Bí thư Chi bộ``."""

    full_name: str
    position: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What every decision has. ``proposal``: at whose request; ``resolved_on``: the day the body agreed on it."""

    issue: Issue
    directive: Reference | None = None
    proposal: str = ""
    resolved_on: date | None = None
    effective_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dissolution(Decision):
    """A cell is dissolved and its members go to ``receiving_cells``; handing over ends on ``complete_by``."""

    cell: str
    official_count: int
    probationary_count: int
    receiving_cells: tuple[str, ...]
    complete_by: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferOfMembers(Decision):
    """Members of one cell are handed to others (``to_cell`` of each line); ``held_count`` members stay behind for now.

    ``basis`` is the decision that makes it necessary (the dissolution), when there is one; ``giver``: who hands the
    members over where the cell is gone already (by default its own committee).
    """

    cell: str
    members: tuple[MemberLine, ...]
    basis: Reference | None = None
    giver: str = ""
    held_count: int = 0
    complete_by: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Establishment(Decision):
    """A cell is established (again) with members called from other cells (``from_cell``) and its first officers."""

    cell: str
    members: tuple[MemberLine, ...]
    officers: tuple[Officer, ...] = ()
    complete_by: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Merger(Decision):
    """Cells become one: into one of them (``into`` among ``cells``) or into a new one."""

    cells: tuple[str, ...]
    into: str
    members: tuple[MemberLine, ...]
    officers: tuple[Officer, ...] = ()
    complete_by: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitOfCell(Decision):
    """One cell becomes several: each member's ``to_cell`` is one of ``parts``; ``officers`` by name of the part."""

    cell: str
    parts: tuple[str, ...]
    members: tuple[MemberLine, ...]
    officers: Mapping[str, tuple[Officer, ...]]
    complete_by: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One passage of an earlier decision: where it stands, what it said, what it says from now on."""

    where: str
    was: str
    becomes: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment(Decision):
    """An earlier decision is corrected by a new one; everything not named stays as it was."""

    amended: Reference
    corrections: tuple[Correction, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancellation(Decision):
    """Earlier decisions are cancelled before they took effect; ``consequence`` says what holds instead."""

    cancelled: tuple[Reference, ...]
    reason: str
    consequence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverItem:
    """A paper, book or thing handed over."""

    name: str
    quantity: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """The minutes of a handover of members from one cell to another, signed by both and seen by the committee.

    Each side is represented by its officers; dues and tasks stand with each member. ``held_on`` is the day of the handover, left
    open for the pen while not known.
    """

    issue: Issue
    decision: Reference
    giving_cell: str
    receiving_cell: str
    giving: tuple[Officer, ...]
    receiving: tuple[Officer, ...]
    members: tuple[MemberLine, ...]
    items: tuple[HandoverItem, ...]
    held_on: date | None = None
    place: str = ""
    remarks: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterStep:
    """One box of an introduction letter: who signs for which organisation, and to whom it passes the member on.

    ``addressed_to`` is empty in the last box, where the receiving cell confirms the arrival.
    """

    organisation: str
    authority: str
    addressed_to: str = ""
    number: str = ""
    dated_on: date | None = None
    signer: Signer | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IntroductionLetter:
    """A member's letter of introduction, signed box by box on its way, to be presented by ``present_by``."""

    issue: Issue
    member: MemberLine
    steps: tuple[LetterStep, ...]
    decision: Reference | None = None
    present_by: date | None = None
    enclosed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TickList:
    """Everything a cell hands over to another on one sheet, ticked by both sides; an aid, not a paper of record."""

    issue: Issue
    giving_cell: str
    receiving_cell: str
    members: tuple[MemberLine, ...]
    items: tuple[HandoverItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressRow:
    """One unit's figures as of the report's day."""

    name: str
    communes: int
    with_agency_cell: int
    decided: int
    dissolved: int
    members_to_move: int
    issued: int
    received: int
    confirmed: int
    held: int
    late: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """The report on how far a campaign has come in ``area``, with the rows counted ``as_of``."""

    issue: Issue
    directive: Reference
    area: str
    as_of: date
    rows: tuple[ProgressRow, ...]
    difficulties: tuple[str, ...] = ()
    proposals: tuple[str, ...] = ()
    next_steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CellResolution:
    """What a cell resolved at its meeting of ``passed_on``; ``issue.committee`` is the cell itself, ``votes`` in words."""

    issue: Issue
    subject: str
    clauses: tuple[str, ...]
    passed_on: date
    votes: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Graded:
    """Who was graded, a member of ``cell`` or (``cell`` empty) a cell itself, and how; ``was``: the grade before an appeal."""

    name: str
    grade: Grade
    cell: str = ""
    was: Grade | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Grading(Decision):
    """The committee grades members or cells for a ``period`` (``năm 2019``) under the rules named in ``sources``.

    ``of_cells``: which; ``on_appeal``: a grade given before is replaced; ``answer_days``: working days to answer or appeal.
    """

    period: str
    sources: tuple[str, ...]
    lines: tuple[Graded, ...]
    of_cells: bool = False
    on_appeal: bool = False
    answer_days: int = 0


Facts = (
    Dissolution
    | TransferOfMembers
    | Establishment
    | Merger
    | SplitOfCell
    | Amendment
    | Cancellation
    | Handover
    | IntroductionLetter
    | TickList
    | Progress
    | CellResolution
    | Grading
)
