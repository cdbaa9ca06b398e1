"""Reading a problem from JSON, and checks of its single fields, each naming the field that is wrong."""

from __future__ import annotations

import dataclasses
import json
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any, NoReturn

LARGEST_QUANTITY = 1_000_000_000
"""The largest number a problem may hold: keeps every sum exact in 64-bit integers, far above anything meant."""


class MalformedProblem(ValueError):
    """A problem that cannot be read: ``path`` names the field (``members[3].home_cell``), ``reason`` says why."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


def document_in(text: bytes | str) -> object:
    """The JSON in ``text`` (UTF-8), decoded. Raises ``MalformedProblem``."""
    try:
        if isinstance(text, bytes):
            text = text.decode("utf-8-sig")
        return json.loads(text, object_pairs_hook=_object_without_doubles, parse_constant=_refuse_constant)
    except MalformedProblem:
        raise
    except (
        ValueError,
        RecursionError,
    ) as error:  # bad UTF-8, bad JSON, a number of thousands of digits, endless nesting
        raise MalformedProblem("problem", f"not readable as JSON: {error}") from None


def made_from(
    document: object, kind: type, *, format: str, lists: Mapping[str, type], objects: Mapping[str, type]
) -> Any:
    """``document``, marked as of ``format``, as the dataclass ``kind``.

    The fields named in ``lists`` hold lists of a dataclass, those in ``objects`` one. Raises ``MalformedProblem``.
    """
    fields = as_mapping(document, "problem")
    if "format" not in fields:
        raise MalformedProblem("format", "missing")
    if fields["format"] != format:
        raise MalformedProblem("format", f"{shown(fields['format'])} is not '{format}'")
    values = {name: value for name, value in fields.items() if name != "format"}
    for name, inner in lists.items():
        if name in values:
            entries = enumerate(as_sequence(values[name], name))
            values[name] = [_made(inner, entry, f"{name}[{index}]") for index, entry in entries]
    for name, inner in objects.items():
        if name in values:
            values[name] = _made(inner, values[name], name)
    return _made(kind, values, "")


def _made(kind: type, value: object, path: str) -> Any:
    """``value`` as the dataclass ``kind``, once its field names are right."""
    prefix = f"{path}." if path else ""
    given = as_mapping(value, path)
    fields = {entry.name: entry for entry in dataclasses.fields(kind)}
    for name in given:
        if name not in fields:
            raise MalformedProblem(f"{prefix}{step(name)}", "unknown field")
    for name, entry in fields.items():
        required = entry.default is dataclasses.MISSING and entry.default_factory is dataclasses.MISSING
        if required and name not in given:
            raise MalformedProblem(f"{prefix}{name}", "missing")
    return kind(**given)


def as_mapping(value: object, path: str) -> Mapping[Any, Any]:
    if not isinstance(value, Mapping):
        raise MalformedProblem(path, f"{shown(value)} is not an object")
    return value


def as_sequence(value: object, path: str) -> Sequence[Any]:
    if not isinstance(value, list | tuple):
        raise MalformedProblem(path, f"{shown(value)} is not a list")
    return value


def check_instance(value: object, kind: type, path: str) -> None:
    if not isinstance(value, kind):
        raise MalformedProblem(path, f"{shown(value)} is not a {kind.__name__}")


def check_whole(value: object, path: str, *, lowest: int = 0, highest: int = LARGEST_QUANTITY) -> None:
    if not isinstance(value, int) or isinstance(value, bool):
        raise MalformedProblem(path, f"{shown(value)} is not a whole number")
    if not lowest <= value <= highest:
        raise MalformedProblem(path, f"{shown(value)} is not between {lowest} and {highest}")


def check_boolean(value: object, path: str) -> None:
    if not isinstance(value, bool):
        raise MalformedProblem(path, f"{shown(value)} is not true or false")


def check_id(value: object, path: str) -> None:
    if not isinstance(value, str):
        raise MalformedProblem(path, f"{shown(value)} is not a string")
    if not value:
        raise MalformedProblem(path, "empty")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise MalformedProblem(path, f"{shown(value)} cannot be written as UTF-8") from None


def check_new_id(value: str, path: str, seen: set[str]) -> None:
    check_id(value, path)
    if value in seen:
        raise MalformedProblem(path, f"{shown(value)} stands twice")
    seen.add(value)


def check_known(value: object, path: str, kind: str, known: Collection[str]) -> None:
    check_id(value, path)
    if value not in known:
        raise MalformedProblem(path, f"no {kind} {shown(value)}")


def step(name: object) -> str:
    """``name`` as a step of a path: as it is where that is one readable line, quoted otherwise."""
    return name if isinstance(name, str) and name.isprintable() and 0 < len(name) <= 60 else shown(name)


def shown(value: object) -> str:
    """``value`` in one short line."""
    if isinstance(value, Mapping):
        return "an object"
    if isinstance(value, list | tuple):
        return "a list"
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    if isinstance(value, int) and abs(value) > LARGEST_QUANTITY:
        return "a number this large"
    text = ascii(value) if isinstance(value, str) and not value.isprintable() else repr(value)
    return text if len(text) <= 60 else f"{text[:56]}...{text[-1]}"


def _object_without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    entries = dict(pairs)
    if len(entries) != len(pairs):
        name = next(name for name, count in Counter(name for name, _ in pairs).items() if count > 1)
        raise MalformedProblem(step(name), "stands twice in one object")
    return entries


def _refuse_constant(text: str) -> NoReturn:
    raise MalformedProblem("problem", f"{text} is not a number")
