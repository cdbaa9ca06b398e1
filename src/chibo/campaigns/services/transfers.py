"""Transfers: issue after a hold, receive, confirm, return, send again; the handover list ticked by both sides."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from chibo.audit.use_cases import require, use_case
from chibo.campaigns import policies
from chibo.campaigns.models import HandoverItem, Reorganisation, Transfer
from chibo.campaigns.queries.transfers import facts_of, is_followed
from chibo.campaigns.services.later_papers import sign_amendment, sign_further_transfer, sign_letter
from chibo.domain import transfers as rules
from chibo.domain.papers.facts import Correction
from chibo.domain.working_days import TransferDeadline, transfer_deadline
from chibo.registry.models import Decision, Unit
from chibo.registry.queries.members import official_stay
from chibo.registry.queries.units import held_on, names_on
from chibo.registry.services.members import change_cell

if TYPE_CHECKING:
    from chibo.accounts.models import User


@use_case("campaigns.transfer_issued", label=_("Giới thiệu chuyển sinh hoạt"), allowed=policies.may_confirm)
def issue_transfer(*, actor: User, transfer: Transfer, on: date) -> Transfer:
    """A member whose hold has ended is introduced to the cell of the plan: the stay begins, the clock runs.

    Whom the decision left out gets a decision of their own first, and a letter where the campaign wants letters.
    Raises ``RuleBroken``: TRANSFER_HELD, ALREADY_ISSUED, and what the papers miss.
    """
    transfer = _lock(transfer)
    reorganisation, decision = transfer.reorganisation, transfer.reorganisation.transfer_decision
    held = transfer.member_id in held_on(on, [transfer.member_id])
    require(rules.check_issue(facts_of(transfer), on, held=held))
    if transfer.member_id in reorganisation.held_back:
        whom: dict[str, Any] = {"member": transfer.member, "to_cell": transfer.to_cell}
        decision = sign_further_transfer(actor=actor, reorganisation=reorganisation, on=on, **whom)
        if reorganisation.commune.campaign.letters_wanted:
            sign_letter(actor=actor, reorganisation=reorganisation, decision=decision, on=on, **whom)
    change_cell(transfer.member, transfer.to_cell, on, decision)
    _start_clock(transfer, on)
    return transfer


@use_case("campaigns.transfer_received", label=_("Tiếp nhận đảng viên"), allowed=policies.may_receive)
def receive_transfer(*, actor: User, transfer: Transfer, on: date) -> Transfer:
    """The receiving cell says that the member has arrived.

    Raises ``RuleBroken``: NOT_ISSUED, ALREADY_RECEIVED, ALREADY_RETURNED, BEFORE_ISSUE.
    """
    transfer = _lock(transfer)
    require(rules.check_receive(facts_of(transfer), on))
    transfer.received_on, transfer.received_by = on, actor
    transfer.save()
    return transfer


@use_case("campaigns.transfer_confirmed", label=_("Xác nhận chuyển sinh hoạt"), allowed=policies.may_confirm)
def confirm_transfer(*, actor: User, transfer: Transfer, on: date) -> Transfer:
    """The committee that introduced the member confirms the arrival: the transfer is complete.

    Raises ``RuleBroken``: NOT_RECEIVED, ALREADY_CONFIRMED, ALREADY_RETURNED, BEFORE_RECEIPT.
    """
    transfer = _lock(transfer)
    require(rules.check_confirm(facts_of(transfer), on))
    transfer.confirmed_on, transfer.confirmed_by = on, actor
    transfer.save()
    return transfer


@use_case("campaigns.transfer_returned", label=_("Trả lại giới thiệu"), allowed=policies.may_receive)
def return_transfer(*, actor: User, transfer: Transfer, on: date, reason: str) -> Transfer:
    """The receiving cell sends the introduction back, saying why; the committee sends it again, perhaps elsewhere.

    Raises ``RuleBroken``: NOT_ISSUED, ALREADY_CONFIRMED, ALREADY_RETURNED, REASON_WANTED.
    """
    transfer = _lock(transfer)
    require(rules.check_return(facts_of(transfer), on, reason=reason))
    transfer.returned_on, transfer.return_reason = on, reason.strip()
    transfer.save()
    return transfer


@use_case("campaigns.transfer_sent_again", label=_("Giới thiệu lại"), allowed=policies.may_confirm)
def send_again(*, actor: User, transfer: Transfer, on: date, to_cell: Unit | None = None) -> Transfer:
    """A returned transfer is followed by a new one, to the same cell or, changing the stay on ``on``, to another.

    For another cell the decision's list is corrected by a new decision, and the letter replaced where there was one.
    Raises ``RuleBroken``: NOT_RETURNED, ALREADY_SENT_AGAIN, BEFORE_ISSUE, NOT_A_CELL, and what the papers miss.
    """
    former = _lock(transfer)
    require(rules.check_send_again(facts_of(former), on, is_followed=is_followed(former)))
    cell = to_cell or former.to_cell
    if cell.pk != former.to_cell_id:
        decision = _redirect(former, cell, actor=actor, on=on)
        change_cell(former.member, cell, on, decision)
    again = Transfer(
        reorganisation=former.reorganisation,
        member=former.member,
        from_cell=former.from_cell,
        to_cell=cell,
        follows=former,
    )
    _start_clock(again, on)
    return again


@use_case("campaigns.handover_given", label=_("Bên giao ký bàn giao"), allowed=policies.may_give)
def give_item(*, actor: User, reorganisation: Reorganisation, to_cell: Unit, item: str, on: date) -> HandoverItem:
    """The giving side has handed ``item`` over; a second tick changes nothing."""
    row = HandoverItem.objects.select_for_update().get(reorganisation=reorganisation, to_cell=to_cell, item=item)
    if row.given_on is None:
        row.given_on, row.given_by = on, actor
        row.save()
    return row


@use_case("campaigns.handover_taken", label=_("Bên nhận ký bàn giao"), allowed=policies.may_take)
def take_item(*, actor: User, reorganisation: Reorganisation, to_cell: Unit, item: str, on: date) -> HandoverItem:
    """The receiving side has ``item``. Raises ``RuleBroken``: NOT_GIVEN, BEFORE_GIVEN."""
    row = HandoverItem.objects.select_for_update().get(reorganisation=reorganisation, to_cell=to_cell, item=item)
    require(rules.check_take(row.get_item_display(), given_on=row.given_on, on=on))
    if row.taken_on is None:
        row.taken_on, row.taken_by = on, actor
        row.save()
    return row


def _redirect(former: Transfer, cell: Unit, *, actor: User, on: date) -> Decision:
    """The papers of a member who goes to ``cell`` instead; the decision that says so."""
    reorganisation, member = former.reorganisation, former.member
    names = names_on([former.to_cell_id, cell.pk], on)
    correction = Correction(
        where=f"Danh sách kèm theo, đồng chí {member.full_name}",
        was=names[former.to_cell_id],
        becomes=names[cell.pk],
    )
    stay = official_stay(member, on)
    amended = stay.opening_decision if stay is not None and stay.opening_decision else reorganisation.transfer_decision
    decision = sign_amendment(
        actor=actor,
        reorganisation=reorganisation,
        amended=amended,
        corrections=(correction,),
        reason=f"Xét lý do chi bộ nơi đến trả lại giới thiệu: {former.return_reason}",
        on=on,
        member=member,
        to_cell=cell,
    )
    if reorganisation.commune.campaign.letters_wanted:
        sign_letter(actor=actor, reorganisation=reorganisation, member=member, to_cell=cell, decision=decision, on=on)
    return decision


def _lock(transfer: Transfer) -> Transfer:
    found = Transfer.objects.select_for_update(of=("self",)).select_related(
        "member", "to_cell", "reorganisation__commune__campaign", "reorganisation__commune__unit"
    )
    return found.get(pk=transfer.pk)


def _start_clock(transfer: Transfer, on: date) -> None:
    transfer.issued_on = on
    transfer.due_on = transfer_deadline(TransferDeadline.PRESENTATION, on)
    transfer.save()
