"""Calendars as RFC 5545 text."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from chibo.domain.icalendar import LONGEST_LINE, Event, calendar_text, escaped, folded

VIETNAM = timezone(timedelta(hours=7))


def event(**changes) -> Event:
    facts = {
        "uid": "2019-06-KP1@chibo",
        "starts_at": datetime(2019, 6, 3, 7, 30, tzinfo=VIETNAM),
        "ends_at": datetime(2019, 6, 3, 9, 30, tzinfo=VIETNAM),
        "stamped_at": datetime(2019, 5, 28, 1, 2, 3, tzinfo=UTC),
        "summary": "Sinh hoạt",
    }
    return Event(**(facts | changes))


def test_a_calendar_is_written_line_by_line():
    assert calendar_text("Chi bộ khu phố 1", [event(location="Nhà văn hoá; phòng 2", sequence=1)]).split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Chi Bo//Lich sinh hoat//VI",
        "METHOD:PUBLISH",
        "X-WR-CALNAME:Chi bộ khu phố 1",
        "BEGIN:VEVENT",
        "UID:2019-06-KP1@chibo",
        "DTSTAMP:20190528T010203Z",
        "DTSTART:20190603T003000Z",
        "DTEND:20190603T023000Z",
        "SEQUENCE:1",
        "SUMMARY:Sinh hoạt",
        "LOCATION:Nhà văn hoá\\; phòng 2",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_a_place_that_is_not_known_is_left_out():
    assert "LOCATION" not in calendar_text("", [event()])


def test_signs_with_a_meaning_are_escaped():
    assert escaped("a\\b;c,d\r\ne\nf") == "a\\\\b\\;c\\,d\\ne\\nf"


@given(st.text(alphabet=st.characters(blacklist_categories=["Cs", "Cc"]), max_size=300))
def test_long_lines_are_folded_within_75_octets_and_unfold_to_the_same(text: str):
    parts = list(folded(text))
    assert all(len(part.encode()) <= LONGEST_LINE for part in parts)
    assert parts[0] + "".join(part[1:] for part in parts[1:]) == text
    assert all(part.startswith(" ") for part in parts[1:])
