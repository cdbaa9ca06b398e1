"""The shipped rules of each year, reading and writing rule sets, and what is told of faulty ones."""

from __future__ import annotations

import json
import tomllib
from datetime import date
from importlib.resources import files
from typing import Any

import pytest

from chibo.domain.evaluation.grades import Grade, levels_apart
from chibo.domain.evaluation.rule_set_data import BadRuleSet, parse, to_data
from chibo.domain.evaluation.rule_set_text import to_toml
from chibo.domain.evaluation.rule_sets import CapOf, PeriodKind, RuleSet, highest_grade, rule_set_for
from chibo.domain.evaluation.way import Side

SHIPPED: dict[str, RuleSet] = {
    file.name.removesuffix(".toml"): parse(tomllib.loads(file.read_text("utf-8")))
    for file in files("chibo.evaluations").joinpath("rule_sets").iterdir()
    if file.name.endswith(".toml")
}
HD18, HD19, HD23, QD25 = (SHIPPED[code] for code in ("hd16-2018", "hd21-2019", "hd25-2023", "qd366-2025"))
EXCELLENT, GOOD, FULFILLED, FAILED = Grade


@pytest.mark.parametrize(
    ("rules", "source", "starts_on", "periods", "work_first", "forms", "points"),
    [
        (HD18, "16-HD/BTCTW ngày 24/9/2018", date(2018, 9, 24), ["YEAR"], False, ("02", "02"), None),
        (HD19, "21-HD/BTCTW ngày 18/10/2019", date(2019, 10, 18), ["YEAR"], True, ("02", "02"), None),
        (HD23, "25-HD/BTCTW ngày 10/11/2023", date(2023, 10, 4), ["YEAR"], True, ("02A", "02B"), None),
        (QD25, "366-QĐ/TW ngày 30/8/2025", date(2025, 8, 30), ["YEAR", "QUARTER"], True, ("02A", "02B"), (30, 70)),
    ],
)
def test_the_shipped_rules_say_what_the_year_says(
    rules: RuleSet, source: str, starts_on: date, periods: list[str], work_first: bool, forms: Any, points: Any
):
    assert source in rules.source
    assert rules.starts_on == starts_on
    assert list(rules.periods) == periods
    assert rules.work_first is work_first
    assert (rules.forms.member, rules.forms.leader) == forms
    assert rules.cap is not None
    assert (rules.cap.share, rules.cap.of, rules.cap.grade) == (20, CapOf.GOOD, EXCELLENT)
    assert any("20%" in sentence for sentence in rules.uncertain)
    assert any("mẫu số" in sentence for sentence in rules.uncertain)
    assert all(rules.criteria_of(side) for side in Side)
    assert "TASKS" in [criterion.code for criterion in rules.criteria_of(Side.OFFICE)]
    assert "PEOPLE" not in [criterion.code for criterion in rules.criteria_of(Side.OFFICE)]
    assert (rules.points and tuple(group.most for group in rules.points.groups)) == points


def test_there_are_the_four_rule_sets_of_the_years_and_no_more():
    assert sorted(SHIPPED) == ["hd16-2018", "hd21-2019", "hd25-2023", "qd366-2025"]
    assert all(code == rules.code for code, rules in SHIPPED.items())


@pytest.mark.parametrize(
    ("last_day", "code"),
    [
        (date(2017, 12, 31), None),
        (date(2018, 12, 31), "hd16-2018"),
        (date(2019, 10, 17), "hd16-2018"),
        (date(2019, 12, 31), "hd21-2019"),
        (date(2022, 12, 31), "hd21-2019"),
        (date(2023, 12, 31), "hd25-2023"),
        (date(2025, 6, 30), "hd25-2023"),
        (date(2025, 9, 30), "qd366-2025"),
        (date(2026, 12, 31), "qd366-2025"),
    ],
)
def test_the_last_day_of_the_period_settles_which_rules_hold(last_day: date, code: str | None):
    found = rule_set_for(last_day, SHIPPED.values())
    assert (found and found.code) == code


@pytest.mark.parametrize("rules", SHIPPED.values(), ids=SHIPPED)
def test_a_rule_set_survives_json_and_toml(rules: RuleSet):
    data = to_data(rules)
    assert parse(json.loads(json.dumps(data))) == rules
    assert parse(tomllib.loads(to_toml(data))) == rules


def test_texts_of_a_template_may_hold_quotes_backslashes_and_lines():
    data = to_data(HD19) | {"title": 'Năm "2020" \\ dòng\nhai\x7f'}
    assert tomllib.loads(to_toml(data)) == data


@pytest.mark.parametrize(
    ("rules", "has_office", "office", "highest"),
    [
        (HD18, True, GOOD, EXCELLENT),
        (HD19, True, EXCELLENT, EXCELLENT),
        (HD19, True, GOOD, GOOD),
        (HD19, True, FAILED, GOOD),
        (HD19, True, None, GOOD),
        (HD19, False, None, EXCELLENT),
        (HD23, True, GOOD, GOOD),
        (QD25, True, GOOD, GOOD),
    ],
)
def test_who_has_an_office_is_excellent_at_work_first(
    rules: RuleSet, has_office: bool, office: Grade | None, highest: Grade
):
    assert highest_grade(rules, office, has_office=has_office) is highest


def test_levels_between_grades():
    assert [grade.rank for grade in Grade] == [3, 2, 1, 0]
    assert [levels_apart(GOOD, other) for other in Grade] == [1, 0, 1, 2]


def changed(path: str, value: Any, code: str = "qd366-2025") -> dict[str, Any]:
    """The data of a shipped rule set with one value changed, or taken out (``...``)."""
    data = json.loads(json.dumps(to_data(SHIPPED[code])))
    *way, last = [int(part) if part.isdigit() else part for part in path.split(".")]
    place = data
    for part in way:
        place = place[part]
    if value is ...:
        del place[last]
    else:
        place[last] = value
    return data


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (changed("title", ...), [("title", "RULES_FIELD_MISSING")]),
        (changed("title", " "), [("title", "RULES_TEXT_WANTED")]),
        (changed("code", "năm 2026/1"), [("code", "RULES_CODE_WANTED")]),
        (changed("starts_on", "31/12/2026"), [("starts_on", "RULES_DAY_WANTED")]),
        (changed("periods", ["MONTH"]), [("periods", "RULES_CHOICE_WANTED")]),
        (changed("periods", []), [("periods", "RULES_CHOICE_WANTED")]),
        (changed("periods", "YEAR"), [("periods", "RULES_LIST_WANTED")]),
        (changed("uncertain", [1]), [("uncertain", "RULES_LIST_WANTED")]),
        (changed("cap.share", 0), [("cap.share", "RULES_NUMBER_WANTED")]),
        (changed("cap.share", 20.5), [("cap.share", "RULES_NUMBER_WANTED")]),
        (changed("cap.of", "ALL"), [("cap.of", "RULES_CHOICE_WANTED")]),
        (changed("cap.cell", True), [("cap.cell", "RULES_FIELD_UNKNOWN")]),
        (changed("cap", 20), [("cap", "RULES_TABLE_WANTED")]),
        (changed("work_first", "yes"), [("work_first", "RULES_TRUTH_WANTED")]),
        (changed("criteria", []), [("criteria", "RULES_LIST_WANTED")]),
        (changed("criteria.1.code", "POLITICS"), [("criteria", "RULES_CODE_TWICE")]),
        (changed("criteria.0.sides", ["SELF", "BOSS"]), [("criteria[1].sides", "RULES_CHOICE_WANTED")]),
        (changed("criteria.0.group", "OTHER"), [("criteria[1].group", "RULES_CHOICE_WANTED")]),
        (changed("criteria.0.most", 9), [("criteria", "RULES_POINTS_DO_NOT_ADD_UP")]),
        (changed("criteria.0.most", 9, "hd21-2019"), [("criteria[1].most", "RULES_FIELD_UNKNOWN")]),
        (changed("points.thresholds.GOOD", 95), [("points.thresholds", "RULES_THRESHOLDS_OUT_OF_ORDER")]),
        (changed("points.thresholds.EXCELLENT", 101), [("points.thresholds", "RULES_THRESHOLDS_OUT_OF_ORDER")]),
        (changed("answer_days", True), [("answer_days", "RULES_NUMBER_WANTED")]),
        ([], [("-", "RULES_TABLE_WANTED")]),
    ],
)
def test_a_fault_is_told_with_its_field(data: Any, told: list[tuple[str, str]]):
    with pytest.raises(BadRuleSet) as refused:
        parse(data)
    found = [(row.params["field"], row.code) for row in refused.value.violations]
    assert found[: len(told)] == told
    assert {code for _, code in found[len(told) :]} <= {"RULES_POINTS_DO_NOT_ADD_UP"}


def test_every_fault_is_told_not_only_the_first():
    data = changed("title", "") | {"forms": {"member": "02A"}, "cap": {"share": 200}, "colour": "red"}
    with pytest.raises(BadRuleSet) as refused:
        parse(data)
    assert [(row.params["field"], row.code) for row in refused.value.violations] == [
        ("title", "RULES_TEXT_WANTED"),
        ("cap.grade", "RULES_FIELD_MISSING"),
        ("cap.of", "RULES_FIELD_MISSING"),
        ("cap.share", "RULES_NUMBER_WANTED"),
        ("forms.leader", "RULES_FIELD_MISSING"),
        ("forms.cell", "RULES_FIELD_MISSING"),
        ("colour", "RULES_FIELD_UNKNOWN"),
    ]


def test_a_side_with_nothing_to_write_about_is_a_fault():
    data = to_data(HD19)
    data["criteria"] = [{**row, "sides": ["SELF", "FORMER", "HOME", "CELL"]} for row in data["criteria"]]
    with pytest.raises(BadRuleSet, match="RULES_SIDE_WITHOUT_CRITERION") as refused:
        parse(data)
    assert [row.params["side"] for row in refused.value.violations] == ["OFFICE"]


def test_a_former_or_home_cell_may_have_no_headings_of_its_own():
    data = to_data(HD19)
    data["criteria"] = [{**row, "sides": ["SELF", "OFFICE", "CELL"], "most": 0} for row in data["criteria"]]
    rules = parse(data)
    assert rules.criteria_of(Side.FORMER) == rules.criteria_of(Side.HOME) == ()
    assert rules.criteria_of(Side.CELL)


def test_rules_of_a_new_year_need_no_code():
    text = to_toml(to_data(HD19) | {"code": "hd-2027", "starts_on": "2027-01-01", "periods": ["QUARTER"]})
    new = parse(tomllib.loads(text))
    assert new.periods == (PeriodKind.QUARTER,)
    assert rule_set_for(date(2027, 3, 31), [*SHIPPED.values(), new]) is new
