"""``chibo solve placement``: JSON in, JSON out, the exit status, and one line about what is wrong."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

from chibo.cli.solve import solve
from chibo.domain.placement.problem import parse
from chibo.domain.placement.solver import solve as solve_placement
from tests.domain.placement.examples import Document, a_document, instance


def run(document: Document | bytes, *options: str) -> tuple[int, str, str]:
    text = document if isinstance(document, bytes) else json.dumps(document, ensure_ascii=False).encode()
    result = CliRunner().invoke(solve, ["placement", *options], input=text)
    return result.exit_code, result.stdout, result.stderr


def test_a_problem_is_solved() -> None:
    document = instance("placement-8x5-0")

    status, output, errors = run(document)

    assert (status, errors) == (0, "")
    assert json.loads(output) == solve_placement(parse(document)).to_json()


def test_a_member_is_explained() -> None:
    status, output, _ = run(a_document(members=2, cells=2, forbidden=[["M1", "C2"]]), "--explain", "M1")

    assert status == 0
    assert json.loads(output)["explanation"] == {
        "member": "M1",
        "cell": "C1",
        "terms": {"fit": 0, "home": 0, "travel": 0, "change": 0},
        "alternatives": [{"cell": "C2", "loss": None, "why": "FORBIDDEN"}],
    }


def test_an_impossible_problem_is_an_answer_too() -> None:
    document = a_document(fixed=[["M1", "C1"]], forbidden=[["M1", "C1"]])

    status, output, _ = run(document, "--explain", "M1")

    answer = json.loads(output)
    assert status == 0
    assert (answer["status"], len(answer["conflict"]), answer["explanation"]) == ("INFEASIBLE", 2, None)


def test_a_time_limit_is_taken() -> None:
    status, output, _ = run(instance("placement-17x6-1"), "--time-limit", "0")

    answer = json.loads(output)
    assert status == 0
    assert answer["status"] in ("FEASIBLE", "OPTIMAL")
    assert answer["objective"] <= 923 <= answer["bound"]


def test_names_in_vietnamese_come_back_as_they_went_in() -> None:
    document = a_document(members=1, cells=1)
    document["members"][0]["id"] = "Nguyễn Văn Thử"
    document["cells"][0]["id"] = "Chi bộ khu phố 1"

    _, output, _ = run(document)

    assert '"placements": {"Nguyễn Văn Thử": "Chi bộ khu phố 1"}' in output


def test_a_malformed_problem_is_named_in_one_line() -> None:
    document = a_document()
    document["members"][2]["home_cell"] = "C99"

    assert run(document) == (2, "", "members[2].home_cell: no cell 'C99'\n")


def test_a_member_who_is_not_there_cannot_be_explained() -> None:
    assert run(a_document(), "--explain", "M99") == (2, "", "--explain: no member 'M99'\n")


@pytest.mark.parametrize("text", [b"", b"{", b"\xff", b"[]"])
def test_what_is_no_problem_at_all_is_refused(text: bytes) -> None:
    status, output, errors = run(text)

    assert (status, output) == (2, "")
    assert errors.startswith("problem: ")
    assert errors.count("\n") == 1


def test_help_waits_for_no_solver() -> None:
    script = (
        "import sys, chibo.cli.solve as command;"
        "command.solve(['placement', '--help'], standalone_mode=False);"
        "assert not {'highspy', 'numpy', 'django'} & set(sys.modules), 'loaded too early'"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")
    assert "--time-limit" in done.stdout
