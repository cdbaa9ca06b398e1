"""When each commune plans, adopts, decides and dissolves, and what goes astray: the story's timetable."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from chibo.domain.campaigns import CommuneState
from chibo.domain.working_days import add_working_days

DEADLINE = date(2019, 12, 31)
LATE_BY_WORKING_DAYS = 34
"""After the thirty working days of the rule."""


@dataclass(frozen=True, slots=True)
class Timetable:
    """One commune's days (``None``: not yet) and its state at the end of the story.

    ``astray``: numbers within the agency cell of those whose transfer does not go the usual way: they arrive late
    (``astray_arrive_late``), are sent back (``astray_are_returned``), or never arrive. The others arrive in two groups;
    ``received_of_group`` and ``confirmed_of_group`` cut the groups short where the commune is half-way.
    """

    commune_code: str
    state: CommuneState
    proposed_on: date | None = None
    adopted_on: date | None = None
    decided_on: date | None = None
    effective_on: date | None = None
    deadline: date = DEADLINE
    astray: tuple[int, ...] = ()
    astray_arrive_late: bool = False
    astray_are_returned: bool = False
    received_of_group: int | None = None
    confirmed_of_group: int | None = None

    @property
    def is_done(self) -> bool:
        return self.state in (CommuneState.DONE, CommuneState.NOT_CONCERNED)


# The communes of a wave begin a day after one another, from the wave's day on.
WAVES = (
    (date(2019, 4, 23), "BH-TANHANH BH-TAMHOA BH-QUYETTHANG BH-THONGNHAT"),
    (date(2019, 5, 7), "BH-TRUNGDUNG BH-QUANGVINH BH-HOABINH BH-THANHBINH BH-TANMAI BH-TANTIEN BH-TAMHIEP BH-BINHDA"),
    (date(2019, 5, 20), "XL-GIARAY XL-XUANTRUONG XL-SUOICAT XL-XUANHIEP XL-XUANDINH XL-BAOHOA"),
    (date(2019, 5, 28), "BH-LONGBINH BH-ANBINH BH-TRANGDAI BH-TANPHONG BH-TANBIEN BH-TANHIEP BH-BUULONG BH-BUUHOA"),
    (date(2019, 6, 11), "BH-TANVAN BH-LONGBINHTAN BH-LONGHUNG BH-HIEPHOA BH-HOAAN"),
    (date(2019, 6, 17), "XL-XUANPHU XL-XUANTHO XL-XUANBAC XL-SUOICAO XL-XUANTHANH"),
    # After the renaming of 1-7-2019: these three decide as wards.
    (date(2019, 7, 2), "BH-TAMPHUOC BH-PHUOCTAN BH-ANHOA"),
    (date(2019, 8, 5), "XL-XUANTAM XL-XUANHUNG XL-XUANHOA XL-LANGMINH"),
    (date(2019, 9, 16), "TN-GIATAN1 TN-GIATAN2"),
)
LATE_ARRIVALS = {"BH-TAMHIEP": (7, 13), "XL-XUANHUNG": (10,)}
RETURNS = {"BH-ANBINH": (12,)}


def _finished(commune_code: str, proposed_on: date) -> Timetable:
    decided_on = add_working_days(proposed_on, 5)
    return Timetable(
        commune_code,
        CommuneState.DONE,
        proposed_on=proposed_on,
        adopted_on=add_working_days(proposed_on, 2),
        decided_on=decided_on,
        effective_on=add_working_days(decided_on, 8),
        astray=LATE_ARRIVALS.get(commune_code, ()) + RETURNS.get(commune_code, ()),
        astray_arrive_late=commune_code in LATE_ARRIVALS,
        astray_are_returned=commune_code in RETURNS,
    )


SCHEDULE: tuple[Timetable, ...] = (
    *(
        _finished(commune_code, add_working_days(day, position))
        for day, codes in WAVES
        for position, commune_code in enumerate(codes.split())
    ),
    Timetable("BH-HONAI", CommuneState.NOT_CONCERNED),
    Timetable("BH-TANHOA", CommuneState.NOT_CONCERNED),
    # Two members were introduced in October and never arrived; some arrived and wait for the committee.
    Timetable(
        "TN-GIATAN3",
        CommuneState.MOVING,
        proposed_on=date(2019, 10, 7),
        adopted_on=date(2019, 10, 10),
        decided_on=date(2019, 10, 16),
        effective_on=date(2019, 10, 28),
        astray=(5, 15),
        confirmed_of_group=6,
    ),
    # One is held back, one was sent back, the rest is on the way.
    Timetable(
        "TN-GIAKIEM",
        CommuneState.MOVING,
        proposed_on=date(2019, 11, 25),
        adopted_on=date(2019, 11, 28),
        decided_on=date(2019, 12, 4),
        effective_on=date(2019, 12, 16),
        astray=(14,),
        astray_are_returned=True,
        received_of_group=5,
        confirmed_of_group=3,
    ),
    # Everyone has just been introduced.
    Timetable(
        "TN-DAUGIAY",
        CommuneState.MOVING,
        proposed_on=date(2019, 12, 5),
        adopted_on=date(2019, 12, 10),
        decided_on=date(2019, 12, 16),
        effective_on=date(2019, 12, 26),
        received_of_group=0,
    ),
    Timetable(
        "TN-QUANGTRUNG",
        CommuneState.DECIDED,
        proposed_on=date(2019, 12, 9),
        adopted_on=date(2019, 12, 12),
        decided_on=date(2019, 12, 20),
        effective_on=date(2020, 1, 6),
    ),
    Timetable("TN-BAUHAM2", CommuneState.PLANNED, proposed_on=date(2019, 12, 10), adopted_on=date(2019, 12, 17)),
    Timetable(
        "TN-LO25",
        CommuneState.PLANNED,
        proposed_on=date(2019, 9, 17),
        adopted_on=date(2019, 9, 24),
        deadline=date(2019, 9, 30),
    ),
    Timetable("TN-HUNGLOC", CommuneState.PREPARING, proposed_on=date(2019, 12, 18)),
    Timetable("TN-XUANTHIEN", CommuneState.PREPARING),
)
