"""A directive of the city with its paper, and one of the commune without."""

from __future__ import annotations

from datetime import date
from typing import Any

from chibo.directives.models import Directive
from chibo.directives.services.acknowledging import acknowledge_version, remind_units
from chibo.directives.services.directives import send_version
from chibo.domain.organisation import UnitKind
from tests.factories.directives import SENT_ON, send
from tests.factories.registry import World, make_unit, operator


def subjects(world: World) -> dict[str, Any]:
    city = send(world, file_name="12-CT-TU.pdf", file=b"%PDF-1.7")
    commune = send(world, unit=world.commune, number="5-KH/ĐU")
    return {"city_directive": city.pk, "commune_directive": commune.pk}


def grow(world: World, number: int) -> None:
    """More directives, and more cells with signatures and reminders, and one more version of the city's."""
    city = Directive.objects.get(unit=world.city, number="12-CT/TU")
    last = city.versions.count()
    send_version(
        actor=operator(),
        directive=city,
        text="Bản mới",
        changes="Thêm một mục",
        deadline=date(2019, 3, 29),
        on=SENT_ON,
    )
    for _place in range(number):
        each = Directive.objects.count()
        send(world, number=f"{each}-KH/TU")
        cell = make_unit(f"Chi bộ thêm {each}", UnitKind.RESIDENTIAL_CELL, world.commune)
        told = {"actor": operator(), "directive": city, "on": SENT_ON}
        acknowledge_version(number=last + 1, unit=cell, acting_for="Bí thư", paper="Danh sách", **told)
        late = make_unit(f"Chi bộ chưa ký {each}", UnitKind.RESIDENTIAL_CELL, world.commune)
        remind_units(actor=operator(), directive=city, on=date(2019, 3, 5), units=[late])
