"""The database itself refuses what must never be in a review."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction

from chibo.audit.changes import recording
from chibo.domain.evaluation.way import Side
from chibo.evaluations.models import Section, Vote
from tests.factories.evaluations import begun, write
from tests.factories.registry import operator

pytestmark = pytest.mark.django_db


def refused(statement: str, *values) -> None:
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_a_part_and_its_sections_are_frozen_once_submitted(world):
    review = begun(world)
    part = write(review, Side.SELF)

    refused("UPDATE evaluations_part SET grade = 'EXCELLENT' WHERE id = %s", part.pk)
    refused("UPDATE evaluations_section SET text = 'khác' WHERE part_id = %s", part.pk)
    refused("DELETE FROM evaluations_section WHERE part_id = %s", part.pk)
    with pytest.raises(IntegrityError), transaction.atomic(), recording("test"):
        Section(part=part, criterion="more", saved_by=operator()).save()


def test_a_draft_may_be_changed(world):
    part = write(begun(world), Side.SELF, submitted=False)

    with recording("test"):
        part.grade = "EXCELLENT"
        part.save()

    part.refresh_from_db()
    assert part.grade == "EXCELLENT"


def test_the_rules_of_a_cycle_stay_as_they_were(world):
    review = begun(world)

    refused("UPDATE evaluations_cycle SET rules = '{}' WHERE id = %s", review.cycle_id)


def test_a_small_vote_keeps_no_counts_and_a_large_one_adds_up(world):
    part = write(begun(world), Side.OFFICE, submitted=False)
    untold = {"part": part, "held_on": part.begun_on}
    counts = {
        "excellent_count": 1,
        "good_count": 3,
        "fulfilled_count": 0,
        "not_fulfilled_count": 0,
        "blank_count": 0,
    }

    for official, present, told in ((9, 4, counts), (9, 5, counts), (9, 5, {}), (3, 4, {})):
        with pytest.raises(IntegrityError), transaction.atomic(), recording("test"):
            Vote(**untold, official_count=official, present_count=present, **told).save()
    with recording("test"):
        Vote(**untold, official_count=9, present_count=5, **(counts | {"blank_count": 1})).save()
