"""The rule sets: those shipped with the product, and those added since."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from django.http import Http404

from chibo.domain.evaluation.rule_set_data import parse, to_data
from chibo.domain.evaluation.rule_set_text import to_toml
from chibo.domain.evaluation.rule_sets import RuleSet
from chibo.evaluations.models import RuleSet as RuleSetRow


@dataclass(frozen=True, slots=True)
class Known:
    """One rule set; ``added_on`` and ``added_by`` where it was not shipped."""

    rules: RuleSet
    added_on: date | None = None
    added_by: str = ""


@cache
def shipped() -> tuple[RuleSet, ...]:
    """The rule sets that come with the product, the earliest first."""
    folder = files("chibo.evaluations").joinpath("rule_sets")
    texts = [file.read_text("utf-8") for file in folder.iterdir() if file.name.endswith(".toml")]
    return tuple(sorted((parse(tomllib.loads(text)) for text in texts), key=lambda each: each.starts_on))


def known_rule_sets() -> list[Known]:
    """Every rule set, the latest first. One SQL query."""
    rows = RuleSetRow.objects.select_related("added_by").order_by("pk")
    found = [Known(rules) for rules in shipped()]
    found += [Known(parse(row.content), row.added_on, str(row.added_by)) for row in rows]
    return sorted(found, key=lambda each: (each.rules.starts_on, each.rules.code), reverse=True)


def rule_set_called(code: str) -> RuleSet:
    """The rule set with this code. Raises ``Http404``."""
    found = next((each.rules for each in known_rule_sets() if each.rules.code == code), None)
    if found is None:
        raise Http404
    return found


def as_toml(rule_set: RuleSet) -> str:
    """``rule_set`` as the file that a new one may be made from."""
    return to_toml(to_data(rule_set))
