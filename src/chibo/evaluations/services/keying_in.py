"""A whole part that somebody wrote on paper, keyed in and handed in at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from chibo.audit.use_cases import use_case
from chibo.domain.evaluation.way import Side
from chibo.evaluations import policies
from chibo.evaluations.models import Part, Review, Section
from chibo.evaluations.queries.reviews import lock
from chibo.evaluations.services.parts import Proposal, Said, hand_in, open_draft, proposed, said_under
from chibo.evaluations.services.votes import Ballots, count_vote
from chibo.registry.models import Unit

if TYPE_CHECKING:
    from chibo.accounts.models import User


@dataclass(frozen=True, slots=True)
class Sheet:
    """A part as it stands on paper: what is said by criterion, the grade proposed; of the cell its vote and its day."""

    said: Mapping[str, Said]
    proposal: Proposal | None = None
    ballots: Ballots | None = None
    voted_on: date | None = None


@use_case("evaluations.part_keyed_in", label=_("Nhập cả phần kiểm điểm từ giấy"), allowed=policies.may_write)
def key_in_part(
    *,
    actor: User,
    review: Review,
    side: Side,
    wording: Sheet,
    on: date,
    unit: Unit | None = None,
    acting_for: str = "",
    paper: str = "",
) -> Part:
    """The part says what the sheet says and is handed in on ``on``; what was drafted of it before is written over.

    Raises ``RuleBroken`` as ``write_section``, ``propose_grade``, ``record_vote`` and ``submit_part``.
    """
    review = lock(review)
    part = open_draft(actor, review, side, on, unit=unit, acting_for=acting_for, paper=paper)
    known = {row.criterion: row for row in part.sections.all()}
    fresh: list[Section] = []
    for criterion, said in wording.said.items():
        section = known.get(criterion) or Section(part=part, criterion=criterion, version=0)
        said_under(section, said, review, side, actor)
        if section.pk is None:
            fresh.append(section)
        else:
            section.save()
    Section.objects.bulk_create(fresh)
    if wording.ballots is not None and wording.voted_on is not None:
        count_vote(part, wording.ballots, held_on=wording.voted_on, on=on)
    elif wording.proposal is not None:
        proposed(part, wording.proposal)
    return hand_in(part, on)
