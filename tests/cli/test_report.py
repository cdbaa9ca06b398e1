"""``chibo report progress``."""

from __future__ import annotations

from tests.cli.conftest import Run, told
from tests.factories.campaigns import moving, open_campaign
from tests.factories.registry import World


def test_json_counts_as_of_the_day(chibo: Run, world: World):
    moving(world)
    result = chibo(
        "report", "progress", "--campaign", "C1", "--as-of", "2019-05-15", "--unit", "DN", "--format", "json"
    )

    assert result.exit_code == 0
    answer = told(result)
    assert (answer["format"], answer["campaign"], answer["as_of"]) == ("chibo.progress/1", "C1", "2019-05-15")
    (city,) = answer["units"]
    assert (city["code"], city["communes"], city["members_to_move"], city["issued"]) == ("BH", 2, 3, 3)


def test_text_has_a_line_for_each_unit_and_a_total(chibo: Run, world: World):
    moving(world)
    lines = chibo("report", "progress", "--as-of", "15/05/2019").stdout.splitlines()

    assert [line.split()[0] for line in lines[2:]] == ["Phường", "Phường", "Cộng"]
    assert len({len(line) for line in lines[1:]}) == 1
    assert lines[-1].split()[1:] == ["2", "1", "1", "1", "3", "3", "0", "0", "0", "0"]


def test_without_a_campaign_named_the_latest_counts(chibo: Run, world: World):
    open_campaign(world)
    assert told(chibo("report", "progress", "--format", "json"))["campaign"] == "C1"


def test_each_sees_what_they_may_follow(chibo: Run, world: World):
    open_campaign(world)
    officer = told(chibo("report", "progress", "--as", "officer", "--format", "json"))
    assert [row["code"] for row in officer["units"]] == ["TAMHOA"]
    assert chibo("report", "progress", "--as", "secretary").exit_code == 2


def test_an_unknown_campaign_unit_or_day_is_unusable_input(chibo: Run, world: World):
    open_campaign(world)
    for words in (("--campaign", "NO"), ("--unit", "NO"), ("--as-of", "yesterday"), ("--as", "nobody")):
        result = chibo("report", "progress", *words)
        assert (result.exit_code, result.stdout) == (2, ""), words
        assert result.stderr, words


def test_no_campaign_at_all_is_said(chibo: Run, world: World):
    result = chibo("report", "progress")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr
