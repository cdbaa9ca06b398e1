"""Words of the registry that several screens share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from chibo.domain.organisation import Standing
from chibo.kit.lists import Status, Tone
from chibo.registry.labels import STANDINGS

if TYPE_CHECKING:
    from chibo.registry.models import Member, UnitVersion
    from chibo.registry.queries.tree import Overview

Crumb = tuple[str, str]


def size_status(code: str) -> Status:
    """A remark on a cell's size in few words."""
    known = {
        "CELL_TOO_SMALL": Status(_("Dưới 3 chính thức"), Tone.WARNING),
        "CELL_VERY_LARGE": Status(_("Từ 30 đảng viên"), Tone.WARNING),
        "CELL_NEEDS_COMMITTEE": Status(_("Đủ 9, bầu chi uỷ"), Tone.INFO),
    }
    return known[code]


def care_status(overview: Overview, is_cell: bool) -> Status:
    """The gravest remark on a cell's size, or how many cells below a unit are too small or too large."""
    if is_cell:
        order = ("CELL_TOO_SMALL", "CELL_VERY_LARGE", "CELL_NEEDS_COMMITTEE")
        return next((size_status(code) for code in order if overview.warned[code]), Status(""))
    count = overview.too_small + overview.very_large
    return Status(_("%(count)s chi bộ cần chú ý") % {"count": count}, Tone.WARNING) if count else Status("")


def standing_status(standing: str) -> Status:
    """Official or on probation, as a status."""
    return Status(STANDINGS[standing], Tone.GOOD if standing == Standing.OFFICIAL else Tone.INFO)


def unit_crumbs(above: Iterable[UnitVersion], seen: set[int], version: UnitVersion | None = None) -> list[Crumb]:
    """The way from the tree to a unit: those above it (linked where ``seen``), then the unit itself where given."""
    crumbs = [(_("Đơn vị"), reverse("registry:units"))]
    for each in above:
        crumbs.append((each.name, reverse("registry:unit", args=[each.unit.code]) if each.unit_id in seen else ""))
    if version is not None:
        crumbs.append((version.name, reverse("registry:unit", args=[version.unit.code])))
    return crumbs


def member_crumbs(member: Member) -> list[Crumb]:
    """The way from the list of members to a page of one member."""
    return [
        (_("Đảng viên"), reverse("registry:members")),
        (member.full_name, reverse("registry:member", args=[member.pk])),
    ]
