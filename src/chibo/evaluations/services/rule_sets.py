"""A new year's rules are added."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from chibo.audit.use_cases import RuleBroken, require, use_case
from chibo.domain.evaluation.rule_set_data import BadRuleSet, parse, to_data
from chibo.domain.rules import refusal
from chibo.evaluations import policies
from chibo.evaluations.models import RuleSet
from chibo.evaluations.queries.rule_sets import known_rule_sets

if TYPE_CHECKING:
    from chibo.accounts.models import User


@use_case("evaluations.rule_set_added", label=_("Thêm quy định xếp loại"), allowed=policies.may_add_rules)
def add_rule_set(*, actor: User, content: Mapping[str, Any], on: date) -> RuleSet:
    """``content``: a read TOML file. Cycles opened from now on may follow it; those opened before keep theirs.

    Raises ``RuleBroken`` with every fault by its field (``domain.evaluation.rule_set_data.parse``), RULES_CODE_TAKEN.
    """
    try:
        rules = parse(content)
    except BadRuleSet as bad:
        raise RuleBroken(bad.violations) from bad
    if any(each.rules.code == rules.code for each in known_rule_sets()):
        require([refusal("RULES_CODE_TAKEN", code=rules.code)])
    row = RuleSet(code=rules.code, content=to_data(rules), added_on=on, added_by=actor)
    row.save()
    return row
