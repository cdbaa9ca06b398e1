"""How far two sides agree, and how much one of them could see: counts, never a score; too few are not told."""

from __future__ import annotations

from dataclasses import dataclass

FEWEST = 5
"""Of fewer than this a share says nothing: “too few to say”."""


@dataclass(frozen=True, slots=True)
class Share:
    """``part`` of ``whole``."""

    part: int
    whole: int

    @property
    def is_told(self) -> bool:
        """Whether there are enough to say anything."""
        return self.whole >= FEWEST

    @property
    def percent(self) -> int | None:
        """Rounded half up; ``None``: too few to say."""
        return (200 * self.part + self.whole) // (2 * self.whole) if self.is_told else None


def share_of(part: int, whole: int) -> Share:
    """Raises ``ValueError`` when ``part`` is not among ``whole``."""
    if not 0 <= part <= whole:
        raise ValueError(f"{part} of {whole}")
    return Share(part, whole)
