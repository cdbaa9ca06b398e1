"""A made-up province of a given number of members, written straight into the tables: the benches need bulk, not a story."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from chibo.accounts.models import LOCAL_OPERATOR, User
from chibo.audit.use_cases import use_case
from chibo.domain.organisation import UnitKind
from chibo.domain.vietnamese import name_sort_key, search_key
from chibo.registry.models import Member, Membership, Profile, Role, RoleHolding, Unit, UnitVersion

BEGIN = date(2015, 1, 1)
FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô")
MIDDLES = ("Văn", "Thị", "Minh", "Đức", "Ngọc", "Thanh", "Quốc", "Hữu")
GIVEN = (
    "An",
    "Bình",
    "Châu",
    "Dũng",
    "Đạt",
    "Giang",
    "Hà",
    "Khoa",
    "Lan",
    "Mai",
    "Nam",
    "Oanh",
    "Phúc",
    "Quý",
    "Sơn",
    "Tú",
)
CELLS_PER_COMMUNE, COMMUNES_PER_DISTRICT, MEMBERS_PER_CELL = 24, 11, 21


@dataclass
class Country:
    """The province, one of its communes with its cells, and people who may look at them."""

    province: Unit
    commune: Unit
    cells: list[Unit]
    organiser: User


@use_case("bench.loaded", label=_("Nạp dữ liệu đo"), allowed=lambda **_: True)
def load(*, actor: User, members: int) -> Country:
    """A province with ``members`` members, 21 a cell, 24 cells a commune, 11 communes a district."""
    cells = members // MEMBERS_PER_CELL
    communes = -(-cells // CELLS_PER_COMMUNE)
    districts = -(-communes // COMMUNES_PER_DISTRICT)
    province = _units([(None, "Tỉnh Đo", UnitKind.PROVINCE)], "T")[0]
    above = _units([(province, f"Huyện {n}", UnitKind.DISTRICT) for n in range(districts)], "H")
    middle = _units([(above[n // COMMUNES_PER_DISTRICT], f"Xã {n}", UnitKind.COMMUNE) for n in range(communes)], "X")
    kinds = [UnitKind.AGENCY_CELL] + [UnitKind.RESIDENTIAL_CELL] * (CELLS_PER_COMMUNE - 1)
    low = _units(
        [(middle[n // CELLS_PER_COMMUNE], f"Chi bộ {n}", kinds[n % CELLS_PER_COMMUNE]) for n in range(cells)], "C"
    )
    _insert(Member(born_on="1950"), (_member(number) for number in range(cells * MEMBERS_PER_CELL)))
    people = Member.objects.order_by("pk").values_list("pk", flat=True)
    stays = ({"member_id": person, "cell_id": low[n // MEMBERS_PER_CELL][0].pk} for n, person in enumerate(people))
    _insert(Membership(starts_on=BEGIN), stays)
    organiser = User(username="bench", full_name="Người Đo")
    organiser.set_unusable_password()
    organiser.save()
    RoleHolding(user=organiser, role=Role.ORGANISER, unit=province[0], starts_on=BEGIN).save()
    own = [unit for unit, path in low if path.startswith(middle[0][1])]
    return Country(province[0], middle[0][0], own, organiser)


def load_country(members: int) -> Country:
    """``load`` by the person at the command line."""
    return load(actor=User.objects.get(username=LOCAL_OPERATOR), members=members)


@use_case("bench.saved_one_by_one", label=_("Ghi từng dòng để đo"), allowed=lambda **_: True)
def save_one_by_one(*, actor: User, count: int, on: date) -> None:
    """As an import does that knows of no batches: the member, the stay, the profile, row by row."""
    cell = Unit.objects.get(code="C00002")
    for number in range(count):
        name = f"Lý Văn {number}"
        member = Member(full_name=name, search_key=search_key(name), sort_key=name_sort_key(name), born_on="1980")
        member.card_number = f"{80_000_000 + number}"
        member.save()
        Membership(member=member, cell=cell, starts_on=on).save()
        Profile(member=member, starts_on=on).save()


def _insert(like: Model, rows: Iterable[dict[str, Any]]) -> None:
    """Rows that differ from ``like`` in the columns given, with no questions asked (bulk_create takes ten times as long)."""
    fields = [field for field in like._meta.concrete_fields if not field.primary_key]
    common = {field.column: field.get_db_prep_save(field.pre_save(like, add=True), connection) for field in fields}
    columns, places = ", ".join(f'"{name}"' for name in common), ", ".join(["%s"] * len(common))
    with connection.cursor() as cursor:
        cursor.executemany(
            f'INSERT INTO "{like._meta.db_table}" ({columns}) VALUES ({places})',
            [tuple((common | row).values()) for row in rows],
        )


def _member(number: int) -> dict[str, Any]:
    name = f"{FAMILIES[number % 10]} {MIDDLES[number // 10 % 8]} {GIVEN[number // 80 % 16]}"
    return {
        "full_name": name,
        "search_key": search_key(name),
        "sort_key": name_sort_key(name),
        "gender": "MALE",
        "born_on": f"{1950 + number % 50}",
        "official_from": "2010-01-01" if number % 20 else None,
        "card_number": f"{number:08d}",
    }


def _units(described: list[tuple[tuple[Unit, str] | None, str, UnitKind]], letter: str) -> list[tuple[Unit, str]]:
    units = Unit.objects.bulk_create(Unit(code=f"{letter}{n:05d}") for n in range(len(described)))
    made = []
    versions = []
    for unit, (parent, name, kind) in zip(units, described, strict=True):
        path = f"{parent[1] if parent else '/'}{unit.pk}/"
        made.append((unit, path))
        versions.append(
            UnitVersion(
                unit=unit,
                parent=parent[0] if parent else None,
                name=name,
                kind=kind.value,
                path=path,
                search_key=search_key(name),
                starts_on=BEGIN,
            )
        )
    UnitVersion.objects.bulk_create(versions, batch_size=5000)
    return made
