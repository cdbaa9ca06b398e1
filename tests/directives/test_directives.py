"""The use cases of directives: who may, what is refused, what stands afterwards."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction

from chibo.audit.models import AuditEntry
from chibo.audit.use_cases import RuleBroken
from chibo.directives.models import Acknowledgement, Directive, DirectiveVersion, Reminder
from chibo.directives.queries.directives import directives_for
from chibo.directives.queries.reach import full_reach_on, reaches_on
from chibo.directives.queries.tasks import asked_of, awaited_by, standing_for, to_discuss
from chibo.directives.services.acknowledging import acknowledge_version, remind_units, void_acknowledgement
from chibo.directives.services.directives import send_version, withdraw_directive
from chibo.domain.classified import Grade
from chibo.domain.directives import Tier
from chibo.domain.organisation import UnitKind
from chibo.registry.models import Unit
from chibo.registry.services.units import end_unit
from tests.factories.directives import DUE_ON, SENT_ON, send
from tests.factories.registry import World, make_unit, operator

READ_ON = SENT_ON + timedelta(days=2)


def refused(work, *args, **kwargs) -> list[str]:
    with pytest.raises(RuleBroken) as broken:
        work(*args, **kwargs)
    return [violation.code for violation in broken.value.violations]


def read(world: World, directive: Directive, **changes) -> Acknowledgement:
    facts = {"actor": world.secretary, "number": 1, "unit": world.first_cell, "on": READ_ON} | changes
    return acknowledge_version(directive=directive, **facts)


def missing(directive: Directive, on: date) -> set[str]:
    reach = reaches_on([directive], on, viewer=None)[directive.pk]
    return set(Unit.objects.filter(pk__in=[unit.unit_id for unit in reach.missing]).values_list("code", flat=True))


def test_a_directive_asks_every_unit_below_the_sender_and_not_the_sender(world: World):
    directive = send(world)

    asked = {"TAMHOA", "TAMHOA-CQ", "TAMHOA-KP1", "TAMHOA-KP2", "TANMAI", "TANMAI-KP1"}
    assert missing(directive, SENT_ON) == asked


def test_the_province_reaches_the_district_tier_too(world: World):
    directive = send(world, unit=world.province)
    reach = full_reach_on(directive, SENT_ON, viewer=operator())
    assert [(tier.tier, tier.asked) for tier in reach.tiers()] == [
        (Tier.DISTRICT, 1),
        (Tier.COMMUNE, 2),
        (Tier.CELL, 4),
    ]
    assert reach.members == 6


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"grade": Grade.TOP_SECRET}, "CLASSIFIED_GRADE"),
        ({"subject": "Kế hoạch (TUYỆT MẬT)"}, "CLASSIFIED_WORD"),
        ({"number": "12-MẬT/TU"}, "CLASSIFIED_WORD"),
        ({"file_name": "ke hoach MẬT.pdf", "file": b"%PDF-"}, "CLASSIFIED_WORD"),
        ({"deadline": date(2019, 3, 1)}, "DEADLINE_BEFORE_SENDING"),
        ({"on": date(2019, 2, 1)}, "SENT_BEFORE_ISSUED"),
    ],
)
def test_what_is_refused_leaves_nothing_behind_not_even_in_the_log(world: World, change, code):
    entries = AuditEntry.objects.count()
    assert refused(send, world, **change) == [code]
    assert not Directive.objects.exists()
    assert not DirectiveVersion.objects.exists()
    assert AuditEntry.objects.count() == entries


def test_the_same_paper_is_not_sent_twice_from_one_unit(world: World):
    send(world)
    assert refused(send, world) == ["DIRECTIVE_TAKEN"]
    assert send(world, unit=world.commune).pk


def test_a_cell_has_nobody_to_send_to(world: World):
    assert refused(send, world, unit=world.first_cell) == ["NOBODY_BELOW"]


@pytest.mark.parametrize("actor", ["secretary", "member", "head", "auditor", "outsider"])
def test_only_those_who_direct_the_unit_send_from_it(world: World, actor: str):
    with pytest.raises(PermissionDenied):
        send(world, actor=getattr(world, actor), unit=world.commune)


def test_a_committee_does_not_send_for_the_tier_above(world: World):
    with pytest.raises(PermissionDenied):
        send(world, actor=world.officer)
    assert send(world, actor=world.officer, unit=world.commune).unit == world.commune


def test_a_secretary_acknowledges_the_own_cell_in_person(world: World):
    directive = send(world)
    read(world, directive)
    assert "TAMHOA-KP1" not in missing(directive, READ_ON)
    assert "TAMHOA-KP1" in missing(directive, READ_ON - timedelta(days=1))


def test_a_paper_signature_counts_and_says_who_signed_who_entered_and_where_it_lies(world: World):
    directive = send(world)
    facts = {"actor": world.officer, "unit": world.second_cell}
    assert refused(read, world, directive, **facts) == ["SIGNER_WANTED"]
    row = read(world, directive, acting_for="Ngô Thị Hậu", paper="Danh sách ký nhận 06/03/2019", **facts)
    assert (row.acting_for, row.paper, row.acknowledged_by) == (
        "Ngô Thị Hậu",
        "Danh sách ký nhận 06/03/2019",
        world.officer,
    )
    assert "TAMHOA-KP2" not in missing(directive, READ_ON)


@pytest.mark.parametrize("actor", ["member", "head", "auditor", "outsider"])
def test_nobody_else_acknowledges_for_a_cell(world: World, actor: str):
    directive = send(world)
    with pytest.raises(PermissionDenied):
        read(world, directive, actor=getattr(world, actor), acting_for="X", paper="Y")


def test_an_acknowledgement_stands_once(world: World):
    directive = send(world)
    first = read(world, directive)
    assert refused(read, world, directive) == ["VERSION_ACKNOWLEDGED"]
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO directives_acknowledgement (version_id, unit_id, acknowledged_by_id, acting_for, paper, "
            'recorded_at, "on") SELECT version_id, unit_id, acknowledged_by_id, acting_for, paper, recorded_at, "on" '
            "FROM directives_acknowledgement WHERE id = %s",
            [first.pk],
        )


def test_a_unit_of_another_tree_is_not_addressed(world: World):
    directive = send(world, unit=world.commune)
    with pytest.raises(RuleBroken) as broken:
        read(world, directive, actor=world.outsider, unit=world.other_commune)
    assert broken.value.violations[0].code == "NOT_ADDRESSED"


def test_a_new_version_asks_again_and_the_old_one_can_no_longer_be_acknowledged(world: World):
    directive = send(world)
    read(world, directive)
    send_version(
        actor=world.organiser,
        directive=directive,
        text="Có thay đổi",
        changes="Thêm mục 3",
        deadline=date(2019, 3, 29),
        on=date(2019, 3, 20),
    )
    assert [version.number for version in directive.versions.order_by("number")] == [1, 2]
    assert "TAMHOA-KP1" in missing(directive, date(2019, 3, 20))
    assert "TAMHOA-KP1" not in missing(directive, date(2019, 3, 19))
    late = {"unit": world.second_cell, "actor": world.officer, "acting_for": "A", "paper": "B"}
    assert refused(read, world, directive, on=date(2019, 3, 21), **late) == ["VERSION_SUPERSEDED"]
    # A paper signed while the first version held is still entered as what it was.
    assert read(world, directive, on=date(2019, 3, 12), **late).version.number == 1
    read(world, directive, number=2, on=date(2019, 3, 21))
    assert "TAMHOA-KP1" not in missing(directive, date(2019, 3, 21))


def test_a_version_says_what_is_new(world: World):
    directive = send(world)
    facts = {"text": "x", "deadline": date(2019, 3, 29), "on": date(2019, 3, 20)}
    send_again = {"actor": world.organiser, "directive": directive, **facts}
    assert refused(send_version, changes=" ", **send_again) == ["REASON_WANTED_HERE"]
    assert refused(send_version, changes="Phụ lục MẬT", **send_again) == ["CLASSIFIED_WORD"]
    assert refused(send_version, changes="Phụ lục", grade=Grade.SECRET, **send_again) == ["CLASSIFIED_GRADE"]
    assert directive.versions.count() == 1


def test_a_withdrawal_keeps_the_acknowledgements_and_ends_the_asking(world: World):
    directive = send(world)
    read(world, directive)
    withdraw_directive(actor=world.organiser, directive=directive, on=date(2019, 3, 10), reason="Ban hành nhầm")

    directive.refresh_from_db()
    reach = full_reach_on(directive, date(2019, 4, 1), viewer=world.organiser)
    assert (reach.is_withdrawn, reach.reached_count, reach.overdue_count) == (True, 1, 0)
    assert (
        asked_of(
            [world.second_cell.pk],
            date(2019, 4, 1),
            viewer=world.officer,
            directives=standing_for(world.officer, date(2019, 4, 1)),
        )
        == []
    )
    assert refused(read, world, directive, number=1, unit=world.first_cell, on=date(2019, 3, 11)) == [
        "VERSION_ACKNOWLEDGED"
    ]
    late = {"actor": world.officer, "unit": world.commune, "on": date(2019, 3, 11)}
    assert refused(read, world, directive, **late) == ["DIRECTIVE_WITHDRAWN"]
    assert refused(
        withdraw_directive, actor=world.organiser, directive=directive, on=date(2019, 3, 12), reason="Lần nữa"
    ) == ["DIRECTIVE_WITHDRAWN"]
    before = full_reach_on(directive, date(2019, 3, 9), viewer=world.organiser)
    assert not before.is_withdrawn


@pytest.mark.parametrize("actor", ["officer", "secretary", "auditor", "outsider"])
def test_only_the_sender_withdraws_or_sends_anew(world: World, actor: str):
    directive = send(world)
    who = {"actor": getattr(world, actor), "directive": directive, "on": READ_ON}
    with pytest.raises(PermissionDenied):
        withdraw_directive(reason="x", **who)
    with pytest.raises(PermissionDenied):
        send_version(text="x", changes="y", deadline=DUE_ON, **who)


def test_an_acknowledgement_entered_by_mistake_is_voided_and_may_follow_again(world: World):
    directive = send(world)
    read(world, directive)
    which = {"actor": world.officer, "directive": directive, "number": 1, "unit": world.first_cell}
    assert refused(void_acknowledgement, reason="", **which) == ["REASON_WANTED_HERE"]
    void_acknowledgement(reason="Ghi nhầm chi bộ", **which)
    assert "TAMHOA-KP1" in missing(directive, READ_ON)
    assert refused(void_acknowledgement, reason="Lần nữa", **which) == ["NOT_ACKNOWLEDGED"]
    read(world, directive)
    assert "TAMHOA-KP1" not in missing(directive, READ_ON)


def test_reminders_are_limited_and_all_or_none(world: World):
    directive = send(world)
    units = [world.first_cell, world.second_cell]
    for on in (date(2019, 3, 6), date(2019, 3, 7)):
        remind_units(actor=world.organiser, directive=directive, units=[world.first_cell], on=on)
    assert refused(remind_units, actor=world.organiser, directive=directive, units=units, on=date(2019, 3, 8)) == [
        "REMINDER_LIMIT"
    ]
    assert Reminder.objects.count() == 2
    remind_units(actor=world.officer, directive=directive, units=units, on=date(2019, 3, 13))
    assert Reminder.objects.count() == 4


def test_a_committee_reminds_its_own_cells_and_nobody_elses(world: World):
    directive = send(world)
    with pytest.raises(PermissionDenied):
        remind_units(actor=world.officer, directive=directive, units=[world.first_cell, world.other_cell], on=READ_ON)
    assert not Reminder.objects.exists()


def test_a_cell_that_ends_is_asked_no_more_and_a_new_one_is_asked_from_its_first_day(world: World):
    directive = send(world)
    born = make_unit("Chi bộ khu phố 9", UnitKind.RESIDENTIAL_CELL, world.commune, code="KP9", on=date(2019, 3, 11))
    old = make_unit("Chi bộ cũ", UnitKind.RESIDENTIAL_CELL, world.commune, code="KP8")
    end_unit(actor=operator(), unit=old, on=date(2019, 3, 12))

    assert "KP9" not in missing(directive, date(2019, 3, 10))
    assert {"KP8", "KP9"} <= missing(directive, date(2019, 3, 11))
    assert "KP8" not in missing(directive, date(2019, 3, 12))
    day = date(2019, 3, 20)
    asked = asked_of([born.pk], day, viewer=operator(), directives=standing_for(operator(), day))
    assert asked[0].due_on == date(2019, 3, 22)


def test_everyone_reads_what_comes_down_to_them_and_what_is_sent_within_their_scope(world: World):
    from_city, from_commune = send(world), send(world, unit=world.commune)
    elsewhere = send(world, unit=world.other_commune)
    for viewer in (world.secretary, world.member, world.officer, world.head):
        assert set(directives_for(viewer)) == {from_city, from_commune}
    assert set(directives_for(world.outsider)) == {from_city, elsewhere}
    assert set(directives_for(world.auditor)) == {from_city, from_commune, elsewhere}


def test_reach_shows_each_viewer_the_own_scope_only(world: World):
    directive = send(world)
    assert len(full_reach_on(directive, READ_ON, viewer=world.auditor).units) == 6
    assert len(full_reach_on(directive, READ_ON, viewer=world.officer).units) == 4
    assert [unit.unit_id for unit in full_reach_on(directive, READ_ON, viewer=world.secretary).units] == [
        world.first_cell.pk
    ]


def test_who_waits_for_whom(world: World):
    send(world)
    awaited = awaited_by(world.officer, DUE_ON, but={world.commune.pk}, directives=standing_for(world.officer, DUE_ON))
    assert [(row.missing_count, row.overdue_count, row.due_on) for row in awaited] == [(3, 0, DUE_ON)]
    day = DUE_ON + timedelta(days=1)
    assert (
        awaited_by(world.organiser, day, but=set(), directives=standing_for(world.organiser, day))[0].overdue_count == 6
    )


def test_a_cell_discusses_what_was_sent_since_its_last_meeting(world: World):
    directive = send(world)
    assert to_discuss(world.first_cell, since=date(2019, 3, 3), on=date(2019, 4, 3)) == [directive]
    assert to_discuss(world.first_cell, since=SENT_ON, on=date(2019, 4, 3)) == []
    assert to_discuss(world.other_cell, since=date(2019, 3, 3), on=date(2019, 3, 3)) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE directives_directiveversion SET text = 'khác'",
        "DELETE FROM directives_directiveversion",
        "DELETE FROM directives_directive",
        "DELETE FROM directives_acknowledgement",
        "UPDATE directives_reminder SET unit_id = unit_id",
        "UPDATE directives_directive SET withdrawn_on = '2019-03-09'",
        "UPDATE directives_acknowledgement SET paper = 'x'",
    ],
)
def test_the_database_keeps_what_was_sent_and_signed(world: World, statement: str):
    directive = send(world)
    read(world, directive)
    remind_units(actor=world.organiser, directive=directive, units=[world.second_cell], on=READ_ON)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_paper_stays_out_of_the_log(world: World):
    send(world, file_name="12-CT.pdf", file=b"%PDF-" + b"secretless")
    entry = AuditEntry.objects.filter(action="directives.directive_sent").get()
    assert entry.parameters["file"] == "15 bytes"
    assert "secretless" not in str(entry.changes)
