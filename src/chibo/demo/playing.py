"""Plays the story of 2019: every event is the use case that the person of the day would have called."""

from __future__ import annotations

from collections.abc import Callable

from chibo.accounts.models import User
from chibo.campaigns.models import Campaign, CampaignCommune, HandoverItem, Plan, Transfer
from chibo.campaigns.services.campaigns import create_campaign, move_deadline
from chibo.campaigns.services.carrying_out import carry_out
from chibo.campaigns.services.decisions import sign_decision
from chibo.campaigns.services.plans import adopt_plan, override_placement, propose_plan
from chibo.campaigns.services.transfers import (
    confirm_transfer,
    give_item,
    receive_transfer,
    return_transfer,
    send_again,
    take_item,
)
from chibo.demo.registering import Register, enter_change
from chibo.demo.script import CAMPAIGN, EventKind, StoryEvent
from chibo.registry.services.members import hold_member, release_member

LATE_START = "Tập trung hoàn thành trong quý III theo kế hoạch của huyện"


class Player:
    """Carries out events one after another; remembers each commune's part, plan and open transfers."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self.organiser = register.users["totuctinh"]
        self.parts: dict[str, CampaignCommune] = {}
        self.plans: dict[str, Plan] = {}
        self.transfers: dict[int, Transfer] = {}
        self.handed_over: set[tuple[int, int]] = set()
        self.acts: dict[EventKind, Callable[[StoryEvent], None]] = {
            EventKind.UNIT_CHANGED: self.unit_changed,
            EventKind.HOLD_STARTED: self.hold_started,
            EventKind.HOLD_ENDED: self.hold_ended,
            EventKind.CAMPAIGN_CREATED: self.campaign_created,
            EventKind.DEADLINE_SET: self.deadline_set,
            EventKind.PLAN_PROPOSED: self.plan_proposed,
            EventKind.PLACEMENT_OVERRIDDEN: self.placement_overridden,
            EventKind.PLAN_ADOPTED: self.plan_adopted,
            EventKind.DECIDED: self.decided,
            EventKind.CARRIED_OUT: self.carried_out,
            EventKind.RETURNED: self.returned,
            EventKind.ISSUED_AGAIN: self.issued_again,
            EventKind.RECEIVED: self.received,
            EventKind.CONFIRMED: self.confirmed,
        }

    def play(self, event: StoryEvent) -> None:
        """What ``event`` tells is done, by whoever does such things there."""
        self.acts[event.kind](event)

    def officer(self, event: StoryEvent) -> User:
        return self.register.committee[event.commune_code]

    def unit_changed(self, event: StoryEvent) -> None:
        change = event.change
        assert change is not None and change.after is not None
        enter_change(self.register, self.organiser, change.code, change.after)

    def hold_started(self, event: StoryEvent) -> None:
        for key in event.member_keys:
            member = self.register.members[key]
            hold_member(actor=self.officer(event), member=member, why=event.reason, on=event.on)

    def hold_ended(self, event: StoryEvent) -> None:
        for key in event.member_keys:
            release_member(actor=self.officer(event), member=self.register.members[key], on=event.on)

    def campaign_created(self, event: StoryEvent) -> None:
        campaign = create_campaign(
            actor=self.organiser,
            code=CAMPAIGN.code,
            unit=self.register.units[CAMPAIGN.unit_code],
            title=CAMPAIGN.title,
            directive_number=CAMPAIGN.directive_number,
            directive_issuer=CAMPAIGN.directive_issuer,
            issued_on=CAMPAIGN.issued_on,
            deadline=CAMPAIGN.deadline,
        )
        self.parts = parts_of(campaign)

    def deadline_set(self, event: StoryEvent) -> None:
        assert event.deadline is not None
        part = self.parts[event.commune_code]
        move_deadline(actor=self.organiser, commune=part, deadline=event.deadline, reason=LATE_START)

    def plan_proposed(self, event: StoryEvent) -> None:
        part = self.parts[event.commune_code]
        self.plans[event.commune_code] = propose_plan(actor=self.officer(event), commune=part, on=event.on)

    def placement_overridden(self, event: StoryEvent) -> None:
        for key in event.member_keys:
            self.plans[event.commune_code] = override_placement(
                actor=self.officer(event),
                commune=self.parts[event.commune_code],
                plan=self.plans[event.commune_code],
                member=self.register.members[key],
                cell=self.register.units[event.cell_code],
                reason=event.reason,
                on=event.on,
            )

    def plan_adopted(self, event: StoryEvent) -> None:
        part, plan = self.parts[event.commune_code], self.plans[event.commune_code]
        adopt_plan(actor=self.officer(event), commune=part, plan=plan, on=event.on)

    def decided(self, event: StoryEvent) -> None:
        assert event.effective_on is not None
        part = self.parts[event.commune_code]
        sign_decision(actor=self.officer(event), commune=part, on=event.on, effective_on=event.effective_on)

    def carried_out(self, event: StoryEvent) -> None:
        reorganisation = self.parts[event.commune_code].reorganisations.get(cancelled_on=None)
        carry_out(actor=self.officer(event), reorganisation=reorganisation, on=event.on)
        opened = Transfer.objects.filter(reorganisation=reorganisation)
        related = opened.select_related("member", "to_cell", "reorganisation__commune__unit")
        self.transfers |= {transfer.member_id: transfer for transfer in related}

    def received(self, event: StoryEvent) -> None:
        for transfer in self._of_members(event):
            secretary = self.register.secretaries[transfer.to_cell.code]
            self._hand_over(transfer, secretary, event)
            receive_transfer(actor=secretary, transfer=transfer, on=event.on)

    def confirmed(self, event: StoryEvent) -> None:
        for transfer in self._of_members(event):
            confirm_transfer(actor=self.officer(event), transfer=transfer, on=event.on)

    def returned(self, event: StoryEvent) -> None:
        for transfer in self._of_members(event):
            secretary = self.register.secretaries[transfer.to_cell.code]
            return_transfer(actor=secretary, transfer=transfer, on=event.on, reason=event.reason)

    def issued_again(self, event: StoryEvent) -> None:
        for transfer in self._of_members(event):
            again = send_again(actor=self.officer(event), transfer=transfer, on=event.on)
            self.transfers[again.member_id] = again

    def _of_members(self, event: StoryEvent) -> list[Transfer]:
        return [self.transfers[self.register.members[key].pk] for key in event.member_keys]

    def _hand_over(self, transfer: Transfer, secretary: User, event: StoryEvent) -> None:
        """With the first member who arrives, both sides tick what the cell is handed."""
        key = (transfer.reorganisation_id, transfer.to_cell_id)
        if key in self.handed_over:
            return
        self.handed_over.add(key)
        reorganisation, cell, on = transfer.reorganisation, transfer.to_cell, event.on
        for item, _label in HandoverItem.ITEMS:
            give_item(actor=self.officer(event), reorganisation=reorganisation, to_cell=cell, item=item, on=on)
            take_item(actor=secretary, reorganisation=reorganisation, to_cell=cell, item=item, on=on)


def parts_of(campaign: Campaign) -> dict[str, CampaignCommune]:
    """Each commune's part in ``campaign`` by the commune's code."""
    rows = campaign.communes.select_related("campaign__unit", "unit")
    return {part.unit.code: part for part in rows}
