"""Signing a batch: what holds it back before any number is given, and on whose behalf it is signed."""

import pytest

from chibo.audit.use_cases import RuleBroken
from chibo.campaigns.services.decisions import sign_decision
from chibo.campaigns.services.papers import preview_papers
from chibo.campaigns.services.plans import adopt_plan
from chibo.documents.models import Document, NumberBook
from chibo.registry.services.units import appoint_officer
from tests.factories.campaigns import DECIDED_ON, DIRECTIVE_ON, EFFECTIVE_ON, PLANNED_ON, decided, planned
from tests.factories.registry import World, make_member, operator


def committee(world: World, *posts: str) -> None:
    """The posts of the commune's committee, each held by someone of their own."""
    for number, post in enumerate(posts):
        member = make_member(world.first_cell, f"Võ Ủy Viên {number}")
        appoint_officer(actor=operator(), unit=world.commune, member=member, post=post, on=DIRECTIVE_ON)


def test_a_name_that_cannot_be_printed_is_shown_in_the_preview_and_takes_no_number(world: World):
    make_member(world.agency, "Nguyễn 漢 An")
    commune, plan = planned(world)
    adopt_plan(actor=world.officer, commune=commune, plan=plan, on=PLANNED_ON)

    previews = preview_papers(commune, plan, on=DECIDED_ON, effective_on=EFFECTIVE_ON)
    with pytest.raises(RuleBroken) as error:
        sign_decision(actor=world.officer, commune=commune, on=DECIDED_ON, effective_on=EFFECTIVE_ON)

    shown = [row for preview in previews for row in preview.missing if row.code == "PAPER_UNPRINTABLE"]
    assert shown[0].params == {"characters": "漢", "text": "Nguyễn 漢 An"}
    assert [row.code for row in error.value.violations] == ["PAPER_UNPRINTABLE"]
    assert not NumberBook.objects.exists()


@pytest.mark.parametrize(
    ("posts", "body"),
    [
        ([], "Ban Thường vụ"),
        (["SECRETARY", *["COMMITTEE_MEMBER"] * 7], "Ban Chấp hành"),
        (["SECRETARY", *["COMMITTEE_MEMBER"] * 8], "Ban Thường vụ"),
        (["SECRETARY", "STANDING_DEPUTY", "COMMITTEE_MEMBER"], "Ban Thường vụ"),
    ],
)
def test_a_small_committee_known_in_full_decides_as_a_whole(world: World, posts, body):
    committee(world, *posts)
    decided(world)

    content = Document.objects.get(kind="DISSOLUTION").content
    assert f"{body} Đảng".upper() in content
    assert f"T/M {body}".upper() in content
