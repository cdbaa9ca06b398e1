"""What the papers of an admission say, gathered under the names of the day. The caller has read who it is for the log."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from chibo.domain.nominations.path import StepKind
from chibo.domain.papers.admission import Admission, Applicant, Ballot, Introducer
from chibo.domain.papers.wording import in_sentence, proper_name
from chibo.nominations.models import Nomination, PathStep
from chibo.nominations.queries.around import forms_of
from chibo.nominations.queries.paths import steps_of
from chibo.registry.models import Member, UnitVersion
from chibo.registry.queries.cells import commune_of
from chibo.registry.queries.members import profile_on
from chibo.registry.queries.units import cell_strengths_on, name_on

if TYPE_CHECKING:
    from chibo.nominations.services.nominating import Person

GENDERS = {"MALE": "Nam", "FEMALE": "Nữ"}
"""As papers write them, whatever language the screen is in."""


def admission_of(nomination: Nomination, person: Person, day: date) -> Admission:
    """The admission of ``person`` as known on ``day``: steps, votes, who introduces
    (while nobody has signed, who helps), names of cell and committees."""
    steps = steps_of(nomination, day)
    by_kind = {step.kind: step for step in steps}
    commune = commune_of(nomination.cell)
    area = name_on(commune, day) if commune is not None else ""
    above = UnitVersion.objects.on(day).filter(unit=commune).values_list("parent_id", flat=True).first()
    helpers = [(step.on, step.helper) for step in steps if step.helper is not None]
    filed = next((row.introducer for row in forms_of(nomination, day) if row.introducer is not None), None)
    introducer = filed or (helpers[-1][1] if helpers else None)
    resolution = by_kind.get(StepKind.RESOLUTION)
    decision = by_kind.get(StepKind.DECISION)
    return Admission(
        cell=name_on(nomination.cell, day),
        committee=f"Đảng ủy {in_sentence(area)}",
        above_committee=f"Đảng bộ {in_sentence(name_on(above, day))}" if above else "",
        place=proper_name(area),
        drafted_on=day,
        applicant=Applicant(
            name=person.name,
            born_on=person.born_on,
            gender=GENDERS.get(person.gender, ""),
            address=person.address,
            occupation=person.occupation,
        ),
        helped_since=helpers[-1][0] if helpers else None,
        introducer=_introducer(introducer, day) if introducer is not None else None,
        ballot=_ballot(nomination, resolution) if resolution is not None else None,
        resolved_on=resolution.on if resolution is not None else None,
        decided_on=decision.on if decision is not None else None,
    )


def _introducer(member: Member, day: date) -> Introducer:
    profile = profile_on(member, day)
    return Introducer(
        name=member.full_name,
        born_on=member.born_on,
        admitted_on=member.admitted_on,
        official_on=member.official_on,
        position=profile.position if profile is not None else "",
    )


def _ballot(nomination: Nomination, step: PathStep) -> Ballot:
    counts = {name: getattr(step, f"{name}_count") for name in ("official", "present", "in_favour", "against")}
    strength = cell_strengths_on(step.on, [nomination.cell_id]).get(nomination.cell_id)
    return Ballot(probationary=strength.probationary if strength is not None else 0, **counts)
