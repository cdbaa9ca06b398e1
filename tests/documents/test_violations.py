"""Whatever a paper lacks can be said in a sentence."""

import pytest

from chibo.domain.papers.gaps import CODES, missing
from chibo.registry.violations import sentence
from tests.domain.test_papers_rules import LACKING


@pytest.mark.parametrize("code", CODES)
def test_every_gap_has_its_sentence(code):
    facts = next(facts for found, facts in LACKING if found == code)
    (gap, *_) = [gap for gap in missing(facts) if gap.code == code]

    said = sentence(gap)

    assert said.endswith(".")
    assert "%(" not in said
    assert all(str(value) in said for value in gap.params.values() if isinstance(value, str))
