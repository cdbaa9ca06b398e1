"""``chibo solve``: answer a problem written as JSON, for anyone who wants to check an answer with another program."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from time import monotonic
from typing import Any, NoReturn

import click

# The solver is imported inside the command: help and completion should not wait for it.

MALFORMED = 2
TIME_LIMIT = click.option(
    "--time-limit",
    type=click.FloatRange(min=0),
    metavar="SECONDS",
    help="Answer with the best found so far, and a proven bound, once so many seconds have passed.",
)


@click.group()
def solve() -> None:
    """Solve a problem read from standard input and write the result to standard output, both JSON.

    Exit status: 0 solved (also when proven infeasible), 2 malformed problem, named in one line on standard error.
    """


@solve.command()
@click.option(
    "--explain", "member", metavar="MEMBER", help="Add why MEMBER is placed there, and every alternative's loss."
)
@TIME_LIMIT
def placement(member: str | None, time_limit: float | None) -> None:
    """Place members in cells: chibo.placement/1 in, chibo.placement-result/1 out."""
    from chibo.domain.placement.explain import explain
    from chibo.domain.placement.problem import parse_text
    from chibo.domain.placement.solver import solve as solve_placement
    from chibo.domain.problem_fields import MalformedProblem

    seconds_left = _countdown(time_limit)
    try:
        problem = parse_text(sys.stdin.buffer.read())
        if member is not None and member not in problem.members_by_id:
            raise MalformedProblem("--explain", f"no member {member!r}")
    except MalformedProblem as error:
        _refuse(error)
    result = solve_placement(problem, seconds_left=seconds_left)
    answer = result.to_json()
    if member is not None:
        explanation = explain(problem, result, member)
        answer["explanation"] = None if explanation is None else explanation.to_json()
    _write(answer)


@solve.command()
@TIME_LIMIT
def calendar(time_limit: float | None) -> None:
    """Give each cell a meeting and each counter an officer: chibo.calendar/1 in, chibo.calendar-result/1 out."""
    from chibo.domain.meeting_calendar.problem import parse_text
    from chibo.domain.meeting_calendar.solver import solve as solve_calendar
    from chibo.domain.problem_fields import MalformedProblem

    seconds_left = _countdown(time_limit)
    try:
        problem = parse_text(sys.stdin.buffer.read())
    except MalformedProblem as error:
        _refuse(error)
    _write(solve_calendar(problem, seconds_left=seconds_left).to_json())


def _refuse(error: ValueError) -> NoReturn:
    click.echo(str(error), err=True)
    raise SystemExit(MALFORMED) from None


def _countdown(seconds: float | None) -> Callable[[], float] | None:
    """The seconds that are left of ``seconds`` from now on."""
    if seconds is None:
        return None
    end = monotonic() + seconds
    return lambda: end - monotonic()


def _write(answer: dict[str, Any]) -> None:
    """One line of JSON in UTF-8, whatever the locale of the terminal."""
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode() + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    solve(prog_name="chibo solve")
