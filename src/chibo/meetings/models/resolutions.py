"""What a cell resolved, clause by clause, and the tasks of members; no row is ever changed, triggers refuse it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from chibo.audit.models import Recorded
from chibo.documents.models import Document
from chibo.domain.tasks import Giver, TaskSide, TaskState, TaskStepKind
from chibo.meetings.models.meetings import Meeting
from chibo.registry.models import Member, Unit


def _codes(codes: Any) -> list[tuple[str, str]]:
    """Choices without words: those stand in ``task_labels``."""
    return [(code.value, code.value) for code in codes]


class Resolution(Recorded):
    """A cell's resolution: number ``number`` of the cell's in ``year``, passed on a day by the votes of those present.

    ``official_count``: the cell's official members that day, of whom more than half were for it.
    """

    unaudited = ("search_key",)

    cell = models.ForeignKey(Unit, models.PROTECT, related_name="resolutions")
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="resolutions", null=True, blank=True)
    year = models.PositiveSmallIntegerField(_("năm"))
    number = models.PositiveSmallIntegerField(_("số"))
    title = models.CharField(_("trích yếu"), max_length=200)
    search_key = models.CharField(max_length=200)
    passed_on = models.DateField(_("ngày thông qua"))
    official_count = models.PositiveSmallIntegerField(_("số đảng viên chính thức"))
    present = models.PositiveSmallIntegerField(_("số có mặt"))
    votes_for = models.PositiveSmallIntegerField(_("tán thành"))
    votes_against = models.PositiveSmallIntegerField(_("không tán thành"))
    abstained = models.PositiveSmallIntegerField(_("không có ý kiến"))
    passed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("nghị quyết")
        constraints = [
            models.UniqueConstraint(fields=["cell", "year", "number"], name="resolution_number_once"),
            models.CheckConstraint(
                condition=Q(present=F("votes_for") + F("votes_against") + F("abstained")),
                name="resolution_votes_add_up",
            ),
            models.CheckConstraint(condition=Q(present__lte=F("official_count")), name="resolution_voters_are_members"),
        ]
        indexes = [models.Index(fields=["cell", "passed_on"], name="resolution_of_cell")]

    def __str__(self) -> str:
        return f"Nghị quyết {self.number}/{self.year} {self.title}"


class Clause(Recorded):
    """One thing that a resolution orders."""

    resolution = models.ForeignKey(Resolution, models.PROTECT, related_name="clauses")
    number = models.PositiveSmallIntegerField(_("điều"))
    text = models.TextField(_("nội dung"))

    class Meta:
        verbose_name = _("điều của nghị quyết")
        constraints = [models.UniqueConstraint(fields=["resolution", "number"], name="clause_number_once")]

    def __str__(self) -> str:
        return f"Điều {self.number}, {self.resolution}"


class ResolutionPaper(Recorded):
    """The signed paper of a resolution."""

    resolution = models.OneToOneField(Resolution, models.PROTECT, related_name="paper")
    document = models.OneToOneField(Document, models.PROTECT, related_name="resolution_paper")

    class Meta:
        verbose_name = _("bản ký của nghị quyết")

    def __str__(self) -> str:
        return str(self.document)


class Task(Recorded):
    """What a member is to do, and who gave it. Owner, deadline and state stand in its steps, the latest of which holds.

    ``cell``: the cell that gave it (``None``: the office or the committee of ``commune`` did).
    """

    unaudited = ("search_key",)

    commune = models.ForeignKey(Unit, models.PROTECT, related_name="tasks")
    cell = models.ForeignKey(Unit, models.PROTECT, related_name="cell_tasks", null=True, blank=True)
    clause = models.ForeignKey(Clause, models.PROTECT, related_name="tasks", null=True, blank=True)
    giver = models.CharField(_("bên giao"), max_length=10, choices=_codes(Giver))
    side = models.CharField(_("phần việc"), max_length=13, choices=_codes(TaskSide))
    title = models.CharField(_("việc"), max_length=160)
    search_key = models.CharField(max_length=160)
    wanted = models.TextField(_("kết quả cần đạt"), blank=True)
    given_on = models.DateField(_("ngày giao"))
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("nhiệm vụ")
        constraints = [
            models.CheckConstraint(
                condition=Q(giver="CELL", cell__isnull=False) | (~Q(giver="CELL") & Q(cell=None, clause=None)),
                name="task_of_cell_has_cell",
            ),
            models.CheckConstraint(condition=~Q(giver="OFFICE") | Q(side="OFFICE"), name="office_gives_office_work"),
        ]

    def __str__(self) -> str:
        return self.title


class TaskStep(Recorded):
    """One thing done about a task on a day, and what holds after it: owner, deadline, state.

    ``words``: the report, the reason or the remark; ``paper_number``, ``paper_on``, ``address`` (a page of this site):
    the proof that goes with a report.
    """

    task = models.ForeignKey(Task, models.PROTECT, related_name="steps")
    number = models.PositiveSmallIntegerField(_("bước"))
    kind = models.CharField(_("việc"), max_length=10, choices=_codes(TaskStepKind))
    on = models.DateField(_("ngày"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    owner = models.ForeignKey(Member, models.PROTECT, related_name="task_steps")
    due_on = models.DateField(_("hạn"))
    state = models.CharField(_("trạng thái"), max_length=10, choices=_codes(TaskState))
    words = models.TextField(_("nội dung"), blank=True)
    paper_number = models.CharField(_("số văn bản"), max_length=60, blank=True)
    paper_on = models.DateField(_("ngày văn bản"), null=True, blank=True)
    address = models.CharField(_("trang liên quan"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("bước của nhiệm vụ")
        constraints = [
            models.UniqueConstraint(fields=["task", "number"], name="task_step_number_once"),
            models.UniqueConstraint(
                fields=["task"], condition=Q(kind__in=["ACCEPTED", "DROPPED"]), name="task_ends_once"
            ),
            models.UniqueConstraint(fields=["task"], condition=Q(kind="GIVEN"), name="task_given_once"),
            models.CheckConstraint(
                condition=Q(kind__in=["GIVEN", "ACCEPTED"]) | ~Q(words=""), name="task_step_says_why"
            ),
            models.CheckConstraint(
                condition=Q(state=F("kind")) | Q(kind__in=["MOVED", "REASSIGNED"]), name="task_step_leads_to_state"
            ),
        ]
        indexes = [
            models.Index(fields=["task", "on", "number"], name="task_step_of_task"),
            models.Index(fields=["owner", "on"], name="task_step_of_owner"),
        ]

    def __str__(self) -> str:
        return f"{self.task} ({self.number})"
