"""Which part of the demo is loaded: all of it, or some communes with what hangs on them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from chibo.demo.cells import commune_code_of
from chibo.demo.geography import DemoUnit, areas, communes
from chibo.demo.people import kinships, members, officers
from chibo.demo.person import LISTED_ON, DemoKinship, DemoMember, DemoOfficer
from chibo.demo.script import DemoAccount, StoryEvent, accounts, events
from chibo.demo.units import all_units, known_on

YEAR_COMMUNES = ("BH-TRUNGDUNG", "XL-GIARAY", "TN-GIAKIEM")
"""Those whose cells' year after the move is played."""


class UnknownCommune(ValueError):
    """No commune or district of the demo has this code."""


@dataclass(frozen=True)
class Selection:
    """The communes of 2019 to load, by code, and all that belongs to them."""

    communes: tuple[str, ...]

    @classmethod
    def of(cls, codes: Iterable[str] = ()) -> Selection:
        """The communes with these codes, or under these districts; all of them where none is named."""
        wanted = [code.strip() for code in codes if code.strip()]
        known = [commune.code for commune in communes()]
        found = []
        for code in wanted:
            matching = [each for each in known if each == code or each.startswith(f"{code}-")]
            if not matching:
                raise UnknownCommune(code)
            found += matching
        return cls(tuple(dict.fromkeys(found)) if wanted else tuple(known))

    def holds(self, code: str) -> bool:
        """Whether the unit with this code is a commune of the selection or a cell of one."""
        return code in self._codes or (code not in self._area_codes and commune_code_of(code) in self._codes)

    @property
    def year_communes(self) -> tuple[str, ...]:
        """Those of the selection whose year is played."""
        return tuple(code for code in YEAR_COMMUNES if code in self._codes)

    @cached_property
    def units(self) -> tuple[DemoUnit, ...]:
        """Province, districts, communes and cells as the register of ``LISTED_ON`` knew them, parents first."""
        known = known_on(all_units(), LISTED_ON)
        above = {unit.phases[-1].parent_code for unit in known if unit.code in self._codes}
        above |= {unit.phases[-1].parent_code for unit in known if unit.code in above}
        return tuple(unit for unit in known if unit.code in above or self.holds(unit.code))

    @cached_property
    def members(self) -> tuple[DemoMember, ...]:
        return tuple(member for member in members() if member.commune_code in self._codes)

    @cached_property
    def officers(self) -> tuple[DemoOfficer, ...]:
        return tuple(officer for officer in officers() if self.holds(officer.unit_code))

    @cached_property
    def kinships(self) -> tuple[DemoKinship, ...]:
        keys = {member.key for member in self.members}
        return tuple(pair for pair in kinships() if {pair.first_key, pair.second_key} <= keys)

    @cached_property
    def accounts(self) -> tuple[DemoAccount, ...]:
        """The sign-ins whose unit and member are loaded."""
        codes = {unit.code for unit in self.units}
        keys = {member.key for member in self.members}
        return tuple(row for row in accounts() if row.unit_code in codes and row.member_key in keys | {None})

    @cached_property
    def events(self) -> tuple[StoryEvent, ...]:
        """What happens in these communes, and in the whole campaign, oldest first."""
        return tuple(event for event in events() if self._concerns(event))

    def _concerns(self, event: StoryEvent) -> bool:
        if event.change is not None:
            return self.holds(event.change.code)
        return event.commune_code in self._codes or not event.commune_code

    @cached_property
    def _codes(self) -> frozenset[str]:
        return frozenset(self.communes)

    @cached_property
    def _area_codes(self) -> frozenset[str]:
        return frozenset(unit.code for unit in areas())
