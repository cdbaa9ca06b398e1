"""A directive's reach as of any day, computed from facts; what may be sent, acknowledged, reminded, withdrawn."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from chibo.domain.classified import Grade, check_not_classified, secrecy_word
from chibo.domain.directives import (
    Addressee,
    Course,
    ReachState,
    Receipt,
    Tier,
    UnitReach,
    Version,
    asked_on,
    check_acknowledgement,
    check_reminder,
    check_revision,
    check_sending,
    check_withdrawal,
    due_on,
    reach_on,
    tier_of,
    version_on,
)
from chibo.domain.organisation import UnitKind
from chibo.domain.periods import Period, joined

SENT, DUE = date(2019, 3, 4), date(2019, 3, 15)
ALWAYS = (Period(date(2015, 1, 1)),)
FIRST = Version(1, SENT, DUE)
SECOND = Version(2, date(2019, 3, 20), date(2019, 3, 29))
COMMUNE, LEFT, RIGHT = (
    Addressee(1, Tier.COMMUNE, ALWAYS),
    Addressee(2, Tier.CELL, ALWAYS, 30),
    Addressee(3, Tier.CELL, ALWAYS, 12),
)
ALL = (COMMUNE, LEFT, RIGHT)


def day(number: int, month: int = 3) -> date:
    return date(2019, month, number)


def codes(violations) -> list[str]:
    return [violation.code for violation in violations]


def test_before_it_is_sent_there_is_no_reach():
    assert reach_on(Course((FIRST,)), ALL, (), SENT - timedelta(days=1)) is None


def test_each_tier_tells_its_days_and_the_names_not_reached():
    receipts = (Receipt(1, 1, day(5)), Receipt(2, 1, day(8)))
    reach = reach_on(Course((FIRST,)), ALL, receipts, day(15))
    commune, cells = reach.tiers()
    assert (commune.tier, commune.days_to_half, commune.days_to_all, commune.missing) == (Tier.COMMUNE, 1, 1, ())
    assert (cells.reached, cells.asked, cells.days_to_half, cells.days_to_all, cells.missing) == (1, 2, 4, None, (3,))
    assert (reach.members_reached, reach.members) == (30, 42)


@pytest.mark.parametrize(("on", "state"), [(15, ReachState.WAITING), (16, ReachState.OVERDUE), (4, ReachState.WAITING)])
def test_the_deadline_holds_its_last_day(on: int, state: ReachState):
    assert reach_on(Course((FIRST,)), [LEFT], (), day(on)).units[0].state is state


def test_what_is_acknowledged_later_does_not_count_yet():
    receipts = [Receipt(2, 1, day(10))]
    assert reach_on(Course((FIRST,)), [LEFT], receipts, day(9)).reached_count == 0
    assert reach_on(Course((FIRST,)), [LEFT], receipts, day(10)).reached_count == 1


def test_a_new_version_asks_everyone_again_and_the_past_stays_as_it_was():
    course, receipts = Course((FIRST, SECOND)), [Receipt(2, 1, day(6))]
    assert reach_on(course, [LEFT], receipts, day(19)).reached_count == 1
    again = reach_on(course, [LEFT], receipts, day(20))
    assert (again.version.number, again.reached_count, again.units[0].former) == (2, 0, 1)


def test_withdrawn_after_half_acknowledged_keeps_what_was_acknowledged_and_asks_nobody_else():
    course = Course((FIRST,), withdrawn_on=day(12))
    reach = reach_on(course, (LEFT, RIGHT), [Receipt(2, 1, day(6))], day(20))
    assert reach.is_withdrawn
    assert [unit.state for unit in reach.units] == [ReachState.ACKNOWLEDGED, ReachState.RELEASED]
    assert (reach.reached_count, reach.overdue_count) == (1, 0)
    assert not reach_on(course, (LEFT,), (), day(11)).is_withdrawn


def test_what_was_acknowledged_on_the_day_of_the_withdrawal_or_of_a_sending_the_same_day_counts():
    same = Course((FIRST,), withdrawn_on=SENT)
    assert reach_on(same, [LEFT], [Receipt(2, 1, SENT)], SENT).reached_count == 1


def test_a_unit_is_asked_from_its_first_day_below_the_sender_until_its_last():
    cell = Addressee(9, Tier.CELL, (Period(day(10), day(1, 4)),))
    course = Course((FIRST,))
    assert reach_on(course, [cell], (), day(9)).units == ()
    assert reach_on(course, [cell], (), day(10)).units[0].asked_on == day(10)
    assert reach_on(course, [cell], (), day(1, 4)).units == ()
    assert asked_on(cell, FIRST, day(31)) == day(10)


def test_one_who_is_asked_later_has_as_many_working_days():
    # Nine working days lie after Monday 4 March up to Friday 15 March.
    assert due_on(FIRST, SENT) == DUE
    assert due_on(FIRST, day(11)) == day(22)


def test_a_withdrawn_directive_counts_the_units_of_its_last_day():
    course = Course((FIRST,), withdrawn_on=day(12))
    gone, come = Addressee(7, Tier.CELL, (Period(day(1), day(12)),)), Addressee(8, Tier.CELL, (Period(day(12)),))
    assert [unit.unit_id for unit in reach_on(course, [gone, come], (), day(30)).units] == [7]


@given(
    acknowledged=some.lists(some.one_of(some.none(), some.integers(0, 60)), min_size=1, max_size=8),
    on=some.integers(0, 70),
)
@settings(max_examples=150, deadline=None)
def test_the_days_of_a_tier_are_what_counting_day_by_day_gives(acknowledged, on):
    units = [Addressee(number, Tier.CELL, ALWAYS) for number in range(len(acknowledged))]
    receipts = [Receipt(n, 1, SENT + timedelta(days=days)) for n, days in enumerate(acknowledged) if days is not None]
    tier = reach_on(Course((FIRST,)), units, receipts, SENT + timedelta(days=on)).tiers()[0]

    def first_day(wanted: int) -> int | None:
        for passed in range(on + 1):
            if sum(days is not None and days <= passed for days in acknowledged) >= wanted:
                return passed
        return None

    assert tier.days_to_half == first_day(-(-len(units) // 2))
    assert tier.days_to_all == first_day(len(units))
    assert tier.reached + len(tier.missing) == tier.asked


@pytest.mark.parametrize(
    ("kind", "tier"),
    [
        (UnitKind.PROVINCE, Tier.PROVINCE),
        (UnitKind.CITY, Tier.DISTRICT),
        (UnitKind.WARD, Tier.COMMUNE),
        (UnitKind.SCHOOL_CELL, Tier.CELL),
        (UnitKind.COUNTRY, None),
    ],
)
def test_every_kind_has_its_tier(kind, tier):
    assert tier_of(kind) is tier


def test_two_versions_of_one_day_the_later_number_holds():
    assert version_on(Course((FIRST, Version(2, SENT, DUE))), SENT).number == 2


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Kế hoạch (TUYỆT MẬT)", "TUYỆT MẬT"),
        ("kế hoạch tối mật về phòng thủ", "tối mật"),
        ("Ke hoach TOI  MAT", "TOI  MAT"),
        ("MẬT: phương án A2", "MẬT"),
        ("Phương án. MẬT", "MẬT"),
        ("TĂNG CƯỜNG MỐI QUAN HỆ MẬT THIẾT VỚI NHÂN DÂN", ""),
        ("Bảo vệ bí mật nhà nước", ""),
        ("CÔNG TÁC BẢO VỆ BÍ MẬT NHÀ NƯỚC", ""),
        ("Nghề nuôi ong lấy mật", ""),
        ("Tôi mất thẻ", ""),
        ("MẬT ĐỘ DÂN CƯ", ""),
        # The same letters written as base and marks apart.
        ("TUYE\u0323\u0302T MA\u0323\u0302T", "TUYỆT MẬT"),
    ],
)
def test_a_stamp_of_secrecy_is_seen_and_common_words_pass(text: str, word: str):
    assert secrecy_word(text) == word


@pytest.mark.parametrize("number", ["12/MẬT-CT", "12-CT/TU mật", "05 MAT/HU"])
def test_in_a_number_the_word_has_no_other_meaning(number: str):
    assert secrecy_word(number, is_number=True)


@pytest.mark.parametrize(
    ("change", "code", "place"),
    [
        ({}, None, None),
        ({"grade": Grade.SECRET}, "CLASSIFIED_GRADE", None),
        ({"number": "12-MẬT"}, "CLASSIFIED_WORD", "NUMBER"),
        ({"subject": "Kế hoạch (MẬT)"}, "CLASSIFIED_WORD", "SUBJECT"),
        ({"file_name": "Ke-hoach_TUYET_MAT.pdf"}, "CLASSIFIED_WORD", "FILE"),
    ],
)
def test_a_classified_paper_is_refused(change, code, place):
    facts = {"grade": Grade.NONE, "number": "12-CT/TU", "subject": "Tiếp công dân"} | change
    found = check_not_classified(**facts)
    assert codes(found) == ([code] if code else [])
    assert [violation.params.get("place") for violation in found] == ([place] if code else [])


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({}, []),
        ({"sent_on": day(28, 2)}, ["SENT_BEFORE_ISSUED"]),
        ({"deadline": day(3)}, ["DEADLINE_BEFORE_SENDING"]),
        ({"has_addressees": False}, ["NOBODY_BELOW"]),
    ],
)
def test_when_a_directive_may_be_sent(change, code):
    facts = {"issued_on": day(1), "sent_on": SENT, "deadline": DUE, "has_addressees": True} | change
    assert codes(check_sending(**facts)) == code


@pytest.mark.parametrize(
    ("course", "sent_on", "deadline", "code"),
    [
        (Course((FIRST,)), day(20), day(29), []),
        (Course((FIRST,)), SENT, DUE, []),
        (Course((FIRST,)), day(1), DUE, ["SENT_BEFORE_LAST_VERSION"]),
        (Course((FIRST,)), day(20), day(19), ["DEADLINE_BEFORE_SENDING"]),
        (Course((FIRST,), day(12)), day(20), day(29), ["DIRECTIVE_WITHDRAWN"]),
    ],
)
def test_when_a_new_version_may_be_sent(course, sent_on, deadline, code):
    assert codes(check_revision(course, sent_on=sent_on, deadline=deadline)) == code


@pytest.mark.parametrize(
    ("course", "on", "reason", "code"),
    [
        (Course((FIRST,)), day(12), "Ban hành nhầm", []),
        (Course((FIRST,)), day(3), "Ban hành nhầm", ["WITHDRAWN_BEFORE_SENT"]),
        (Course((FIRST,)), day(12), "  ", ["REASON_WANTED_HERE"]),
        (Course((FIRST,), day(11)), day(12), "Nhầm", ["DIRECTIVE_WITHDRAWN"]),
    ],
)
def test_when_a_directive_may_be_withdrawn(course, on, reason, code):
    assert codes(check_withdrawal(course, on=on, reason=reason)) == code


TWO = Course((FIRST, SECOND))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({}, []),
        ({"on": day(3)}, ["NOT_SENT_YET"]),
        ({"number": 5}, ["NOT_SENT_YET"]),
        ({"course": TWO, "number": 2}, ["NOT_SENT_YET"]),
        ({"course": TWO, "on": day(20)}, ["VERSION_SUPERSEDED"]),
        ({"course": Course((FIRST,), day(6))}, ["DIRECTIVE_WITHDRAWN"]),
        ({"receipts": [Receipt(2, 1, day(5))]}, ["VERSION_ACKNOWLEDGED"]),
        ({"addressee": None}, ["NOT_ADDRESSED"]),
        ({"addressee": Addressee(2, Tier.CELL, (Period(day(10)),))}, ["NOT_ADDRESSED"]),
        ({"is_own": False}, ["SIGNER_WANTED"]),
        ({"is_own": False, "acting_for": "Bí thư Phạm Văn Tổ"}, ["SIGNER_WANTED"]),
        ({"is_own": False, "acting_for": "Bí thư Phạm Văn Tổ", "paper": "Danh sách ký nhận"}, []),
    ],
)
def test_when_a_unit_may_acknowledge(change, code):
    facts = {
        "course": Course((FIRST,)),
        "number": 1,
        "addressee": LEFT,
        "receipts": (),
        "on": day(8),
        "unit": "Chi bộ",
        "is_own": True,
        "acting_for": "",
        "paper": "",
    } | change
    assert codes(check_acknowledgement(facts.pop("course"), **facts)) == code


WAITING = UnitReach(2, Tier.CELL, ReachState.WAITING, SENT, DUE, None, 0, 30)


@pytest.mark.parametrize(
    ("reminded", "on", "code"),
    [
        ((), day(8), []),
        ((day(8),), day(8), ["REMINDED_TODAY"]),
        ((day(7),), day(8), []),
        ((day(6), day(7)), day(8), ["REMINDER_LIMIT"]),
        # The fifth working day after Wednesday 6 March is Wednesday 13 March.
        ((day(6), day(7)), day(12), ["REMINDER_LIMIT"]),
        ((day(6), day(7)), day(13), []),
        ((day(6), day(7), day(13)), day(14), []),
        ((day(12), day(13)), day(8), ["REMINDER_LIMIT"]),
    ],
)
def test_two_reminders_in_five_working_days_and_no_more(reminded, on, code):
    assert codes(check_reminder(Course((FIRST,)), reach=WAITING, reminded=reminded, on=on, unit="Chi bộ")) == code


def test_the_refusal_names_the_day_of_the_next_reminder():
    found = check_reminder(Course((FIRST,)), reach=WAITING, reminded=[day(6), day(7)], on=day(8), unit="Chi bộ")
    again = found[0].params["again_on"]
    assert again == day(13)
    assert check_reminder(Course((FIRST,)), reach=WAITING, reminded=[day(6), day(7)], on=again, unit="") == []


def test_nobody_is_reminded_who_acknowledged_or_is_not_asked():
    done = UnitReach(2, Tier.CELL, ReachState.ACKNOWLEDGED, SENT, DUE, day(6), 0, 30)
    common = {"reminded": (), "on": day(8), "unit": "Chi bộ"}
    assert codes(check_reminder(Course((FIRST,)), reach=done, **common)) == ["NOTHING_TO_REMIND"]
    assert codes(check_reminder(Course((FIRST,)), reach=None, **common)) == ["NOT_ADDRESSED"]
    assert codes(check_reminder(Course((FIRST,), day(5)), reach=WAITING, **common)) == ["DIRECTIVE_WITHDRAWN"]


@pytest.mark.parametrize(
    ("periods", "expected"),
    [
        ([], ()),
        ([Period(day(5), day(9)), Period(day(1), day(5))], (Period(day(1), day(9)),)),
        ([Period(day(1), day(4)), Period(day(5), day(9))], (Period(day(1), day(4)), Period(day(5), day(9)))),
        ([Period(day(1), None), Period(day(5), day(9))], (Period(day(1)),)),
        ([Period(day(1), day(9)), Period(day(2), day(3))], (Period(day(1), day(9)),)),
        ([Period(day(1), day(3)), Period(day(3))], (Period(day(1)),)),
    ],
)
def test_periods_that_touch_are_joined(periods, expected):
    assert joined(periods) == expected
