"""Reading nested data field by field: every fault is told with the path of its field, not only the first."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from chibo.domain.rules import Violation, refusal

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,39}\Z")
MOST_TEXT = 1000


class Fields:
    """One table of the data. What is wrong with it is added to ``faults``; a faulty field reads as an empty value."""

    def __init__(self, data: Any, path: str, faults: list[Violation]) -> None:
        self.path, self.faults = path, faults
        self.is_table = isinstance(data, Mapping)
        self.data: Mapping[str, Any] = data if isinstance(data, Mapping) else {}
        self.read: set[str] = set()
        if not self.is_table:
            self.refuse("RULES_TABLE_WANTED")

    def refuse(self, code: str, name: str = "", /, **params: Any) -> None:
        """A fault of the field ``name``, or of the table itself."""
        field = ".".join(part for part in (self.path, name) if part)
        self.faults.append(refusal(code, field=field or "-", **params))

    def text(self, name: str, *, wanted: bool = True) -> str:
        value = self._value(name, wanted=wanted)
        if value is None:
            return ""
        if not isinstance(value, str) or len(value) > MOST_TEXT or (wanted and not value.strip()):
            self.refuse("RULES_TEXT_WANTED", name, most=MOST_TEXT)
            return ""
        return value.strip()

    def code(self, name: str) -> str:
        """A text that can stand in an address."""
        value = self.text(name)
        if value and not CODE.match(value):
            self.refuse("RULES_CODE_WANTED", name, value=value[:40])
            return ""
        return value

    def number(self, name: str, *, least: int, most: int, default: int | None = None) -> int:
        """A whole number within the bounds; absent it is ``default``, or a fault where there is none."""
        value = self._value(name, wanted=default is None)
        if value is None:
            return least if default is None else default
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            self.refuse("RULES_NUMBER_WANTED", name, least=least, most=most)
            return least
        return value

    def truth(self, name: str, *, default: bool) -> bool:
        value = self._value(name, wanted=False)
        if value is None:
            return default
        if not isinstance(value, bool):
            self.refuse("RULES_TRUTH_WANTED", name)
            return default
        return value

    def day(self, name: str) -> date | None:
        """A day, or its ISO text."""
        value = self._value(name)
        if value is None:
            return None
        if type(value) is date:
            return value
        try:
            return date.fromisoformat(value)
        except (TypeError, ValueError):
            self.refuse("RULES_DAY_WANTED", name)
            return None

    def choice(self, name: str, choices: Collection[str]) -> str:
        value = self._value(name)
        if value is None:
            return ""
        if not isinstance(value, str) or value not in choices:
            self.refuse("RULES_CHOICE_WANTED", name, choices=", ".join(choices))
            return ""
        return value

    def choices(self, name: str, choices: Collection[str]) -> tuple[str, ...]:
        """At least one of the choices, each once."""
        found = self._texts(name)
        if found is None:
            return ()
        if not found or len(set(found)) < len(found) or any(value not in choices for value in found):
            self.refuse("RULES_CHOICE_WANTED", name, choices=", ".join(choices))
            return ()
        return tuple(found)

    def sentences(self, name: str) -> tuple[str, ...]:
        """A list of texts, empty where there is none."""
        return tuple(text.strip() for text in self._texts(name, wanted=False) or ())

    def table(self, name: str, *, wanted: bool = True) -> Fields | None:
        """The table ``name``; ``None`` where there is none."""
        value = self._value(name, wanted=wanted)
        return None if value is None else Fields(value, self._path(name), self.faults)

    def tables(self, name: str) -> list[Fields]:
        """The list of tables ``name``, which are counted from 1."""
        value = self._value(name)
        if value is None:
            return []
        if not isinstance(value, list | tuple) or not value:
            self.refuse("RULES_LIST_WANTED", name)
            return []
        return [Fields(row, f"{self._path(name)}[{at}]", self.faults) for at, row in enumerate(value, 1)]

    def close(self) -> None:
        """Every field that nothing read is a fault: a misspelt one must not pass for an absent one."""
        for name in self.data:
            if name not in self.read:
                self.refuse("RULES_FIELD_UNKNOWN", str(name)[:40])

    def _path(self, name: str) -> str:
        return f"{self.path}.{name}" if self.path else name

    def _value(self, name: str, *, wanted: bool = True) -> Any:
        self.read.add(name)
        value = self.data.get(name)
        if value is None and wanted and self.is_table:
            self.refuse("RULES_FIELD_MISSING", name)
        return value

    def _texts(self, name: str, *, wanted: bool = True) -> list[str] | None:
        value = self._value(name, wanted=wanted)
        if value is None:
            return None
        if not isinstance(value, list | tuple) or not all(isinstance(each, str) and each.strip() for each in value):
            self.refuse("RULES_LIST_WANTED", name)
            return None
        return list(value)
