"""How the benches take the time of work inside one process."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any


def best_ms(work: Callable[[], Any], repeats: int = 7) -> float:
    """The quickest of ``repeats`` runs, in milliseconds."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times) * 1000


def best_each_ms(*works: Callable[[], Any], repeats: int = 7) -> list[float]:
    """As ``best_ms`` for each of ``works``, which take turns so that a busy moment hits them alike."""
    return [min(times) for times in zip(*([best_ms(work, 1) for work in works] for _ in range(repeats)), strict=True)]
