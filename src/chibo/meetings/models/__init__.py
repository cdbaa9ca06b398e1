"""Tables of meetings and the desk: what cells and desk say, the calendars made of it, the meetings, resolutions, tasks."""

from chibo.meetings.models.attendance import Attendance, Exemption, Guest
from chibo.meetings.models.calendars import MonthAdoption, MonthPlan, Relaxation
from chibo.meetings.models.desk import Leave, Qualification
from chibo.meetings.models.meetings import STANDS, AgendaItem, Meeting, MeetingPaper
from chibo.meetings.models.minutes import MeetingScore, Minutes, Opinion, Supplement
from chibo.meetings.models.preparation import CalendarRules, Leader, Wish
from chibo.meetings.models.resolutions import Clause, Resolution, ResolutionPaper, Task, TaskStep

__all__ = [
    "STANDS",
    "AgendaItem",
    "Attendance",
    "CalendarRules",
    "Clause",
    "Exemption",
    "Guest",
    "Leader",
    "Leave",
    "Meeting",
    "MeetingPaper",
    "MeetingScore",
    "Minutes",
    "MonthAdoption",
    "MonthPlan",
    "Opinion",
    "Qualification",
    "Relaxation",
    "Resolution",
    "ResolutionPaper",
    "Supplement",
    "Task",
    "TaskStep",
    "Wish",
]
