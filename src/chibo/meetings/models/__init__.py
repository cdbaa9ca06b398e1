"""Tables of meetings and the desk: what the desk and the cells say, the calendars made of it, resolutions and tasks."""

from chibo.meetings.models.calendars import Meeting, MonthAdoption, MonthPlan, Relaxation
from chibo.meetings.models.desk import Leave, Qualification
from chibo.meetings.models.preparation import CalendarRules, Leader, Wish
from chibo.meetings.models.resolutions import Clause, Resolution, ResolutionPaper, Task, TaskStep

__all__ = [
    "CalendarRules",
    "Clause",
    "Leader",
    "Leave",
    "Meeting",
    "MonthAdoption",
    "MonthPlan",
    "Qualification",
    "Relaxation",
    "Resolution",
    "ResolutionPaper",
    "Task",
    "TaskStep",
    "Wish",
]
