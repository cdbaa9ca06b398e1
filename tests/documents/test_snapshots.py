"""What each paper says, word by word. ``CHIBO_WRITE_SNAPSHOTS=1`` writes the snapshots anew, to be read before committing."""

import os
from pathlib import Path

import pytest

from chibo.domain.papers.plain import plain_text
from tests.documents.papers import every_paper

SNAPSHOTS = Path(__file__).parent / "snapshots"
PAPERS = every_paper()


@pytest.mark.parametrize("name", PAPERS)
def test_paper_says_what_it_said(name):
    told, snapshot = plain_text(PAPERS[name]), SNAPSHOTS / f"{name}.txt"
    if os.environ.get("CHIBO_WRITE_SNAPSHOTS"):
        snapshot.write_text(told, encoding="utf-8")

    assert told == snapshot.read_text(encoding="utf-8")


def test_no_snapshot_is_left_over():
    assert {path.stem for path in SNAPSHOTS.glob("*.txt")} == set(PAPERS)


def test_every_kind_of_paper_has_a_snapshot():
    from chibo.domain.papers.model import PaperKind

    assert {paper.kind for paper in PAPERS.values()} == set(PaperKind)
