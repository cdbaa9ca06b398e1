"""What became of the units after the story: the mergers of 2024 and 2025, the end of the district tier, 2026."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.translation import gettext as _

from chibo.campaigns.models import Transfer
from chibo.campaigns.services.transfers import issue_transfer
from chibo.demo.geography import mergers
from chibo.demo.registering import Progress, Register, begin_unit, enter_change
from chibo.demo.script import STORY_ENDS_ON
from chibo.demo.selection import Selection
from chibo.demo.units import Change, all_units, changes
from chibo.domain.organisation import UnitKind
from chibo.registry.models import UnitVersion
from chibo.registry.queries.units import held_on
from chibo.registry.services.members import release_member
from chibo.registry.services.units import change_unit, end_unit


def later_changes(selection: Selection, until: date | None) -> tuple[Change, ...]:
    """What happens to the units of ``selection``, and to those they become part of, after the story up to ``until``."""
    if until is None:
        return ()
    heirs = {merger.predecessor: merger.successor for merger in mergers()}
    codes = {unit.code for unit in selection.units}
    wanted = set(codes)
    for code in codes:
        while code in heirs:
            code = heirs[code]
            wanted.add(code)
    found = changes(all_units(), after=STORY_ENDS_ON, until=until)
    return tuple(change for change in found if change.code in wanted)


def restructure(register: Register, later: tuple[Change, ...], *, progress: Progress) -> None:
    """Each of ``later`` is entered by the province's organiser, as the demo's own resolutions tell them."""
    organiser = register.users["totuctinh"]
    _settle_those_held(register, later[0].on - timedelta(days=1))
    heirs = {merger.predecessor: merger.successor for merger in mergers()}
    for change in later:
        unit = register.units.get(change.code)
        current = UnitVersion.objects.on(change.on).filter(unit=unit).select_related("parent").first()
        if change.before is None and change.after is not None:
            begin_unit(register, organiser, change.code, change.after)
        elif current is None or unit is None:
            pass  # An agency cell that the story dissolved.
        elif change.after is not None:
            enter_change(register, organiser, change.code, change.after)
        elif current.kind == UnitKind.AGENCY_CELL and current.parent is not None:
            # One that was never dissolved goes along into the new commune.
            successor = register.units[heirs[current.parent.code]]
            change_unit(actor=organiser, unit=unit, on=change.on, parent=successor)
        else:
            successors = (register.units[heirs[change.code]],) if change.code in heirs else ()
            end_unit(actor=organiser, unit=unit, on=change.on, successors=successors)
        progress()


def _settle_those_held(register: Register, on: date) -> None:
    """Members whom their committee still looks after go to their cells before the committee itself is no more."""
    waiting = Transfer.objects.filter(issued_on=None, returned_on=None).select_related(
        "member", "reorganisation__commune__unit"
    )
    for transfer in waiting:
        officer = register.committee[transfer.reorganisation.commune.unit.code]
        if held_on(on, [transfer.member_id]):
            release_member(actor=officer, member=transfer.member, on=on, reason=_("Đã có kết luận"))
        issue_transfer(actor=officer, transfer=transfer, on=on)
