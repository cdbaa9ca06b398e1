"""Loads the demo: a synthetic Đồng Nai of 2019, through the same use cases that its users would call."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from chibo.campaigns.models import Campaign
from chibo.demo.playing import Player
from chibo.demo.registering import PASSWORD, Progress, enter
from chibo.demo.registering import step_count as entering_steps
from chibo.demo.restructuring import later_changes, restructure
from chibo.demo.script import CAMPAIGN, DemoAccount
from chibo.demo.selection import Selection
from chibo.demo.year.living import YEAR, Year
from chibo.kit.statistics import refresh_statistics
from chibo.registry.models import Unit


class NotEmpty(RuntimeError):
    """The database holds units that are not the demo's."""


@dataclass(frozen=True, slots=True)
class SignIn:
    """One printed sign-in."""

    account: DemoAccount
    password: str


def is_loaded() -> bool:
    """Whether the demo is there."""
    return Campaign.objects.filter(code=CAMPAIGN.code).exists()


def step_count(selection: Selection, *, until: date | None = None, with_year: bool = True) -> int:
    """How many times ``load`` tells of its progress."""
    months = len(YEAR) + 1 if with_year and selection.year_communes else 0
    return entering_steps(selection) + len(selection.events) + months + len(later_changes(selection, until))


def load(
    selection: Selection, *, until: date | None = None, with_year: bool = True, progress: Progress = lambda: None
) -> None:
    """The demo is in the database, whole or (when anything fails or is interrupted) not at all.

    ``with_year``: the year of the cells after the move is played in ``YEAR_COMMUNES``. ``until``: what became of the units after the story is played too, up to that day. Raises ``NotEmpty`` when other
    units are there; does nothing when the demo is.
    """
    if is_loaded():
        return
    if Unit.objects.exists():
        raise NotEmpty
    # One transaction: half a demo would be in everybody's way, and the disk is waited for once only.
    with transaction.atomic():
        register = enter(selection, progress=progress)
        refresh_statistics()
        player = Player(register)
        for event in selection.events:
            player.play(event)
            progress()
        if with_year and selection.year_communes:
            year = Year(register, selection.year_communes)
            year.prepare()
            for month in YEAR:
                year.play(month)
                progress()
            year.finish()
            progress()
        later = later_changes(selection, until)
        if later:
            restructure(register, later, progress=progress)
        refresh_statistics()


def sign_ins(selection: Selection) -> list[SignIn]:
    """The sign-ins to print, one for each role."""
    return [SignIn(account, PASSWORD) for account in selection.accounts]
