"""What other jobs show on the page of a member: each registers here what it tells, and to whom, when the site starts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from chibo.accounts.models import User
    from chibo.registry.models import Member


class Line(NamedTuple):
    """One line of a panel: what it is called, what it says, where it leads (empty: nowhere)."""

    label: Any
    text: Any
    address: str = ""


class Panel(NamedTuple):
    """A panel with its heading."""

    title: Any
    lines: Sequence[Line]


Teller = Callable[["Member", date, "User"], Panel | None]
_tellers: list[Teller] = []


def show_by(teller: Teller) -> Teller:
    """Let ``teller(member, day, viewer)`` say what stands on the member's page; ``None``: nothing for this viewer."""
    if teller not in _tellers:
        _tellers.append(teller)
    return teller


def panels_of(member: Member, day: date, *, viewer: User) -> list[Panel]:
    """What the jobs tell ``viewer`` about ``member`` as of ``day``."""
    found = (teller(member, day, viewer) for teller in _tellers)
    return [panel for panel in found if panel is not None and panel.lines]
