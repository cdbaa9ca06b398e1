"""The day of effect: one transaction closes cells, moves members and opens their transfers."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from chibo.audit.use_cases import require, use_case
from chibo.campaigns import policies
from chibo.campaigns.models import Campaign, HandoverItem, Reorganisation, Transfer
from chibo.campaigns.queries.communes import lock
from chibo.campaigns.queries.plans import out_of_date
from chibo.campaigns.queries.shape import Shape, shape_of
from chibo.domain.organisation import UnitKind
from chibo.domain.rules import Violation, refusal
from chibo.domain.working_days import TransferDeadline, transfer_deadline
from chibo.registry.models import Member, Membership, Succession, Unit, UnitVersion
from chibo.registry.queries.units import held_on
from chibo.registry.services.members import change_cell
from chibo.registry.services.units import close_what_hangs_on, establish

if TYPE_CHECKING:
    from chibo.accounts.models import User


@use_case("campaigns.carried_out", label=_("Thực hiện sắp xếp"), allowed=policies.may_carry_out)
def carry_out(*, actor: User, reorganisation: Reorganisation, on: date) -> Reorganisation:
    """The decision is carried out as of its day of effect, all or nothing; the members' transfers are issued on ``on``.

    Cells that close end with what hangs on them, cells that open begin, every member of the plan changes cell. A member
    held, or left out of the decision, is taken over by the commune's committee; the transfer waits. Raises
    ``RuleBroken``: NOT_YET_EFFECTIVE, ALREADY_CARRIED_OUT, ALREADY_CANCELLED, out-of-date plans.
    """
    commune = lock(reorganisation.commune)
    reorganisation.refresh_from_db()
    require(check_carrying_out(reorganisation, on))
    effective_on = reorganisation.effective_on
    shape = shape_of(commune, effective_on)
    for cell_id in shape.opening:
        described = commune.opening[str(cell_id)]
        cell, kind = Unit.objects.get(pk=cell_id), UnitKind(described["kind"])
        establish(cell, name=described["name"], kind=kind, parent=commune.unit, on=effective_on)
    _move_members(reorganisation, on=on)
    _close_cells(reorganisation, shape)
    reorganisation.carried_out_on = on
    reorganisation.save()
    return reorganisation


def check_carrying_out(reorganisation: Reorganisation, on: date) -> list[Violation]:
    """Why ``reorganisation`` cannot be carried out on ``on``; empty where it can."""
    if reorganisation.cancelled_on is not None:
        return [refusal("ALREADY_CANCELLED", day=reorganisation.cancelled_on)]
    if reorganisation.carried_out_on is not None:
        return [refusal("ALREADY_CARRIED_OUT", day=reorganisation.carried_out_on)]
    if on < reorganisation.effective_on:
        return [refusal("NOT_YET_EFFECTIVE", day=reorganisation.effective_on)]
    return out_of_date(reorganisation.plan, reorganisation.effective_on)


def _move_members(reorganisation: Reorganisation, *, on: date) -> None:
    effective_on, decision = reorganisation.effective_on, reorganisation.transfer_decision
    placements = reorganisation.plan.placements.select_related("member", "from_cell", "to_cell").order_by("pk")
    moving = [row for row in placements if row.from_cell_id != row.to_cell_id]
    waiting = held_on(on, [row.member_id for row in moving]) | set(reorganisation.held_back)
    for row in moving:
        transfer = Transfer(
            reorganisation=reorganisation, member=row.member, from_cell=row.from_cell, to_cell=row.to_cell
        )
        if row.member_id in waiting:
            _take_over(row.member, reorganisation)
        else:
            change_cell(row.member, row.to_cell, effective_on, decision)
            transfer.issued_on = on
            transfer.due_on = transfer_deadline(TransferDeadline.PRESENTATION, on)
        transfer.save()
    for cell in sorted({row.to_cell_id for row in moving}):
        for item, _label in HandoverItem.ITEMS:
            HandoverItem(reorganisation=reorganisation, to_cell_id=cell, item=item).save()


def _take_over(member: Member, reorganisation: Reorganisation) -> None:
    """A held member is looked after by the commune's committee itself: no cell is theirs for now."""
    decision, day = reorganisation.transfer_decision, reorganisation.effective_on
    stay = Membership.objects.select_for_update().on(day).get(member=member, kind=Membership.OFFICIAL)
    stay.closing_decision = decision
    stay.close(day)
    Membership(member=member, cell=reorganisation.commune.unit, starts_on=day, opening_decision=decision).save()


def _close_cells(reorganisation: Reorganisation, shape: Shape) -> None:
    day = reorganisation.effective_on
    for version in (
        UnitVersion.objects.select_for_update(of=("self",))
        .on(day)
        .filter(unit__in=shape.closing)
        .select_related("unit")
    ):
        version.close(day)
        close_what_hangs_on(version.unit, day)
        if reorganisation.commune.campaign.kind == Campaign.MERGE:
            for heir in shape.receiving:
                Succession(predecessor_id=version.unit_id, successor_id=heir, on=day).save()
    if reorganisation.commune.campaign.kind == Campaign.SPLIT:
        for parent in shape.leaving:
            for heir in shape.opening:
                Succession(predecessor_id=parent, successor_id=heir, on=day).save()
