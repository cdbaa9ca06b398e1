"""Tables of meetings and the desk: what the desk and the cells say, and the calendars made of it."""

from chibo.meetings.models.calendars import Meeting, MonthAdoption, MonthPlan, Relaxation
from chibo.meetings.models.desk import Leave, Qualification
from chibo.meetings.models.preparation import CalendarRules, Leader, Wish

__all__ = [
    "CalendarRules",
    "Leader",
    "Leave",
    "Meeting",
    "MonthAdoption",
    "MonthPlan",
    "Qualification",
    "Relaxation",
    "Wish",
]
