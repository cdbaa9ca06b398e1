"""Makes members one after another from the cells' seeds: names, dates, numbers, posts, homes, skills."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from chibo.demo.cells import cells, commune_code_of, residential_cell_codes
from chibo.demo.geography import REGISTER_STARTS_ON, SEED, CommuneFacts, DemoUnit, communes
from chibo.demo.names import HOMETOWNS, make_name
from chibo.demo.offices import POSTS, Post
from chibo.demo.person import LISTED_ON, DemoMember
from chibo.demo.residents import OTHER_STAFF, cell_sizes, occupation_of
from chibo.demo.units import units_by_code
from chibo.domain.organisation import Skill, UnitKind

OUTSIDE = ("xã Bắc Sơn, huyện Trảng Bom", "phường Xuân An, thị xã Long Khánh", "xã Tân Bình, huyện Vĩnh Cửu")
POLITICAL_THEORY = ("Sơ cấp", "Trung cấp", "Trung cấp", "Cao cấp")
OFFICIALS_WITHOUT_AGENCY_CELL = 15
OLDEST_CELL_LEADER = 74


def couple(rows: Sequence[DemoMember]) -> tuple[DemoMember, DemoMember] | None:
    """The first two below the leaders who may pass for husband and wife."""
    pairs = (
        (man, woman)
        for man in rows[8:]
        for woman in rows[8:]
        if man.gender == "MALE" and woman.gender == "FEMALE" and abs((man.born_on - woman.born_on).days) < 9 * 365
    )
    return next(pairs, None)


def siblings(rows: Sequence[DemoMember]) -> tuple[DemoMember, DemoMember] | None:
    """The first two of one family name, the elder first, who may pass for siblings."""
    pairs = (
        (elder, younger)
        for elder in rows[3:]
        for younger in rows[3:]
        if elder.full_name.split()[0] == younger.full_name.split()[0]
        and 365 < (younger.born_on - elder.born_on).days < 12 * 365
    )
    return next(pairs, None)


class PeopleMaker:
    """Makes the members one after another; numbers that must be unique come from one running count."""

    def __init__(self) -> None:
        self.count = 0
        self.taken: set[tuple[str, date]] = set()
        self.homes = [unit for unit in cells() if unit.neighbourhood is not None]

    def everyone(self) -> Iterator[DemoMember]:
        by_commune: dict[str, list[DemoUnit]] = {}
        for cell in cells():
            by_commune.setdefault(commune_code_of(cell.code), []).append(cell)
        for index, commune in enumerate(communes()):
            for cell in by_commune[commune.code]:
                random = Random(f"{SEED}/{cell.code}")
                kind = cell.phases[0].kind
                if kind is UnitKind.AGENCY_CELL:
                    yield from self._agency_cell(random, commune, cell, with_couple=index % 4 == 0)
                elif kind is UnitKind.RESIDENTIAL_CELL:
                    yield from self._residential_cell(random, commune, cell)
                else:
                    yield from self._other_cell(random, commune, cell, kind)

    def _agency_cell(
        self, random: Random, commune: CommuneFacts, cell: DemoUnit, *, with_couple: bool
    ) -> list[DemoMember]:
        # The standing deputy leads the cell, as is usual; the list begins with the leaders all the same.
        rows = [
            self._official(
                random,
                commune,
                cell.code,
                number,
                post,
                cell_post={1: "SECRETARY", 4: "DEPUTY_SECRETARY"}.get(number, ""),
                probationary=number >= 13 and random.random() < 0.12,
            )
            for number, post in enumerate(POSTS[: commune.agency_members])
        ]
        if with_couple and (pair := couple(rows)):
            husband, wife = pair
            rows[rows.index(wife)] = replace(wife, residence_code=husband.residence_code, address=husband.address)
        return rows

    def _residential_cell(self, random: Random, commune: CommuneFacts, cell: DemoUnit) -> Iterator[DemoMember]:
        official, probationary = cell_sizes(random)
        phase = cell.on(LISTED_ON)
        assert phase is not None
        head = "Trưởng ấp" if " ấp " in phase.name else "Trưởng khu phố"
        leading = ["Bí thư chi bộ", f"Phó Bí thư chi bộ, {head}", "Trưởng Ban công tác Mặt trận"]
        for number in range(official + probationary):
            on_probation = number >= official
            occupation = occupation_of(random, leading=number < 3, young=on_probation)
            lives_here = random.random() < 0.96
            yield self._member(
                random,
                cell.code,
                number,
                ages=(occupation.ages[0], min(occupation.ages[1], OLDEST_CELL_LEADER))
                if number < 3
                else occupation.ages,
                female_share=0.38,
                probationary=on_probation,
                position=leading[number] if number < min(3, official) else "",
                cell_post=("SECRETARY", "DEPUTY_SECRETARY", "")[min(number, 2)] if number < official else "",
                home=cell if lives_here else random.choice(self.homes),
                skills=tuple((skill, random.choice((1, 1, 2))) for skill in occupation.skills),
                leadership=(2, 1, 1)[number] if number < 3 else int(random.random() < 0.1),
                qualification=occupation.name,
                has_phone=random.random() < 0.6,
            )
        if not commune.agency_members:
            yield from self._officials_without_agency_cell(random, commune, cell, official + probationary)

    def _officials_without_agency_cell(
        self, random: Random, commune: CommuneFacts, cell: DemoUnit, already: int
    ) -> Iterator[DemoMember]:
        codes = residential_cell_codes(commune)
        mine = range(codes.index(cell.code), OFFICIALS_WITHOUT_AGENCY_CELL, len(codes))
        for number, post_index in enumerate(mine, start=already):
            yield self._official(random, commune, cell.code, number, POSTS[post_index])

    def _other_cell(
        self, random: Random, commune: CommuneFacts, cell: DemoUnit, kind: UnitKind
    ) -> Iterator[DemoMember]:
        staff = OTHER_STAFF[kind]
        nearby = [home for home in self.homes if home.code.startswith(f"{commune.code}-")]
        for number in range(random.randrange(*staff.sizes)):
            yield self._member(
                random,
                cell.code,
                number,
                ages=staff.head_ages if number == 0 else staff.ages,
                female_share=staff.female_share,
                probationary=number > 3 and random.random() < 0.06,
                position=staff.head if number == 0 else staff.position,
                cell_post=("SECRETARY", "DEPUTY_SECRETARY", "")[min(number, 2)],
                home=random.choice(nearby if random.random() < 0.6 else self.homes),
                skills=staff.skills,
                leadership=2 if number == 0 else 0,
                qualification=staff.qualification,
                has_phone=True,
            )

    def _official(
        self,
        random: Random,
        commune: CommuneFacts,
        cell_code: str,
        number: int,
        post: Post,
        *,
        cell_post: str = "",
        probationary: bool = False,
    ) -> DemoMember:
        where = random.random()
        district = commune.code.split("-")[0]
        homes = [
            home for home in self.homes if home.code.startswith(f"{commune.code}-" if where < 0.55 else f"{district}-")
        ]
        return self._member(
            random,
            cell_code,
            number,
            ages=post.ages if not probationary else (24, 34),
            female_share=post.female_share,
            probationary=probationary,
            position=post.position,
            cell_post=cell_post,
            commune_post=post.commune_post,
            office_code=post.office_code,
            home=random.choice(homes) if where < 0.85 else None,
            skills=post.skills,
            leadership=post.leadership,
            qualification=post.qualification,
            has_phone=True,
        )

    def _member(
        self,
        random: Random,
        cell_code: str,
        number: int,
        *,
        ages: tuple[int, int],
        female_share: float,
        probationary: bool,
        position: str,
        cell_post: str,
        home: DemoUnit | None,
        skills: tuple[tuple[Skill, int], ...],
        leadership: int,
        qualification: str,
        has_phone: bool,
        commune_post: str = "",
        office_code: str | None = None,
    ) -> DemoMember:
        self.count += 1
        male = random.random() >= female_share
        full_name, born_on = self._new_person(random, male=male, ages=ages)
        admitted_on = _admission(random, born_on, probationary=probationary, leadership=leadership)
        earliest = max(REGISTER_STARTS_ON, admitted_on)
        joined_on = earliest + timedelta(int((LISTED_ON - earliest).days * random.choice((0, 0, random.random()))))
        return DemoMember(
            key=f"{cell_code}-{number + 1:02d}",
            full_name=full_name,
            gender="MALE" if male else "FEMALE",
            born_on=born_on,
            hometown=random.choice(HOMETOWNS),
            admitted_on=admitted_on,
            official_on=None if probationary else _a_year_after(admitted_on),
            # The multipliers have no factor in common with 10: different counts give different numbers.
            card_number=None if probationary else f"{self.count * 48_271 % 100_000_000:08d}",
            file_number=f"{self.count * 7_919 % 1_000_000:06d}ĐN",
            phone=f"010{self.count:07d}" if has_phone else "",
            cell_code=cell_code,
            joined_on=joined_on,
            position=position,
            cell_post=cell_post,
            commune_post=commune_post,
            office_code=office_code,
            residence_code=home.code if home else None,
            address=_address(random, home),
            skills=skills,
            leadership=leadership,
            education="12/12" if born_on.year > 1965 else random.choice(("9/12", "12/12", "10/10")),
            qualification=qualification,
            political_theory=("Sơ cấp", random.choice(POLITICAL_THEORY), "Trung cấp", "Cao cấp")[leadership],
        )

    def _new_person(self, random: Random, *, male: bool, ages: tuple[int, int]) -> tuple[str, date]:
        while True:
            age = random.randrange(*ages)
            born_on = date(LISTED_ON.year - age, 1, 1) + timedelta(random.randrange(365))
            full_name = make_name(random, male=male, born_in=born_on.year)
            if (full_name, born_on) not in self.taken:
                self.taken.add((full_name, born_on))
                return full_name, born_on


def _admission(random: Random, born_on: date, *, probationary: bool, leadership: int) -> date:
    if probationary:
        return date(2018, 12, 3) + timedelta(random.randrange(100))
    first = date(born_on.year + 20, 1, 1)
    # Who leads has been in the Party for some years.
    last = min(date(born_on.year + 48, 1, 1), date(2010 if leadership >= 2 else 2017, 12, 31))
    return first + timedelta(int((last - first).days * random.random() ** 1.6))


def _a_year_after(day: date) -> date:
    """The end of the twelve months on probation (29 February counts as the 28th)."""
    return date(day.year + 1, day.month, 28 if (day.month, day.day) == (2, 29) else day.day)


def _address(random: Random, home: DemoUnit | None) -> str:
    if home is None:
        return random.choice(OUTSIDE)
    cell, commune = home.on(LISTED_ON), units_by_code()[commune_code_of(home.code)].on(LISTED_ON)
    assert cell is not None and commune is not None
    place = cell.name.removeprefix("Chi bộ ")
    return f"Tổ {random.randrange(1, 13)}, {place}, {commune.name[0].lower()}{commune.name[1:]}"
