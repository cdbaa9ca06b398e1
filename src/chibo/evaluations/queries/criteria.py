"""What a side is asked to write about: the criteria of the cycle's own rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from chibo.domain.evaluation.way import Side

REMARK = "remark"
"""The one section of a side that the rules name no criteria for."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One criterion as a side answers it. ``most``: the highest points, 0 where none are given."""

    code: str
    label: str
    hint: str = ""
    levels: bool = False
    most: int = 0


def asked_of(rules: Mapping[str, Any], side: Side) -> list[Asked]:
    """The sections that ``side`` writes under ``rules`` (those of a cycle), in order; at least one."""
    rows = [_asked(row) for row in rules["criteria"] if side.value in row["sides"]]
    return rows or [Asked(REMARK, _("Nhận xét"))]


def asks_percent(rules: Mapping[str, Any], side: Side) -> bool:
    """Whether ``side`` says how much of the work was done: those who know it, where the rules give points."""
    return bool(rules.get("points")) and side in (Side.SELF, Side.OFFICE)


def labels_of(rules: Mapping[str, Any]) -> dict[str, str]:
    """The words of every criterion, in the order of the rules."""
    return {row["code"]: row["label"] for row in rules["criteria"]} | {REMARK: _("Nhận xét")}


def _asked(row: Mapping[str, Any]) -> Asked:
    return Asked(row["code"], row["label"], row.get("hint", ""), bool(row.get("levels")), int(row.get("most") or 0))
