"""A concern is noted, said once more, reworded, joined to another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from chibo.audit.use_cases import require, use_case
from chibo.domain.feedback import concerns as rules
from chibo.domain.feedback.concerns import ConcernKind
from chibo.domain.rules import refusal
from chibo.domain.vietnamese import nfc, search_key
from chibo.feedback import policies
from chibo.feedback.models import Concern, Echo
from chibo.feedback.queries.concerns import facts_of, lock, under_way
from chibo.registry.models import Unit
from chibo.registry.queries.cells import cell_in_force, commune_of
from chibo.registry.queries.units import name_on

if TYPE_CHECKING:
    from chibo.accounts.models import User


@dataclass(frozen=True, slots=True)
class Wording:
    """What is said, and where it happens; in no way who said it."""

    text: str
    place: str = ""


@use_case("feedback.concern_noted", label=_("Ghi tâm tư, nguyện vọng"), allowed=policies.may_note)
def note_concern(*, actor: User, cell: Unit, theme: str, kind: str, wording: Wording, on: date) -> Concern:
    """What a resident raised on ``on`` is kept, without who it was; the clock of the answer runs from that day.

    The log holds theme, kind and day, not the wording. Raises ``RuleBroken``: CONCERN_RAISED_ELSEWHERE.
    """
    if not cell_in_force(cell, on):
        require([refusal("CONCERN_RAISED_ELSEWHERE", unit=name_on(cell, on) or cell.code, on=on)])
    concern = Concern(
        cell=cell,
        theme=theme,
        kind=kind,
        raised_on=on,
        due_on=rules.answer_due_on(ConcernKind(kind), on),
        noted_by=actor,
    )
    _put(concern, wording)
    return concern


@use_case("feedback.concern_echoed", label=_("Ghi thêm người cùng nêu"), allowed=policies.may_note_more)
def echo_concern(*, actor: User, concern: Concern, on: date) -> Concern:
    """One more resident said the same on ``on``. Raises ``RuleBroken``: CONCERN_JOINED, CONCERN_DAY_TOO_EARLY."""
    concern = lock(concern)
    if concern.joined_on is not None:
        require([refusal("CONCERN_JOINED", number=concern.pk, day=concern.joined_on)])
    if on < concern.raised_on:
        require([refusal("CONCERN_DAY_TOO_EARLY", number=concern.pk, on=on, day=concern.raised_on)])
    Echo(concern=concern, raised_on=on, noted_by=actor).save()
    return concern


@use_case("feedback.concern_reworded", label=_("Sửa lời tâm tư để không nêu tên"), allowed=policies.may_judge)
def reword_concern(*, actor: User, concern: Concern, wording: Wording, on: date) -> Concern:
    """The wording is replaced where it named a person; the former one is kept nowhere. The cell does it, or the committee.

    Once answered it stays: the answer is to these words. Raises ``RuleBroken``: CONCERN_ANSWERED, CONCERN_DAY_TOO_EARLY.
    """
    concern = lock(concern)
    facts = facts_of(concern)
    if facts.answered_on is not None:
        require([refusal("CONCERN_ANSWERED", number=concern.pk, day=facts.answered_on)])
    if on < concern.raised_on:
        require([refusal("CONCERN_DAY_TOO_EARLY", number=concern.pk, on=on, day=concern.raised_on)])
    concern.reworded_on = on
    _put(concern, wording)
    return concern


@use_case("feedback.concern_joined", label=_("Nhập chung tâm tư trùng nhau"), allowed=policies.may_join)
def join_concern(*, actor: User, concern: Concern, into: Concern, on: date) -> Concern:
    """``concern`` goes on as one with ``into`` and is answered there; its round under way ends.

    Raises ``RuleBroken``: CONCERN_JOINED, CONCERN_ANSWERED, CONCERN_NOT_TO_JOIN, CONCERN_DAY_TOO_EARLY.
    """
    first, second = sorted((concern.pk, into.pk))
    locked = {pk: lock(Concern(pk=pk)) for pk in (first, second)}
    concern, into = locked[concern.pk], locked[into.pk]
    facts = facts_of(concern)
    same_commune = commune_of(concern.cell) == commune_of(into.cell)
    require(rules.check_join(facts, facts_of(into), on, same_commune=same_commune))
    if concern.joined.exists():
        require([refusal("CONCERN_NOT_TO_JOIN", number=concern.pk, other=into.pk)])
    if facts.routed_on is not None:
        handling = under_way(concern)
        handling.passed_on, handling.pass_reason = on, f"Nhập chung vào tâm tư số {into.pk}"
        handling.save()
    concern.joined_into, concern.joined_on = into, on
    concern.save()
    return concern


def _put(concern: Concern, wording: Wording) -> None:
    concern.text, concern.place = nfc(wording.text).strip(), nfc(wording.place).strip()
    concern.search_key = search_key(f"{concern.place} {concern.text}")
    concern.save()
