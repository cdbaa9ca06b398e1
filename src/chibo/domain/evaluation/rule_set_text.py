"""A rule set written as TOML: what a new year's rules are copied from."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any


def to_toml(data: Mapping[str, Any]) -> str:
    """``data`` (``rule_set_data.to_data``) as TOML; read back with ``tomllib`` it is the same data."""
    return "\n".join(_table(data, "")).strip() + "\n"


def _table(data: Mapping[str, Any], path: str) -> list[str]:
    """Values first, then the tables within."""
    lines = [f"{name} = {_value(value)}" for name, value in data.items() if not _is_table(value)]
    for name, value in data.items():
        inner = f"{path}.{name}" if path else name
        if isinstance(value, Mapping):
            lines += ["", f"[{inner}]", *_table(value, inner)]
        elif _is_table(value):
            for row in value:
                lines += ["", f"[[{inner}]]", *_table(row, inner)]
    return lines


def _is_table(value: Any) -> bool:
    return isinstance(value, Mapping) or (isinstance(value, list) and bool(value) and isinstance(value[0], Mapping))


def _value(value: Any) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(_value(each) for each in value) + "]"
    # JSON writes texts, whole numbers and truths as TOML does; TOML alone wants DEL escaped.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
