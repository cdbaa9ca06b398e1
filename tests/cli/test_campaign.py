"""A campaign by command line, step by step, over several communes at once."""

from __future__ import annotations

import pytest

from chibo.campaigns.models import Campaign, Reorganisation, Transfer
from chibo.domain.organisation import UnitKind
from chibo.registry.services.members import hold_member
from tests.cli.conftest import Run, told
from tests.factories.campaigns import DEADLINE, DECIDED_ON, DIRECTIVE_ON, EFFECTIVE_ON
from tests.factories.registry import World, make_member, make_unit, operator

JSON = ("--format", "json")


@pytest.fixture
def second_commune(world: World):
    """Tân Mai has an agency cell of two as well."""
    cell = make_unit("Chi bộ cơ quan phường Tân Mai", UnitKind.AGENCY_CELL, world.other_commune, code="TANMAI-CQ")
    return [make_member(cell, "Hồ Văn Ba"), make_member(cell, "Dương Thị Tư", gender="FEMALE")]


def create(chibo: Run, *more: str):
    words = ["campaign", "create", "--code", "C1", "--unit", "BH", "--directive", "260-KH/TU"]
    return chibo(*words, "--issued-on", str(DIRECTIVE_ON), "--deadline", "31/12/2019", *more)


def step(chibo: Run, name: str, *more: str, json: bool = True):
    return chibo("campaign", name, "--campaign", "C1", *more, *(JSON if json else ()))


def communes(rows: list[dict]) -> list[str]:
    return [row["unit"] for row in rows]


def to_decided(chibo: Run) -> None:
    create(chibo)
    step(chibo, "plan")
    step(chibo, "adopt")
    step(chibo, "decide", "--on", str(DECIDED_ON), "--effective-on", str(EFFECTIVE_ON))


def test_a_campaign_is_opened_with_what_the_directive_tells(chibo: Run, world: World):
    result = create(chibo, *JSON)

    assert result.exit_code == 0
    assert told(result)["communes"] == ["TAMHOA", "TANMAI"]
    campaign = Campaign.objects.get()
    assert (campaign.code, campaign.issued_on, campaign.deadline) == ("C1", DIRECTIVE_ON, DEADLINE)
    assert campaign.directive_issuer == "Tỉnh ủy Đồng Nai"
    assert "260-KH/TU" in campaign.title


def test_the_issuer_is_the_committee_that_the_number_points_to(chibo: Run, world: World):
    words = ["campaign", "create", "--unit", "BH", "--issued-on", "2019-04-16", "--deadline", "2019-12-31"]
    for code, directive in (("A", "12-KH/ThU"), ("B", "12-KH/XYZ")):
        chibo(*words, "--code", code, "--directive", directive)

    assert set(Campaign.objects.values_list("directive_issuer", flat=True)) == {"Thành ủy Biên Hòa"}


def test_the_same_code_twice_is_refused_in_words(chibo: Run, world: World):
    create(chibo)
    result = create(chibo)

    assert (result.exit_code, result.stdout) == (1, "")
    assert "C1" in result.stderr
    assert Campaign.objects.count() == 1


def test_every_step_runs_over_all_communes_to_the_last_confirmation(chibo: Run, world: World, second_commune):
    create(chibo)

    planned = told(step(chibo, "plan"))
    adopted = told(step(chibo, "adopt"))
    decided = told(step(chibo, "decide", "--on", str(DECIDED_ON), "--effective-on", str(EFFECTIVE_ON)))
    moved = told(step(chibo, "carry-out", "--on", str(EFFECTIVE_ON)))
    confirmed = told(step(chibo, "confirm", "--on", "2019-05-20"))

    for outcome in (planned, adopted, decided, moved, confirmed):
        assert outcome["format"] == "chibo.campaign-step/1"
        assert communes(outcome["done"]) == ["TAMHOA", "TANMAI"]
        assert outcome["failed"] == []
    assert [row["status"] for row in planned["done"]] == ["OPTIMAL", "OPTIMAL"]
    assert sum(planned["done"][0]["breakdown"].values()) == planned["done"][0]["objective"]
    assert [row["decision"] for row in decided["done"]] == ["01-QĐ/ĐU", "01-QĐ/ĐU"]
    assert [row["issued"] for row in moved["done"]] == [3, 2]
    assert [row["confirmed"] for row in confirmed["done"]] == [3, 2]
    assert Transfer.objects.exclude(confirmed_on=None).count() == 5


def test_a_step_done_before_is_skipped_when_run_again(chibo: Run, world: World, second_commune):
    to_decided(chibo)
    again = step(chibo, "decide", "--on", str(DECIDED_ON), "--effective-on", str(EFFECTIVE_ON))

    assert again.exit_code == 0
    assert communes(told(again)["skipped"]) == ["TAMHOA", "TANMAI"]
    assert Reorganisation.objects.count() == 2


def test_one_commune_that_refuses_does_not_stop_the_other(chibo: Run, world: World, second_commune):
    to_decided(chibo)
    make_member(world.agency, "Người Mới Về", on=DECIDED_ON)

    result = step(chibo, "carry-out", "--on", str(EFFECTIVE_ON))

    assert result.exit_code == 1
    assert communes(told(result)["done"]) == ["TANMAI"]
    assert communes(told(result)["failed"]) == ["TAMHOA"]
    assert "Người Mới Về" in result.stderr and "TAMHOA" in result.stderr
    assert Reorganisation.objects.exclude(carried_out_on=None).get().commune.unit.code == "TANMAI"


def test_a_unit_narrows_the_step_to_one_commune(chibo: Run, world: World, second_commune):
    create(chibo)
    assert communes(told(step(chibo, "plan", "--unit", "TANMAI"))["done"]) == ["TANMAI"]
    assert communes(told(step(chibo, "plan", "--unit", "BH"))["done"]) == ["TAMHOA", "TANMAI"]


def test_a_commune_without_agency_cell_is_skipped(chibo: Run, world: World):
    create(chibo)
    outcome = told(step(chibo, "plan"))

    assert (communes(outcome["done"]), communes(outcome["skipped"])) == (["TAMHOA"], ["TANMAI"])


@pytest.mark.parametrize("name", ["adopt", "decide", "carry-out", "confirm"])
def test_a_step_before_its_time_is_refused_in_words(chibo: Run, world: World, name: str):
    create(chibo)
    result = step(chibo, name)

    assert result.exit_code == 1
    assert communes(told(result)["failed"]) == ["TAMHOA"]
    assert result.stderr.startswith("TAMHOA Phường Tam Hòa: ")


def test_a_member_held_back_goes_on_waiting(chibo: Run, world: World):
    to_decided(chibo)
    hold_member(actor=operator(), member=world.staff[0], why="Đang kiểm tra", on=DECIDED_ON)
    step(chibo, "carry-out", "--on", str(EFFECTIVE_ON))

    (row,) = told(step(chibo, "confirm", "--on", "2019-05-20"))["done"]

    assert (row["confirmed"], row["held"]) == (2, 1)


def test_a_confirmation_dated_before_the_introduction_is_refused_for_each_member(chibo: Run, world: World):
    to_decided(chibo)
    step(chibo, "carry-out", "--on", str(EFFECTIVE_ON))

    result = step(chibo, "confirm", "--on", str(DECIDED_ON))

    assert result.exit_code == 1
    assert len(told(result)["failed"][0]["messages"]) == 3
    assert not Transfer.objects.exclude(received_on=None).exists()


def test_who_acts_must_have_the_right(chibo: Run, world: World):
    create(chibo, "--as", "organiser")

    refused = step(chibo, "plan", "--as", "auditor")
    done = step(chibo, "plan", "--as", "officer")

    assert refused.exit_code == 1 and communes(told(refused)["failed"]) == ["TAMHOA", "TANMAI"][:1]
    assert done.exit_code == 0 and communes(told(done)["done"]) == ["TAMHOA"]


def test_text_tells_what_a_plan_gains(chibo: Run, world: World):
    create(chibo)
    result = step(chibo, "plan", json=False)

    assert result.exit_code == 0
    first = result.stdout.splitlines()[0]
    assert first.startswith("TAMHOA Phường Tam Hòa: ") and "tối ưu" in first


@pytest.mark.parametrize(
    "words",
    [
        ("campaign", "plan", "--campaign", "NO"),
        ("campaign", "plan", "--campaign", "C1", "--unit", "NO"),
        ("campaign", "plan", "--campaign", "C1", "--unit", "DN-NO"),
        ("campaign", "plan", "--campaign", "C1", "--as", "nobody"),
        ("campaign", "decide", "--campaign", "C1", "--on", "31/02/2019"),
        ("campaign", "plan"),
    ],
)
def test_unusable_input_is_named_on_standard_error(chibo: Run, world: World, words):
    create(chibo)
    result = chibo(*words)

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr
