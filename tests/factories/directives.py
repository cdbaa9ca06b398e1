"""A directive of the city over the world of ``tests.factories.registry``."""

from __future__ import annotations

from datetime import date

from chibo.directives.models import Directive
from chibo.directives.services.directives import send_directive
from tests.factories.registry import World, operator

ISSUED_ON = date(2019, 3, 1)
SENT_ON = date(2019, 3, 4)
DUE_ON = date(2019, 3, 15)
DIRECTIVE = {
    "number": "12-CT/TU",
    "issuer": "Ban Thường vụ Thành ủy",
    "issued_on": ISSUED_ON,
    "subject": "Tăng cường tiếp công dân tại khu phố",
    "text": "Các chi bộ phổ biến đến đảng viên trong kỳ sinh hoạt gần nhất.",
    "deadline": DUE_ON,
    "on": SENT_ON,
}


def send(world: World, **changes) -> Directive:
    """Sent from the city: two communes and four cells are asked."""
    return send_directive(**({"actor": operator(), "unit": world.city} | DIRECTIVE | changes))
