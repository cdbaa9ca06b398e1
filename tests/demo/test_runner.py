"""The demo as it is loaded: played through the use cases, counted from rows."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

import pytest

from chibo.audit.models import AuditEntry
from chibo.campaigns.models import Campaign, Plan, Transfer
from chibo.campaigns.queries.communes import statuses_on
from chibo.campaigns.services.transfers import receive_transfer
from chibo.demo import runner
from chibo.demo.playing import Player
from chibo.demo.script import STORY_ENDS_ON, expected_states
from chibo.demo.selection import Selection, UnknownCommune
from chibo.directives.models import Acknowledgement, Directive
from chibo.directives.queries.reach import full_reach_on
from chibo.documents.services import signing
from chibo.domain.organisation import CELL_KINDS
from chibo.registry.models import Membership, Unit, UnitVersion
from chibo.registry.queries.units import name_on
from chibo.reports.queries import progress
from tests.factories.registry import World, operator


def counted(on: date = STORY_ENDS_ON) -> dict[str, dict[str, int]]:
    rows = progress(Campaign.objects.get(), as_of=on, viewer=operator())
    return {row.code: asdict(row.figures) for row in rows}


def test_the_whole_demo_counts_the_published_figures_from_rows(db: None, monkeypatch: pytest.MonkeyPatch):
    # What is printed is looked at in the smaller demo below; it is a third of the work.
    monkeypatch.setattr(signing, "to_pdf", lambda paper: b"%PDF")
    monkeypatch.setattr(signing, "to_docx", lambda paper: b"PK")
    # One commune's year; that of another is played by the small demo, in the same way.
    monkeypatch.setattr("chibo.demo.selection.YEAR_COMMUNES", ("XL-GIARAY",))

    runner.load(Selection.of())

    figures = counted()
    assert figures["BH"] == {
        "communes": 30,
        "with_agency_cell": 28,
        "decided": 28,
        "dissolved": 28,
        "members_to_move": 473,
        "issued": 473,
        "received": 473,
        "confirmed": 473,
        "held": 0,
        "late": 0,
    }
    assert figures["XL"] | {"held": 0, "late": 0} == figures["XL"]
    assert {figures["XL"][name] for name in ("communes", "with_agency_cell", "decided", "dissolved")} == {15}
    assert {figures["XL"][name] for name in ("members_to_move", "issued", "received", "confirmed")} == {262}
    half_way = figures["TN"]
    assert (half_way["communes"], half_way["members_to_move"]) == (10, 160)
    assert half_way["communes"] > half_way["decided"] > half_way["dissolved"] > 0
    assert half_way["issued"] > half_way["received"] > half_way["confirmed"] > 0
    assert (half_way["held"], half_way["late"]) == (2, 2)

    states = {
        status.commune.unit.code: (status.state, status.late)
        for status in statuses_on(Campaign.objects.get().communes.select_related("unit", "campaign"), STORY_ENDS_ON)
    }
    assert states == expected_states()
    assert Plan.objects.filter(adoptions__isnull=False).exclude(result__status="OPTIMAL").count() == 2, "two overrides"
    assert name_on(Unit.objects.get(code="BH-TANHANH"), date(2019, 6, 30)) == "Xã Tân Hạnh"
    assert name_on(Unit.objects.get(code="BH-TANHANH"), date(2019, 7, 1)) == "Phường Tân Hạnh"

    # A directive of the year reaches every member of the province, as counted from rows.
    directive = Directive.objects.get(number="31-HD/BTCTU")
    day = date(2019, 7, 31)
    cells = UnitVersion.objects.on(day).filter(kind__in=[str(kind) for kind in CELL_KINDS])
    members = Membership.objects.on(day).filter(cell__in=cells.values("unit_id"), kind=Membership.OFFICIAL)
    done = full_reach_on(directive, day, viewer=operator())
    assert done.missing == ()
    assert done.members_reached == done.members == members.count() > 7000
    assert [tier.days_to_all for tier in done.tiers()] == [1, 1, 7]
    read = Acknowledgement.objects.filter(version__directive=directive)
    assert sum(tier.reached for tier in done.tiers()) == read.filter(unit__in=_below_the_province(day)).count()
    early = date(2019, 7, 17)
    before = full_reach_on(directive, early, viewer=operator())
    assert {each.unit_id for each in before.missing} == _below_the_province(early) - set(
        read.filter(on__lte=early).values_list("unit", flat=True)
    )
    assert before.missing and before.members_reached < before.members

    waiting = Transfer.objects.filter(received_on=None, returned_on=None).exclude(issued_on=None).first()
    receive_transfer(actor=operator(), transfer=waiting, on=STORY_ENDS_ON)
    assert counted()["TN"]["received"] == half_way["received"] + 1
    assert counted()["BH"] == figures["BH"]


def _below_the_province(day: date) -> set[int]:
    return set(UnitVersion.objects.on(day).exclude(unit__code="DN").values_list("unit", flat=True))


@pytest.fixture
def two_communes() -> Selection:
    return Selection.of(["BH-HONAI", "TN-GIAKIEM"])


def test_it_goes_into_an_empty_database_only(world: World, two_communes: Selection):
    with pytest.raises(runner.NotEmpty):
        runner.load(two_communes)
    assert not runner.is_loaded()


def test_a_demo_that_is_interrupted_leaves_nothing(db: None, two_communes: Selection, monkeypatch: pytest.MonkeyPatch):
    def interrupted(self, event):
        raise KeyboardInterrupt

    monkeypatch.setattr(Player, "decided", interrupted)
    with pytest.raises(KeyboardInterrupt):
        runner.load(two_communes)

    assert not Unit.objects.exists() and not AuditEntry.objects.exists()


def test_the_end_of_the_district_tier_is_played_on_request(db: None):
    selection = Selection.of(["TN-GIAKIEM", "TN-LO25"])
    runner.load(selection, until=date(2026, 5, 1), with_year=False)

    def version(code: str, day: date) -> UnitVersion | None:
        return UnitVersion.objects.on(day).filter(unit__code=code).select_related("parent").first()

    before, after = date(2025, 6, 30), date(2025, 7, 1)
    assert version("TN", before) and version("TN", after) is None
    assert version("TN-GIAKIEM", after) is None
    for code in ("TN-GIAKIEM-K1", "TN-LO25-K1"):
        old, new = version(code, before), version(code, after)
        assert old.parent.code == code.rsplit("-", 1)[0]
        assert version(new.parent.code, after).parent.code == "DN"
        assert Membership.objects.on(after).filter(cell=new.unit).exists()
    heir = Unit.objects.get(code="TN-GIAKIEM").successions_out.get().successor
    assert version(heir.code, after) is not None
    # Never dissolved, so it went along.
    assert version("TN-LO25-CQ", after).parent == Unit.objects.get(code="TN-LO25").successions_out.get().successor
    assert not Membership.objects.on(after).filter(cell__code="TN-GIAKIEM").exists()
    assert counted()["TN"]["communes"] == 2


def test_a_selection_takes_communes_and_districts_and_nothing_unknown():
    assert Selection.of(["XL"]).communes == tuple(row for row in Selection.of().communes if row.startswith("XL-"))
    assert Selection.of(["BH-TANHANH", "BH-TANHANH"]).communes == ("BH-TANHANH",)
    assert len(Selection.of().communes) == 55
    for code in ("NO", "BH-TANHANH-K1", "DN"):
        with pytest.raises(UnknownCommune):
            Selection.of([code])


def test_a_selection_is_closed_in_itself():
    selection = Selection.of(["BH-TANHANH"])
    codes = {unit.code for unit in selection.units}
    assert {"DN", "BH", "BH-TANHANH", "BH-TANHANH-CQ"} <= codes and "XL" not in codes
    assert {member.cell_code for member in selection.members} <= codes
    assert {officer.unit_code for officer in selection.officers} <= codes
    assert {event.commune_code for event in selection.events} == {"", "BH-TANHANH"}
