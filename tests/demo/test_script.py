"""Plays the story on plain values, by the rules of the domain, and counts what comes out."""

from collections import defaultdict
from dataclasses import replace
from datetime import date

import pytest

from chibo.demo.cells import agency_cell_code, residential_cell_codes
from chibo.demo.geography import communes
from chibo.demo.people import HOLDS, members, members_by_cell
from chibo.demo.schedule import SCHEDULE
from chibo.demo.script import (
    CAMPAIGN,
    OVERRIDES,
    REGISTERED_ON,
    STORY_ENDS_ON,
    EventKind,
    accounts,
    events,
    expected_states,
)
from chibo.demo.units import units_by_code
from chibo.domain.campaigns import CommuneFacts, CommuneState, commune_state, is_late
from chibo.domain.transfers import (
    TransferFacts,
    TransferState,
    check_confirm,
    check_receive,
    check_return,
    is_overdue,
    transfer_state,
)
from chibo.domain.working_days import TransferDeadline, is_working_day, transfer_deadline

COMMITTEE_EVENTS = (EventKind.PLAN_PROPOSED, EventKind.PLAN_ADOPTED, EventKind.DECIDED, EventKind.CARRIED_OUT)


class World:
    """What a register would hold: the committees' steps, who is held, and each member's last transfer."""

    def __init__(self):
        self.steps = defaultdict(list)
        self.deadlines = {}
        self.held = set()
        self.transfers = {}
        self.overdue_seen = set()

    def play(self, until):
        for event in events():
            if event.on > until:
                return self
            self.note_overdue(event.on)
            self.happen(event)
        return self

    def note_overdue(self, on):
        self.overdue_seen |= {key for key, facts in self.transfers.items() if is_overdue(facts, on)}

    def happen(self, event):
        if event.kind in COMMITTEE_EVENTS:
            self.steps[event.commune_code].append((event.kind, event.on))
        if event.kind is EventKind.DEADLINE_SET:
            self.deadlines[event.commune_code] = event.deadline
        if event.kind is EventKind.CARRIED_OUT:
            for member in members_by_cell()[agency_cell_code(event.commune_code)]:
                if member.key not in self.held:
                    self.issue(member.key, event.on)
        for key in event.member_keys:
            self.happen_to(key, event)

    def issue(self, key, on):
        self.transfers[key] = TransferFacts(key, on, transfer_deadline(TransferDeadline.DISSOLUTION, on))

    def happen_to(self, key, event):
        if event.kind is EventKind.HOLD_STARTED:
            self.held.add(key)
        elif event.kind is EventKind.HOLD_ENDED:
            self.held.remove(key)
        elif event.kind is EventKind.RECEIVED:
            assert check_receive(self.transfers[key], event.on) == []
            self.transfers[key] = replace(self.transfers[key], received_on=event.on)
        elif event.kind is EventKind.CONFIRMED:
            assert check_confirm(self.transfers[key], event.on) == []
            self.transfers[key] = replace(self.transfers[key], confirmed_on=event.on)
        elif event.kind is EventKind.RETURNED:
            assert check_return(self.transfers[key], event.on, reason=event.reason) == []
            self.transfers[key] = replace(self.transfers[key], returned_on=event.on)
        elif event.kind is EventKind.ISSUED_AGAIN:
            assert transfer_state(self.transfers[key], event.on) is TransferState.RETURNED
            self.issue(key, event.on)

    def facts(self, commune_code):
        kinds = [kind for kind, _ in self.steps[commune_code]]
        rows = [facts for key, facts in self.transfers.items() if key.startswith(f"{commune_code}-")]
        return CommuneFacts(
            concerned=agency_cell_code(commune_code) in units_by_code(),
            deadline=self.deadlines.get(commune_code, CAMPAIGN.deadline),
            adopted=EventKind.PLAN_ADOPTED in kinds,
            decided=EventKind.DECIDED in kinds,
            carried_out=EventKind.CARRIED_OUT in kinds,
            unconfirmed=sum(facts.confirmed_on is None for facts in rows),
        )

    def confirmed(self, district):
        return sum(
            facts.confirmed_on is not None for key, facts in self.transfers.items() if key.startswith(f"{district}-")
        )


@pytest.fixture(scope="module")
def world():
    return World().play(STORY_ENDS_ON)


@pytest.mark.parametrize(("district", "cell_count", "member_count"), [("BH", 28, 473), ("XL", 15, 262)])
def test_two_districts_finish_with_the_known_figures(world, district, cell_count, member_count):
    done = [row.commune_code for row in SCHEDULE if row.commune_code.startswith(f"{district}-")]
    states = [commune_state(world.facts(code)) for code in done]
    assert states.count(CommuneState.DONE) == cell_count
    assert set(states) <= {CommuneState.DONE, CommuneState.NOT_CONCERNED}
    assert world.confirmed(district) == member_count


def test_thong_nhat_stays_half_way_in_every_state(world):
    states = {row.commune_code: commune_state(world.facts(row.commune_code)) for row in SCHEDULE}
    of_thong_nhat = [state for code, state in states.items() if code.startswith("TN-")]
    assert len(of_thong_nhat) == 10
    assert set(of_thong_nhat) == {
        CommuneState.PREPARING,
        CommuneState.PLANNED,
        CommuneState.DECIDED,
        CommuneState.MOVING,
        CommuneState.DONE,
    }
    assert 0 < world.confirmed("TN") < 160


def test_the_states_are_those_the_timetable_promises(world):
    for code, (state, late) in expected_states().items():
        facts = world.facts(code)
        assert commune_state(facts) is state, code
        assert is_late(facts, STORY_ENDS_ON) is late, code
    assert [code for code, (_, late) in expected_states().items() if late] == ["TN-LO25"]


def test_transfers_stand_in_every_state_at_the_end(world):
    found = {transfer_state(facts, STORY_ENDS_ON) for facts in world.transfers.values()}
    assert found == set(TransferState) - {TransferState.HELD}
    assert world.held == {hold.member_key for hold in HOLDS if hold.ends_on is None}
    assert any(key.startswith("TN-GIAKIEM") for key in world.held)


def test_some_transfers_were_late_on_the_way_and_two_still_are(world):
    still = {key for key, facts in world.transfers.items() if is_overdue(facts, STORY_ENDS_ON)}
    assert still == {"TN-GIATAN3-CQ-05", "TN-GIATAN3-CQ-15"}
    assert {key[:2] for key in world.overdue_seen} == {"BH", "XL", "TN"}


def test_a_member_sent_back_in_bien_hoa_is_introduced_again_and_arrives(world):
    returned = [event.member_keys[0] for event in events() if event.kind is EventKind.RETURNED]
    again = [event.member_keys[0] for event in events() if event.kind is EventKind.ISSUED_AGAIN]
    assert again == ["BH-ANBINH-CQ-12"]
    assert set(returned) - set(again) == {"TN-GIAKIEM-CQ-14"}
    assert world.transfers["BH-ANBINH-CQ-12"].confirmed_on is not None


def test_every_commune_of_2019_has_one_timetable():
    assert sorted(row.commune_code for row in SCHEDULE) == sorted(commune.code for commune in communes())


def test_the_campaign_is_that_of_the_directive():
    assert (CAMPAIGN.directive_number, CAMPAIGN.issued_on) == ("260-KH/TU", date(2019, 4, 16))
    assert CAMPAIGN.deadline == date(2019, 12, 31)
    assert units_by_code()[CAMPAIGN.unit_code].on(CAMPAIGN.issued_on) is not None


def test_events_come_in_order_and_committees_act_on_working_days_after_the_directive():
    days = [event.on for event in events()]
    assert days == sorted(days)
    assert days[0] >= REGISTERED_ON and days[-1] <= STORY_ENDS_ON
    for event in events():
        if event.kind in COMMITTEE_EVENTS or event.kind in (EventKind.RECEIVED, EventKind.CONFIRMED):
            assert is_working_day(event.on), event
            assert event.on > CAMPAIGN.issued_on


def test_each_commune_proposes_adopts_decides_and_carries_out_in_that_order(world):
    for steps in world.steps.values():
        assert [kind for kind, _ in steps] == list(COMMITTEE_EVENTS[: len(steps)])
        assert sorted(on for _, on in steps) == [on for _, on in steps]


def test_a_decision_takes_effect_when_it_is_carried_out(world):
    decided = {event.commune_code: event.effective_on for event in events() if event.kind is EventKind.DECIDED}
    carried_out = {event.commune_code: event.on for event in events() if event.kind is EventKind.CARRIED_OUT}
    assert carried_out.items() <= decided.items()
    assert {code: day for code, day in decided.items() if code not in carried_out} == {
        "TN-QUANGTRUNG": date(2020, 1, 6)
    }


def test_nobody_is_held_in_a_finished_commune_when_it_plans():
    proposed = {event.commune_code: event.on for event in events() if event.kind is EventKind.PLAN_PROPOSED}
    for hold in HOLDS:
        commune_code = hold.member_key.rsplit("-", 2)[0]
        if not commune_code.startswith("TN-"):
            assert hold.ends_on is not None and hold.ends_on <= proposed[commune_code], hold


def test_renamings_reach_every_unit_that_lives_and_no_dissolved_cell():
    changed = {event.change.code for event in events() if event.kind is EventKind.UNIT_CHANGED}
    assert "BH-TANHANH" in changed and "BH-TANHANH-K1" in changed
    assert "BH-TANHANH-CQ" not in changed  # dissolved in May
    assert {"BH-HIEPHOA-CQ", "BH-HOAAN-CQ", "BH-TAMPHUOC-CQ"} <= changed  # dissolved in July, as wards


def test_overrides_name_a_member_and_a_cell_of_the_commune_and_a_reason():
    cells = {commune.code: residential_cell_codes(commune) for commune in communes()}
    keys = {member.key for member in members()}
    for override in OVERRIDES:
        assert override.cell_code in cells[override.commune_code]
        assert f"{agency_cell_code(override.commune_code)}-{override.member_number:02d}" in keys
        assert override.reason


def test_there_is_a_sign_in_for_each_role():
    roles = {account.role for account in accounts()}
    assert roles == {"ORGANISER", "COMMITTEE_OFFICER", "HEAD_OF_OFFICE", "SECRETARY", "MEMBER", "AUDITOR"}
    names = [account.username for account in accounts()]
    assert len(names) == len(set(names))
    keys = {member.key: member for member in members()}
    for account in accounts():
        assert account.unit_code in units_by_code()
        if account.member_key:
            assert keys[account.member_key].full_name == account.full_name
