"""Words and marks of the registry in templates: ``{% load registry %}``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.template import Library
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from chibo.kit.cells import day_text
from chibo.kit.templatetags.chibo import icon, status
from chibo.registry.labels import KIND_ICONS, KIND_LABELS, LEADERSHIP_LEVELS, NEED_LEVELS, SKILL_LEVELS, SKILLS
from chibo.registry.views.wording import care_status

register = Library()


@register.simple_tag
def unit_icon(kind: str) -> SafeString:
    """The icon of a kind of unit, with the kind's name for those who do not see it."""
    return icon(KIND_ICONS[kind], str(KIND_LABELS[kind]))


@register.simple_tag
def unit_care(overview: Any, is_cell: bool) -> SafeString:
    """What needs care in a unit's subtree, as a status."""
    found = care_status(overview, is_cell)
    return status(found) if found.label else SafeString("")


@register.filter
def kind_label(kind: str) -> str:
    """The name of a kind of unit."""
    return str(KIND_LABELS.get(kind, kind))


@register.filter
def period(row: Any) -> str:
    """From when to when a dated row holds, its last day included, in words."""
    ends_on: date | None = row.ends_on
    if ends_on is None:
        return _("từ %(day)s") % {"day": day_text(row.starts_on)}
    last = date.fromordinal(ends_on.toordinal() - 1)
    return f"{day_text(row.starts_on)} – {day_text(last)}"


@register.filter
def skills(levels: Mapping[str, int]) -> list[tuple[str, str]]:
    """The skills of a member as pairs of name and level in words, the strongest first."""
    return _in_words(levels, SKILL_LEVELS)


@register.filter
def needs(levels: Mapping[str, int]) -> list[tuple[str, str]]:
    """The needs of a neighbourhood as pairs of name and urgency in words, the most urgent first."""
    return _in_words(levels, NEED_LEVELS)


@register.filter
def leadership(level: int) -> str:
    """The level of leadership in words."""
    return str(LEADERSHIP_LEVELS.get(level, level))


def _in_words(levels: Mapping[str, int], words: Mapping[int, Any]) -> list[tuple[str, str]]:
    ordered = sorted(levels.items(), key=lambda pair: (-pair[1], pair[0]))
    return [(str(SKILLS.get(code, code)), str(words.get(level, level))) for code, level in ordered if level]
