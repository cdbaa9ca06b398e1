"""One person as a list tells of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from chibo.domain.organisation import Standing
from chibo.domain.partial_dates import PartialDate

EXTRA = (
    *("birth_name", "ethnicity", "religion", "hometown", "education", "politics", "qualification", "languages"),
    *("occupation", "former_occupation", "service", "badge", "party_position", "registered_residence"),
    *("moved_out", "moved_in", "deceased", "left_party", "skills", "leadership"),
)
"""What a list may carry besides, as it is written. Ethnicity and religion are stored and never used."""


@dataclass(frozen=True, slots=True)
class MemberRecord:
    """``row`` as Excel shows it; ``cell`` as the list calls it, ``cell_code`` the cell that this is; ``None``: not said."""

    row: int
    full_name: str
    gender: str | None = None
    born_on: PartialDate | None = None
    admitted_on: PartialDate | None = None
    official_on: PartialDate | None = None
    card_number: str | None = None
    file_number: str | None = None
    standing: Standing = Standing.OFFICIAL
    cell: str | None = None
    cell_code: str | None = None
    position: str | None = None
    office: str | None = None
    residence: str | None = None
    phone: str | None = None
    extra: Mapping[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, str | int | None]:
        """The record as it stands in ``chibo.import-report/1``."""
        return {
            "row": self.row,
            "full_name": self.full_name,
            "gender": self.gender,
            "born_on": self.born_on.iso if self.born_on else None,
            "admitted_on": self.admitted_on.iso if self.admitted_on else None,
            "official_on": self.official_on.iso if self.official_on else None,
            "card_number": self.card_number,
            "file_number": self.file_number,
            "status": self.standing.value,
            "cell": self.cell,
            "position": self.position,
            "office": self.office,
            "residence": self.residence,
            "phone": self.phone,
        }
