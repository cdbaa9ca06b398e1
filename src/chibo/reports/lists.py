"""The rows behind the numbers of a report, ready to be shown."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

from chibo.campaigns.models import Campaign, Transfer
from chibo.registry.models import Member, Unit
from chibo.registry.queries.members import last_cell_names
from chibo.registry.queries.units import names_on
from chibo.reports.queries import communes_behind, members_behind

if TYPE_CHECKING:
    from chibo.accounts.models import User


def communes(campaign: Campaign, figure: str, *, unit: Unit, as_of: date, viewer: User) -> list[dict[str, Any]]:
    """One row for each commune that ``figure`` counts: ``code``, ``name`` of the day and all its figures."""
    found = communes_behind(campaign, figure, unit=unit, as_of=as_of, viewer=viewer)
    names = names_on([pk for pk, _figures in found], as_of)
    codes = dict(Unit.objects.filter(pk__in=names).values_list("pk", "code"))
    return [{"code": codes[pk], "name": names[pk]} | asdict(figures) for pk, figures in found]


def members(campaign: Campaign, figure: str, *, unit: Unit, as_of: date, viewer: User) -> list[dict[str, Any]]:
    """One row for each member that ``figure`` counts, by given name, with both cells where there is a transfer."""
    found = members_behind(campaign, figure, unit=unit, as_of=as_of, viewer=viewer)
    people = Member.objects.in_bulk([row.member for row in found])
    transfers = Transfer.objects.in_bulk([row.transfer for row in found if row.transfer is not None])
    cells = {pk for row in transfers.values() for pk in (row.from_cell_id, row.to_cell_id)}
    names = names_on({row.commune for row in found} | cells, as_of)
    now = last_cell_names([row.member for row in found], as_of)
    rows = []
    for row in found:
        person, transfer = people[row.member], transfers.get(row.transfer) if row.transfer else None
        rows.append(
            {
                "pk": row.member,
                "transfer": row.transfer,
                "full_name": person.full_name,
                "sort_key": person.sort_key,
                "commune": names.get(row.commune, ""),
                "from_cell": names.get(transfer.from_cell_id, "") if transfer else now.get(row.member, ""),
                "to_cell": names.get(transfer.to_cell_id, "") if transfer else "",
            }
        )
    return sorted(rows, key=lambda row: (row["sort_key"], row["pk"]))
