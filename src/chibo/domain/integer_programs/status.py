"""What is known of an answer."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    OPTIMAL = "OPTIMAL"
    """Proven: nothing is better."""
    FEASIBLE = "FEASIBLE"
    """The time was over first: ``bound`` is a proven limit on how good any answer is."""
    INFEASIBLE = "INFEASIBLE"
    """Proven: nothing keeps all rules; ``conflict`` says which cannot hold together."""
