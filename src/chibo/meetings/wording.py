"""Calendars in words: half-days, rules, and what giving way in a rule means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chibo.domain.meeting_calendar.problem import Problem, Rule, RuleKind
from chibo.domain.meeting_calendar.relaxations import is_substitute
from chibo.kit.cells import day_text
from chibo.meetings.labels import SESSIONS
from chibo.meetings.queries.problems import member_id
from chibo.registry.models import Counter, Member, Unit
from chibo.registry.queries.units import names_on

RELAXATIONS: dict[str, Any] = {
    RuleKind.MEETS: gettext_lazy("Cho họp vào bất cứ buổi nào"),
    RuleKind.HALL: gettext_lazy("Mượn thêm nơi họp"),
    RuleKind.LEADER: gettext_lazy("Không buộc dự đủ các buổi"),
    RuleKind.LEADER_DAY: gettext_lazy("Không buộc dự đủ các buổi"),
    RuleKind.SLOT_LIMIT: gettext_lazy("Bỏ giới hạn số chi bộ cùng buổi"),
    RuleKind.COUNTER: gettext_lazy("Cử người nơi khác trực thay"),
    RuleKind.LEAVE: gettext_lazy("Huy động trực buổi này"),
    RuleKind.ATTENDS: gettext_lazy("Cho vắng buổi họp này"),
    RuleKind.DESK_LIMIT: gettext_lazy("Bỏ giới hạn số buổi trực"),
}
"""What giving way in a rule of each kind means; one who serves two counters at once is no way."""
TERMS: dict[str, Any] = {
    "day": gettext_lazy("Lệch ngày truyền thống"),
    "session": gettext_lazy("Khác buổi mong muốn"),
    "spread": gettext_lazy("Nhiều chi bộ cùng buổi"),
    "not_primary": gettext_lazy("Trực không đúng quầy chính"),
    "fairness": gettext_lazy("Số buổi trực không đều"),
}


@dataclass(frozen=True, slots=True)
class Names:
    """What the ids of a problem are called."""

    known: Mapping[str, str]

    def of(self, key: str) -> str:
        """A cell, counter or member by name; a substitute as such; what is not known by its id."""
        return _("người trực thay") if is_substitute(key) else self.known.get(key, key)

    def all_of(self, keys: Iterable[str]) -> list[str]:
        return [self.of(key) for key in keys]


def names_in(commune: Unit, *problems: Problem) -> Names:
    """The names of the cells, counters and people of ``problems`` of ``commune`` in one month, as of its traditional date.

    Four SQL queries.
    """
    day = date.fromisoformat(problems[0].traditional_date)
    cells = {cell for problem in problems for cell in problem.cells_by_id}
    units = dict(Unit.objects.filter(code__in=cells).values_list("code", "pk"))
    names = names_on(units.values(), day)
    known = {code: names.get(pk) or code for code, pk in units.items()}
    counters = {counter for problem in problems for counter in problem.counters}
    rows = Counter.objects.valid().filter(commune=commune, code__in=counters).order_by("starts_on", "pk")
    known |= dict(rows.values_list("code", "name"))
    keys = [key for problem in problems for key in (*problem.officers_by_id, *problem.leaders_by_id)]
    people = {pk: key for key in keys if (pk := member_id(key)) is not None}
    known |= {people[pk]: name for pk, name in Member.objects.filter(pk__in=people).values_list("pk", "full_name")}
    return Names(known)


def slot_words(slot: str) -> str:
    """A slot's id in words: “sáng 03/06/2019”."""
    day, _dash, session = slot.rpartition("-")
    label = SESSIONS.get(session)
    return f"{str(label).lower()} {day_text(day)}" if label is not None else slot


def rule_words(rule: Rule, names: Names) -> str:
    """One rule as a sentence without full stop."""
    ids = rule.ids
    match rule.kind:
        case RuleKind.MEETS:
            return _("%(cell)s phải họp vào một trong các buổi cho phép") % {"cell": names.of(ids[0])}
        case RuleKind.HALL:
            return _("%(cells)s chung nơi họp nên không họp cùng buổi") % {"cells": ", ".join(names.all_of(ids))}
        case RuleKind.LEADER:
            return _("%(name)s phải dự họp ở các chi bộ phụ trách, không thể ở hai nơi cùng buổi") % {
                "name": names.of(ids[0])
            }
        case RuleKind.LEADER_DAY:
            return _("%(name)s dự họp nhiều nhất hai buổi trong ngày %(day)s") % {
                "name": names.of(ids[0]),
                "day": day_text(ids[1]),
            }
        case RuleKind.SLOT_LIMIT:
            return _("Không quá số chi bộ cho phép họp %(slot)s") % {"slot": slot_words(ids[0])}
        case RuleKind.COUNTER:
            return _("Quầy %(counter)s phải có người trực %(slot)s") % {
                "counter": names.of(ids[0]),
                "slot": slot_words(ids[1]),
            }
        case RuleKind.LEAVE:
            return _("%(name)s nghỉ %(slot)s") % {"name": names.of(ids[0]), "slot": slot_words(ids[1])}
        case RuleKind.ATTENDS:
            return _("%(name)s phải dự họp %(cell)s") % {"name": names.of(ids[0]), "cell": names.of(ids[1])}
        case RuleKind.DESK_LIMIT:
            return _("%(name)s không trực quá số buổi cho phép") % {"name": names.of(ids[0])}
        case RuleKind.ONE_COUNTER:
            return _("%(name)s chỉ trực một quầy %(slot)s") % {
                "name": names.of(ids[0]),
                "slot": slot_words(ids[1]),
            }


def rules_words(rules: Iterable[Rule], names: Names) -> str:
    """Rules as one phrase."""
    return "; ".join(rule_words(rule, names) for rule in rules)
