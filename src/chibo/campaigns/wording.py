"""Placement rules and terms in words, under the names of the day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chibo.campaigns.queries.problems import member_id
from chibo.kit.language import source_language
from chibo.registry.models import Member, Office, Unit
from chibo.registry.queries.units import names_on

TERMS = {
    "fit": gettext_lazy("Hợp chuyên môn"),
    "home": gettext_lazy("Sinh hoạt tại nơi ở"),
    "travel": gettext_lazy("Đường đi"),
    "change": gettext_lazy("Thay đổi so với phương án trước"),
    "weak": gettext_lazy("Chi bộ thiếu đảng viên chính thức"),
    "empty": gettext_lazy("Chi bộ không được tăng cường"),
    "size": gettext_lazy("Lệch chỉ tiêu tiếp nhận"),
    "coverage": gettext_lazy("Đáp ứng nhu cầu chuyên môn"),
    "leader": gettext_lazy("Thiếu cán bộ lãnh đạo"),
}


def usual_name(number: int) -> str:
    """The name under which plan ``number`` is kept when nobody gives it one."""
    with source_language():
        return _("Phương án %(number)s") % {"number": number}


def rules_in_words(rules: Iterable[Mapping[str, Any]], *, on: date) -> str:
    """Each of ``rules`` (``{"rule": …, "ids": […]}``) as a phrase, joined by semicolons."""
    rules = list(rules)
    keys = {key for rule in rules for key in rule["ids"]}
    numbered = [key for key in keys if key.startswith("M") and key[1:].isdigit()]
    members = Member.objects.in_bulk([member_id(key) for key in numbered])
    people = {key: members[member_id(key)].full_name for key in numbered if member_id(key) in members}
    codes = dict(Unit.objects.filter(code__in=keys).values_list("code", "pk"))
    names = names_on(codes.values(), on)
    cells = {code: names.get(pk) or code for code, pk in codes.items()}
    known = cells | people | dict(Office.objects.on(on).filter(code__in=keys).values_list("code", "name"))
    return "; ".join(rule_in_words(rule, known) for rule in rules)


def rule_in_words(rule: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """One rule as a phrase; ``names``: what the ids of members, cells and offices are called."""
    return _phrase(rule["rule"], [names.get(key, key) for key in rule["ids"]])


def _phrase(kind: str, names: list[str]) -> str:
    first, second = (*names, "")[:2]
    phrases = {
        "fixed": _("%(first)s phải về %(second)s"),
        "forbidden": _("%(first)s không về %(second)s"),
        "keep_apart": _("%(first)s và %(second)s không cùng chi bộ"),
        "capacity": _("%(first)s không nhận quá sức chứa"),
        "office_limit": _("%(first)s không nhận quá số người của cùng bộ phận %(second)s"),
        "placed": _("%(first)s phải có chi bộ"),
    }
    return phrases[kind] % {"first": first, "second": second}
