"""Trials in processes of their own, on a database of their own: killed at any point, or two at the same moment.

``python -m tests.campaigns.trials carry-out|sign|race FOLDER`` prints what happened as JSON; the tests judge it. The one
long-lived process sets Django up and never touches a database, so that each child it forks starts clean and at once.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from tests.campaigns.trial_work import EFFECTIVE_ON, carry_out, correct, prepare, sign

LOOKED_AT = (
    "registry_membership",
    "registry_unitversion",
    "registry_officer",
    "registry_neighbourhood",
    "registry_decision",
    "documents_numberbook",
    "documents_document",
    "campaigns_reorganisation",
    "campaigns_paper",
    "campaigns_transfer",
    "campaigns_handoveritem",
    "audit_auditentry",
)
NEVER_THE_SAME = {"recorded_at", "at", "request_id", "token", "content", "pdf", "docx", "parameters", "changes"}


def child(work: Callable[[], None]) -> int:
    """Fork a process that does ``work`` and ends: status 0, or 3 with the error on standard error. Gives its id."""
    sys.stdout.flush()
    pid = os.fork()
    if pid:
        return pid
    status = 3
    try:
        work()
        _close_databases()
        status = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(status)


def _close_databases() -> None:
    from django.db import connections

    connections.close_all()


def ended(pid: int) -> int:
    """The exit status of a child; negative: the signal that ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def use(path: Path, *, quick: bool = False) -> None:
    """From now on this process works on the SQLite file ``path``; ``quick``: without waiting for the disk."""
    from django.db import connection

    connection.settings_dict["NAME"] = str(path)
    if quick:
        connection.settings_dict["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"


def die_at(point: int, moment: str) -> None:
    """Let this process be killed at its ``point``-th statement, ``before`` it or ``after``; or around COMMIT."""
    from django.db import connection

    done = 0

    def kill() -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    def count(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal done
        done += 1
        if done == point and moment == "before":
            kill()
        result = execute(sql, params, many, context)
        if done == point and moment == "after":
            kill()
        return result

    commit = connection._commit

    def commit_or_die() -> None:
        if moment == "before commit":
            kill()
        commit()
        if moment == "after commit":
            kill()

    connection.execute_wrappers.append(count)
    connection._commit = commit_or_die


def statements(path: Path, work: Callable[[], None]) -> int:
    """How many statements ``work`` takes, undisturbed, on a copy at ``path``."""
    counted = path.with_suffix(".count")

    def counting() -> None:
        from django.db import connection

        seen: list[str] = []

        def count(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            seen.append(sql)
            return execute(sql, params, many, context)

        use(path)
        connection.execute_wrappers.append(count)
        work()
        counted.write_text(str(len(seen)))

    assert ended(child(counting)) == 0
    return int(counted.read_text())


def snapshot(path: Path) -> str:
    """Everything that counts in the file, as text; raises when the file is damaged."""
    import pysqlite3

    with closing(pysqlite3.connect(str(path))) as database:
        ((sound,),) = database.execute("PRAGMA integrity_check").fetchall()
        assert sound == "ok", sound
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        found = []
        for table in LOOKED_AT:
            cursor = database.execute(f"SELECT * FROM {table} ORDER BY id")
            names = [column[0] for column in cursor.description]
            kept = [index for index, name in enumerate(names) if name not in NEVER_THE_SAME]
            found += [f"{table} {[row[index] for index in kept]}" for row in cursor.fetchall()]
    return "\n".join(found)


def copy(source: Path, target: Path) -> Path:
    """``source`` as ``target``, without what an earlier trial left beside it."""
    for each in target.parent.glob(f"{target.name}*"):
        each.unlink()
    shutil.copyfile(source, target)
    return target


def one_trial(
    prepared: Path, path: Path, work: Callable[[], None], kill: dict[str, Any], outcomes: dict[str, str]
) -> Any:
    """Kill ``work`` once, say what stood in the file then, run it again and say what stands there in the end."""
    copy(prepared, path)

    def dying() -> None:
        use(path)
        if "point" in kill:
            die_at(kill["point"], kill["moment"])
        work()

    pid = child(dying)
    if "delay" in kill:
        time.sleep(kill["delay"])
        os.kill(pid, signal.SIGKILL)
    status = ended(pid)
    then = outcomes.get(snapshot(path), "HALF")

    def again() -> None:
        from chibo.audit.use_cases import RuleBroken

        use(path)
        try:
            work()
        except RuleBroken as broken:
            assert then == "ALL", broken

    finished = ended(child(again)) == 0 and outcomes.get(snapshot(path)) == "ALL"
    return {**kill, "was_killed": status == -signal.SIGKILL, "left": then, "finished": finished}


def kill_often(folder: Path, work: Callable[[], None], *, signed: bool, kills: int) -> Any:
    """Trials of ``work`` killed at ``kills`` points and more, two at a time."""
    prepared = folder / "prepared.sqlite3"

    def preparing() -> None:
        use(prepared, quick=True)
        prepare(signed=signed)

    assert ended(child(preparing)) == 0
    whole = copy(prepared, folder / "whole.sqlite3")
    begun = time.monotonic()
    count = statements(whole, work)
    lasted = time.monotonic() - begun
    outcomes = {snapshot(prepared): "NOTHING", snapshot(whole): "ALL"}
    chance = random.Random(2019)
    points = [{"point": chance.randint(1, count), "moment": chance.choice(("before", "after"))} for _ in range(kills)]
    points += [{"point": 0, "moment": moment} for moment in ("before commit", "after commit")]
    points += [{"delay": chance.uniform(0.02, lasted)} for _ in range(kills // 5)]
    halves = [points[0::2], points[1::2]]

    def trying(number: int) -> Callable[[], None]:
        def run() -> None:
            path = folder / f"trial{number}.sqlite3"
            results = [one_trial(prepared, path, work, kill, outcomes) for kill in halves[number]]
            path.with_suffix(".json").write_text(json.dumps(results))

        return run

    workers = [child(trying(number)) for number in range(2)]
    assert [ended(worker) for worker in workers] == [0, 0]
    trials = [each for number in range(2) for each in json.loads((folder / f"trial{number}.json").read_text())]
    return {"statements": count, "lasted": lasted, "trials": trials}


def race(folder: Path) -> Any:
    """Two officers sign the same decision at one moment; then four correct it at one moment. What each of them met."""
    if os.environ["CHIBO_DATABASE_URL"].startswith("sqlite"):
        use(folder / "race.sqlite3")
    assert ended(child(lambda: prepare(signed=False))) == 0
    return {
        "signing": at_once(folder, sign, ("officer", "colleague")),
        "correcting": at_once(folder, correct, ("officer", "colleague", "officer", "colleague")),
        "numbers": numbers(folder),
    }


def at_once(folder: Path, work: Callable[[str], None], usernames: tuple[str, ...]) -> list[str]:
    """``work`` by each of the users, all let go at the same moment: ``DONE``, or the codes of the rules in the way."""
    reading, writing = os.pipe()

    def waiting(number: int, username: str) -> Callable[[], None]:
        def run() -> None:
            from django.db import connection

            from chibo.audit.use_cases import RuleBroken

            connection.ensure_connection()
            os.close(writing)
            os.read(reading, 1)
            try:
                work(username)
                met = "DONE"
            except RuleBroken as broken:
                met = " ".join(violation.code for violation in broken.violations)
            (folder / f"racer{number}").write_text(met)

        return run

    racers = [child(waiting(number, username)) for number, username in enumerate(usernames)]
    os.close(reading)
    time.sleep(0.5)
    os.close(writing)
    assert [ended(racer) for racer in racers] == [0] * len(racers)
    return [(folder / f"racer{number}").read_text() for number in range(len(racers))]


def numbers(folder: Path) -> dict[str, list[int]]:
    """The numbers given in each book, in order, and the last one that the book knows of."""

    def reading() -> None:
        from chibo.documents.models import NumberBook

        books = {
            book.kind: [*book.documents.order_by("number").values_list("number", flat=True), book.last_number]
            for book in NumberBook.objects.all()
        }
        (folder / "numbers.json").write_text(json.dumps(books))

    assert ended(child(reading)) == 0
    return dict(json.loads((folder / "numbers.json").read_text()))


def main(what: str, folder: Path) -> None:
    import django

    django.setup()
    # Read once here, so that no child spends its time on it.
    from chibo.campaigns.services import carrying_out, decisions, plans  # noqa: F401
    from chibo.domain.working_days import TransferDeadline, transfer_deadline
    from tests.factories import campaigns, registry  # noqa: F401

    transfer_deadline(TransferDeadline.PRESENTATION, EFFECTIVE_ON)
    trials: dict[str, Callable[[], Any]] = {
        "carry-out": lambda: kill_often(folder, carry_out, signed=True, kills=25),
        "sign": lambda: kill_often(folder, sign, signed=False, kills=4),
        "race": lambda: race(folder),
    }
    json.dump(trials[what](), sys.stdout)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    main(sys.argv[1], Path(sys.argv[2]))
