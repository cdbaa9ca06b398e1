"""What one has to do: derived from the facts of every job, never kept as a list of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chibo.campaigns.queries import communes, transfers
from chibo.directives.policies import own_units
from chibo.directives.queries.tasks import asked_of, awaited_by, standing_for
from chibo.domain.campaigns import CommuneState
from chibo.domain.nominations.path import StepKind
from chibo.domain.transfers import TransferState
from chibo.evaluations.labels import cycle_words
from chibo.evaluations.queries import dues as reviews
from chibo.evaluations.queries.cycles import escalated_for
from chibo.feedback.queries import tasks as concerns
from chibo.meetings.queries import meeting_dues, task_dues
from chibo.nominations.queries import tasks as nominations
from chibo.registry.policies import Right, scope_paths
from chibo.registry.queries.units import held_on, names_on

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from chibo.accounts.models import User


class Side(StrEnum):
    """Whose turn it is: the viewer's, somebody's to whom the viewer gave it, or somebody's whom the viewer waits for."""

    MINE = "MINE"
    GIVEN = "GIVEN"
    WAITING = "WAITING"


class Job(StrEnum):
    """What a thing to do is about."""

    TRANSFERS = "TRANSFERS"
    COMMUNES = "COMMUNES"
    DIRECTIVES = "DIRECTIVES"
    CONCERNS = "CONCERNS"
    MEETINGS = "MEETINGS"
    TASKS = "TASKS"
    NOMINATIONS = "NOMINATIONS"
    REVIEWS = "REVIEWS"


class When(StrEnum):
    OVERDUE = "OVERDUE"
    TODAY = "TODAY"
    THIS_WEEK = "THIS_WEEK"
    LATER = "LATER"


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do: what, about whom or what, where it is done, and until when."""

    side: Side
    title: str
    detail: str
    address: str
    due_on: date | None
    job: Job = Job.TASKS

    def when(self, on: date) -> When:
        """Where it stands among overdue, today, the next seven days and later."""
        if self.due_on is None or self.due_on > on + timedelta(days=7):
            return When.LATER
        if self.due_on < on:
            return When.OVERDUE
        return When.TODAY if self.due_on == on else When.THIS_WEEK


def tasks_for(viewer: User, on: date) -> list[Task]:
    """Everything ``viewer`` has to do or waits for as of ``on``, the most pressing first. A bounded number of queries."""
    jobs = {
        Job.TRANSFERS: _of_transfers,
        Job.COMMUNES: _of_communes,
        Job.DIRECTIVES: _of_directives,
        Job.CONCERNS: _of_concerns,
        Job.MEETINGS: _of_meetings,
        Job.TASKS: _of_tasks,
        Job.NOMINATIONS: _of_nominations,
        Job.REVIEWS: _of_reviews,
    }
    found = [replace(task, job=job) for job, tasks in jobs.items() for task in tasks(viewer, on)]
    return sorted(found, key=lambda task: (task.due_on or date.max, task.title, task.detail))


def _of_transfers(viewer: User, on: date) -> Iterator[Task]:
    seen = transfers.transfers_for(viewer)
    is_committee = bool(scope_paths(viewer, Right.CONFIRM) or viewer.is_local_operator)
    is_secretary = bool(scope_paths(viewer, Right.RECEIVE)) and not is_committee
    issued = transfers.in_state(seen, TransferState.ISSUED, on)
    if is_secretary:
        yield from _each(issued, on, Side.MINE, _("Tiếp nhận đảng viên chuyển đến"))
    elif is_committee:
        yield from _each(issued, on, Side.WAITING, _("Chờ chi bộ tiếp nhận"))
    else:
        own = issued.filter(member__user=viewer)
        yield from _each(own, on, Side.MINE, _("Trình giấy giới thiệu tại chi bộ mới"))
    if not is_committee:
        return
    received = transfers.in_state(seen, TransferState.RECEIVED, on)
    yield from _each(received, on, Side.MINE, _("Xác nhận đảng viên đã đến"))
    returned = transfers.in_state(seen, TransferState.RETURNED, on).exclude(followed_by__issued_on__lte=on)
    yield from _each(returned, on, Side.MINE, _("Giới thiệu lại hồ sơ bị trả"), due="returned_on")
    waiting = list(transfers.in_state(seen, TransferState.HELD, on).filter(follows=None))
    held = held_on(on, [row.member_id for row in waiting])
    free = [row for row in waiting if row.member_id not in held]
    yield from _each(free, on, Side.MINE, _("Giới thiệu đảng viên đã hết tạm dừng"))


def _each(rows: QuerySet[Any] | list[Any], on: date, side: Side, title: str, *, due: str = "due_on") -> Iterator[Task]:
    rows = list(rows)
    names = names_on({row.to_cell_id for row in rows}, on)
    for row in rows:
        detail = f"{row.member.full_name} → {names.get(row.to_cell_id, '')}"
        yield Task(side, title, detail, reverse("campaigns:transfer", args=[row.pk]), getattr(row, due))


def _of_communes(viewer: User, on: date) -> Iterator[Task]:
    plans = scope_paths(viewer, Right.PLAN)
    directs = scope_paths(viewer, Right.RUN_CAMPAIGN)
    if not plans and not directs and not viewer.is_local_operator:
        return
    parts = communes.communes_for(viewer).filter(campaign__issued_on__lte=on, campaign__closed_on=None)
    effective = {row.pk: None for row in parts}
    for part in parts.filter(reorganisations__cancelled_on=None).values_list("pk", "reorganisations__effective_on"):
        effective[part[0]] = part[1]
    for status in communes.statuses_on(parts, on):
        step = _next_step(status.state)
        if step is None:
            continue
        if directs and not plans:
            if not status.late:
                continue
            side, title = Side.WAITING, _("Xã quá hạn: %(step)s") % {"step": step}
        else:
            side, title = Side.MINE, step
        due = effective[status.commune.pk] if status.state is CommuneState.DECIDED else status.commune.deadline
        address = reverse("campaigns:commune", args=[status.commune.campaign.code, status.commune.unit.code])
        yield Task(side, title, f"{status.name} – {status.commune.campaign.title}", address, due)


def _next_step(state: CommuneState) -> str | None:
    steps = {
        CommuneState.PREPARING: _("Lập và duyệt phương án"),
        CommuneState.PLANNED: _("Ký quyết định"),
        CommuneState.DECIDED: _("Thực hiện quyết định"),
    }
    return steps.get(state)


def _of_directives(viewer: User, on: date) -> Iterator[Task]:
    own = own_units(viewer)
    standing = standing_for(viewer, on)
    for asked in asked_of(own, on, viewer=viewer, directives=standing):
        title = _("Ký nhận văn bản chỉ đạo")
        if asked.reminded_count:
            reminded = ngettext("đã nhắc %(count)s lần", "đã nhắc %(count)s lần", asked.reminded_count)
            title = f"{title} ({reminded % {'count': asked.reminded_count}})"
        detail = f"{asked.directive} – {asked.unit_name}"
        address = reverse("directives:directive", args=[asked.directive.pk])
        yield Task(Side.MINE, title, detail, address, asked.due_on)
    if not (scope_paths(viewer, Right.SEND_DIRECTIVES) or viewer.is_local_operator):
        return
    for awaited in awaited_by(viewer, on, but=own, directives=standing):
        title = ngettext(
            "Chờ %(count)s đơn vị ký nhận văn bản chỉ đạo",
            "Chờ %(count)s đơn vị ký nhận văn bản chỉ đạo",
            awaited.missing_count,
        )
        address = f"{reverse('directives:directive', args=[awaited.directive.pk])}?ky=chua"
        yield Task(
            Side.WAITING, title % {"count": awaited.missing_count}, str(awaited.directive), address, awaited.due_on
        )


def _of_concerns(viewer: User, on: date) -> Iterator[Task]:
    titles = {
        concerns.Step.ROUTE: _("Chuyển tâm tư của người dân đến bộ phận"),
        concerns.Step.ANSWER: _("Trả lời tâm tư của người dân"),
        concerns.Step.READ_BACK: _("Đọc lại trả lời tại buổi sinh hoạt"),
        concerns.Step.JUDGE: _("Khép hoặc mở lại tâm tư"),
        concerns.Step.ERASE: _("Xoá danh tính người nêu đã đến hạn"),
        concerns.Step.AWAIT_ANSWER: _("Chờ trả lời tâm tư của người dân"),
        concerns.Step.AWAIT_CELL: _("Chờ chi bộ đọc lại, khép tâm tư"),
        concerns.Step.OFFICE_ANSWERS: _("Bộ phận của đồng chí đang trả lời tâm tư của khu dân cư"),
    }
    for due in concerns.dues_for(viewer, on):
        side = Side.WAITING if due.step in concerns.WAITING else Side.MINE
        detail = _("Số %(number)s, %(theme)s – %(cell)s") % {
            "number": due.pk,
            "theme": due.theme,
            "cell": due.cell_name,
        }
        yield Task(side, titles[due.step], detail, reverse("feedback:concern", args=[due.pk]), due.due_on)


def _of_meetings(viewer: User, on: date) -> Iterator[Task]:
    titles = {
        meeting_dues.Step.AGENDA: _("Soạn chương trình buổi sinh hoạt"),
        meeting_dues.Step.ATTENDANCE: _("Điểm danh buổi sinh hoạt"),
        meeting_dues.Step.MINUTES: _("Hoàn thành, ký biên bản sinh hoạt"),
        meeting_dues.Step.THEMATIC: _("Sinh hoạt chuyên đề trong quý"),
    }
    pages = {
        meeting_dues.Step.AGENDA: "meetings:agenda",
        meeting_dues.Step.ATTENDANCE: "meetings:attendance",
        meeting_dues.Step.MINUTES: "meetings:meeting",
    }
    for due in meeting_dues.dues_for(viewer, on):
        if due.meeting is None:
            address = reverse("meetings:call", args=[due.cell_code])
            yield Task(Side.MINE, titles[due.step], due.cell_name, address, due.due_on)
            continue
        detail = f"{due.cell_name}, {due.meeting.on:%d/%m/%Y}"
        if due.step is meeting_dues.Step.MAKE_UP:
            words = ngettext(
                "Sinh hoạt bù cho %(count)s đồng chí vắng", "Sinh hoạt bù cho %(count)s đồng chí vắng", due.count
            )
            address = f"{reverse('meetings:call', args=[due.cell_code])}?bu={due.meeting.pk}"
            yield Task(Side.MINE, words % {"count": due.count}, detail, address, due.due_on)
        else:
            address = reverse(pages[due.step], args=[due.meeting.pk])
            yield Task(Side.MINE, titles[due.step], detail, address, due.due_on)
    if not scope_paths(viewer, Right.PLAN_CALENDAR):
        return
    late = meeting_dues.late_minutes(on, viewer=viewer).count()
    if late:
        words = ngettext("Chờ %(count)s biên bản sinh hoạt quá hạn", "Chờ %(count)s biên bản sinh hoạt quá hạn", late)
        address = f"{reverse('meetings:meetings')}?chua-ky=1"
        yield Task(Side.WAITING, words % {"count": late}, _("Các buổi họp trong ba tháng gần đây"), address, None)


def _of_tasks(viewer: User, on: date) -> Iterator[Task]:
    titles = {
        task_dues.Step.DO: _("Thực hiện nhiệm vụ"),
        task_dues.Step.DO_AGAIN: _("Làm tiếp nhiệm vụ bị trả lại"),
        task_dues.Step.ACCEPT: _("Nghiệm thu nhiệm vụ"),
        task_dues.Step.REASSIGN: _("Giao lại nhiệm vụ của người đã rời chi bộ"),
        task_dues.Step.GIVEN: _("Đã giao nhiệm vụ"),
        task_dues.Step.AWAIT_ACCEPTANCE: _("Chờ nghiệm thu nhiệm vụ"),
    }
    sides = {task_dues.Step.GIVEN: Side.GIVEN, task_dues.Step.AWAIT_ACCEPTANCE: Side.WAITING}
    own = (task_dues.Step.DO, task_dues.Step.DO_AGAIN, task_dues.Step.AWAIT_ACCEPTANCE)
    for due in task_dues.dues_for(viewer, on):
        detail = due.title if due.step in own else f"{due.title} – {due.owner}"
        address = reverse("meetings:task", args=[due.pk])
        yield Task(sides.get(due.step, Side.MINE), titles[due.step], detail, address, due.due_on)


def _of_nominations(viewer: User, on: date) -> Iterator[Task]:
    titles = {
        StepKind.RECOGNISED: (_("Chi bộ xét quần chúng được giới thiệu"), _("Chờ chi bộ xét quần chúng")),
        StepKind.HELPER: (_("Phân công đảng viên giúp đỡ quần chúng"), _("Chờ chi bộ phân công giúp đỡ quần chúng")),
        StepKind.CERTIFICATE: (_("Cử quần chúng học lớp nhận thức về Đảng"), ""),
        StepKind.APPLICATION: (_("Hướng dẫn quần chúng nộp đơn xin vào Đảng"), ""),
        StepKind.RESOLUTION: (_("Hoàn thành hồ sơ, ra nghị quyết đề nghị kết nạp"), ""),
        StepKind.DECISION: (_("Quyết định kết nạp đảng viên"), _("Chờ cấp uỷ quyết định kết nạp")),
        StepKind.CEREMONY: (_("Tổ chức lễ kết nạp"), _("Chờ chi bộ tổ chức lễ kết nạp")),
        StepKind.OFFICIAL: (_("Xét công nhận đảng viên chính thức"), _("Chờ chi bộ xét công nhận chính thức")),
    }
    for due in nominations.dues_for(viewer, on):
        mine, awaited = titles[due.step]
        title = _("Giúp đỡ quần chúng phấn đấu vào Đảng") if due.helps else awaited if due.waits else mine
        side = Side.WAITING if due.waits else Side.MINE
        detail = _("Quần chúng số %(number)s – %(cell)s") % {"number": due.number, "cell": due.cell_name}
        yield Task(side, title, detail, reverse("nominations:nomination", args=[due.number]), due.due_on)


def _of_reviews(viewer: User, on: date) -> Iterator[Task]:
    titles = {
        reviews.Step.SELF: _("Viết bản tự kiểm điểm"),
        reviews.Step.OFFICE: _("Nêu ý kiến của cơ quan về đảng viên"),
        reviews.Step.CELL: _("Chi bộ nhận xét, bỏ phiếu xếp loại"),
        reviews.Step.FORMER: _("Nêu ý kiến về đảng viên đã chuyển đi"),
        reviews.Step.JOINT: _("Họp chung cơ quan và chi bộ về xếp loại"),
        reviews.Step.NOTICE: _("Xem kết quả xếp loại, trả lời nếu cần"),
        reviews.Step.LATE: _("Chờ các bên quá hạn kiểm điểm"),
        reviews.Step.CONCLUDE: _("Kết luận xếp loại"),
        reviews.Step.RULE: _("Giải quyết khiếu nại xếp loại"),
    }
    for due in reviews.dues_for(viewer, on):
        title = titles[due.step]
        if due.reminded:
            reminded = ngettext("đã nhắc %(count)s lần", "đã nhắc %(count)s lần", due.reminded)
            title = f"{title} ({reminded % {'count': due.reminded}})"
        count = ngettext("%(count)s hồ sơ", "%(count)s hồ sơ", due.count) % {"count": due.count}
        is_named = due.detail and due.step is not reviews.Step.LATE
        detail = count if not is_named else due.detail if due.count == 1 else f"{due.detail}: {count}"
        address = reverse(due.url_name, args=due.arguments) + due.query
        yield Task(Side.WAITING if due.waits else Side.MINE, title, detail, address, due.due_on)
    escalated = escalated_for(viewer, on)
    names = names_on({cycle.committee_id for cycle, _times in escalated}, on)
    for cycle, times in escalated:
        words = ngettext("Đã báo lên %(count)s lần nhắc", "Đã báo lên %(count)s lần nhắc", times) % {"count": times}
        title = _("Đợt kiểm điểm có bên quá hạn")
        detail = f"{names.get(cycle.committee_id, '')} – {cycle_words(cycle.kind, cycle.starts_on)}: {words}"
        address = reverse("evaluations:cycle", args=[cycle.pk])
        yield Task(Side.WAITING, title, detail, address, cycle.decision_due_on)
