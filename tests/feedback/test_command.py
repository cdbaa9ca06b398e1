"""``chibo erase``: identities go on their date though nobody opens a page."""

from __future__ import annotations

from datetime import date

import time_machine

from chibo.feedback.models import Identity, IdentityRequest
from chibo.feedback.services.identities import Person, give_identity
from tests.cli.conftest import Run, chibo  # noqa: F401
from tests.factories.feedback import RAISED_ON, noted
from tests.factories.registry import World, operator


def test_what_is_due_is_erased_once(chibo: Run, world: World):  # noqa: F811
    give_identity(actor=operator(), concern=noted(world), identity=Person("Nguyễn Thử Danh", "1"), on=RAISED_ON)
    with time_machine.travel(date(2019, 6, 1), tick=False):
        assert chibo("erase").stderr == "0 identities erased, 0 candidates erased.\n"
    with time_machine.travel(date(2019, 6, 2), tick=False):
        assert chibo("erase").stderr == "1 identities erased, 0 candidates erased.\n"
        assert chibo("erase").stderr == "0 identities erased, 0 candidates erased.\n"
    assert not Identity.objects.exists()
    assert IdentityRequest.objects.get().erased_on == date(2019, 6, 2)
