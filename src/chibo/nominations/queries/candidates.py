"""Whose data are kept, and which must go. What they are, only ``services.candidates.read_candidate`` gives to a person."""

from __future__ import annotations

from datetime import date

from chibo.domain.vietnamese import search_key
from chibo.nominations.models import Candidate, Nomination
from chibo.registry.models import Unit


def due_to_go(on: date) -> list[Nomination]:
    """Nominations whose person's data are to be erased by ``on``, wherever they are. One SQL query."""
    return list(Nomination.objects.filter(erased_on=None, erase_on__lte=on).order_by("pk"))


def is_known_in(cell: Unit, name: str, born_on: date) -> bool:
    """Whether somebody of this name and birth date is on the way in ``cell``. One SQL query."""
    under_way = Candidate.objects.filter(nomination__cell=cell, nomination__erase_on=None, born_on=born_on)
    return any(search_key(each) == search_key(name) for each in under_way.values_list("name", flat=True))


def candidate_of(nomination: Nomination) -> Candidate | None:
    """Who it is, for use cases to build on; ``None`` where the data were erased. One SQL query."""
    return Candidate.objects.filter(nomination=nomination).select_related("member").first()
