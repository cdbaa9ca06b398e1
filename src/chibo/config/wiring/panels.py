"""What other jobs show on the page of a member."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from chibo.evaluations.labels import GRADES
from chibo.evaluations.queries.last_years import last_years_of
from chibo.registry.panels import Line, Panel, show_by

if TYPE_CHECKING:
    from chibo.accounts.models import User
    from chibo.registry.models import Member


@show_by
def grades_of_last_years(member: Member, day: date, viewer: User) -> Panel | None:
    """How the member was graded in the last three years."""
    rows = last_years_of(member, day, viewer=viewer)
    lines = [
        Line(
            _("Năm %(year)s") % {"year": row.starts_on.year},
            GRADES[row.grade],
            reverse("evaluations:evidence", args=[row.review_id]),
        )
        for row in rows
    ]
    return Panel(_("Xếp loại ba năm gần nhất"), lines)
